//! `assay redact`: comments on stdin, redacted comments on stdout.

use std::io::{BufReader, BufWriter, Write as _};
use std::path::PathBuf;

use assay_views::records::RedactedComment;
use assay_workspace::Input;
use assay_workspace::records::redact::redact;

use crate::args::{Format, Globals};
use crate::error::CommandError;
use crate::exit::Exit;
use crate::output::{self, Table};
use crate::progress::Bars;

/// Replace names and other identities in comments with pseudonyms.
///
/// The input is CSV with the columns `comment_id` and `comment`; so is the output.
///
/// Example: assay redact --names names.csv < comments.csv > redacted.csv
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Names to look for: a CSV with the columns `comment_id` and `name`; a blank id, or no such column,
    /// means everywhere.
    /// Without it only common first names and patterns are found.
    #[arg(long, value_name = "NAMES.csv")]
    names: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, globals: &Globals) -> Result<Exit, CommandError> {
    let format = globals.data_format()?;
    let names = args.names.as_ref().map(Input::file);
    let comments = BufReader::with_capacity(1 << 16, std::io::stdin());
    let mut held = Vec::new();
    if format != Format::Json {
        output::table(&Table::new(["comment_id", "comment"]), Format::Csv)?;
    }
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut take = |id: &str, text: &str| {
        if format == Format::Json {
            held.push(RedactedComment { comment_id: id.to_owned(), comment: text.to_owned() });
            return Ok(());
        }
        let line = output::csv_line([id, text]);
        output::shell::warn_of_data(&line);
        out.write_all(line.as_bytes()).map_err(|fault| {
            assay_workspace::Error::failed("could not write the comments").because(fault)
        })
    };
    let bars = Bars::below_a_stream();
    let done = redact("stdin", comments, names.as_ref(), &mut take, &bars);
    out.flush()?;
    drop(out);
    let done = done?;
    if format == Format::Json {
        output::json(&held)?;
    }
    say!(
        "replaced {} identities in {} comments; {} of them are on no list and were known by a common first name or a title only",
        done.found,
        done.rows.total,
        done.weak
    );
    if args.names.is_none() {
        say!("note: without --names, people with less common names are missed");
    }
    Ok(output::streamed(&done.rows))
}
