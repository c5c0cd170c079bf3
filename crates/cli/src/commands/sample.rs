//! `assay sample`: a one-off draw straight from a CSV or workbook, without a workspace.

use std::path::PathBuf;

use assay_workspace::Input;
use assay_workspace::draws::draw::WeakSeed;
use assay_workspace::draws::one_off::{Line, OneOffOptions, sample};
use assay_workspace::import::Rows;

use crate::args::Globals;
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;
use crate::progress::Bars;

/// Draw once from a list of any size: the case ids with the lowest tickets, as CSV.
///
/// Example: assay sample list.csv --id-column "Case ID" --n 100 --strata Team --seed 73951048273649501827
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A CSV or workbook with one row a case.
    file: PathBuf,
    /// The column of the case ids.
    #[arg(long, value_name = "COLUMN")]
    id_column: String,
    /// The sheet of a workbook; else the first that has the columns, and those with the same header.
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// The sample size.
    #[arg(long, value_name = "N")]
    n: u64,
    /// A column the sample is spread over; may be given several times.
    #[arg(long, value_name = "COLUMN")]
    strata: Vec<String>,
    /// The seed; else 32 bytes of the operating system's randomness.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// How n is spread over the strata: proportional or equal.
    #[arg(long, value_name = "METHOD", default_value = "proportional")]
    allocation: String,
    /// What every stratum gets at least.
    #[arg(long, value_name = "N", default_value_t = 0)]
    minimum: u64,
    /// Reserves of each stratum.
    #[arg(long, value_name = "N", default_value_t = 0)]
    reserves: u64,
    /// The draw's id, which the tickets depend on.
    #[arg(long, value_name = "ID", default_value = "sample")]
    draw_id: String,
    /// Accept a weak seed.
    #[arg(long)]
    allow_weak_seed: bool,
    /// Take every row for a case: totals, footers and repeated headers are not left out.
    #[arg(long)]
    keep_rows: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let options = OneOffOptions {
        file: Input::file(&args.file),
        id_column: args.id_column.clone(),
        sheet: args.sheet.clone(),
        n: args.n,
        strata: args.strata.clone(),
        seed: args.seed.clone(),
        allocation: args.allocation.clone(),
        minimum: args.minimum,
        reserves: args.reserves,
        draw_id: args.draw_id.clone(),
        weak_seed: if args.allow_weak_seed { WeakSeed::Allowed } else { WeakSeed::Refused },
        rows: if args.keep_rows { Rows::All } else { Rows::Records },
    };
    let report = sample(&globals.session(), &options, &Bars::default())?;
    let mut text = String::from("case_id,stratum,role,order,ticket\n");
    report.lines.iter().for_each(|line| push(&mut text, line));
    output::data(&text)?;
    let end = output::said(&report.said, "note: ");
    say!("{} rows read; seed {}; draw id {}", report.rows, report.seed, args.draw_id);
    Ok(end)
}

/// Writes one line. Ids are written exactly as they are drawn by, even such as a spreadsheet would run.
fn push(text: &mut String, line: &Line) {
    let order = line.order.to_string();
    let ticket = line.ticket.to_string();
    let fields = [&line.case, &line.stratum, line.role.word(), &order, &ticket];
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        if field.contains(['"', ',', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}
