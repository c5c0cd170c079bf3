//! Checks of files against the store. A job writes files just before or after the store, so a difference may be
//! one that somebody is about to make good.

use crate::desk::error::Result;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;

/// Returns what a check of files and store finds. A difference is looked at again with the writers waiting,
/// where this login may have them wait.
///
/// # Errors
/// Those of the check.
pub(crate) fn checked<T>(
    workspace: &mut Workspace,
    mut check: impl FnMut(&Reader) -> Result<T>,
    is_sound: impl Fn(&T) -> bool,
) -> Result<T> {
    let found = check(&*workspace.reader()?);
    if found.as_ref().is_ok_and(&is_sound) {
        return found;
    }
    match workspace.writer() {
        Ok(writer) => check(&writer),
        Err(_) => found,
    }
}
