//! The one place where an error becomes a message, a hint and an exit code.

use std::error::Error as _;

use crate::exit::Exit;
use crate::next;

/// Why a command could not be done.
#[derive(Debug)]
pub(crate) enum CommandError {
    /// Whoever read our output went away: nothing is wrong.
    ReaderGone,
    /// Something the user must know.
    Told { message: String, causes: Vec<String>, hint: Option<String> },
}

impl CommandError {
    /// Returns an error with a message in lower case, without a full stop.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Told { message: message.into(), causes: Vec::new(), hint: None }
    }

    /// Returns the error with what to do about it.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        match self {
            Self::Told { message, causes, .. } => {
                Self::Told { message, causes, hint: Some(hint.into()) }
            }
            Self::ReaderGone => Self::ReaderGone,
        }
    }

    /// Writes the message to stderr and returns the exit code.
    pub(crate) fn report(self) -> Exit {
        match self {
            Self::ReaderGone => Exit::Done,
            Self::Told { message, causes, hint } => {
                let chain = causes.iter().fold(message, |text, cause| format!("{text}: {cause}"));
                say!("error: {chain}");
                if let Some(hint) = hint {
                    say!("hint: {hint}");
                }
                Exit::Failed
            }
        }
    }
}

impl From<assay_workspace::Error> for CommandError {
    fn from(error: assay_workspace::Error) -> Self {
        let causes = error.causes();
        let is_gone = |cause: &&(dyn std::error::Error + 'static)| {
            let io = cause.downcast_ref::<std::io::Error>();
            io.is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
        };
        if causes.iter().any(is_gone) {
            return Self::ReaderGone;
        }
        let causes = causes.iter().map(|cause| without_number(&cause.to_string())).collect();
        Self::Told {
            message: error.to_string(),
            causes,
            hint: error.next_step().as_ref().map(next::words),
        }
    }
}

/// Returns the operating system's words without its number, e.g. `Permission denied`.
fn without_number(cause: &str) -> String {
    cause.split(" (os error ").next().unwrap_or_default().to_owned()
}

impl From<assay_web::ServeError> for CommandError {
    fn from(error: assay_web::ServeError) -> Self {
        match error {
            assay_web::ServeError::Job(error) => error.into(),
            other => {
                let why = other.source().map(|cause| without_number(&cause.to_string()));
                let message = other.to_string();
                Self::Told {
                    message,
                    causes: why.into_iter().collect(),
                    hint: Some("leave --port out for a free one, or name another".to_owned()),
                }
            }
        }
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            Self::ReaderGone
        } else {
            Self::new(format!("could not write the output: {error}"))
        }
    }
}
