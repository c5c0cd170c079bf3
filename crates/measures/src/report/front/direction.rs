//! Better or worse, by a rule: the latest three months against the three before and the same three a year
//! ago, the process chart, and the councils' own test. One of these alone is never the answer, and where
//! too few audits are back, or those missing could turn it, there is none.

use assay_model::{Date, Month};

use super::Asked;
use super::quarter::{self, Quarter, Tools};
use crate::Confidence;
use crate::change::{Change, between};
use crate::chart::{Fired, Variation};
use crate::estimate::{Estimate, Measure};
use crate::report::{Material, MonthFigures, Report};

/// The answer to "are we improving?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A test says better, and none says worse.
    Better,
    /// A test says worse, and none says better.
    Worse,
    /// The tests disagree.
    Mixed,
    /// No test says that anything changed.
    NoChange,
    /// Nothing changed that can be seen, and learning was given in the latest three months.
    TooEarly,
    /// There is no answer, and why.
    None(Unanswered),
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unanswered {
    /// Too few of the drawn audits of the latest three months are back.
    Returned {
        /// Audits returned.
        returned: u64,
        /// Audits drawn.
        drawn: u64,
    },
    /// With the missing audits all good, or none of them, the answer would turn.
    Missing {
        /// Audits missing.
        missing: u64,
    },
    /// The audit tool changed: the months from this one on can be compared.
    Tool {
        /// The first month read with the tool of today.
        since: Month,
    },
    /// There is nothing to compare with yet.
    Alone,
    /// Under ten audits on a side.
    TooFew,
}

/// The latest three months against earlier ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The earlier months.
    pub before: Quarter,
    /// The change from them to the latest.
    pub change: Change,
}

/// Better or worse, with all it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// What is compared: the share good or better, or the mean score.
    pub measure: Measure,
    /// The latest three months.
    pub latest: Quarter,
    /// Against the three months before.
    pub on_quarter: Option<Compared>,
    /// Against the same three months a year ago.
    pub on_year: Option<Compared>,
    /// What the process chart says, where the tool did not change.
    pub chart: Option<Variation>,
    /// The rule by which it says so, where it is more than usual variation.
    pub fired: Option<Fired>,
    /// Whether the councils' own test is met in all its clauses.
    pub own_test: Option<bool>,
    /// The answer.
    pub answer: Answer,
    /// Since when the months can be compared, where the tool changed.
    pub comparable_since: Option<Month>,
}

impl Compared {
    /// Returns the latest shares against earlier ones.
    fn shares(before: Quarter, now: &Quarter, confidence: Confidence) -> Self {
        let change = between(&before.estimate, &now.estimate, Measure::Share, confidence);
        Self { before, change }
    }

    /// Returns the latest means against earlier ones.
    pub(super) fn means(before: Quarter, now: &Quarter, confidence: Confidence) -> Self {
        let change = between(&before.estimate, &now.estimate, Measure::Mean, confidence);
        Self { before, change }
    }

    /// Tells whether it fell by more than chance alone would explain.
    #[must_use]
    pub fn fell(&self) -> bool {
        self.change.is_signal() && self.change.difference() < 0.0
    }

    fn sign(&self) -> i8 {
        match self.change.difference() {
            _ if !self.change.is_signal() => 0,
            up if up > 0.0 => 1,
            _ => -1,
        }
    }
}

