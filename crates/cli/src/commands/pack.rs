//! `assay pack`: makes the draft of a profile's pack in the formats wanted, and issues it.

use std::path::PathBuf;

use assay_model::Date;
use assay_workspace::evidence::pack::{Format as File, PackOptions, issue, pack};

use crate::args::{Format, Globals, parse_date};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::lacks;
use crate::output;
use crate::second::SecondArgs;

/// Draft a review pack for a visit, the board, the month or by your own profile; issue it.
///
/// Example: assay pack visit --format all --visit 2026-10-05
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    act: Option<Act>,
    /// The profile: visit, board, monthly, or one of your own from pack.yaml.
    #[arg(required = true)]
    profile: Option<String>,
    /// The folder to write to; by default the workspace's packs.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The date of the visit the pack is made for.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    visit: Option<Date>,
    /// An earlier pack to compare with: the date in its file's name, or "last"; by default the last issued.
    #[arg(long, value_name = "PACK")]
    since: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Act {
    /// Issue a draft, as a second person who has read it: it is written without the mark of a draft.
    Issue {
        /// The draft's name, such as 2026-09-30-board, or a profile for its latest draft.
        draft: String,
        #[command(flatten)]
        second: SecondArgs,
    },
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    if let Some(Act::Issue { draft, second }) = &args.act {
        return issued(draft, second, globals);
    }
    let formats = formats(globals.given_format())?;
    let mut workspace = globals.open()?;
    let options = PackOptions {
        profile: args.profile.clone().unwrap_or_default(),
        formats,
        out: args.out.clone(),
        visit: args.visit,
        since: args.since.clone(),
    };
    let report = pack(&mut workspace, &options)?;
    if globals.given_format() == Some(Format::Json) {
        output::json(&report)?;
    } else {
        for file in &report.files {
            output::line(&file.display().to_string())?;
        }
    }
    for note in &report.notes {
        say!("note: {note}");
    }
    for (section, title) in report.missing.iter().zip(&report.lacks) {
        match lacks::how(section) {
            Some(how) => say!("the pack lacks: {title} ({how})"),
            None => say!("the pack lacks: {title}"),
        }
    }
    say!("head of the ledger printed in it: {}", report.head);
    say!("it is a draft; a second person who has read it issues it: assay pack issue NAME");
    Ok(Exit::Done)
}

fn issued(draft: &str, second: &SecondArgs, globals: &Globals) -> Result<Exit, CommandError> {
    let mut workspace = globals.open()?;
    let report = issue(&mut workspace, draft, &second.ask()?)?;
    if globals.given_format() == Some(Format::Json) {
        output::json(&report)?;
        return Ok(Exit::Done);
    }
    for file in &report.files {
        output::line(&file.display().to_string())?;
    }
    say!("{} is issued on {}, agreed {}", report.name, report.on, report.agreed);
    say!("counts of children withheld in it: {}; later packs withhold them too", report.withheld);
    Ok(Exit::Done)
}

fn formats(given: Option<Format>) -> Result<Vec<File>, CommandError> {
    Ok(match given {
        None | Some(Format::Html | Format::Json | Format::Table) => vec![File::Html],
        Some(Format::Xlsx) => vec![File::Xlsx],
        Some(Format::Docx) => vec![File::Docx],
        Some(Format::Pdf) => vec![File::Pdf],
        Some(Format::All) => File::ALL.to_vec(),
        Some(Format::Csv) => {
            return Err(CommandError::new("a pack is made as html, xlsx, docx, pdf or all")
                .hint("assay pack board --format all"));
        }
    })
}

/// What the program does when it has started itself to render a council's own templates.
pub(crate) fn render_apart() -> Result<Exit, CommandError> {
    assay_workspace::evidence::pack::render_apart(std::io::stdin(), std::io::stdout())?;
    Ok(Exit::Done)
}
