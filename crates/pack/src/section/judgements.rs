//! Judgements over time: the ordered stacked bars, the record line, and the councils' own test of
//! improvement, clause by clause.

mod figure;
mod words;

use assay_measures::change::Change;
use assay_model::Month;

use super::{Kind, Share, section};
use crate::view::{Block, Item, Section};
use assay_model::print::{count, estimated_share, estimated_short};

pub use words::{graded_by_us, record, revised};

/// Overall judgements by month.
#[derive(Debug, Clone, Default)]
pub struct JudgementsOverTime {
    /// The labels of the four judgements, best first.
    pub grades: [String; 4],
    /// The periods, in order; months without an audit have no counts.
    pub periods: Vec<Period>,
    /// The record line, e.g. `Highest share good or better since October 2025.`
    pub record: String,
    /// The clauses of the councils' own test.
    pub clauses: Vec<Clause>,
    /// The change of the share good or better from the first judged month to the last.
    pub change: Option<Change>,
    /// What the headline grade is: the auditor's or the moderated one.
    pub headline_grade: String,
}

/// One month.
#[derive(Debug, Clone)]
pub struct Period {
    /// The round's month.
    pub month: Month,
    /// Audits by judgement, best first.
    pub counts: [u64; 4],
    /// The estimated share (0–1) of each judgement among the eligible cases; none where nothing was judged.
    pub shares: Option<[f64; 4]>,
    /// The estimated share good or better (0–1) of the eligible cases; none where nothing was judged.
    pub estimate: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// Why the estimate is approximate, a sentence each without a full stop; nothing where it is not.
    pub limits: Vec<String>,
    /// `revised (was 62%, n = 98)` where a late return changed an earlier figure.
    pub revised: String,
    /// Whether it is history from before the tool.
    pub before: bool,
}

/// A clause of the test, with its answer.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The clause, e.g. `good and outstanding rises`.
    pub clause: String,
    /// Whether it is met.
    pub met: bool,
    /// The figures.
    pub figures: String,
}

impl Period {
    /// Returns the estimated share first and next to it what was audited: `80% (20 of 40 audited)`.
    #[must_use]
    pub fn printed(&self) -> String {
        let good = self.good();
        estimated_share(self.estimate, good.hits, good.base)
    }

    /// Returns the estimated share alone, or `x of n` for a base under ten.
    #[must_use]
    pub fn short(&self) -> String {
        let good = self.good();
        estimated_short(self.estimate, good.hits, good.base)
    }

    /// Returns the estimated share graded inadequate, or `x of n` for a base under ten.
    #[must_use]
    pub fn inadequate(&self) -> String {
        let share = self.shares.map(|[.., share]| share);
        estimated_short(share, self.counts[3], self.good().base)
    }

    /// Returns whether the audits are split by judgement as the eligible cases are estimated to be, to within one
    /// audit of each; as they are where cases were drawn in proportion.
    fn is_in_proportion(&self) -> bool {
        let base = self.good().base as f64;
        let shares = self.shares.iter().flatten();
        shares.zip(self.counts).all(|(share, audits)| (share * base - audits as f64).abs() < 1.0)
    }

    /// Returns the audits read that were graded good or better.
    #[must_use]
    pub fn good(&self) -> Share {
        Share {
            hits: self.counts[0] + self.counts[1],
            base: self.counts.iter().sum(),
            interval: self.interval,
        }
    }
}

impl JudgementsOverTime {
    /// Returns whether counts of audits alone show how the eligible cases are split, in every month.
    fn is_in_proportion(&self) -> bool {
        self.periods.iter().all(Period::is_in_proportion)
    }
}

/// Returns the section, or none without a judged audit.
#[must_use]
pub fn build(input: &JudgementsOverTime) -> Option<Section> {
    let judged: Vec<&Period> =
        input.periods.iter().filter(|p| p.counts.iter().sum::<u64>() > 0).collect();
    let (first, last) = (judged.first()?, judged.last()?);
    let lead = lead(input, first, last);
    let mut blocks = vec![Block::Figure(figure::figure(input, &message(input, first, last)))];
    if !input.record.is_empty() {
        blocks.push(Block::paragraph(&input.record));
    }
    let limits = input.periods.iter().flat_map(|period| &period.limits);
    blocks.extend(limits.map(|limit| Block::paragraph(format!("{limit}."))));
    if !input.clauses.is_empty() {
        blocks.push(Block::heading("Are we improving?"));
        let item = |clause: &Clause| Item {
            mark: format!("{}: {}.", clause.clause, if clause.met { "yes" } else { "no" }),
            text: clause.figures.clone(),
        };
        blocks.push(Block::List { items: input.clauses.iter().map(item).collect() });
    }
    Some(section(Kind::Judgements, lead, blocks))
}

fn lead(input: &JudgementsOverTime, first: &Period, last: &Period) -> String {
    let mut text = format!("Good or better in {}: {}", last.month.words(), last.printed());
    if first.month != last.month {
        text.push_str(&format!(", against {} in {}", first.printed(), first.month.words()));
        if let Some(change) = input.change {
            text.push_str(&format!(" ({change})"));
        }
    }
    let inadequate = last.counts[3];
    let said = match inadequate {
        0 => "none was inadequate".to_owned(),
        1 => "one was inadequate".to_owned(),
        more => format!("{} were inadequate", count(more)),
    };
    text.push_str(&format!("; {said}."));
    text
}

/// The message of the chart: how the share good or better and the number inadequate moved.
fn message(input: &JudgementsOverTime, first: &Period, last: &Period) -> String {
    if first.month == last.month {
        return format!("{} good or better in {}.", last.printed(), last.month.words());
    }
    format!(
        "Good or better: {}; {}: {} in {}, {} in {}.",
        change_in_words(input),
        input.grades[3].to_lowercase(),
        count(first.counts[3]),
        first.month.words(),
        count(last.counts[3]),
        last.month.words()
    )
}

/// Returns the share good or better of the last judged month against the first, with the change between them,
/// e.g. `64% against 58% in October 2025 (up 6 points, interval −7 to 19, n = 104 and 104: no signal)`.
#[must_use]
pub fn change_in_words(input: &JudgementsOverTime) -> String {
    let judged = || input.periods.iter().filter(|p| p.good().base > 0);
    let (Some(first), Some(last)) = (judged().next(), judged().next_back()) else {
        return String::new();
    };
    match input.change {
        Some(change) => format!(
            "{} against {} in {} ({change})",
            last.short(),
            first.short(),
            first.month.words()
        ),
        None => last.short(),
    }
}
