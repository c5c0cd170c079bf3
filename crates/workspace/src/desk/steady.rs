//! Answers of one moment, without keeping writers out: a job that reads over several connections is done again
//! when somebody stored something meanwhile, and in the end with the writers waiting.

use crate::desk::error::Result;
use crate::desk::place::Workspace;

/// How often an answer is made again before writers are asked to wait.
const TRIES: usize = 8;

/// Returns what the job reads, all of it as the store was at one moment.
///
/// # Errors
/// Those of the job; that somebody writes without end.
pub(crate) fn at_one_moment<T>(
    workspace: &Workspace,
    mut job: impl FnMut() -> Result<T>,
) -> Result<T> {
    for _ in 0..TRIES {
        let before = workspace.store.data_version()?;
        let answer = job();
        if workspace.store.data_version()? == before {
            return answer;
        }
    }
    let _held = workspace.lock()?;
    job()
}

/// Returns what a check of files and store finds. A job writes files just before or after the store, so a
/// difference is looked at again with the writers waiting, where this login may have them wait.
///
/// # Errors
/// Those of the check.
pub(crate) fn checked<T>(
    workspace: &Workspace,
    mut check: impl FnMut() -> Result<T>,
    is_sound: impl Fn(&T) -> bool,
) -> Result<T> {
    let found = at_one_moment(workspace, &mut check);
    if found.as_ref().is_ok_and(&is_sound) {
        return found;
    }
    match workspace.lock() {
        Ok(_held) => check(),
        Err(_) => found,
    }
}
