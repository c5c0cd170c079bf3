//! Columns that a plan names and no case of its list has: a slip of the pen there would draw without the
//! strata, the cap or the order that was meant. It is told and not refused, since a list may come without.

use std::collections::BTreeSet;

use assay_model::{CaseRecord, Date};
use assay_sampler::freeze::Listing;
use assay_sampler::plan::{Column, Test};
use assay_sampler::{Plan, Selection, Unit};
use assay_views::draws::{ColumnUse, FixedSize, PlanNote};

/// Returns what to know of a plan before its list is frozen: every column it selects by that is blank
/// throughout, families that nobody has, and a size asked for that it does not take.
pub(super) fn notes(plan: &Plan, listing: &Listing<'_>, asked: Option<u64>, n: u64) -> Vec<String> {
    let mut notes = lacking(plan, listing.cases, listing.as_at);
    let has_family = |case: &CaseRecord| listing.families.contains_key(&case.id);
    if plan.unit != Unit::Case && !plan.one_per_child && !listing.cases.iter().any(has_family) {
        notes.push(PlanNote::NoFamilies.to_string());
    }
    if let Some(asked) = asked.filter(|asked| *asked != n) {
        let why = match plan.selection {
            Selection::EveryCase => FixedSize::EveryCase,
            _ => FixedSize::FixedNumbers,
        };
        notes.push(PlanNote::OtherSize { n, asked, why }.to_string());
    }
    notes
}

fn lacking(plan: &Plan, cases: &[CaseRecord], as_at: Date) -> Vec<String> {
    let mut named: Vec<(Column, ColumnUse)> = Vec::new();
    let of = |columns: &[Column], use_of: ColumnUse| {
        columns.iter().map(|column| (column.clone(), use_of)).collect::<Vec<_>>()
    };
    match plan.selection {
        Selection::Systematic => named.extend(of(&plan.sort, ColumnUse::Sort)),
        Selection::Tickets | Selection::EveryCase => {
            named.extend(of(&plan.strata, ColumnUse::Strata));
        }
    }
    if let Some(cap) = plan.cap.as_ref().filter(|_| plan.selection == Selection::Tickets) {
        named.push((Column::named(&cap.column), ColumnUse::Cap));
    }
    let given = plan.scope.iter().filter(|condition| {
        // A blank is what this condition is about; and when a case closed is not one of its fields.
        condition.test != Test::Blank && condition.column.name != "closed_on"
    });
    named.extend(given.map(|condition| (condition.column.clone(), ColumnUse::Scope)));
    let is_blank = |column: &Column| cases.iter().all(|c| column.text(c, as_at).trim().is_empty());
    let mut lacking: Vec<String> = named
        .iter()
        .filter(|(column, _)| is_blank(column))
        .map(|(column, use_of)| {
            PlanNote::NoValue { column: &column.name, use_of: *use_of }.to_string()
        })
        .collect();
    if !lacking.is_empty() {
        let columns: BTreeSet<&str> = cases.iter().flat_map(|case| case.fields.keys()).collect();
        lacking.push(PlanNote::Columns(columns.into_iter().collect()).to_string());
    }
    lacking
}
