//! People who can be the second person, as they are listed.

use assay_model::Date;
use serde::Serialize;

use crate::shown;

/// A person as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The name.
    pub name: String,
    /// Their own login, where they have one.
    pub login: Option<String>,
    /// What their passphrase rests on: `enrolled` or `reset`.
    pub passphrase: &'static str,
    /// The day of that.
    #[serde(serialize_with = "shown::text")]
    pub since: Date,
    /// The day on which a new passphrase takes effect by itself, while it waits for that.
    #[serde(serialize_with = "shown::maybe")]
    pub reset_waits_until: Option<Date>,
    /// The day they were retired.
    #[serde(serialize_with = "shown::maybe")]
    pub retired_on: Option<Date>,
}
