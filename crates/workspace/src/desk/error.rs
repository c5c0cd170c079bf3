//! The one error of the jobs: what kind of thing went wrong, why, and the next step. What engines report is
//! sorted into kinds in `mapping`. It decides no exit code and prints nothing; the caller does.

use std::error::Error as StdError;
use std::fmt;
use std::path::Path;

use super::next::Next;

/// Why a job could not be done. Every kind but three is a [`Fault`] with its cause and its next step.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What was asked for is not there.
    #[error(transparent)]
    Missing(Fault),
    /// The name, or the place, is in use already.
    #[error(transparent)]
    Taken(Fault),
    /// It cannot be done in the state things are in.
    #[error(transparent)]
    Refused(Fault),
    /// It needs somebody other than the person who did the step before.
    #[error(transparent)]
    SecondPerson(Fault),
    /// Somebody else is writing to the workspace.
    #[error("{} is writing to this workspace just now", holder.as_deref().unwrap_or("somebody else"))]
    Busy {
        /// Who, with login and machine, where that is known.
        holder: Option<String>,
    },
    /// Settings with faults, each with its place.
    #[error(transparent)]
    Settings(assay_config::Error),
    /// What was brought in, or asked, is not right.
    #[error(transparent)]
    Input(Fault),
    /// The store cannot be used.
    #[error(transparent)]
    Store(Fault),
    /// The search index cannot be used; it can be made again.
    #[error(transparent)]
    Index(Fault),
    /// A file cannot be read or written.
    #[error(transparent)]
    File(Fault),
    /// Something stored was changed from outside, or the disk lost it.
    #[error(transparent)]
    Damaged(Fault),
    /// This login may not do that with the file or folder.
    #[error(transparent)]
    NotPermitted(Fault),
    /// There is no room left on the disk.
    #[error(transparent)]
    DiskFull(Fault),
    /// The machine or the program could not do its part.
    #[error(transparent)]
    Failed(Fault),
    /// Whoever asked for the work called it off; nothing was kept.
    #[error("stopped as you asked; nothing was changed")]
    Cancelled,
}

/// The result of a job.
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong in words, with its cause and the next step.
#[derive(Debug)]
pub struct Fault {
    what: What,
    next: Option<Next>,
}

#[derive(Debug)]
enum What {
    /// Words of ours, and the cause that follows them.
    Words(String, Option<Box<dyn StdError + Send + Sync>>),
    /// Another error, whose words are enough.
    Of(Box<dyn StdError + Send + Sync>),
}

/// Makes one constructor a kind, with a message in lower case and without a full stop.
macro_rules! kinds {
    ($($name:ident $kind:ident $doc:literal)*) => {$(
        #[doc = $doc]
        #[must_use]
        pub fn $name(message: impl Into<String>) -> Self {
            Self::$kind(Fault::words(message))
        }
    )*};
}

/// Returns the fault that an error has, borrowed as the error is.
macro_rules! fault_in {
    ($error:expr) => {
        match $error {
            Self::Missing(fault)
            | Self::Taken(fault)
            | Self::Refused(fault)
            | Self::SecondPerson(fault)
            | Self::Input(fault)
            | Self::Store(fault)
            | Self::Index(fault)
            | Self::File(fault)
            | Self::Damaged(fault)
            | Self::NotPermitted(fault)
            | Self::DiskFull(fault)
            | Self::Failed(fault) => Some(fault),
            Self::Busy { .. } | Self::Settings(_) | Self::Cancelled => None,
        }
    };
}

impl Error {
    kinds! {
        missing Missing "Returns the error of something that is not there."
        taken Taken "Returns the error of a name or place that is in use."
        refused Refused "Returns the error of a step that the present state does not allow."
        second_person SecondPerson "Returns the error of a step that somebody else must take."
        input Input "Returns the error of something brought in or asked that is not right."
        index Index "Returns the error of a search index that cannot be used."
        damaged Damaged "Returns the error of something stored that cannot be read back."
        failed Failed "Returns the error of a machine or program that could not do its part."
    }

