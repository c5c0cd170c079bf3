//! `plans.yaml`: the plans, each with its own lines, which go into the manifest of its draws.

mod wire;
mod written;

use assay_intake::Keep;
use assay_sampler::plan::{Closed, Collapse, Column, Weights, With};
use assay_sampler::plan::{Condition, OwnTeam, PlanSource, Restricted, Spread, Test};
use assay_sampler::{Cap, Plan, SecondReads, Selection, Unit};

use crate::near::nearest;
use crate::source::{At, Source};
use crate::{Error, Fault};
pub use written::entry;

use wire::{Wire, WireAllocation, WireCondition, WirePlan};

/// A plan and its own lines of the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEntry {
    /// The plan.
    pub plan: Plan,
    /// Which of several rows of one case counts where they differ; none refuses them.
    pub duplicates: Option<Keep>,
    /// The lines it was read from, from its name to its last setting.
    pub text: String,
}

/// Reads `plans.yaml`: the plans in the order of the file.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Vec<PlanEntry>, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let mut entries = Vec::new();
    for (name, written) in wire.plans.0 {
        let text = source.block(name.referenced.line()).to_owned();
        if !is_name(&name.value) {
            let hint = "plan names are lower-case letters, figures and hyphens";
            faults.push(source.fault(&name, "a plan's name like health-check", hint));
        }
        let mut reader = Reader { source: &source, faults: &mut faults, name: &name };
        let duplicates = reader.duplicates(written.duplicates.as_ref());
        entries.push(PlanEntry { plan: reader.plan(written), duplicates, text });
    }
    Error::of(faults).map_or(Ok(entries), Err)
}

/// Reads one plan from its own lines, as a draw is frozen with; none where they are empty.
///
/// # Errors
/// Every fault with its place in those lines, the first of which is line 2.
pub fn frozen(lines: &str) -> Result<Option<Plan>, Error> {
    let entries = read(&format!("plans:\n{lines}"), "the frozen plan")?;
    Ok(entries.into_iter().next().map(|entry| entry.plan))
}

/// Returns the plan of this name, or the message that names the nearest.
///
/// # Errors
/// When there is no such plan: what was meant, or the names there are.
pub fn find<'a>(entries: &'a [PlanEntry], name: &str) -> Result<&'a PlanEntry, String> {
    entries.iter().find(|entry| entry.plan.name == name).ok_or_else(|| {
        let names: Vec<&str> = entries.iter().map(|entry| entry.plan.name.as_str()).collect();
        match nearest(name, &names) {
            Some(meant) => format!("did you mean {meant}?"),
            None => format!("the plans are {}", names.join(", ")),
        }
    })
}

fn is_name(name: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !name.is_empty() && name.len() <= 64 && name.chars().all(good)
}

struct Reader<'a> {
    source: &'a Source<'a>,
    faults: &'a mut Vec<Fault>,
    name: &'a At<String>,
}

