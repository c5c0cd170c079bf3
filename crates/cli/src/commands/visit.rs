//! `assay visit`: answers about the cases inspectors chose, and the list of every audit.

use std::path::PathBuf;

use assay_views::visit::{AuditLine, CaseAnswer};
use assay_workspace::evidence::visit::{audits, cases};
use clap::Subcommand;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Answer inspectors about the cases they chose, or with a list of every audit.
///
/// Example: assay visit cases inspectors-sample.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Show for each case of a list what it was to every draw, with its ticket, audits, urgent concerns and
    /// open actions. An id that is not known is answered for the known one near to it.
    Cases {
        /// A text file or CSV with a case id first on every line.
        file: PathBuf,
    },
    /// List every audit of the last months, latest first.
    Audits {
        /// How many months.
        #[arg(long, value_name = "N", default_value_t = 6, value_parser = clap::value_parser!(u32).range(1..=240))]
        months: u32,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let workspace = globals.open()?;
    match &args.what {
        What::Cases { file } => {
            let bytes = assay_workspace::read_file(file)?;
            let answers =
                cases(&*workspace.reader()?, &assay_workspace::evidence::visit::ids(&bytes))?;
            print_cases(&answers, format)
        }
        What::Audits { months } => print_audits(&audits(&*workspace.reader()?, *months)?, format),
    }
}

fn print_cases(answers: &[CaseAnswer], format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(&answers)?;
        return Ok(Exit::Done);
    }
    let headings = [
        "case_id",
        "near",
        "draw_id",
        "status",
        "drawn",
        "ticket",
        "cutoff",
        "others",
        "audits",
        "urgent",
        "open_actions",
    ];
    let mut table = Table::new(headings);
    for a in answers {
        let short = |ticket: &str| match format {
            Format::Table if !ticket.is_empty() => format!("{}…", &ticket[..12]),
            _ => ticket.to_owned(),
        };
        let audits = a.audits.join("; ");
        let urgent = if a.urgent { "yes" } else { "no" };
        let open = a.open_actions.to_string();
        table.row([
            a.case.clone(),
            a.near.clone(),
            a.draw.clone(),
            a.status.clone(),
            a.drawn.clone(),
            short(&a.ticket),
            short(&a.cutoff),
            a.others.join("; "),
            audits,
            urgent.to_owned(),
            open,
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}

fn print_audits(lines: &[AuditLine], format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(&lines)?;
        return Ok(Exit::Done);
    }
    let headings = [
        "case_id",
        "draw_id",
        "month",
        "audited_on",
        "kind",
        "auditor",
        "overall",
        "score",
        "urgent",
    ];
    let mut table = Table::new(headings);
    for l in lines {
        let urgent = if l.urgent { "yes" } else { "no" };
        table.row([
            &l.case,
            &l.draw,
            &l.month,
            &l.audited_on,
            l.kind,
            &l.auditor,
            &l.overall,
            &l.score,
            urgent,
        ]);
    }
    output::table(&table, format)?;
    Ok(Exit::Done)
}