/// Returns the direction; none without a month with a figure.
pub(super) fn direction(
    report: &Report,
    tools: &Tools,
    material: &Material<'_>,
    asked: &Asked<'_>,
) -> Option<Direction> {
    let months = &report.monthly.months;
    let judged = months.iter().rev().find(|month| month.judged() > 0);
    let (measure, to) = match judged {
        Some(month) => (Measure::Share, month.month),
        None => (Measure::Mean, months.iter().rev().find(|m| m.mean_score.is_some())?.month),
    };
    let of = |to: Month| match measure {
        Measure::Share => quarter::of_share(months, to, material.confidence),
        Measure::Mean => quarter::of_score(months, to, material.confidence),
    };
    let latest = of(to)?;
    let against = |to: Month| {
        let before = of(to).filter(|_| tools.comparable(to.plus(-2)))?;
        Some(match measure {
            Measure::Share => Compared::shares(before, &latest, material.confidence),
            Measure::Mean => Compared::means(before, &latest, material.confidence),
        })
    };
    let chart = report.monthly.chart.as_ref().filter(|_| measure == Measure::Share);
    let mut found = Direction {
        measure,
        on_quarter: against(to.plus(-3)),
        on_year: against(to.plus(-12)),
        chart: chart.filter(|_| !tools.changed).map(|chart| chart.variation),
        fired: chart.filter(|_| !tools.changed).and_then(|chart| chart.fired),
        own_test: report.improving.as_ref().map(super::super::Improving::is_yes),
        answer: Answer::NoChange,
        comparable_since: tools.since.filter(|_| tools.changed),
        latest,
    };
    let within: Vec<&MonthFigures> =
        months.iter().filter(|m| quarter::in_quarter(m.month, to)).collect();
    found.answer = answer(&found, &within, asked);
    Some(found)
}

fn answer(found: &Direction, latest: &[&MonthFigures], asked: &Asked<'_>) -> Answer {
    let returned: u64 = latest.iter().filter(|m| m.drawn.is_some()).map(|m| m.returned).sum();
    let drawn: u64 = latest.iter().filter_map(|m| m.drawn).sum();
    if drawn > 0 && (returned as f64) < asked.least_returned * drawn as f64 {
        return Answer::None(Unanswered::Returned { returned, drawn });
    }
    let compared: Vec<&Compared> =
        [&found.on_quarter, &found.on_year].into_iter().flatten().collect();
    if compared.is_empty() {
        return Answer::None(match found.comparable_since {
            Some(since) => Unanswered::Tool { since },
            None => Unanswered::Alone,
        });
    }
    if compared.iter().all(|c| c.change.n().0.min(c.change.n().1) < crate::change::FEWEST) {
        return Answer::None(Unanswered::TooFew);
    }
    let by_chart = match found.chart {
        Some(Variation::Improvement) => 1,
        Some(Variation::Concern) => -1,
        _ => 0,
    };
    let signs: Vec<i8> = compared.iter().map(|c| c.sign()).chain([by_chart]).collect();
    let (up, down) = (signs.contains(&1), signs.contains(&-1));
    let own_says_up = found.own_test == Some(true);
    match (up, down) {
        (true, true) => Answer::Mixed,
        (false, true) if own_says_up => Answer::Mixed,
        (true, false) | (false, true) => {
            could_turn(found, latest).unwrap_or(if up { Answer::Better } else { Answer::Worse })
        }
        (false, false) if is_recent(asked.learning, found.latest.from) => Answer::TooEarly,
        (false, false) => Answer::NoChange,
    }
}

/// Returns that there is no answer where the missing audits could turn every change that says something.
fn could_turn(found: &Direction, latest: &[&MonthFigures]) -> Option<Answer> {
    let missing: u64 =
        latest.iter().map(|m| m.drawn.map_or(0, |drawn| drawn.saturating_sub(m.returned))).sum();
    if missing == 0 || found.measure == Measure::Mean {
        return None;
    }
    let bounds: Vec<_> = latest.iter().filter_map(|m| m.good_or_better.bounds).collect();
    let k = bounds.len() as f64;
    let low = bounds.iter().map(|b| b.low).sum::<f64>() / k;
    let high = bounds.iter().map(|b| b.high).sum::<f64>() / k;
    let turned = |before: &Estimate, sign: i8| match sign {
        1 => low <= before.mean,
        _ => high >= before.mean,
    };
    let telling: Vec<&Compared> = [&found.on_quarter, &found.on_year]
        .into_iter()
        .flatten()
        .filter(|compared| compared.sign() != 0)
        .collect();
    let all_turn = !telling.is_empty()
        && telling.iter().all(|compared| turned(&compared.before.estimate, compared.sign()));
    all_turn.then_some(Answer::None(Unanswered::Missing { missing }))
}

fn is_recent(learning: &[Date], since: Month) -> bool {
    learning.iter().any(|day| Month::of(*day) >= since)
}
