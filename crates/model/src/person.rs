//! People who can be the second person at a machine where one login owns the folder: each has a
//! passphrase, kept as a hash. It neither hashes nor checks one.

use crate::{Date, Timestamp};

/// A person with a passphrase of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The name they are known by.
    pub name: String,
    /// Their own login of the operating system, where they have one.
    pub login: Option<String>,
    /// The passphrase's hash, in the PHC format, with its salt and costs.
    pub hash: String,
    /// A new passphrase that is not in effect yet.
    pub reset: Option<Reset>,
    /// The day they were retired: from then on they approve nothing.
    pub retired_on: Option<Date>,
}

/// A new passphrase that somebody set for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// The hash of the new passphrase.
    pub hash: String,
    /// The login that set it.
    pub asked_by: String,
    /// When it was set.
    pub at: Timestamp,
}

impl Person {
    /// Returns what identifies a name: letter case and spaces do not count.
    #[must_use]
    pub fn key_of(name: &str) -> String {
        name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    }
}

/// Wrong passphrases typed for a person since the last right one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongTries {
    /// The person's name.
    pub name: String,
    /// How many.
    pub count: u32,
    /// When the last one was typed.
    pub last: Timestamp,
}
