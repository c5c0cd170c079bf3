//! What a plan's sample size will and will not say, over the whole list and in each stratum, on the
//! list as it stands today. Nothing is frozen by asking.

use assay_measures::Confidence;
use assay_measures::planning::{margin_of, smallest_seen};
use assay_sampler::allocate::allocate;
use assay_sampler::chances::Chances;
use assay_sampler::freeze::{FreezeError, Listing, freeze, sizes};
use assay_sampler::{Selection, Status};
use assay_views::draws::{Reach, ReachFacts};

use super::freeze::{weights, with_notes};
use super::seats::seats_notes;
use super::{columns, known, plans};
use crate::desk::error::{Error, Result};
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;

/// What a plan's sample would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The whole list first, then each stratum.
    pub reaches: Vec<Reach>,
    /// What to know of the plan on this list, such as a column that no case has.
    pub notes: Vec<String>,
    /// How many cases cannot be drawn, by why.
    pub left_out: Vec<(&'static str, u64)>,
}

/// Returns what a sample of `n`, else of the plan's size, would say.
///
/// # Errors
/// When there is no such plan or list, or `n` cannot be spread.
pub fn check(workspace: &Reader, plan: &str, n: Option<u64>) -> Result<Checked> {
    let plan = plans::find(workspace, plan)?.plan;
    let listed = known::listed(workspace, &plan)?;
    let known = known::known(workspace, &listed.cases)?;
    let listing = Listing {
        as_at: workspace.session.as_at(),
        cases: &listed.cases,
        families: &known.families,
        audited: &known.audited,
        selected: &known.selected,
        named: &known.named,
        asked: n,
    };
    let frame = freeze(&plan, &listing).map_err(|fault| match fault {
        FreezeError::Size(fault) => no_size(fault.to_string()),
        fault => Error::input(fault.to_string()),
    })?;
    let sizes = sizes(&plan, &frame);
    let total: u64 = sizes.values().sum();
    if total == 0 {
        let fault = Error::refused("no case of the list is eligible under this plan")
            .hint("look at the plan's scope, and at exclude_audited_months");
        return Err(with_notes(fault, &columns::notes(&plan, &listing, None, 0)));
    }
    let asked = n;
    let n = plan.size(n, total).map_err(|fault| no_size(fault.to_string()))?;
    let rules = plan.rules(&weights(workspace, &plan)?);
    let seats = match plan.selection {
        Selection::EveryCase => sizes.clone(),
        _ => allocate(&sizes, n.min(total), &rules.allocation)
            .map_err(|fault| Error::input(fault.to_string()).hint(TRY))?,
    };
    let mut notes = columns::notes(&plan, &listing, asked, n);
    notes.extend(seats_notes(&Chances::of(rules.unit, &sizes, &seats)));
    let mut reaches = vec![reach("all", total, seats.values().sum())];
    if sizes.len() > 1 {
        reaches.extend(sizes.iter().map(|(name, eligible)| reach(name, *eligible, seats[name])));
    }
    let counts = frame.counts().into_iter();
    let left_out = counts.filter(|(status, n)| *status != Status::Eligible && *n > 0);
    let left_out = left_out.map(|(status, n)| (status.word(), n)).collect();
    Ok(Checked { reaches, notes, left_out })
}

/// What to change where strata do not fit.
const TRY: &str =
    "ask for more cases, lower the minimum or the fixed numbers, or spread over fewer columns";

fn no_size(fault: String) -> Error {
    let next = Next::Fill { field: Field::PlanSize, why: "give one", example: "100" };
    Error::input(fault).then(next)
}

fn reach(stratum: &str, eligible: u64, n: u64) -> Reach {
    let sure = Confidence::USUAL;
    let (seen, margin) = (smallest_seen(eligible, n, sure), margin_of(eligible, n, sure));
    Reach::new(stratum, &ReachFacts { eligible, n, seen, margin })
}
