//! A pack that was issued: what was handed on, by which settings, and how the second person was known who agreed.
//! Later packs are guarded against what is in these, not against drafts.

use std::collections::BTreeMap;

use crate::{Approval, Date, FrameworkUsed, KeyFigure, PackFile};

/// A pack on record as issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackIssued {
    /// The name of its profile.
    pub profile: String,
    /// The date its figures are taken at.
    pub as_at: Date,
    /// 1, or more where one of this profile and date was issued before.
    pub edition: u32,
    /// The head of the ledger that its draft was made from.
    pub head: String,
    /// The day it was issued.
    pub on: Date,
    /// The login that made the draft.
    pub drafted_by: String,
    /// Who agreed: a login or an enrolled person.
    pub by: String,
    /// How the second person was known, unless by another login.
    pub second: Option<Approval>,
    /// The settings it was made by.
    pub rules: PackRules,
    /// Its files.
    pub files: Vec<PackFile>,
    /// Its figures by measure, as printed.
    pub key_figures: Vec<KeyFigure>,
    /// The inspection framework that it goes by.
    pub framework: Option<FrameworkUsed>,
    /// The cells with counts of children, by ids, each with whether it was withheld.
    pub printed: BTreeMap<String, bool>,
}

/// The settings of a profile that decide what a pack prints and withholds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackRules {
    /// The SHA-256 of the file of profiles, in hexadecimal.
    pub profiles_sha256: String,
    /// Counts of children from 1 to this number are withheld.
    pub small: u64,
    /// Figures by team are pooled to at least this many audits.
    pub least_audits: u64,
    /// Under this per cent of drawn audits returned there is no verdict.
    pub least_returned: u32,
}

impl PackIssued {
    /// Returns its name: date and profile, and its edition where it is not the first.
    #[must_use]
    pub fn name(&self) -> String {
        let first = format!("{}-{}", self.as_at, self.profile);
        if self.edition > 1 { format!("{first}-{}", self.edition) } else { first }
    }
}
