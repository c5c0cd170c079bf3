//! `assay init`: makes a workspace with the commented settings.

use std::path::PathBuf;

use assay_workspace::Workspace;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output;

/// Make a new workspace: a folder with commented settings, ready plans and themes.
///
/// Example: assay init "S:\Quality\assay"
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to make; it may exist if it is empty.
    dir: PathBuf,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let made = Workspace::init(&args.dir, &globals.session())?;
    if format == Format::Json {
        output::json(&made)?;
    } else {
        output::line(&format!("made {} with {}", made.root.display(), made.files.join(", ")))?;
        for note in &made.notes {
            say!("note: {note}");
        }
        say!("next: set your council's name in assay.yaml, then: assay import cases LIST.xlsx");
    }
    Ok(Exit::Done)
}
