//! Answers about themes: counts with their bases, the comments behind them, why one counts, what is suggested,
//! what people checked, and how the rules score on labelled comments.

mod checks;
mod related;
mod tried;
mod why;

use assay_measures::Interval;
use assay_measures::themes::GroupCount;
use assay_model::approval::how;
use assay_model::verdict::Reading;
use assay_model::{CaseId, Comment, Month, ThemeVerdict};
use serde::Serialize;

pub use checks::{
    Apart, Checked, CheckedShare, Miss, ReviewerFigures, Score, Scored, Scores, TwoReviewers,
};
pub use related::{ByChance, Phrase, Phrases, Risk, Subject, Together};
pub use tried::{Compared, RulesChanged, Trial, Tried};
pub use why::Why;

use crate::shown;

/// How many comments of one group speak of one theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThemeCount {
    /// The theme's code.
    pub theme: String,
    /// The group; none where all are counted together.
    pub group: Option<String>,
    /// Comments that speak of it.
    pub comments: u64,
    /// Comments read.
    pub base_comments: u64,
    /// Cases with such a comment; none where comments belong to no case.
    pub cases: Option<u64>,
    /// Cases with a comment.
    pub base_cases: Option<u64>,
    /// The lower end of the 95% interval of the share of comments.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The theme's label.
    #[serde(skip)]
    pub label: String,
}

impl ThemeCount {
    /// Returns the counts of a theme in one group.
    #[must_use]
    pub fn new(theme: &str, label: &str, counted: &GroupCount<'_>) -> Self {
        let (comments, cases) = (counted.comments, counted.cases);
        Self {
            theme: theme.to_owned(),
            group: counted.group.map(str::to_owned),
            comments: comments.hits,
            base_comments: comments.base,
            cases: cases.map(|(cases, _)| cases),
            base_cases: cases.map(|(_, base)| base),
            low: comments.interval.map(|ends| ends.low),
            high: comments.interval.map(|ends| ends.high),
            label: label.to_owned(),
        }
    }

    /// Returns the interval of the share of comments; none without a base.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        Some(Interval { low: self.low?, high: self.high? })
    }
}

/// A comment behind a theme's figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeComment {
    /// The comment's id.
    pub comment_id: String,
    /// The case it is about.
    pub case_id: Option<String>,
    /// The round's month.
    #[serde(serialize_with = "shown::maybe")]
    pub month: Option<Month>,
    /// The team at the freeze.
    pub team: String,
    /// The box of the audit tool.
    pub domain: String,
    /// The whole text.
    pub text: String,
    /// The first byte of what was found.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The rule that found it, or `a reviewer`.
    pub found_by: String,
    /// The rule; none where a person found it.
    #[serde(skip)]
    pub rule: Option<String>,
}

impl ThemeComment {
    /// Returns the comment with what was found in it, and by which rule.
    #[must_use]
    pub fn new(comment: Comment, span: (usize, usize), rule: Option<String>) -> Self {
        Self {
            comment_id: comment.id,
            case_id: comment.case.as_ref().map(CaseId::as_str).map(str::to_owned),
            month: comment.month,
            team: comment.team,
            domain: comment.domain,
            text: comment.text,
            start: span.0,
            end: span.1,
            found_by: rule.clone().unwrap_or_else(|| "a reviewer".to_owned()),
            rule,
        }
    }
}

/// Why a text counts for themes, or does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// The text.
    pub text: String,
    /// What each rule made of it: those that count first.
    pub rules: Vec<Explanation>,
    /// What people said of it.
    pub verdicts: Vec<VerdictLine>,
}

/// What one rule made of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The theme's code.
    pub theme: String,
    /// The rule's name.
    pub rule: String,
    /// Whether it counts.
    pub counts: bool,
    /// The words it rests on.
    pub words: String,
    /// The first byte of these.
    pub start: usize,
    /// The byte behind them.
    pub end: usize,
    /// Why, in words.
    pub why: String,
}

/// A person's verdict on a theme of a comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VerdictLine {
    /// The theme's code.
    pub theme: String,
    /// `yes` or `no`.
    pub verdict: &'static str,
    /// How the comment was read, e.g. `blind`.
    pub reading: &'static str,
    /// Who said so.
    pub reviewer: String,
    /// Why, in a few words.
    pub note: String,
    /// How a second reader was known; none for a first one.
    pub how: Option<String>,
}

impl From<&ThemeVerdict> for VerdictLine {
    fn from(verdict: &ThemeVerdict) -> Self {
        Self {
            theme: verdict.theme.clone(),
            verdict: verdict.says.word(),
            reading: verdict.reading.word(),
            reviewer: verdict.reviewer.clone(),
            note: verdict.note.clone(),
            how: (verdict.reading == Reading::Blind).then(|| how(verdict.second.as_ref())),
        }
    }
}

/// What is suggested for a theme, and how suggestions have fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggested {
    /// Comments that no rule counts and that read like the theme, best first.
    pub comments: Vec<Suggestion>,
    /// Comments that a rule counts and the model denies, least likely first.
    pub doubtful: Vec<Suggestion>,
    /// Of the comments without a rule's hit that people decided on, those that were confirmed.
    pub proved_right: u64,
    /// Comments without a rule's hit that people decided on.
    pub decided: u64,
    /// Verdicts the model has learnt from.
    pub learnt_from: u64,
}

/// A comment with what a model makes of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Suggestion {
    /// The comment's id.
    pub comment_id: String,
    /// The theme's code.
    pub theme: String,
    /// How likely it is: above 0, below 1.
    pub score: f64,
    /// The words that weigh most, heaviest first.
    pub words: Vec<String>,
    /// The first byte of the sentence that weighs most.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// The whole text.
    pub text: String,
}

/// A sample of comments to check a theme's rules by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeSample {
    /// The theme's code.
    pub theme: String,
    /// From which comments it was drawn: `hits` or `misses`.
    pub of: &'static str,
    /// How many there were to draw from.
    pub population: u64,
    /// The seed.
    pub seed: String,
    /// The comments, in the order they were drawn.
    pub comments: Vec<SampledComment>,
}

/// A comment of a sample.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SampledComment {
    /// The comment's id.
    pub comment_id: String,
    /// The whole text.
    pub text: String,
    /// The digest of the text, to which verdicts belong.
    pub text_digest: String,
    /// The bytes that the rules found; none in a comment without a hit.
    pub span: Option<(usize, usize)>,
}
