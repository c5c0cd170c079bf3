//! What was due and when it was done, counted: on time, late by bands, excepted, not modelled. The
//! month is that of the due date; what is not yet due is counted nowhere.

use std::collections::BTreeMap;

use assay_model::{Date, Month};

use super::covers::AsOf;
use super::edges;
use super::owed::Obligation;
use super::policy::Rebase;
use super::{Policy, Rule, Timeliness};
use crate::calendar::Unit;
use crate::chart::{self, Good, Kind, Options, Period, Screen, Seen};

/// A count of what was due. Every share's base stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// What was due.
    pub due: u64,
    /// Of these on time.
    pub on_time: u64,
    /// Of these late or not done.
    pub late: u64,
    /// The late by how late they are; those not done by how late they are by now.
    pub bands: [u64; 4],
    /// Of the late, those not done by the as-at date.
    pub not_done: u64,
    /// Of the late, those with a recorded exception: in the base all the same.
    pub excepted: u64,
    /// Apart from all this: due by rules that are not modelled.
    pub not_modelled: u64,
}

impl Tally {
    /// Returns on time in percent of all due, or none when nothing was.
    #[must_use]
    pub fn percent(&self) -> Option<f64> {
        (self.due > 0).then(|| 100.0 * self.on_time as f64 / self.due as f64)
    }

    /// Returns on time in percent of those due and not excepted.
    #[must_use]
    pub fn percent_without_exceptions(&self) -> Option<f64> {
        let base = self.due - self.excepted;
        (base > 0).then(|| 100.0 * self.on_time as f64 / base as f64)
    }

    fn add(&mut self, found: &Outcome) {
        match found {
            Outcome::NotModelled => self.not_modelled += 1,
            Outcome::OnTime => {
                self.due += 1;
                self.on_time += 1;
            }
            Outcome::Late { band, done, excepted } => {
                self.due += 1;
                self.late += 1;
                self.bands[*band] += 1;
                self.not_done += u64::from(!done);
                self.excepted += u64::from(*excepted);
            }
        }
    }
}

/// Something late in the year to date: the row behind the figure.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Late {
    /// The last day on time.
    pub due: Date,
    /// The case; empty when the row names none.
    pub case: String,
    /// The team; empty when unknown.
    pub team: String,
    /// When it was done; none when it was not done by the as-at date.
    pub done: Option<Date>,
    /// Whether an exception was recorded for it.
    pub excepted: bool,
}

enum Outcome {
    OnTime,
    Late { band: usize, done: bool, excepted: bool },
    NotModelled,
}

/// Returns what became of it by the as-at date, or none when it is not yet due.
fn outcome(owed: &Obligation, due: Date, policy: &Policy, as_at: Date) -> Option<Outcome> {
    let done = owed.done.filter(|done| *done <= as_at);
    if due > as_at || (due == as_at && done.is_none()) {
        return None;
    }
    if owed.not_modelled {
        return Some(Outcome::NotModelled);
    }
    if done.is_some_and(|done| done <= due) {
        return Some(Outcome::OnTime);
    }
    let until = done.or(owed.ended.filter(|end| *end <= as_at)).unwrap_or(as_at);
    if until <= due {
        return None;
    }
    let late = owed.limit.late_by(due, until, &policy.calendar);
    let band = policy.bands.iter().position(|end| late <= *end).unwrap_or(3);
    Some(Outcome::Late { band, done: done.is_some(), excepted: owed.excepted })
}

/// Returns the tallies of all that was due.
pub(super) fn timeliness(
    owed: &[Obligation],
    policy: &Policy,
    rule: &Rule,
    of: AsOf,
) -> Timeliness {
    let (year, as_at) = (policy.year_of(of.day), of.known);
    let mut months: BTreeMap<Month, Tally> = BTreeMap::new();
    let mut teams: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut year_to_date = Tally::default();
    let mut national = Tally::default();
    let mut late = Vec::new();
    for one in owed {
        if let Some(found) = outcome(one, one.due, policy, as_at) {
            months.entry(Month::of(one.due)).or_default().add(&found);
            if one.due >= year {
                year_to_date.add(&found);
                teams.entry(&one.team).or_default().add(&found);
                if let Outcome::Late { excepted, .. } = found {
                    late.push(Late {
                        due: one.due,
                        case: one.case.to_string(),
                        team: one.team.to_string(),
                        done: one.done.filter(|done| *done <= as_at),
                        excepted,
                    });
                }
            }
        }
        if let Some(due) = one.national_due.filter(|due| *due >= year)
            && let Some(found) = outcome(one, due, policy, as_at)
        {
            national.add(&found);
        }
    }
    let running = owed.iter().filter(|o| {
        o.done.is_none_or(|done| done > of.day)
            && o.ended.is_none_or(|end| end > of.day)
            && !o.not_modelled
    });
    let (in_date, open) =
        running.fold((0, 0), |(good, all), o| (good + u64::from(o.due >= of.day), all + 1));
    let due: Vec<(Month, f64)> =
        months.iter().map(|(month, tally)| (*month, tally.due as f64)).collect();
    let partial = if of.has_edges { edges::partial(&due) } else { Vec::new() };
    let limit = rule.limits.first().copied();
    late.sort_unstable();
    Timeliness {
        late,
        latest: months.iter().rev().find(|(_, tally)| tally.due > 0).map(|(m, t)| (*m, *t)),
        year_to_date,
        national: (!rule.national.is_empty()).then_some(national),
        teams: teams.into_iter().map(|(team, tally)| (team.to_owned(), tally)).collect(),
        in_date_today: (open > 0 && of.is_current).then_some((in_date, open)),
        bands: policy.bands,
        unit: match limit.map(|limit| limit.unit) {
            Some(Unit::WorkingDays) => "working days",
            _ => "days",
        },
        chart: shares_chart(&months, &partial, rule),
        partial,
        months: months.into_iter().collect(),
    }
}

