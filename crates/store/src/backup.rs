//! Backups: a whole copy of the store in a new file. Snapshots, which carry the settings too, are next door.

use std::path::Path;

use crate::copying::{Copied, copy_with};
use crate::{Error, Store};

impl Store {
    /// Writes a whole copy to a new file, while others may read and write. After each part `step` hears how far
    /// it is; where that fails, no copy is left.
    ///
    /// # Errors
    /// When the file exists, or cannot be written, and those of `step`.
    pub fn backup<E: From<Error>>(
        &self,
        target: &Path,
        step: impl FnMut(Copied) -> Result<(), E>,
    ) -> Result<(), E> {
        if target.exists() {
            return Err(Error::Exists(target.to_owned()).into());
        }
        copy_with(&self.connection, target, step, |_| Ok(()))
    }
}
