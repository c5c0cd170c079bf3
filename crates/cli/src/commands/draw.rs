//! `assay draw`: draws from a frozen list, assigns auditors, writes the files of the draw.

use assay_workspace::sampling::draw::{DrawOptions, WeakSeed, draw};

use crate::args::Globals;
use crate::commands::manifest_out;
use crate::error::CommandError;
use crate::exit::Exit;

/// Draw from a frozen list: select, assign auditors, write the files in draws/ID.
///
/// Example: assay draw 2026-09-monthly --seed 73951048273649501827 --seed-source "dice, 1 September, before witnesses"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The draw's id.
    id: String,
    /// The seed; else 32 bytes of the operating system's randomness.
    #[arg(long, value_name = "TEXT")]
    seed: Option<String>,
    /// Where the seed came from, in words.
    #[arg(long, value_name = "TEXT", requires = "seed")]
    seed_source: Option<String>,
    /// Take a weak seed all the same; every report of the draw says so.
    #[arg(long)]
    allow_weak_seed: bool,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let mut workspace = globals.open()?;
    let options = DrawOptions {
        id: args.id.clone(),
        seed: args.seed.clone(),
        seed_source: args.seed_source.clone(),
        weak_seed: if args.allow_weak_seed { WeakSeed::Allowed } else { WeakSeed::Refused },
    };
    let report = draw(&mut workspace, &options)?;
    for column in &report.balance {
        eprintln!("balance: {}", column.sentence());
    }
    eprintln!("draws made of this list: {}", report.draws_of_list);
    manifest_out::print(&report.manifest, report.blocked.as_deref(), format)
}
