//! The lock of whoever writes a copy or an export, for which the writer's lock is not taken. It names who holds it and
//! what is being written, so that this can be removed where the program ends before it is whole. It names nothing
//! outside of the workspace: a lock file that was changed cannot have anything else removed.

use std::fs::File;
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use assay_model::Actor;

use super::{holder_of, named, open};
use crate::desk::error::{Error, Result};
use crate::desk::files::{is_half_written, remove_whatever};
use crate::desk::unfinished::{inside, name_of};

const NAME: &str = "assay-out.lock";
/// Writing the largest copy takes minutes; whoever writes another waits for that.
pub(crate) const OUT_PATIENCE: Duration = Duration::from_secs(1800);
/// What is before the name of what is being written.
const WRITING: &str = "writing ";

/// The right to write a copy or an export; dropping it lets the next in.
#[derive(Debug)]
pub(crate) struct OutLock {
    file: File,
    root: PathBuf,
}

impl OutLock {
    /// Takes the lock for what is written under this path until it is whole, waiting for another copy that is being
    /// written. Returns none where the workspace's folder cannot be written: then nobody removes what is left.
    ///
    /// # Errors
    /// When somebody else has written for half an hour: the message names who.
    pub(crate) fn take(root: &Path, actor: &Actor, path: &Path) -> Result<Option<Self>> {
        Self::take_within(root, actor, path, OUT_PATIENCE)
    }

    fn take_within(
        root: &Path,
        actor: &Actor,
        path: &Path,
        patience: Duration,
    ) -> Result<Option<Self>> {
        let place = root.join(NAME);
        let Ok(file) = open(&place) else { return Ok(None) };
        if !super::locks_within(&file, &place, patience)? {
            return Err(held_for_too_long(&place, patience));
        }
        let lock = Self { file, root: root.to_owned() };
        if let Some(left) = lock.left_by_the_last() {
            remove_whatever(&left);
        }
        lock.note(actor, path);
        Ok(Some(lock))
    }

    /// Takes the lock where nobody has it.
    pub(crate) fn try_take(root: &Path) -> Option<Self> {
        let path = root.join(NAME);
        if !path.is_file() {
            return None;
        }
        let file = open(&path).ok()?;
        file.try_lock().ok()?;
        Some(Self { file, root: root.to_owned() })
    }

    /// Returns whether somebody writes a copy or an export just now.
    pub(crate) fn is_held(root: &Path) -> bool {
        root.join(NAME).is_file() && Self::try_take(root).is_none()
    }

    /// Returns what the lock names and is there: being written, or left.
    pub(crate) fn names(root: &Path) -> Option<PathBuf> {
        std::fs::read_to_string(root.join(NAME)).ok().and_then(|text| half(root, &text))
    }

    /// Returns what the last holder did not get to finish.
    pub(crate) fn left_by_the_last(&self) -> Option<PathBuf> {
        let mut text = String::new();
        let mut file = &self.file;
        file.rewind().and_then(|()| file.read_to_string(&mut text)).ok()?;
        half(&self.root, &text)
    }

    /// Writes down who holds the lock, and what they write where that is in the workspace. A disk too full for it stops
    /// nobody: then the copy fails by itself.
    fn note(&self, actor: &Actor, path: &Path) {
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let inner = name_of(&whole(&self.root), &whole(path));
        let line = inner.map_or(String::new(), |name| format!("{WRITING}{name}\n"));
        let mut file = &self.file;
        let _ = file.set_len(0).and_then(|()| file.rewind());
        let _ = write!(file, "{}\n{line}", named(actor));
    }
}

impl Drop for OutLock {
    fn drop(&mut self) {
        if self.left_by_the_last().is_none() {
            let _ = self.file.set_len(0);
        }
        let _ = self.file.unlock();
    }
}

/// Returns the path of something half written that a lock names: in the workspace, also by way of links, and with a
/// name that nothing else has.
fn half(root: &Path, text: &str) -> Option<PathBuf> {
    let name = text.lines().find_map(|line| line.strip_prefix(WRITING))?;
    let path = inside(root, name).ok()?;
    let is_ours = is_half_written(path.file_name()?.to_str()?);
    let above = path.parent()?.canonicalize().ok()?;
    (is_ours && above.starts_with(root.canonicalize().ok()?) && path.exists()).then_some(path)
}

fn held_for_too_long(path: &Path, patience: Duration) -> Error {
    let holder = holder_of(path).unwrap_or_else(|| "somebody else".to_owned());
    let minutes = patience.as_secs() / 60;
    Error::refused(format!(
        "{holder} has been writing a copy or an export of this workspace for more than {minutes} minutes"
    ))
    .hint("wait until that is done, or end it where it runs; then do this again")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn actor() -> Actor {
        Actor { name: "Jo".into(), login: "jo1".into(), machine: "PC-7".into() }
    }

    #[test]
    fn whoever_waits_too_long_is_told_who_writes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.assay-part");
        let held = OutLock::take(folder.path(), &actor(), &path).unwrap();
        let refused =
            OutLock::take_within(folder.path(), &actor(), &path, Duration::ZERO).unwrap_err();
        // Windows does not let a locked file be read; then the holder stays unnamed.
        let holder = if cfg!(windows) { "somebody else" } else { "Jo (jo1) on PC-7" };
        let said = format!(
            "{holder} has been writing a copy or an export of this workspace for more than 0 minutes"
        );
        assert_eq!(refused.to_string(), said);
        assert!(OutLock::is_held(folder.path()));
        drop(held);
        assert!(!OutLock::is_held(folder.path()));
    }

    #[test]
    fn a_lock_names_nothing_outside_of_the_workspace() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        std::fs::create_dir(&root).unwrap();
        let outside = folder.path().join("y.assay-part");
        std::fs::write(&outside, "x").unwrap();
        for line in [format!("writing {}", outside.display()), "writing ../y.assay-part".into()] {
            std::fs::write(root.join(NAME), format!("Jo\n{line}\n")).unwrap();
            assert_eq!(OutLock::names(&root), None, "{line}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(folder.path(), root.join("link")).unwrap();
            std::fs::write(root.join(NAME), "Jo\nwriting link/y.assay-part\n").unwrap();
            assert_eq!(OutLock::names(&root), None);
        }
        drop(OutLock::take(&root, &actor(), &outside).unwrap());
        assert!(outside.exists());
        std::fs::write(root.join("z.assay-part"), "x").unwrap();
        std::fs::write(root.join(NAME), "Jo\nwriting z.assay-part\n").unwrap();
        assert_eq!(OutLock::names(&root), Some(root.join("z.assay-part")));
    }
}
