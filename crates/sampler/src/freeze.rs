//! From a list to a frame: the status of every case, its stratum, unit, cap value and sort key
//! (selection.md, section 3, step 3). What was audited and selected before is an argument.

mod continuity;

use std::collections::BTreeMap;

use assay_model::id::parse_value;
use assay_model::jiff::ToSpan;
use assay_model::{CaseId, CaseRecord, Date};

use crate::frame::KEY_SEPARATOR;
use crate::plan::{Closed, Column, ColumnFault, Plan, Restricted};
use crate::{Frame, FrameFault, FrameRow, Selection, Status, Unit};

pub use continuity::{DATE, Finding, Of, Previous, continuity};

/// What comes between the values of several columns in a stratum's name.
const JOINER: &str = " / ";

/// The field that holds the child of an event case.
pub const CHILD: &str = "child";

/// What is known when a list is frozen.
#[derive(Debug, Clone, Copy)]
pub struct Listing<'a> {
    /// The date the list speaks of.
    pub as_at: Date,
    /// The cases.
    pub cases: &'a [CaseRecord],
    /// The family of each case that has one.
    pub families: &'a BTreeMap<CaseId, String>,
    /// When each case was last audited (any return but a second read), in any round or before the tool.
    pub audited: &'a BTreeMap<CaseId, Date>,
    /// When each case was last selected in a draw not abandoned, and not replaced.
    pub selected: &'a BTreeMap<CaseId, Date>,
    /// Cases left out by hand.
    pub named: &'a BTreeMap<CaseId, Named>,
}

/// Why a case is left out by hand, and who approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The reason.
    pub reason: String,
    /// The approver.
    pub approver: String,
}

/// A value that keeps a list from being frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("case \"{case}\", column \"{column}\": {fault}, found \"{found}\"")]
pub struct BadValue {
    /// The case.
    pub case: CaseId,
    /// The column.
    pub column: String,
    /// What is wrong.
    pub fault: ColumnFault,
    /// What is there.
    pub found: String,
}

/// Why a list was not frozen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FreezeError {
    /// Values that cannot be in a frame: all of them.
    #[error("{} {} cannot stand in a frozen list", .0.len(), if .0.len() == 1 { "value" } else { "values" })]
    Values(Vec<BadValue>),
    /// The rows together are no frame.
    #[error(transparent)]
    Frame(#[from] FrameFault),
}

/// Returns the frozen list of a plan.
///
/// # Errors
/// When the list is empty, has a case twice, or values that cannot be in it.
pub fn freeze(plan: &Plan, listing: &Listing) -> Result<Frame, FreezeError> {
    let cutoff = exclusion_start(plan, listing.as_at);
    let mut rows = Vec::with_capacity(listing.cases.len());
    let mut faults = Vec::new();
    for case in listing.cases {
        let mut values = Values { case, as_at: listing.as_at, faults: &mut faults };
        let systematic = plan.selection == Selection::Systematic;
        rows.push(FrameRow {
            case: case.id.clone(),
            stratum: if systematic { "all".to_owned() } else { values.stratum(&plan.strata) },
            unit: values.unit(plan, listing),
            status: status(plan, listing, case, cutoff),
            cap: values.cap(plan),
            key: if systematic { values.key(&plan.sort) } else { String::new() },
        });
    }
    if !faults.is_empty() {
        return Err(FreezeError::Values(faults));
    }
    Ok(Frame::new(rows)?)
}

/// Returns the date after which an audit counts as recent; none where the plan excludes nobody.
#[must_use]
pub fn exclusion_start(plan: &Plan, as_at: Date) -> Option<Date> {
    let months = i64::from(plan.exclude_audited_months);
    (months > 0).then(|| as_at.saturating_sub(months.months()))
}

fn status(plan: &Plan, listing: &Listing, case: &CaseRecord, cutoff: Option<Date>) -> Status {
    let recent = |dates: &BTreeMap<CaseId, Date>| {
        dates.get(&case.id).is_some_and(|date| cutoff.is_some_and(|cutoff| *date > cutoff))
    };
    let closed = case.closed_on.is_some_and(|date| date <= listing.as_at);
    if closed && plan.closed == Closed::LeftOut {
        Status::Closed
    } else if !plan.scope.iter().all(|condition| condition.holds(case, listing.as_at)) {
        Status::Scope
    } else if case.restricted && plan.restricted == Restricted::LeftOut {
        Status::Restricted
    } else if recent(listing.audited) || recent(listing.selected) {
        Status::Audited
    } else if listing.named.contains_key(&case.id) {
        Status::Named
    } else {
        Status::Eligible
    }
}

/// The values of one case; what cannot be read is noted, and a blank takes its place meanwhile.
struct Values<'a> {
    case: &'a CaseRecord,
    as_at: Date,
    faults: &'a mut Vec<BadValue>,
}

impl Values<'_> {
    fn stratum(&mut self, columns: &[Column]) -> String {
        if columns.is_empty() {
            return "all".to_owned();
        }
        let as_at = self.as_at;
        let values: Vec<String> =
            columns.iter().map(|c| self.note(c, c.value(self.case, as_at))).collect();
        values.join(JOINER)
    }

    fn cap(&mut self, plan: &Plan) -> String {
        let Some(cap) = plan.cap.as_ref().filter(|_| plan.selection == Selection::Tickets) else {
            return String::new();
        };
        let column = Column::named(&cap.column);
        let value = column.value(self.case, self.as_at);
        self.note(&column, value)
    }

    fn key(&mut self, columns: &[Column]) -> String {
        let as_at = self.as_at;
        let keys: Vec<String> =
            columns.iter().map(|c| self.note(c, c.sort_key(self.case, as_at))).collect();
        keys.join(&KEY_SEPARATOR.to_string())
    }

    fn unit(&mut self, plan: &Plan, listing: &Listing) -> String {
        let own = || self.case.id.to_string();
        if plan.one_per_child {
            let column = Column::named(CHILD);
            let value = column.value(self.case, self.as_at);
            return match self.note(&column, value) {
                blank if blank == "(blank)" => own(),
                child => child,
            };
        }
        if plan.unit == Unit::Case {
            return own();
        }
        let Some(family) = listing.families.get(&self.case.id) else { return own() };
        match parse_value(family) {
            Ok(blank) if blank == "(blank)" => own(),
            value => self.note(&Column::named("family"), value.map_err(ColumnFault::from)),
        }
    }

    fn note(&mut self, column: &Column, value: Result<String, ColumnFault>) -> String {
        value.unwrap_or_else(|fault| {
            self.faults.push(BadValue {
                case: self.case.id.clone(),
                column: column.name.clone(),
                fault,
                found: column.text(self.case, self.as_at),
            });
            String::new()
        })
    }
}

#[cfg(test)]
mod tests;