impl Reader<'_> {
    fn plan(&mut self, wire: WirePlan) -> Plan {
        let from = self.from(&wire);
        let mut plan = Plan::new(&self.name.value, from);
        plan.purpose.clone_from(&wire.purpose);
        if let Some(kind) = wire.kind {
            plan.kind = kind.into();
        }
        plan.unit = wire.unit.map_or(Unit::Case, Into::into);
        plan.one_per_child = wire.one_per_child;
        plan.closed = wire.closed.map_or(Closed::LeftOut, Into::into);
        plan.restricted = wire.restricted.map_or(Restricted::LeftOut, Into::into);
        plan.exclude_audited_months = wire.exclude_audited_months;
        plan.selection = wire.selection.map_or(Selection::Tickets, Into::into);
        plan.n = wire.n.as_ref().map(|n| n.value);
        plan.nested = wire.nested;
        plan.minimum = wire.minimum;
        plan.reserves = wire.reserves;
        plan.own_team = wire.own_team.map_or(OwnTeam::Forbidden, Into::into);
        let bands = |column: &str| {
            let banded = wire.bands.0.iter().find(|(name, _)| name.value == column);
            banded.map(|(_, edges)| edges.value.clone()).unwrap_or_default()
        };
        let column = |name: &String| Column { bands: bands(name), ..Column::named(name.trim()) };
        plan.strata = wire.strata.iter().map(column).collect();
        plan.sort = wire.sort.iter().map(|name| Column::named(name)).collect();
        plan.balance = wire.balance.iter().map(column).collect();
        plan.cap = wire.cap.as_ref().map(|cap| Cap { column: cap.column.clone(), k: cap.k.value });
        if !wire.seed_source.trim().is_empty() {
            wire.seed_source.trim().clone_into(&mut plan.seed_source);
        }
        plan.scope = wire.scope.into_iter().filter_map(|c| self.condition(c)).collect();
        plan.second_reads = self.second_reads(wire.second_reads, wire.second_reads_share.as_ref());
        plan.spread = match wire.allocation.unwrap_or(WireAllocation::Proportional) {
            WireAllocation::Proportional => Spread::Proportional,
            WireAllocation::Equal => Spread::Equal,
            WireAllocation::Neyman => Spread::Neyman,
            WireAllocation::Fixed => {
                Spread::Fixed(wire.fixed.0.into_iter().map(|(k, v)| (k.value, v)).collect())
            }
        };
        for (_, edges) in &wire.bands.0 {
            if edges.value.windows(2).any(|pair| pair[0] >= pair[1]) {
                self.faults.push(self.source.fault(
                    edges,
                    "rising numbers",
                    "each band begins where the one before ends",
                ));
            }
        }
        plan.weights = self.weights(&plan, wire.weights.as_ref());
        plan.collapse = wire.collapse.as_ref().and_then(|rule| self.collapse(&plan, rule));
        self.together(&plan, wire.n.as_ref(), wire.cap.as_ref().map(|cap| &cap.k));
        plan
    }

    /// The merge rule, refused where the plan has nothing that it could merge.
    fn collapse(&mut self, plan: &Plan, written: &At<String>) -> Option<Collapse> {
        let rule = Collapse::parse(&written.value);
        let wrong = match rule {
            None => Some((
                "which strata are merged",
                "below 20, or below 2 seats; by parent after it merges all strata of one first column",
            )),
            _ if plan.selection != Selection::Tickets => Some((
                "no merging in a plan that does not draw by tickets",
                "take the line collapse: out",
            )),
            _ if plan.strata.is_empty() => Some((
                "strata to merge",
                "take the line collapse: out, or name the columns in strata:",
            )),
            _ if matches!(plan.spread, Spread::Fixed(_)) => Some((
                "no merging where each stratum has a fixed number",
                "take the line collapse: out, or leave allocation: fixed",
            )),
            Some(Collapse { with: With::Parent, .. }) if plan.strata.len() < 2 => Some((
                "several columns in strata: for merging by parent",
                "write below N without by parent",
            )),
            Some(_) => None,
        };
        if let Some((expected, hint)) = wrong {
            self.faults.push(self.source.fault(written, expected, hint));
        }
        rule
    }

    fn weights(&mut self, plan: &Plan, written: Option<&At<String>>) -> Weights {
        let Some(written) = written else { return Weights::ByStratum };
        if written.value.trim() != "simulated" {
            let hint = "take the line weights: out to weigh by stratum";
            self.faults.push(self.source.fault(written, "simulated", hint));
        } else if plan.cap.is_none() || plan.selection != Selection::Tickets {
            let hint = "take the line weights: out; without a cap chances are known";
            self.faults.push(self.source.fault(written, "a cap in a plan with weights", hint));
        }
        Weights::Simulated
    }

    fn duplicates(&mut self, written: Option<&At<String>>) -> Option<Keep> {
        let written = written?;
        let keep = Keep::parse(&written.value);
        if keep.is_none() {
            let expected = "which of several rows of one case counts";
            let hint = "first, last, latest COLUMN or earliest COLUMN, such as latest start_date";
            self.faults.push(self.source.fault(written, expected, hint));
        }
        keep
    }

    fn from(&mut self, wire: &WirePlan) -> PlanSource {
        match (&wire.source, &wire.events) {
            (Some(list), None) => PlanSource::List(list.clone()),
            (None, Some(kind)) => PlanSource::Events { kind: kind.clone() },
            _ => {
                let hint = "write source: children, or events: and the kind of an event table";
                self.faults.push(self.source.fault(
                    self.name,
                    "either a source or events in the plan",
                    hint,
                ));
                PlanSource::List(String::new())
            }
        }
    }

    fn condition(&mut self, wire: WireCondition) -> Option<Condition> {
        let tests: Vec<Test> = [
            wire.is.map(Test::Is),
            wire.not.map(Test::Not),
            wire.has.map(Test::Has),
            wire.at_least.map(Test::AtLeast),
            wire.at_most.map(Test::AtMost),
            wire.within_days.map(Test::WithinDays),
            wire.given.filter(|given| *given).map(|_| Test::Given),
            wire.blank.filter(|blank| *blank).map(|_| Test::Blank),
        ]
        .into_iter()
        .flatten()
        .collect();
        let column = Column::named(&wire.column.value);
        let mut tests = tests.into_iter();
        if let (Some(test), None) = (tests.next(), tests.next()) {
            return Some(Condition { column, test });
        }
        let hint = "is, not, has, at_least, at_most, within_days, given: true or blank: true";
        self.faults.push(self.source.fault(&wire.column, "one test next to the column", hint));
        None
    }

    fn second_reads(&mut self, count: u64, share: Option<&At<String>>) -> SecondReads {
        let Some(share) = share else { return SecondReads::Count(count) };
        share_of_ten_thousand(&share.value).map_or_else(
            || {
                self.faults.push(self.source.fault(share, "a share such as 10% or 0.1", ""));
                SecondReads::Count(0)
            },
            SecondReads::Share,
        )
    }

    /// What does not go together, each with its place.
    fn together(&mut self, plan: &Plan, n: Option<&At<u64>>, cap: Option<&At<u64>>) {
        let mut wrong = |expected: &str, hint: &str| {
            self.faults.push(self.source.fault(self.name, expected, hint));
        };
        if plan.selection != Selection::Tickets && plan.unit != Unit::Case {
            wrong("unit case in a plan without tickets", "take the line unit: out");
        }
        if plan.selection == Selection::Systematic && !plan.strata.is_empty() {
            wrong("no strata in a systematic plan", "the order of sort: takes their place");
        }
        if plan.nested && matches!(plan.spread, Spread::Neyman | Spread::Fixed(_)) {
            wrong("allocation proportional or equal where strata nest", "");
        }
        if let Some(n) = n.filter(|n| n.value == 0) {
            self.faults.push(self.source.fault(n, "a sample size of at least 1", ""));
        }
        if let Some(k) = cap.filter(|k| k.value == 0) {
            self.faults.push(self.source.fault(
                k,
                "at least 1 of each",
                "take the cap out for no cap",
            ));
        }
    }
}

