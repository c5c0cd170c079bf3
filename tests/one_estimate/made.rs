//! Three rounds drawn by one plan from a list whose every audit is known, and what each figure has to be: worked out
//! from the manifests alone, with weights of their own.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::support::Desk;

pub(super) const MONTHS: [&str; 3] = ["2026-07", "2026-08", "2026-09"];

/// A case of the list.
pub(super) struct Case {
    pub(super) team: String,
    pub(super) worker: String,
    pub(super) family: String,
    pub(super) is_good: bool,
}

/// What a plan draws.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Case,
    OneChild,
    WholeFamily,
}

/// A plan with the list it draws from.
pub(super) struct Design {
    pub(super) plan: &'static str,
    pub(super) unit: Unit,
    pub(super) cases: Vec<Case>,
    /// Of a team's drawn cases, how many come back; none where all do.
    pub(super) back: Option<(&'static str, usize)>,
}

/// An audit that came back.
pub(super) struct Audit {
    pub(super) team: String,
    /// `outstanding`, `good`, `requires improvement` or `inadequate`.
    pub(super) grade: &'static str,
    /// The grade after moderation.
    pub(super) moderated: &'static str,
    /// The scores of Supervision and Planning.
    pub(super) scores: [f64; 2],
    /// How many eligible cases it speaks for.
    pub(super) weight: f64,
    /// How many it would speak for if all had come back.
    pub(super) whole: f64,
}

impl Audit {
    /// Returns the mean of its scores.
    pub(super) fn score(&self) -> f64 {
        f64::midpoint(self.scores[0], self.scores[1])
    }
}

/// One month's audits.
#[derive(Default)]
pub(super) struct Month {
    pub(super) audits: Vec<Audit>,
    /// What the cases that did not come back would speak for.
    pub(super) missing: f64,
}

pub(super) struct Made {
    pub(super) desk: Desk,
    pub(super) months: Vec<Month>,
}

/// Adds so many cases of a team, so many of ten of them good.
pub(super) fn add(cases: &mut Vec<Case>, team: &str, n: usize, good_of_ten: usize) {
    for at in 0..n {
        cases.push(Case {
            team: team.to_owned(),
            worker: format!("{team} {at}"),
            family: format!("{team} {at}"),
            is_good: (at * 7 + 3) % 10 < good_of_ten,
        });
    }
}

pub(super) fn is_good(grade: &str) -> bool {
    matches!(grade, "good" | "outstanding")
}

fn grade(is_good: bool, number: usize) -> &'static str {
    match (is_good, number.is_multiple_of(3)) {
        (true, true) => "outstanding",
        (true, false) => "good",
        (false, true) => "inadequate",
        (false, false) => "requires improvement",
    }
}

fn scores(is_good: bool, number: usize) -> [f64; 2] {
    let step = (number % 4) as f64 / 2.0;
    if is_good { [7.0 + step, 6.0 + step] } else { [3.0 + step, 4.5 + step] }
}

impl Month {
    /// Returns the weighed share of the audits that are `inside` and `hit`.
    pub(super) fn share(
        &self,
        inside: impl Fn(&Audit) -> bool,
        hit: impl Fn(&Audit) -> bool,
    ) -> f64 {
        self.mean(inside, |audit| f64::from(u8::from(hit(audit))))
    }

    /// Returns the weighed mean of a value over the audits that are `inside`.
    pub(super) fn mean(
        &self,
        inside: impl Fn(&Audit) -> bool,
        value: impl Fn(&Audit) -> f64,
    ) -> f64 {
        let of = || self.audits.iter().filter(|audit| inside(audit));
        of().map(|audit| audit.weight * value(audit)).sum::<f64>()
            / of().map(|audit| audit.weight).sum::<f64>()
    }

    pub(super) fn good(&self) -> f64 {
        self.share(|_| true, |audit| is_good(audit.grade))
    }

    pub(super) fn count(&self, hit: impl Fn(&Audit) -> bool) -> usize {
        self.audits.iter().filter(|audit| hit(audit)).count()
    }
}

impl Made {
    /// Returns the share good or better over all months of the audits of these teams: each month counts by its
    /// audits.
    pub(super) fn teams(&self, inside: impl Fn(&str) -> bool) -> f64 {
        let (mut hits, mut all) = (0.0, 0.0);
        for month in &self.months {
            let total: f64 = month.audits.iter().map(|audit| audit.weight).sum();
            for audit in month.audits.iter().filter(|audit| inside(&audit.team)) {
                let weight = audit.weight / total * month.audits.len() as f64;
                hits += if is_good(audit.grade) { weight } else { 0.0 };
                all += weight;
            }
        }
        hits / all
    }

    /// Returns how many audits of these teams were good or better, and how many there were.
    pub(super) fn counted(&self, inside: impl Fn(&str) -> bool) -> (usize, usize) {
        let of = || self.months.iter().flat_map(|month| &month.audits);
        let of = || of().filter(|audit| inside(&audit.team));
        (of().filter(|audit| is_good(audit.grade)).count(), of().count())
    }

