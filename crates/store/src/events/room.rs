//! Room in memory for the index by key while events come in, given back afterwards.

use rusqlite::Connection;

use crate::Error;

/// What may be held of the file while events come in, in KiB: the index by key is met at random, and
/// with the usual 2 MB each row would read and write pages of it. It holds the index of two million events.
const HELD_WHILE_STORING: i64 = 88 << 10;
/// What `SQLite` holds otherwise, in KiB.
const HELD: i64 = 2_000;

/// More of the file in memory, for as long as this lives.
pub(super) struct Room<'tx>(&'tx Connection);

impl<'tx> Room<'tx> {
    pub(super) fn make(connection: &'tx Connection) -> Result<Self, Error> {
        connection.pragma_update(None, "cache_size", -HELD_WHILE_STORING)?;
        Ok(Self(connection))
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        // Where it fails the file is held until the program ends, which does no harm.
        drop(self.0.pragma_update(None, "cache_size", -HELD));
    }
}