/// Returns the P chart of the monthly shares on time.
fn shares_chart(
    months: &BTreeMap<Month, Tally>,
    partial: &[Month],
    rule: &Rule,
) -> Option<chart::Chart> {
    let points = months
        .iter()
        .filter(|(month, tally)| tally.due > 0 && !partial.contains(month))
        .map(|(month, tally)| (*month, tally.on_time as f64, tally.due as f64));
    p_chart(&points.collect::<Vec<_>>(), Some(Good::Up), rule.target, &rule.rebases)
}

/// Returns the P chart of months with a count and a base each; of parts of posts, whose bases are no
/// counts, the chart of the shares as single values. None with under two months.
pub(super) fn p_chart(
    months: &[(Month, f64, f64)],
    good: Option<Good>,
    target: Option<f64>,
    rebases: &[Rebase],
) -> Option<chart::Chart> {
    let months: Vec<_> = months.iter().filter(|(_, _, base)| *base > 0.0).collect();
    if months.len() < 2 {
        return None;
    }
    let whole = months.iter().all(|(_, count, base)| count.fract() == 0.0 && base.fract() == 0.0);
    let period = |(month, count, base): &&(Month, f64, f64)| Period {
        label: month.to_string(),
        seen: if whole {
            Seen::Count { count: *count, n: *base }
        } else {
            Seen::Value(count / base)
        },
    };
    let periods: Vec<Period> = months.iter().map(period).collect();
    let place = |rebase: &Rebase| months.iter().position(|(month, ..)| *month >= rebase.from);
    let options = Options {
        kind: if whole { Kind::P } else { Kind::Xmr },
        screen: Screen::On,
        rebases: rebases.iter().filter_map(place).filter(|place| *place > 0).collect(),
        target,
        good,
    };
    chart::chart(&periods, &options).ok()
}

impl super::ShareSeries {
    /// Returns a series of rows of month, team, count and base; none without rows.
    pub(super) fn of_rows<'a>(
        name: &str,
        of: &str,
        rows: impl Iterator<Item = (Month, &'a str, f64, f64)>,
        policy: &Policy,
        as_at: Date,
    ) -> Option<Self> {
        let year = Month::of(policy.year_of(as_at));
        let mut months: BTreeMap<Month, (f64, f64)> = BTreeMap::new();
        let mut teams: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        let mut total = (0.0, 0.0);
        for (month, team, count, base) in rows {
            let sums = [
                Some(months.entry(month).or_default()),
                (month >= year).then(|| teams.entry(team).or_default()),
                (month >= year).then_some(&mut total),
            ];
            for sum in sums.into_iter().flatten() {
                sum.0 += count;
                sum.1 += base;
            }
        }
        let latest = months.last_key_value().map(|(_, sum)| *sum)?;
        Some(Self {
            latest: Some(latest),
            year_to_date: Some(total),
            months: months.into_iter().map(|(month, (count, base))| (month, count, base)).collect(),
            teams: named(teams),
            ..Self::snapshot(name, of)
        })
    }

    /// Returns a share of today by rows of team, count and base.
    pub(super) fn of_snapshot<'a>(
        name: &str,
        of: &str,
        rows: impl Iterator<Item = (&'a str, f64, f64)>,
    ) -> Self {
        let mut teams: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
        let mut total = (0.0, 0.0);
        for (team, count, base) in rows {
            let sum = teams.entry(team).or_default();
            *sum = (sum.0 + count, sum.1 + base);
            total = (total.0 + count, total.1 + base);
        }
        Self { latest: Some(total), teams: named(teams), ..Self::snapshot(name, of) }
    }

    /// Returns a share without figures.
    pub(super) fn snapshot(name: &str, of: &str) -> Self {
        Self {
            name: name.to_owned(),
            of: of.to_owned(),
            months: Vec::new(),
            latest: None,
            year_to_date: None,
            teams: Vec::new(),
            chart: None,
        }
    }
}

fn named(teams: BTreeMap<&str, (f64, f64)>) -> Vec<(String, f64, f64)> {
    teams.into_iter().map(|(team, (count, base))| (team.to_owned(), count, base)).collect()
}