/// Reads `10%` or `0.1` as whole ten-thousandths, exactly.
fn share_of_ten_thousand(text: &str) -> Option<u64> {
    let text = text.trim();
    let (number, places) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 2),
        None => (text, 4),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > places {
        return None;
    }
    let scaled = format!("{whole}{fraction}{}", "0".repeat(places - fraction.len()));
    scaled.parse().ok().filter(|parts| *parts <= 10_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_plans_keep_their_own_lines() {
        let entries = read(crate::shipped::text("plans.yaml").unwrap(), "plans.yaml").unwrap();
        let monthly = find(&entries, "monthly").unwrap();
        assert!(monthly.text.starts_with("  monthly:\n    purpose: the monthly round"));
        assert!(monthly.text.ends_with("months_open: [3, 6, 12, 24]\n"));
        assert_eq!(monthly.plan.second_reads, SecondReads::Share(1000));
        assert_eq!(monthly.plan.strata.len(), 2);
        assert_eq!(find(&entries, "montly").unwrap_err(), "did you mean monthly?");
        let check = find(&entries, "health-check").unwrap();
        assert_eq!(check.plan.selection, Selection::EveryCase);
    }

    #[test]
    fn shares_are_read_exactly() {
        let check =
            |text: &str, expected| assert_eq!(share_of_ten_thousand(text), expected, "{text}");
        check("10%", Some(1000));
        check("2.5%", Some(250));
        check("0.1", Some(1000));
        check("1", Some(10_000));
        check("101%", None);
        check("a tenth", None);
        check("0.00001", None);
    }
}
