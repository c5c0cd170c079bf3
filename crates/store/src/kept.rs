//! Words of the domain that are kept as records, each through one trait that says what identifies it,
//! whom it is about, and its JSON. A record that cannot be read is named, never taken for another. What
//! the JSON of each kind looks like is in `wires`.

use assay_model::{CaseId, DrawId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::about::About;
use crate::{Draft, Error, Put, Record, Store, Tx, record};

/// Something that is kept as a versioned record.
pub trait Kept: Sized {
    /// The kind of record it is.
    const KIND: &'static str;
    /// Its JSON. What may be absent is `Option`; a member that is not known is damage.
    #[doc(hidden)]
    type Wire: Serialize + DeserializeOwned;

    /// Returns what identifies it among its kind; versions share it.
    fn key(&self) -> String;

    /// Returns the case it is about, with which it is erased.
    fn case(&self) -> Option<&CaseId> {
        None
    }

    /// Returns the draw it belongs to.
    fn draw(&self) -> Option<&DrawId> {
        None
    }

    /// Returns its JSON.
    #[doc(hidden)]
    fn to_wire(&self) -> Self::Wire;

    /// Reads its JSON, with what the record says of it besides.
    ///
    /// # Errors
    /// When a value cannot be read.
    #[doc(hidden)]
    fn from_wire(wire: Self::Wire, about: &About) -> Result<Self, Error>;
}

impl Tx<'_> {
    /// Keeps one: new, a new version, or nothing when the same is there.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn keep<K: Kept>(&mut self, kept: &K, import: Option<u64>) -> Result<Put, Error> {
        self.put(&Draft {
            kind: K::KIND,
            key: &kept.key(),
            case: kept.case(),
            draw: kept.draw(),
            import,
            body: &kept.to_wire(),
        })
    }
}

impl Store {
    /// Returns the latest version of all of a kind, in the order of storing.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all<K: Kept>(&self) -> Result<Vec<K>, Error> {
        Ok(self.since(0)?.0)
    }

    /// Returns the latest versions of a kind whose record number is above `after`, and the highest of these
    /// numbers, or `after` where there is none.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn since<K: Kept>(&self, after: u64) -> Result<(Vec<K>, u64), Error> {
        let (mut all, mut last) = (Vec::new(), after);
        self.each_row(K::KIND, record::after(after), |number, about, body| {
            last = number;
            all.push(parse(number, about, body)?);
            Ok(())
        })?;
        Ok((all, last))
    }

    /// Returns the latest version of the one with this key, or none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn one<K: Kept>(&self, key: &str) -> Result<Option<K>, Error> {
        Ok(self.history(key)?.pop().map(|(_, kept)| kept))
    }

    /// Returns every version of the one with this key and when it was stored, the first one first.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn history<K: Kept>(&self, key: &str) -> Result<Vec<(Timestamp, K)>, Error> {
        let read = |record: Record| {
            let about = About { key: record.key, case: record.case, draw: record.draw };
            let body = record.body.to_string();
            Ok((record.at, parse(record.number, &about, &body)?))
        };
        self.versions(K::KIND, key)?.into_iter().map(read).collect()
    }
}

/// Returns the JSON that a record of it has: for answers that print what is on record.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn json<K: Kept>(kept: &K) -> Result<Value, Error> {
    Ok(serde_json::to_value(kept.to_wire())?)
}

pub(crate) fn parse<K: Kept>(number: u64, about: &About, body: &str) -> Result<K, Error> {
    let what = || format!("{} (record {number})", K::KIND);
    let wire = serde_json::from_str(body).map_err(|fault| Error::damaged(what(), fault))?;
    K::from_wire(wire, about).map_err(|fault| match fault {
        Error::Damaged { what: part, detail } => {
            Error::damaged(what(), format!("{part} \"{detail}\""))
        }
        other => other,
    })
}

/// Joins the parts of a key with a character that no value holds.
pub(crate) fn joined(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}
