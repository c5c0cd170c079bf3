//! Packs: the profiles there are, drafts that were made, and those that were issued with their receipt.

use assay_model::{Date, print};
use serde::Serialize;

use crate::shown;

/// A profile of packs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileLine {
    /// Its name in the settings.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Who it is for.
    pub audience: String,
    /// Whether it may be published.
    pub public: bool,
}

/// A draft on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackLine {
    /// Its name: the date and the profile.
    pub name: String,
    /// The profile.
    pub profile: String,
    /// The date its figures are as at.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// The login that made it, who cannot be the second person.
    pub drafted_by: String,
    /// The name of the pack that was issued from it.
    pub issued: Option<String>,
    /// Whether nothing was stored since that its figures depend on.
    pub is_current: bool,
    /// Its files.
    pub files: Vec<PackFileLine>,
}

/// A pack that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IssuedLine {
    /// Its name: the date, the profile, and its edition where it is not the first.
    pub name: String,
    /// The name of its draft.
    pub draft: String,
    /// The profile.
    pub profile: String,
    /// The date its figures are as at.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// The day it was issued.
    #[serde(serialize_with = "shown::text")]
    pub on: Date,
    /// The login that made the draft.
    pub drafted_by: String,
    /// The second person.
    pub by: String,
    /// How the second person was known.
    pub agreed: String,
    /// How many counts of children it withholds.
    pub withheld: u64,
    /// The number and hash of its entry in the ledger; none where the record is not what the entry says.
    pub entry: Option<(u64, String)>,
    /// Its files, with their folder.
    pub files: Vec<PackFileLine>,
}

/// A file of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackFileLine {
    /// Its name within the folder of packs.
    pub name: String,
    /// Whether it is still in the workspace's folder of packs.
    pub is_there: bool,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl IssuedLine {
    /// Returns the lines that prove what was issued, to be sent with it or kept elsewhere.
    #[must_use]
    pub fn receipt(&self) -> String {
        let mut lines = vec![
            format!("Pack {}, issued on {}", self.name, print::date(self.on)),
            format!("Figures as at {}", print::date(self.as_at)),
            format!("Drafted by {}; agreed by {}, {}", self.drafted_by, self.by, self.agreed),
        ];
        if let Some((number, hash)) = &self.entry {
            lines.push(format!("Ledger entry {number}\n  its hash: {hash}"));
        }
        lines.extend(self.files.iter().map(|f| format!("{}\n  SHA-256: {}", f.name, f.sha256)));
        lines.join("\n")
    }
}
