//! The note that says that pages of this workspace are open: their port and a secret, for the owner alone, so
//! that a second start opens the first one's pages. It starts and asks nothing.

use std::io::Write as _;
use std::path::Path;

use crate::desk::error::{Error, Result};
use crate::desk::lock::open;

/// The note's name; it lies in the workspace.
pub(crate) const NAME: &str = "assay.pages";

/// Where the pages are, and what a second start proves itself with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// The port on this machine.
    pub port: u16,
    /// The secret.
    pub secret: String,
}

impl Running {
    /// Writes the note, readable by the owner alone.
    ///
    /// # Errors
    /// When the workspace cannot be written.
    pub fn write(&self, root: &Path) -> Result<()> {
        let text = format!("{} {}\n", self.port, self.secret);
        let path = root.join(NAME);
        // Not by a half-written file, which whoever opens the workspace would remove; half a note makes no sense to its
        // reader, and is none.
        let note = open(&path).and_then(|mut file| {
            file.set_len(0)?;
            file.write_all(text.as_bytes())
        });
        note.map_err(|source| Error::file("write", &path, source))
    }

    /// Returns the note of a workspace; none where no pages were opened, or the note makes no sense.
    #[must_use]
    pub fn read(root: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(root.join(NAME)).ok()?;
        let (port, secret) = text.trim().split_once(' ')?;
        Some(Self { port: port.parse().ok()?, secret: secret.to_owned() })
    }

    /// Takes the note away where it is still this one.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn remove(&self, root: &Path) -> Result<()> {
        if Self::read(root).as_ref() != Some(self) {
            return Ok(());
        }
        let path = root.join(NAME);
        std::fs::remove_file(&path).map_err(|source| Error::file("remove", &path, source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_read_back_and_only_its_own_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Running::read(folder.path()), None);
        let first = Running { port: 4000, secret: "a".to_owned() };
        let second = Running { port: 4001, secret: "b".to_owned() };
        first.write(folder.path()).unwrap();
        second.write(folder.path()).unwrap();
        first.remove(folder.path()).unwrap();
        assert_eq!(Running::read(folder.path()), Some(second.clone()));
        second.remove(folder.path()).unwrap();
        assert_eq!(Running::read(folder.path()), None);
    }
}
