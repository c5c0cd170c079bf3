//! One child's case as a list describes it. It does not know which list format it came from.

use crate::{CaseId, Date, Fields};

/// Names of the standard fields of a case. Lists may bring further ones; these are the ones the
/// program itself reads.
pub mod field {
    /// The service area, e.g. `Children in Need`.
    pub const SERVICE: &str = "service";
    /// The team, e.g. `CIN 2`.
    pub const TEAM: &str = "team";
    /// The allocated worker.
    pub const WORKER: &str = "worker";
    /// `children in need`, `child protection`, `looked after`, `care leaver`.
    pub const PLAN_TYPE: &str = "plan_type";
    /// The legal status of a looked-after child.
    pub const LEGAL_STATUS: &str = "legal_status";
    /// Gender as the list gives it.
    pub const GENDER: &str = "gender";
    /// Ethnicity as the list gives it.
    pub const ETHNICITY: &str = "ethnicity";
    /// Age in years; −1 is an unborn child.
    pub const AGE: &str = "age";
    /// Date of birth, ISO.
    pub const BORN_ON: &str = "born_on";
    /// Start of the latest episode, ISO.
    pub const START_DATE: &str = "start_date";
    /// Date the child was last seen, ISO.
    pub const LAST_SEEN: &str = "last_seen";
    /// The Annex A lists the child is on, e.g. `6 7`.
    pub const LISTS: &str = "lists";
}

/// A case on a list: its id, when it closed if it did, and what else the list says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRecord {
    /// The case id.
    pub id: CaseId,
    /// End date of the latest episode, if it has ended.
    pub closed_on: Option<Date>,
    /// Whether access to the record is restricted.
    pub restricted: bool,
    /// Everything else, by field name ([`field`]); blanks are left out.
    pub fields: Fields,
}

impl CaseRecord {
    /// Returns the value of a field, or the empty text when the list did not give one.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).unwrap_or_default()
    }
}