    /// Returns the error of a file operation, e.g. `could not read list.xlsx`. A full disk and a missing
    /// right are kinds of their own, with what to do about them.
    #[must_use]
    pub fn file(action: &str, path: &Path, source: std::io::Error) -> Self {
        let kind = source.kind();
        let fault = Fault {
            what: What::Words(
                format!("could not {action} {}", path.display()),
                Some(Box::new(source)),
            ),
            next: None,
        };
        match kind {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::DiskFull(fault.then(Next::MakeRoom))
            }
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                Self::NotPermitted(fault.then(Next::AskForRights { folder: path.to_owned() }))
            }
            std::io::ErrorKind::NotFound => Self::Missing(fault),
            _ => Self::File(fault),
        }
    }

    /// Returns the error with advice that is no step of the program.
    #[must_use]
    pub fn hint(self, words: impl Into<String>) -> Self {
        self.then(Next::Words(words.into()))
    }

    /// Returns the error with the next step. Settings and a busy workspace bring their own.
    #[must_use]
    pub fn then(mut self, next: Next) -> Self {
        if let Some(fault) = self.fault_mut() {
            fault.next = Some(next);
        }
        self
    }

    /// Returns the error with this advice, unless its kind has brought a next step already.
    #[must_use]
    pub fn or_hint(self, words: impl Into<String>) -> Self {
        if self.next_step().is_some() { self } else { self.hint(words) }
    }

    /// Returns the error with its cause.
    #[must_use]
    pub fn because(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        if let Some(Fault { what: What::Words(_, cause), .. }) = self.fault_mut() {
            *cause = Some(Box::new(source));
        }
        self
    }

    /// Returns the next step, where one is known.
    #[must_use]
    pub fn next_step(&self) -> Option<Next> {
        match self {
            Self::Busy { .. } => Some(Next::Wait),
            Self::Settings(faults) => faults.hint().map(|words| Next::Words(words.to_owned())),
            Self::Cancelled => None,
            other => other.fault().and_then(|fault| fault.next.clone()),
        }
    }

    /// Returns the causes that are shown, the nearest first: those behind an engine's fault are in its words, and stay behind.
    #[must_use]
    pub fn causes(&self) -> Vec<&(dyn StdError + 'static)> {
        let mut causes = Vec::new();
        let mut next = StdError::source(self);
        while let Some(cause) = next {
            causes.push(cause);
            let is_engine =
                cause.is::<assay_store::Engine>() || cause.is::<assay_comments::index::Engine>();
            next = if is_engine { None } else { cause.source() };
        }
        causes
    }

    /// Returns the message with its cause, for where it is part of another.
    #[must_use]
    pub fn with_its_cause(&self) -> String {
        match self.causes().first() {
            Some(cause) => format!("{self}: {cause}"),
            None => self.to_string(),
        }
    }

    fn fault(&self) -> Option<&Fault> {
        fault_in!(self)
    }

    fn fault_mut(&mut self) -> Option<&mut Fault> {
        fault_in!(self)
    }
}

impl Fault {
    /// Returns a fault in our words.
    pub(crate) fn words(message: impl Into<String>) -> Self {
        Self { what: What::Words(message.into(), None), next: None }
    }

    /// Returns the fault that another error is.
    pub(crate) fn of(error: impl StdError + Send + Sync + 'static) -> Self {
        Self { what: What::Of(Box::new(error)), next: None }
    }

    /// Returns the fault with the next step.
    pub(crate) fn then(mut self, next: Next) -> Self {
        self.next = Some(next);
        self
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Words(message, _) => f.write_str(message),
            What::Of(error) => error.fmt(f),
        }
    }
}

impl StdError for Fault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.what {
            What::Words(_, cause) => {
                cause.as_deref().map(|cause| cause as &(dyn StdError + 'static))
            }
            What::Of(error) => error.source(),
        }
    }
}

#[cfg(test)]
mod tests;
