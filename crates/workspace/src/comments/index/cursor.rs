//! How far the index has read the store, and by which rules: one line in the index's folder.

use std::path::Path;

use assay_comments::themes::Themes;
use assay_store::CommentCursor;

use crate::desk::error::Result;
use crate::desk::files;

/// The shape of the index's own fields: raised whenever they change, so that an older index is built afresh.
const SHAPE: u32 = 2;

/// The file that holds it.
const FILE: &str = "assay-index-cursor";

/// How far the index has read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cursor {
    /// The comments it holds.
    pub(super) comments: CommentCursor,
    /// The record number of the last verdict on a theme it knows.
    pub(super) verdicts: u64,
}

impl Cursor {
    /// Reads the cursor, if the index was built with these rules.
    pub(super) fn read(folder: &Path, themes: &Themes) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let mut words = text.split_whitespace();
        let is_of_this_shape = words.next()? == format!("shape-{SHAPE}");
        let digest = u64::from_str_radix(words.next()?, 16).ok()?;
        let mut number = || words.next()?.parse().ok();
        let comments = CommentCursor { returns: number()?, imported: number()? };
        let verdicts = number()?;
        (is_of_this_shape && digest == themes.digest()).then_some(Self { comments, verdicts })
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
        let (digest, verdicts) = (themes.digest(), self.verdicts);
        let text = format!("shape-{SHAPE} {digest:016x} {returns} {imported} {verdicts}\n");
        files::write(&folder.join(FILE), text.as_bytes())
    }
}
