//! What engines report, sorted into the kinds of the jobs' error. It adds no words to theirs.

use super::error::{Error, Fault};
use super::next::Next;

impl From<assay_store::Error> for Error {
    fn from(error: assay_store::Error) -> Self {
        use assay_store::Error as Of;
        match error {
            Of::Busy => Self::Busy { holder: None },
            Of::File { path, source } => Self::file("use", &path, source),
            Of::Missing(_) | Of::NoSuch { .. } => Self::Missing(advised(error)),
            Of::Exists(_) | Of::Already { .. } => Self::Taken(advised(error)),
            Of::State { .. } | Of::Newer { .. } | Of::Older { .. } => Self::Refused(advised(error)),
            Of::NotAStore(_) | Of::Damaged { .. } | Of::Corrupt { .. } => {
                Self::Damaged(advised(error))
            }
            Of::Full => Self::DiskFull(Fault::of(error).then(Next::MakeRoom)),
            Of::NotPermitted(_) | Of::ReadOnly => Self::NotPermitted(advised(error)),
            other => Self::Store(advised(other)),
        }
    }
}

fn advised(error: assay_store::Error) -> Fault {
    use assay_store::Error as Of;
    let next = match &error {
        Of::Older { .. } => Some(Next::Doctor),
        Of::NotAStore(_) | Of::Damaged { .. } | Of::Corrupt { .. } => Some(Next::Restore),
        other => other.hint().map(|words| Next::Words(words.to_owned())),
    };
    let fault = Fault::of(error);
    match next {
        Some(next) => fault.then(next),
        None => fault,
    }
}

impl From<assay_config::Error> for Error {
    fn from(error: assay_config::Error) -> Self {
        Self::Settings(error)
    }
}

impl From<assay_config::BreaksOver> for Error {
    fn from(error: assay_config::BreaksOver) -> Self {
        Self::Input(Fault::of(error))
    }
}
