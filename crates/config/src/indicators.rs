//! `indicators.yaml`: the policy for indicators.

use assay_measures::calendar::limit::StartDay;
use assay_measures::calendar::{Limit, WorkingDays};
use assay_measures::indicator::keys;
use assay_measures::indicator::{Policy, Rebase, Rule};
use assay_model::{Date, Month};
use serde::Deserialize;

use crate::entries::Entries;
use crate::near::nearest;
use crate::source::{At, Source};
use crate::{Error, Fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    year_begins: At<i8>,
    late_bands: At<[u32; 3]>,
    #[serde(default)]
    further_bank_holidays: Vec<At<String>>,
    #[serde(default)]
    exceptions: Vec<String>,
    indicators: Entries<WireRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRule {
    name: At<String>,
    show: Option<bool>,
    #[serde(default)]
    limits: Vec<At<String>>,
    #[serde(default)]
    national: Vec<At<String>>,
    after_a_year: Option<At<String>>,
    #[serde(default)]
    not_modelled: Vec<String>,
    start_day: Option<At<String>>,
    target: Option<At<String>>,
    #[serde(default)]
    required: Vec<String>,
    #[serde(default)]
    thresholds: Vec<u32>,
    #[serde(default)]
    expected: Entries<f64>,
    #[serde(default)]
    rebase: Vec<WireRebase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRebase {
    from: At<String>,
    who: At<String>,
    when: At<String>,
    why: At<String>,
}

/// Reads `indicators.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Policy, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut reader = Reader { source: &source, faults: Vec::new() };
    if !(1..=12).contains(&wire.year_begins.value) {
        reader.fault(&wire.year_begins, "a month from 1 to 12", "April is 4");
    }
    if !wire.late_bands.value.is_sorted_by(|a, b| a < b) || wire.late_bands.value[0] == 0 {
        reader.fault(&wire.late_bands, "three rising numbers", "like [3, 7, 14]");
    }
    let holidays: Vec<Date> =
        wire.further_bank_holidays.iter().filter_map(|at| reader.date(at)).collect();
    let rules = wire.indicators.0.into_iter().map(|(key, rule)| reader.rule(&key, rule)).collect();
    let policy = Policy {
        calendar: WorkingDays::england(&holidays),
        year_begins: wire.year_begins.value,
        bands: wire.late_bands.value,
        exceptions: wire.exceptions,
        rules,
    };
    Error::of(reader.faults).map_or(Ok(policy), Err)
}

struct Reader<'s> {
    source: &'s Source<'s>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault<T>(&mut self, at: &At<T>, expected: &str, hint: &str) {
        self.faults.push(self.source.fault(at, expected, hint));
    }

    fn date(&mut self, at: &At<String>) -> Option<Date> {
        let date = at.value.parse().ok();
        if date.is_none() {
            self.fault(at, "a date", "like 2028-01-03");
        }
        date
    }

    fn limit(&mut self, at: &At<String>) -> Option<Limit> {
        let limit = Limit::parse(&at.value);
        if limit.is_none() {
            self.fault(at, "a limit", "like 10 working days, 5 days, 6 weeks or 3 months");
        }
        limit
    }

    fn limits(&mut self, all: &[At<String>]) -> Vec<Limit> {
        all.iter().filter_map(|at| self.limit(at)).collect()
    }

    fn rule(&mut self, key: &At<String>, wire: WireRule) -> Rule {
        if !keys().contains(&key.value.as_str()) {
            let hint = match nearest(&key.value, &keys()) {
                Some(meant) => format!("did you mean {meant}?"),
                None => format!("the indicators known here are {}", keys().join(", ")),
            };
            let found = format!("\"{}\"", key.value);
            self.faults.push(self.source.fault_at(
                key.referenced,
                "a known indicator",
                &found,
                &hint,
            ));
        }
        let start_day = match wire.start_day.as_ref().map(|at| at.value.as_str()) {
            None | Some("does not count") => StartDay::DoesNot,
            Some("counts") => StartDay::Counts,
            Some(_) => {
                if let Some(at) = &wire.start_day {
                    self.fault(at, "counts, or does not count", "");
                }
                StartDay::DoesNot
            }
        };
        Rule {
            key: key.value.clone(),
            name: wire.name.value.trim().to_owned(),
            on: wire.show.unwrap_or(true),
            limits: self.limits(&wire.limits),
            national: self.limits(&wire.national),
            after_a_year: wire.after_a_year.as_ref().and_then(|at| self.limit(at)),
            start_day,
            target: wire.target.as_ref().and_then(|at| self.share(at)),
            not_modelled: wire.not_modelled,
            required: wire.required,
            thresholds: wire.thresholds,
            expected: wire.expected.0.into_iter().map(|(kind, n)| (kind.value, n)).collect(),
            rebases: wire.rebase.iter().filter_map(|rebase| self.rebase(rebase)).collect(),
        }
    }

    /// Reads a rebase; nobody may begin a chart again without name, day and reason.
    fn rebase(&mut self, wire: &WireRebase) -> Option<Rebase> {
        let from = Month::parse(&wire.from.value);
        if from.is_none() {
            self.fault(&wire.from, "a month", "like 2026-04");
        }
        for (at, expected) in [(&wire.who, "who decided it"), (&wire.why, "why it was decided")] {
            if at.value.trim().is_empty() {
                self.fault(at, expected, "a chart never starts again by itself");
            }
        }
        Some(Rebase {
            from: from?,
            who: wire.who.value.trim().to_owned(),
            when: self.date(&wire.when)?,
            why: wire.why.value.trim().to_owned(),
        })
    }

    fn share(&mut self, at: &At<String>) -> Option<f64> {
        let bare = at.value.trim();
        let share = match bare.strip_suffix('%') {
            Some(percent) => percent.trim().parse::<f64>().ok().map(|p| p / 100.0),
            None => bare.parse::<f64>().ok(),
        };
        let good = share.filter(|share| (0.0..=1.0).contains(share));
        if good.is_none() {
            self.fault(at, "a share", "like 95% or 0.95");
        }
        good
    }
}
