//! What could not be done, as a page: what happened, in the words of the job, and the next step as a link. No
//! trace, no SQL, and no path but those a person typed or of the workspace itself.

use assay_workspace::Error;
use serde::Serialize;

use crate::next;
use crate::page::Page;
use crate::words::as_sentence;

/// Why a handler has no page to show.
pub(crate) enum Failure {
    /// A job could not be done.
    Job(Error),
    /// There is no such page or thing.
    NotFound,
    /// The request was not one of our pages'.
    Refused(u16, &'static str),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Job(error)
    }
}

/// The page of a failure.
#[derive(Debug, Serialize)]
pub(crate) struct FailureView {
    /// What happened.
    pub(crate) what: String,
    /// Why, in sentences.
    pub(crate) causes: Vec<String>,
    /// The next step.
    pub(crate) next: Option<next::Step>,
}

impl Failure {
    /// Returns the page that says so.
    pub(crate) fn page(&self) -> Page {
        let (status, title, view) = match self {
            Self::Job(error) => (status(error), "This could not be done", of_job(error)),
            Self::NotFound => (
                404,
                "Page not found",
                FailureView {
                    what: "There is no such page here. It may have been moved or removed since."
                        .to_owned(),
                    causes: Vec::new(),
                    next: Some(next::home()),
                },
            ),
            Self::Refused(status, words) => (
                *status,
                "This was not done",
                FailureView {
                    what: (*words).to_owned(),
                    causes: Vec::new(),
                    next: Some(next::home()),
                },
            ),
        };
        Page::new("failure.html", title, &view).with_status(status)
    }
}

/// Returns the message of a job's error as a sentence, with its causes and its next step in one text.
pub(crate) fn sentence(error: &Error) -> String {
    let view = of_job(error);
    let parts = std::iter::once(view.what).chain(view.causes).chain(view.next.map(|n| n.words));
    parts.collect::<Vec<_>>().join(" ")
}

fn of_job(error: &Error) -> FailureView {
    let words = |cause: &&(dyn std::error::Error + 'static)| {
        as_sentence(cause.to_string().split(" (os error ").next().unwrap_or_default())
    };
    let causes = error.causes().iter().map(words).collect();
    let next = error.next_step().as_ref().map(next::step);
    FailureView { what: as_sentence(&error.to_string()), causes, next }
}

fn status(error: &Error) -> u16 {
    match error {
        Error::Missing(_) => 404,
        Error::Taken(_) | Error::Refused(_) | Error::SecondPerson(_) | Error::Cancelled => 409,
        Error::Busy { .. } => 503,
        Error::Input(_) | Error::Settings(_) => 422,
        Error::NotPermitted(_) => 403,
        Error::DiskFull(_) => 507,
        _ => 500,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_its_next_step() {
        let error = Error::refused("nothing is drawn").hint("draw it first");
        assert_eq!(sentence(&error), "Nothing is drawn. Draw it first.");
    }
}
