//! Columns that a plan names and no case of its list has: a slip of the pen there would draw without the
//! strata, the cap or the order that was meant. It is told and not refused, since a list may come without.

use std::collections::BTreeSet;

use assay_model::{CaseRecord, Date};
use assay_sampler::freeze::Listing;
use assay_sampler::plan::{Column, Test};
use assay_sampler::{Plan, Selection, Unit};

/// Returns what to know of a plan before its list is frozen: every column it selects by that is blank
/// throughout, families that nobody has, and a size asked for that it does not take.
pub(super) fn notes(plan: &Plan, listing: &Listing<'_>, asked: Option<u64>, n: u64) -> Vec<String> {
    let mut notes = lacking(plan, listing.cases, listing.as_at);
    let has_family = |case: &CaseRecord| listing.families.contains_key(&case.id);
    if plan.unit != Unit::Case && !plan.one_per_child && !listing.cases.iter().any(has_family) {
        notes.push(
            "no case of the list has a family: each is drawn as a family of its own until families are imported"
                .to_owned(),
        );
    }
    if let Some(asked) = asked.filter(|asked| *asked != n) {
        let why = match plan.selection {
            Selection::EveryCase => "the plan takes every case",
            _ => "the plan's fixed numbers add up to n",
        };
        notes.push(format!("n is {n} and not {asked}: {why}"));
    }
    notes
}

fn lacking(plan: &Plan, cases: &[CaseRecord], as_at: Date) -> Vec<String> {
    let mut named: Vec<(Column, &str)> = Vec::new();
    let of = |columns: &[Column], use_of: &'static str| {
        columns.iter().map(|column| (column.clone(), use_of)).collect::<Vec<_>>()
    };
    match plan.selection {
        Selection::Systematic => named.extend(of(&plan.sort, "walks along the list")),
        Selection::Tickets | Selection::EveryCase => {
            named.extend(of(&plan.strata, "makes its strata"));
        }
    }
    if let Some(cap) = plan.cap.as_ref().filter(|_| plan.selection == Selection::Tickets) {
        named.push((Column::named(&cap.column), "caps the sample"));
    }
    let given = plan.scope.iter().filter(|condition| {
        // A blank is what this condition is about; and when a case closed is not one of its fields.
        condition.test != Test::Blank && condition.column.name != "closed_on"
    });
    named.extend(given.map(|condition| (condition.column.clone(), "says who counts")));
    let is_blank = |column: &Column| cases.iter().all(|c| column.text(c, as_at).trim().is_empty());
    let mut lacking: Vec<String> = named
        .iter()
        .filter(|(column, _)| is_blank(column))
        .map(|(column, use_of)| {
            format!(
                "no case of the list has a value for {}, by which the plan {use_of}",
                column.name
            )
        })
        .collect();
    if !lacking.is_empty() {
        let columns: BTreeSet<&str> = cases.iter().flat_map(|case| case.fields.keys()).collect();
        let columns: Vec<&str> = columns.into_iter().collect();
        lacking.push(format!("the columns of the list are {}", columns.join(", ")));
    }
    lacking
}