    pub(super) fn team_names(&self) -> BTreeSet<&str> {
        let all = self.months.iter().flat_map(|month| &month.audits);
        all.map(|audit| audit.team.as_str()).collect()
    }
}

/// Draws three rounds by the design and lets its audits come back.
pub(super) fn made(design: &Design) -> Made {
    let desk = Desk::with_workspace();
    let own = format!(
        "  own:\n    kind: monthly\n    source: children\n    exclude_audited_months: 0\n{}",
        design.plan
    );
    let plans = desk.read("plans.yaml").replacen("plans:\n", &format!("plans:\n{own}"), 1);
    desk.write("plans.yaml", plans);
    let rows = design
        .cases
        .iter()
        .enumerate()
        .map(|(n, case)| format!("P{n:04},{},{},{}\n", case.team, case.worker, case.family));
    desk.write("cases.csv", format!("case_id,team,worker,family\n{}", rows.collect::<String>()));
    import(&desk, &["cases", "cases.csv"]);
    let mut returns = "draw_id,case_id,auditor,audit_date,month,audit_type,tool,overall,\
                       Supervision score,Planning score\n"
        .to_owned();
    let mut moderation = "case_id,draw_id,date,moderation_type,moderated_grade\n".to_owned();
    let months = MONTHS.into_iter().map(|month| {
        let draw = format!("{month}-own");
        let at = format!("{month}-01");
        desk.run(&["freeze", "--plan", "own", "--id", &draw, "--as-at", &at]).done();
        let seed = ["--seed", "70214839560127743311", "--seed-source", "dice"];
        desk.run(&[&["draw", &draw], &seed[..]].concat()).done();
        let manifest = desk.read(&format!("draws/{draw}/manifest.json"));
        let mut found = Month::default();
        for stratum in
            serde_json::from_str::<Value>(&manifest).unwrap()["strata"].as_array().unwrap()
        {
            for (case, audit) in stratum_of(design, stratum, &mut found.missing) {
                let (id, [first, second]) = (format!("P{case:04}"), audit.scores);
                let graded = audit.grade;
                returns.push_str(&format!(
                    "{draw},{id},a.harris,{month}-15,{month},monthly,1,{graded},{first},{second}\n"
                ));
                if audit.moderated != graded {
                    let settled = audit.moderated;
                    moderation.push_str(&format!("{id},{draw},{month}-20,panel,{settled}\n"));
                }
                found.audits.push(audit);
            }
        }
        found
    });
    let months: Vec<Month> = months.collect();
    desk.write("returns.csv", returns);
    import(&desk, &["returns", "returns.csv"]);
    desk.write("moderation.csv", moderation);
    import(&desk, &["events", "moderation.csv", "--kind", "moderation"]);
    Made { desk, months }
}

fn import(desk: &Desk, what: &[&str]) {
    let ran = desk.run(&[&["import"], what].concat());
    assert!(ran.code < 2, "{}", ran.stderr);
}

/// Returns the audits of a stratum that come back, each with the number of its case; adds what the others would
/// speak for.
fn stratum_of(design: &Design, stratum: &Value, missing: &mut f64) -> Vec<(usize, Audit)> {
    let number = |drawn: &Value| drawn["case_id"].as_str().unwrap()[1..].parse::<usize>().unwrap();
    let selected: Vec<usize> = stratum["selected"].as_array().unwrap().iter().map(number).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut is_back = |case: usize| {
        let team = design.cases[case].team.as_str();
        let before = seen.entry(team).or_default();
        *before += 1;
        design.back.is_none_or(|(of, most)| of != team || *before <= most)
    };
    let (back, lost): (Vec<usize>, Vec<usize>) =
        selected.iter().copied().partition(|case| is_back(*case));
    let units = |cases: &[usize]| match design.unit {
        Unit::WholeFamily => {
            cases.iter().map(|case| &design.cases[*case].family).collect::<BTreeSet<_>>().len()
        }
        _ => cases.len(),
    };
    let children = |case: usize| match design.unit {
        Unit::OneChild => {
            let own = &design.cases[case].family;
            design.cases.iter().filter(|other| other.family == *own).count()
        }
        _ => 1,
    };
    let eligible = stratum["eligible"].as_f64().unwrap();
    let weight = |case: usize, of: &[usize]| eligible / units(of) as f64 * children(case) as f64;
    *missing += lost.iter().map(|case| weight(*case, &selected)).sum::<f64>();
    let audit = |case: usize| {
        let Case { team, is_good, .. } = &design.cases[case];
        let grade = grade(*is_good, case);
        let is_lowered = grade == "good" && case.is_multiple_of(4);
        Audit {
            team: team.clone(),
            grade,
            moderated: if is_lowered { "requires improvement" } else { grade },
            scores: scores(*is_good, case),
            weight: weight(case, &back),
            whole: weight(case, &selected),
        }
    };
    back.iter().map(|case| (*case, audit(*case))).collect()
}
