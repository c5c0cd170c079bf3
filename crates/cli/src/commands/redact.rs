//! `assay redact`: comments on stdin, redacted comments on stdout.

use std::io::Read as _;
use std::path::PathBuf;

use assay_workspace::records::redact::{Input, redact};
use serde_json::json;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};

/// Replace names and other identities in comments (CSV in: `comment_id,comment`) by pseudonyms.
///
/// Example: assay redact --names names.csv < comments.csv > redacted.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Names to look for: a CSV with the columns `comment_id` and `name`; a blank id means everywhere.
    /// Without it only common first names and patterns are found.
    #[arg(long, value_name = "NAMES.csv")]
    names: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let names = args.names.as_ref().map(|path| {
        let bytes = assay_workspace::read_file(path)?;
        let name = path.file_name().map_or(String::new(), |n| n.to_string_lossy().into_owned());
        Ok::<_, CommandError>(Input { name, bytes })
    });
    let names = names.transpose()?;
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|fault| {
        CommandError::new(format!("could not read the comments from stdin: {fault}"))
    })?;
    let done = redact(Input { name: "stdin".to_owned(), bytes }, names)?;
    if format == Format::Json {
        let comments = done.comments.iter();
        output::json(
            &comments
                .map(|(id, text)| json!({ "comment_id": id, "comment": text }))
                .collect::<Vec<_>>(),
        )?;
    } else {
        let mut table = Table::new(["comment_id", "comment"]);
        for (id, text) in &done.comments {
            table.row([id, text]);
        }
        output::table(&table, Format::Csv)?;
    }
    eprintln!(
        "replaced {} identities in {} comments; {} of them are on no list and were known by a common first name or a title only",
        done.found,
        done.comments.len(),
        done.weak
    );
    if args.names.is_none() {
        eprintln!("note: without --names, people with less common names are missed");
    }
    Ok(Exit::Done)
}
