//! From a list to a frame: the status of every case, its stratum, unit, cap value and sort key
//! (selection.md, section 3, step 3). What was audited and selected before is an argument.

mod continuity;
mod merge;

use std::collections::{BTreeMap, BTreeSet};

use assay_model::id::parse_value;
use assay_model::jiff::ToSpan;
use assay_model::stratum::JOINER;
use assay_model::{CaseId, CaseRecord, Date};

use crate::frame::KEY_SEPARATOR;
use crate::plan::{Closed, Column, ColumnFault, NoSize, Plan, Restricted};
use crate::{Frame, FrameFault, FrameRow, Selection, Status, Unit};

pub use continuity::{DATE, Finding, Of, Previous, continuity, stale};

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
    /// The sample size asked for, where it is not the plan's: strata may be merged by it.
    pub asked: Option<u64>,
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
    #[error("{} {} cannot be in a frozen list", .0.len(), if .0.len() == 1 { "value" } else { "values" })]
    Values(Vec<BadValue>),
    /// The rows together are no frame.
    #[error(transparent)]
    Frame(#[from] FrameFault),
    /// Strata are to be merged by the sample size, and there is none.
    #[error(transparent)]
    Size(#[from] NoSize),
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
    Ok(with_merged_strata(plan, Frame::new(rows)?, listing.asked)?)
}

/// Merges the strata that the plan's rule finds too small; `asked` is a sample size that goes before
/// the plan's.
fn with_merged_strata(plan: &Plan, frame: Frame, asked: Option<u64>) -> Result<Frame, NoSize> {
    let Some(collapse) = &plan.collapse else { return Ok(frame) };
    let sizes = sizes(plan, &frame);
    let total = sizes.values().sum();
    let n = plan.size(asked, total)?.min(total);
    Ok(frame.with_strata(&merge::merged(&sizes, collapse, n)))
}

/// Returns the first case whose stratum on a frozen list is not the one that the plan's columns and merge
/// rule give, with that stratum. `cases` are the list it was frozen from, `n` the size it was frozen for;
/// none where they agree, or a case of the frozen list is no longer known.
#[must_use]
pub fn stratum_difference(
    plan: &Plan,
    frozen: &Frame,
    (cases, as_at): (&[CaseRecord], Date),
    n: u64,
) -> Option<(CaseId, String)> {
    let mut faults = Vec::new();
    let mut strata: BTreeMap<&CaseId, String> = BTreeMap::new();
    for case in cases {
        let mut values = Values { case, as_at, faults: &mut faults };
        strata.insert(&case.id, values.stratum(&plan.strata));
    }
    let again = |row: &FrameRow| {
        strata.get(&row.case).map(|name| FrameRow { stratum: name.clone(), ..row.clone() })
    };
    let rows: Option<Vec<FrameRow>> = frozen.rows().iter().map(again).collect();
    let expected = with_merged_strata(plan, Frame::new(rows?).ok()?, Some(n)).ok()?;
    let mut pairs = frozen.rows().iter().zip(expected.rows());
    let (found, expected) = pairs.find(|(found, expected)| found.stratum != expected.stratum)?;
    Some((found.case.clone(), expected.stratum.clone()))
}

/// Returns the eligible units of each stratum that has any: cases, or families.
#[must_use]
pub fn sizes(plan: &Plan, frame: &Frame) -> BTreeMap<String, u64> {
    let is_case = plan.unit == Unit::Case && !plan.one_per_child;
    let mut sizes: BTreeMap<String, u64> = BTreeMap::new();
    let mut units = BTreeSet::new();
    for row in frame.eligible() {
        // A family is in the stratum of its eligible case with the smallest id, which comes first.
        if is_case || units.insert(&row.unit) {
            *sizes.entry(row.stratum.clone()).or_default() += 1;
        }
    }
    sizes
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
