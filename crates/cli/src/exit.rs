//! How the program ends. Scripts may rely on these three numbers.

use std::process::ExitCode;

/// The program's exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// 0: done.
    Done,
    /// 1: checked, and it differs or problems were found.
    Differs,
    /// 2: it could not be done.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        match exit {
            Exit::Done => Self::from(0),
            Exit::Differs => Self::from(1),
            Exit::Failed => Self::from(2),
        }
    }
}
