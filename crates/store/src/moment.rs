//! Reading the store as it was at one moment, over one connection or several. It keeps no writer out where
//! the journal is a write-ahead log; with a rollback journal whoever stores something waits for the reader.

use crate::{Error, Store};

impl Store {
    /// From here on the store is read as it is now, whatever others store meanwhile, until [`Store::let_go`].
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn hold_moment(&self) -> Result<(), Error> {
        self.connection.execute_batch("BEGIN")?;
        // The moment is that of the first read.
        let first = self.connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
        if first.is_err() {
            self.let_go();
        }
        Ok(first?)
    }

    /// Ends what [`Store::hold_moment`] began.
    pub fn let_go(&self) {
        // Nothing was written, so there is nothing that could fail to be kept.
        let _ = self.connection.execute_batch("ROLLBACK");
    }

    /// Opens another connection to the file, for another thread, that reads the same as this one does now.
    /// Returns none where somebody has stored something since this one's moment.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn of_same_moment(&self) -> Result<Option<Self>, Error> {
        let other = Self::open_read_only(self.path())?;
        other.hold_moment()?;
        // Whatever is stored has its ledger entry in the same transaction.
        Ok((other.head(&[])? == self.head(&[])?).then_some(other))
    }
}

#[cfg(test)]
mod tests {
    use assay_model::Actor;

    use super::*;

    fn append(store: &mut Store) {
        let actor = Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
        let at = "2026-09-01T09:00:00Z".parse().unwrap();
        store
            .write(&actor, at, |tx| tx.append("hold", serde_json::json!({})).map(drop))
            .unwrap_or_else(|fault: Error| panic!("{fault}"));
    }

    #[test]
    fn what_others_store_is_not_seen_until_the_moment_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("evidence.db");
        let mut writer = Store::create(&path, [1; 32]).unwrap();
        let reader = Store::open_read_only(&path).unwrap();
        reader.hold_moment().unwrap();
        let other = reader.of_same_moment().unwrap().expect("nobody wrote");
        append(&mut writer);
        assert_eq!(reader.head(&[]).unwrap().number, 0);
        assert_eq!(other.head(&[]).unwrap().number, 0);
        assert!(
            reader.of_same_moment().unwrap().is_none(),
            "a later connection reads another moment"
        );
        reader.let_go();
        assert_eq!(reader.head(&[]).unwrap().number, 1);
        assert!(reader.of_same_moment().unwrap().is_some());
    }
}
