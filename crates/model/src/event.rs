//! Something that happened on a case: a visit, a meeting, a missing episode. Here are the row as it is
//! stored, the kinds with the fields of each (`table`), and the types that a row is read into
//! (`happening`). It does not know what an indicator makes of them, nor which file they came from.

pub mod guide;
pub mod happening;
mod kind;
pub mod order;
mod own_id;
mod table;
mod when;

use std::collections::BTreeMap;

use crate::{CaseId, Date};

pub use happening::Happening;
pub use kind::{CaseColumn, EventKind, EventSpec, FieldSpec, Holds, Need, Order};
pub use own_id::own_ids;
pub use when::When;

/// What readers of very many events need of a row, whether it is held or lent for a moment.
pub trait EventRow {
    /// Returns the kind of event.
    fn kind(&self) -> &str;
    /// Returns the text of the case id.
    fn case_text(&self) -> Option<&str>;
    /// Returns the date it happened or began.
    fn on(&self) -> Option<Date>;
    /// Returns the value of a field, or the empty text when the table did not give one.
    fn field(&self, name: &str) -> &str;
}

/// One event, as a row of an event table gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The kind of event, e.g. `visits` or `supervision`.
    pub kind: String,
    /// The case; none where the table is not about cases (workforce).
    pub case: Option<CaseId>,
    /// The date it happened or began.
    pub on: Option<Date>,
    /// Everything else, by field name; blanks are left out. Fields of [`EventSpec`] are written in one way
    /// only (dates in ISO, `yes` and `no`), others as the table has them.
    pub fields: BTreeMap<String, String>,
}

impl Event {
    /// Returns the value of a field, or the empty text when the table did not give one.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

impl EventRow for Event {
    fn kind(&self) -> &str {
        &self.kind
    }

    fn case_text(&self) -> Option<&str> {
        self.case.as_ref().map(CaseId::as_str)
    }

    fn on(&self) -> Option<Date> {
        self.on
    }

    fn field(&self, name: &str) -> &str {
        Self::field(self, name)
    }
}
