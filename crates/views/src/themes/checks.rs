//! How far rules can be trusted: what people found in samples, how far they agree, and scores on labelled
//! comments.

use std::collections::BTreeMap;

use assay_measures::Interval;
use assay_measures::accuracy::{Sampled, Tally};
use assay_measures::agree::{Agreement, Coefficient};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::rows::Said;

/// What people found of one theme's rules.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Checked {
    /// The theme's code.
    pub theme: String,
    /// Of the sampled hits that somebody has decided on, those confirmed; none where nobody has.
    pub precision: Option<CheckedShare>,
    /// Of the sampled comments without a hit, those that speak of the theme all the same.
    pub missed: Option<CheckedShare>,
    /// The share of the comments that speak of the theme that the rules find, by both samples.
    pub recall: Option<f64>,
}

/// A share of a sample, with the exact 95% interval of the share in all it was drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CheckedShare {
    /// Comments with a yes.
    #[serde(rename = "yes")]
    pub hits: u64,
    /// Comments decided on.
    pub n: u64,
    /// Comments the sample was drawn from.
    pub population: u64,
    /// The lower end of the interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

impl CheckedShare {
    /// Returns what was found in a sample, with its interval.
    #[must_use]
    pub fn new(sampled: Sampled, interval: Interval) -> Self {
        let Sampled { hits, n, population } = sampled;
        Self { hits, n, population, low: interval.low, high: interval.high }
    }

    /// Returns what was found in the sample.
    #[must_use]
    pub fn sampled(&self) -> Sampled {
        Sampled { hits: self.hits, n: self.n, population: self.population }
    }
}

/// How far two reviewers agree on one theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TwoReviewers {
    /// The theme's code; `all themes` for all together.
    pub theme: String,
    /// The reviewers' logins.
    pub reviewers: (String, String),
    /// Comments that both have read.
    pub n: u64,
    /// The coefficients.
    #[serde(flatten)]
    pub values: ReviewerFigures,
    /// Their standard errors.
    pub se: ReviewerFigures,
}

/// One number for each coefficient of two reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ReviewerFigures {
    /// Comments on which they agree, in percent.
    pub percent: Option<f64>,
    /// Cohen's kappa.
    pub kappa: Option<f64>,
    /// Gwet's AC1.
    pub ac1: Option<f64>,
}

impl ReviewerFigures {
    fn of(found: &Agreement, part: impl Fn(Coefficient) -> Option<f64>) -> Self {
        let number = |coefficient: Option<Coefficient>| coefficient.and_then(&part);
        Self { percent: number(found.percent), kappa: number(found.kappa), ac1: number(found.ac1) }
    }
}

impl TwoReviewers {
    /// Returns how far the two agree on a theme.
    #[must_use]
    pub fn of(theme: String, reviewers: (String, String), found: &Agreement) -> Self {
        Self {
            theme,
            reviewers,
            n: found.n,
            values: ReviewerFigures::of(found, |coefficient| Some(coefficient.value)),
            se: ReviewerFigures::of(found, |coefficient| coefficient.se),
        }
    }
}

/// The scores on a file of labelled comments.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    /// Rules and suggestions together; the rules alone where no suggestions were asked for.
    #[serde(flatten)]
    pub together: Scored,
    /// The other scores, where suggestions were asked for.
    #[serde(flatten)]
    pub apart: Option<Apart>,
    /// How many comments the file has.
    #[serde(skip)]
    pub comments: u64,
    /// Labels that are no theme of the book, with how often they are there.
    #[serde(skip)]
    pub unknown: BTreeMap<String, u64>,
    /// Misses and false hits, in the order of the file.
    #[serde(skip)]
    pub errors: Vec<Miss>,
    /// What is to be said of how the file was read.
    #[serde(skip)]
    pub said: Said,
}

/// What rules and model score apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Apart {
    /// The rules' hits.
    pub rules: Scored,
    /// What is worth reading, where no rule hit.
    pub suggestions: Scored,
    /// The rules' hits that the model doubts.
    pub doubtful: Scored,
    /// Rules and model weighed together.
    pub weighed: Scored,
}

/// How one way of finding themes did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scored {
    /// All themes together.
    #[serde(serialize_with = "rates")]
    pub micro: Score,
    /// Each theme, in the order of the book.
    #[serde(serialize_with = "in_order")]
    pub themes: Vec<(String, Score)>,
}

/// Precision, recall and their harmonic mean, none where there is nothing to measure; and the counts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Score {
    /// Precision: the share of hits that are right.
    pub p: Option<f64>,
    /// Recall: the share of labels that were found.
    pub r: Option<f64>,
    /// The harmonic mean of the two.
    pub f1: Option<f64>,
    /// Labelled and found.
    #[serde(rename = "tp")]
    pub right: u64,
    /// Found and not labelled.
    #[serde(rename = "fp")]
    pub wrong: u64,
    /// Labelled and not found.
    #[serde(rename = "fn")]
    pub missed: u64,
}

/// A label that was missed or a hit that is not labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The comment.
    pub comment_id: String,
    /// The theme.
    pub theme: String,
    /// What hit falsely: the rules, or the words that a suggestion weighed; none where a label was missed.
    pub by: Option<String>,
}

impl Miss {
    /// Returns by what a text was found, for [`Miss::by`]: the words that a suggestion weighed, else the rules;
    /// none where nothing found it.
    #[must_use]
    pub fn found_by(rules: &[&str], suggested: Option<&[String]>) -> Option<String> {
        match suggested {
            Some(words) => Some(format!("suggested by {}", words.join(" "))),
            None => (!rules.is_empty()).then(|| rules.join(", ")),
        }
    }
}

impl From<Tally> for Score {
    fn from(tally: Tally) -> Self {
        let Tally { right, wrong, missed } = tally;
        Self { p: tally.precision(), r: tally.recall(), f1: tally.f1(), right, wrong, missed }
    }
}

/// The rates of all themes together, without the counts.
fn rates<S: Serializer>(score: &Score, to: S) -> Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(Some(3))?;
    for (name, rate) in [("p", score.p), ("r", score.r), ("f1", score.f1)] {
        map.serialize_entry(name, &rate)?;
    }
    map.end()
}

/// Themes as the members of an object, in their order.
fn in_order<S: Serializer>(themes: &[(String, Score)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(themes.iter().map(|(code, score)| (code, score)))
}
