//! What can go wrong when a pack is made.

use assay_model::print::lower_first;
use tera::ErrorKind;

/// Why a pack could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A template is not well formed, names a field that is not there, or runs away.
    #[error("template {place}: {what}")]
    Template {
        /// The template, and line and column where they are known.
        place: String,
        /// What is wrong.
        what: String,
    },
    /// A council's template has the name of none of ours.
    #[error("there is no template \"{0}\" to take the place of")]
    UnknownTemplate(String),
    /// A template grows or runs without end.
    #[error(
        "the templates reach the limit on rendering: a page of 64 MB, 20 seconds or 256 MB of memory"
    )]
    Limit,
    /// A template wrote something that is not text.
    #[error("the templates wrote bytes that are not UTF-8")]
    Utf8,
    /// A file could not be put together.
    #[error("the {0} file could not be put together")]
    File(&'static str, #[source] std::io::Error),
}

impl Error {
    /// Returns the error with its place in the template, without the engine's own drawing of it.
    pub(crate) fn template(error: &tera::Error) -> Self {
        match error.kind() {
            ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
                let span = report.span();
                let name =
                    report.filename().trim_start_matches("own/").trim_start_matches("assay/");
                Self::Template {
                    place: format!(
                        "{name}, line {}, column {}",
                        span.start_line,
                        span.start_col + 1
                    ),
                    what: lower_first(report.message()),
                }
            }
            // The one writer that can fail is the one that stops a template which runs away.
            ErrorKind::Io(_) => Self::Limit,
            _ => Self::Template { place: "set".to_owned(), what: lower_first(&error.to_string()) },
        }
    }
}
