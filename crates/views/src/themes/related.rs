//! What goes with what: themes with judgements, with each other, by subject, and phrases by period.

use assay_measures::themes::{Pair, Sides, ThemeRisk};
use serde::Serialize;

/// One theme compared with the judgement. Counts are pairs: of how many audits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Risk {
    /// The theme's code.
    pub theme: String,
    /// Audits that speak of the theme and were judged requires improvement or worse, of all that speak of it.
    pub with: (u64, u64),
    /// The same of the audits that do not speak of it.
    pub without: (u64, u64),
    /// The ratio of the two shares; none where a side is too small or empty.
    pub ratio: Option<f64>,
    /// The lower end of its 95% interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Risk {
    /// Returns the risk of one theme.
    #[must_use]
    pub fn new(theme: &str, found: &ThemeRisk) -> Self {
        let ratio = found.ratio;
        Self {
            theme: theme.to_owned(),
            with: found.with,
            without: found.without,
            ratio: ratio.map(|found| found.ratio),
            low: ratio.map(|found| found.interval.low),
            high: ratio.map(|found| found.interval.high),
        }
    }
}

/// Two themes in the same audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Together {
    /// The codes.
    pub themes: (String, String),
    /// Audits that speak of both.
    pub both: u64,
    /// Audits that speak of the first, and of the second.
    pub each: (u64, u64),
    /// Audits read.
    pub base: u64,
}

impl Together {
    /// Returns the two themes of so many audits.
    #[must_use]
    pub fn new(pair: Pair, base: u64) -> Self {
        Self { themes: pair.themes, both: pair.both, each: pair.each, base }
    }
}

/// One subject: on which side auditors wrote of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Subject {
    /// The subject.
    pub subject: String,
    /// Audits that name shortcomings only.
    pub shortcoming: u64,
    /// Audits that name both.
    pub mixed: u64,
    /// Audits that name strengths only.
    pub strength: u64,
    /// Audits that name none of it.
    pub not_mentioned: u64,
    /// Audits read.
    pub base: u64,
}

impl Subject {
    /// Returns the subject in so many audits.
    #[must_use]
    pub fn new(subject: &str, sides: Sides, base: u64) -> Self {
        let Sides { shortcoming, mixed, strength, not_mentioned } = sides;
        Self { subject: subject.to_owned(), shortcoming, mixed, strength, not_mentioned, base }
    }
}

/// Phrases that are more frequent in one period than in another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phrases {
    /// The phrases, those that rose most surely first.
    pub phrases: Vec<Phrase>,
    /// Phrases that rose less surely, so that too many of the list would be chance.
    pub set_aside: u64,
    /// What chance alone would list.
    pub chance: ByChance,
}

/// How many phrases chance alone lists, where the months are shuffled among the audits.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ByChance {
    /// How many it lists on average.
    pub mean: f64,
    /// How many it lists at most in 19 of 20 shuffles.
    pub most: u64,
    /// How often the months were shuffled.
    pub shuffles: u64,
    /// The seed of the shuffles.
    pub seed: u64,
    /// The false share down to which phrases are listed.
    pub false_share: f64,
}

/// One phrase in two periods.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Phrase {
    /// The phrase as it is written most often.
    pub phrase: String,
    /// Comments with it now.
    pub comments: u64,
    /// Comments compared now.
    pub base_comments: u64,
    /// Comments with it before.
    pub before: u64,
    /// Comments compared before.
    pub base_before: u64,
    /// Auditors who write it now, where auditors are known.
    pub auditors: Option<u64>,
    /// The log-likelihood ratio.
    pub g2: f64,
    /// How much more frequent it is, as the logarithm to the base of 2.
    pub log_ratio: f64,
    /// The lower end of the interval of that.
    pub low: f64,
    /// How much of the list down to this phrase chance alone would list.
    pub false_share: f64,
    /// The comments with it now.
    pub comment_ids: Vec<String>,
}
