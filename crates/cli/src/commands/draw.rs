//! `assay draw`: draws from a frozen list, assigns auditors, writes the files of the draw.

use assay_views::draws::FilesWritten;
use assay_workspace::draws::draw::{DrawOptions, WeakSeed, draw};
use assay_workspace::draws::{Balance, outputs};

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, manifest};

/// Draw from a frozen list: select cases, assign auditors, write the files to draws/ID.
///
/// "assay draw files ID" writes the files of a draw again, where they were changed or lost.
///
/// Example: assay draw 2026-09-monthly --seed 73951048273649501827 --seed-source "dice, 1 September, before witnesses"
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    /// The draw's id.
    #[arg(required = true)]
    id: Option<String>,
    /// The seed; by default 32 random bytes from the operating system.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// Where the seed came from, in words.
    #[arg(long, value_name = "TEXT", requires = "seed")]
    seed_source: Option<String>,
    /// Accept a weak seed; every report of the draw says so.
    #[arg(long)]
    allow_weak_seed: bool,
    #[command(subcommand)]
    step: Option<Step>,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Write the files of a draw again, from the store: the list, the manifest and the selection.
    Files {
        /// The draw's id.
        id: String,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    if let Some(Step::Files { id }) = &args.step {
        let written = outputs::write_again(&mut workspace.writer()?, id)?;
        return written_files(&written, format);
    }
    let options = DrawOptions {
        id: args.id.clone().unwrap_or_default(),
        seed: args.seed.clone(),
        seed_source: args.seed_source.clone(),
        weak_seed: if args.allow_weak_seed { WeakSeed::Allowed } else { WeakSeed::Refused },
    };
    let report = draw(&mut workspace.writer()?, &options)?;
    report.balance.iter().for_each(show);
    say!("draws made of this list: {}", report.draws_of_list);
    manifest::print(&report.manifest, report.blocked.as_deref(), format)
}

fn written_files(written: &FilesWritten, format: Format) -> Result<Exit, CommandError> {
    if format == Format::Json {
        output::json(written)?;
    } else {
        for file in &written.files {
            output::line(file)?;
        }
    }
    Ok(Exit::Done)
}

/// Up to so many values of a column are shown one by one next to the sample.
const SHOWN: usize = 20;

/// Shows a column of the list next to the sample: in a sentence, then value by value.
fn show(column: &Balance) {
    say!("balance: {}", column.sentence());
    if column.values.len() > SHOWN || column.values.len() < 2 {
        return;
    }
    let width = column.values.iter().map(|v| v.value.chars().count()).max().unwrap_or(0);
    for value in &column.values {
        let (list, sample) = column.shares(value);
        say!(
            "    {:width$}  {:>3}.{}% of the list  {:>3}.{}% of the sample",
            value.value,
            list / 10,
            list % 10,
            sample / 10,
            sample % 10
        );
    }
}
