//! Figures that need no table: sample sizes and intervals of so many of so many; and how a chart is wanted.

use assay_measures::chart::{Good, Kind, Options, Screen};
use assay_measures::interval::{clopper_pearson, exact, wilson};
use assay_measures::{Confidence, planning};
use assay_model::Share;
use assay_views::planning::SampleSize;
use assay_views::stats::Intervals;

use crate::desk::error::{Error, Result};

/// What is asked of a sample.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum SizeQuestion {
    /// A share within a margin.
    Margin {
        /// The margin, e.g. 5%.
        margin: Share,
        /// The share expected; 50% where it is not given.
        expected: Option<Share>,
    },
    /// At least one hit, if there are as many as this rate.
    Rate(Share),
    /// No more exceptions than this, if the rate were not tolerable.
    Tolerable {
        /// The rate that is just not tolerable.
        rate: Share,
        /// How many exceptions the sample may have.
        errors: u64,
    },
}

/// Returns the smallest sample that answers the question for a list of `population` cases.
///
/// # Errors
/// When the list is empty, a share leaves nothing to ask, or no sample answers.
pub fn size(population: u64, question: SizeQuestion, confidence: Share) -> Result<SampleSize> {
    let question = match question {
        SizeQuestion::Margin { margin, expected } => {
            planning::Question::Precision { margin, expected: expected.unwrap_or(Share::HALF) }
        }
        SizeQuestion::Rate(rate) => planning::Question::Discovery { rate },
        SizeQuestion::Tolerable { rate, errors } => {
            planning::Question::Attribute { tolerable: rate, errors }
        }
    };
    let confidence = sure(confidence.value())?;
    planning::size(population, question, confidence)
        .map(SampleSize::from)
        .map_err(|fault| Error::input(fault.to_string()))
}

/// Returns what `hits` of `n` say about the list they were drawn from; in counts of it where `population`
/// gives its size. `confidence` is above 0 and below 1.
///
/// # Errors
/// When there are more hits than `n`, more of these than the list has, or the confidence is not between
/// the two.
pub fn interval(hits: u64, n: u64, population: Option<u64>, confidence: f64) -> Result<Intervals> {
    let fault = |fault: assay_measures::Error| Error::input(fault.to_string());
    let confidence = sure(confidence)?;
    let by_score = wilson(hits, n, confidence).map_err(fault)?;
    let by_tails = clopper_pearson(hits, n, confidence).map_err(fault)?;
    let counts = population.map(|population| exact(hits, n, population, confidence));
    Ok(Intervals::of(counts.transpose().map_err(fault)?, by_score, by_tails))
}

fn sure(confidence: f64) -> Result<Confidence> {
    Confidence::new(confidence).map_err(|fault| Error::input(fault.to_string()))
}

/// How a chart is wanted.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartOptions {
    /// The kind of chart.
    pub kind: ChartKind,
    /// What becomes of large moving ranges (XmR).
    pub ranges: Ranges,
    /// 0-based data rows at which the centre line and limits begin anew.
    pub rebases: Vec<usize>,
    /// The target, in the unit of the values.
    pub target: Option<f64>,
    /// Which way is good, if either is.
    pub good: Option<GoodWay>,
}

/// The kind of chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Individual values, limits from the mean moving range.
    Xmr,
    /// Shares of varying bases, binomial limits.
    P,
    /// Shares of varying bases, limits widened by the spread between points.
    PPrime,
    /// Values around their median, without limits.
    Run,
}

/// What becomes of moving ranges over 3.267 times their mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ranges {
    /// They are left out once.
    Screened,
    /// They are kept.
    All,
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoodWay {
    /// Higher is better.
    Up,
    /// Lower is better.
    Down,
}

impl ChartOptions {
    pub(super) fn measured(&self) -> Options {
        Options {
            kind: match self.kind {
                ChartKind::Xmr => Kind::Xmr,
                ChartKind::P => Kind::P,
                ChartKind::PPrime => Kind::PPrime,
                ChartKind::Run => Kind::Run,
            },
            screen: match self.ranges {
                Ranges::Screened => Screen::On,
                Ranges::All => Screen::Off,
            },
            rebases: self.rebases.clone(),
            target: self.target,
            good: self.good.map(|way| match way {
                GoodWay::Up => Good::Up,
                GoodWay::Down => Good::Down,
            }),
        }
    }
}
