//! Words of the domain that are kept as records: auditors, ties, names, actions, findings, history.
//! One trait says for each what identifies it, whom it is about, and its JSON.

use assay_model::CaseId;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{Draft, EVERY, Error, Put, Store, Tx, record};

/// Something that is kept as a versioned record.
pub trait Kept: Sized {
    /// The kind of record it is.
    const KIND: &'static str;
    /// Its JSON.
    #[doc(hidden)]
    type Wire: Serialize + DeserializeOwned;

    /// Returns what identifies it among its kind; versions share it.
    fn key(&self) -> String;

    /// Returns the case it is about, with which it is erased.
    fn case(&self) -> Option<&CaseId>;

    /// Returns its JSON.
    #[doc(hidden)]
    fn to_wire(&self) -> Self::Wire;

    /// Reads its JSON.
    ///
    /// # Errors
    /// When a value cannot be read.
    #[doc(hidden)]
    fn from_wire(wire: Self::Wire) -> Result<Self, Error>;
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
            draw: None,
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
        let mut all = Vec::new();
        self.each_body(K::KIND, EVERY, |number, _, _, body| {
            all.push(parse(number, body)?);
            Ok::<(), Error>(())
        })?;
        Ok(all)
    }

    /// Returns the latest versions of a kind whose record number is above `after`, and the highest of these
    /// numbers, or `after` where there is none.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn since<K: Kept>(&self, after: u64) -> Result<(Vec<K>, u64), Error> {
        let (mut all, mut last) = (Vec::new(), after);
        self.each_body(K::KIND, record::after(after), |number, _, _, body| {
            last = number;
            all.push(parse(number, body)?);
            Ok::<(), Error>(())
        })?;
        Ok((all, last))
    }

    /// Returns the latest version of the one with this key, or none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn one<K: Kept>(&self, key: &str) -> Result<Option<K>, Error> {
        self.record(K::KIND, key)?
            .map(|record| parse(record.number, &record.body.to_string()))
            .transpose()
    }
}

fn parse<K: Kept>(number: u64, body: &str) -> Result<K, Error> {
    let wire = serde_json::from_str(body)
        .map_err(|fault| Error::damaged(format!("record {number}"), fault))?;
    K::from_wire(wire)
}

/// Joins the parts of a key with a character that no value holds.
pub(crate) fn joined(parts: &[&str]) -> String {
    parts.join("\u{1f}")
}
