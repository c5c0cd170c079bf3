//! Backups: a whole copy of the store in a new file. Snapshots, which carry the settings too, are next door.

use std::path::Path;

use crate::copying::copy;
use crate::{Error, Store};

impl Store {
    /// Writes a whole copy to a new file, while others may read and write.
    ///
    /// # Errors
    /// When the file exists, or cannot be written.
    pub fn backup(&self, target: &Path) -> Result<(), Error> {
        if target.exists() {
            return Err(Error::Exists(target.to_owned()));
        }
        copy(&self.connection, target)
    }
}
