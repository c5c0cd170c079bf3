//! How far the index has read the store, and by which rules: one line in the index's folder.

use std::path::Path;

use assay_comments::themes::Themes;
use assay_store::CommentCursor;

use crate::desk::error::Result;
use crate::desk::files;

/// The folder of the index in the workspace.
pub const FOLDER: &str = "index";

/// The shape of the index's own fields and files: raised whenever they change, so that an older index is built afresh.
const SHAPE: u32 = 3;
/// The program that built the index: another version may read the same rules otherwise.
const PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// The file that holds it.
pub(super) const FILE: &str = "assay-index-cursor";

/// How far the index has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cursor {
    /// The comments it holds.
    pub(super) comments: CommentCursor,
    /// The record number of the last verdict on a theme it knows.
    pub(super) verdicts: u64,
}

/// Returns whether this program has built the workspace's index with the book of this digest: the book then had
/// no fault.
pub(in crate::comments) fn was_built_with(root: &Path, digest: u64) -> bool {
    Cursor::read_of(&root.join(FOLDER), digest).is_some()
}

/// How the line begins where the index was built by this program with the book of this digest.
fn begins(digest: u64) -> String {
    format!("shape-{SHAPE}-{PROGRAM} {digest:016x} ")
}

impl Cursor {
    /// Reads the cursor, if the index was built by this program with these rules.
    pub(super) fn read(folder: &Path, themes: &Themes) -> Option<Self> {
        Self::read_of(folder, themes.digest())
    }

    fn read_of(folder: &Path, digest: u64) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let rest = text.strip_prefix(&begins(digest))?;
        let mut words = rest.split_whitespace();
        let mut number = || words.next()?.parse().ok();
        let comments = CommentCursor { returns: number()?, imported: number()? };
        Some(Self { comments, verdicts: number()? })
    }

    /// Writes it down, unless it is written there already.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub(super) fn write(self, folder: &Path, themes: &Themes) -> Result<()> {
        if Self::read(folder, themes) == Some(self) {
            return Ok(());
        }
        let CommentCursor { returns, imported } = self.comments;
        let begins = begins(themes.digest());
        let text = format!("{begins}{returns} {imported} {}\n", self.verdicts);
        files::write(&folder.join(FILE), text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_that_another_version_of_the_program_built_is_not_read() {
        let root = tempfile::tempdir().expect("a folder");
        let folder = root.path().join(FOLDER);
        std::fs::create_dir(&folder).expect("made");
        let themes = crate::comments::themes::built_in().expect("themes");
        let cursor = Cursor { verdicts: 7, ..Cursor::default() };
        cursor.write(&folder, &themes).expect("written");
        assert_eq!(Cursor::read(&folder, &themes), Some(cursor));
        assert!(was_built_with(root.path(), themes.digest()));
        assert!(!was_built_with(root.path(), themes.digest() ^ 1));

        let line = std::fs::read_to_string(folder.join(FILE)).expect("read");
        let other = line.replacen(PROGRAM, "0.0.1", 1);
        std::fs::write(folder.join(FILE), other).expect("written");
        assert_eq!(Cursor::read(&folder, &themes), None);
        assert!(!was_built_with(root.path(), themes.digest()));
    }
}
