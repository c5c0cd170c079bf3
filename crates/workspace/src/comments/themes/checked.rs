//! How far the rules can be trusted here: precision by a sample of hits, recall estimated from a sample of
//! comments without one, and how far two people agree. Where nobody has checked, it says so.

use std::collections::{BTreeMap, HashMap};

pub use assay_measures::agree::Coefficient;
use assay_measures::agree::{Agreement, Ratings, agreement};
use assay_measures::interval::{Confidence, Interval, exact};
use assay_model::verdict::{Reading, Says};
use assay_model::{Comment, SampleOf, ThemeVerdict};

use super::chosen;
use super::verdicts::Verdicts;
use crate::desk::error::{Error, Result};
use crate::desk::place::Workspace;

/// What people found of one theme's rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The theme's code.
    pub theme: String,
    /// Of the sampled hits that somebody has decided on, those confirmed; none where nobody has.
    pub precision: Option<Share>,
    /// Of the sampled comments without a hit, those that speak of the theme all the same.
    pub missed: Option<Share>,
    /// The share of the comments that speak of the theme that the rules find, by both samples.
    pub recall: Option<f64>,
}

/// A share of a sample, with the exact 95% interval of the share in all it was drawn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Comments with a yes.
    pub hits: u64,
    /// Comments decided on.
    pub n: u64,
    /// Comments the sample was drawn from.
    pub population: u64,
    /// The interval.
    pub interval: Interval,
}

/// Returns for every theme what has been checked.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn checked(workspace: &Workspace) -> Result<Vec<Checked>> {
    let themes = super::of_workspace(workspace)?;
    let verdicts = Verdicts::of(workspace)?;
    let samples = chosen::latest(workspace)?;
    let mut comments: HashMap<String, Comment> = HashMap::new();
    workspace.store.each_comment(assay_store::CommentCursor::default(), |comment| {
        if samples.iter().any(|sample| sample.comments.contains(&comment.id)) {
            comments.insert(comment.id.clone(), comment);
        }
        Ok::<(), assay_store::Error>(())
    })?;
    let share = |theme: &str, of: SampleOf| -> Result<Option<Share>> {
        let Some(sample) = samples.iter().find(|s| s.theme == theme && s.of == of) else {
            return Ok(None);
        };
        let said: Vec<Says> = sample
            .comments
            .iter()
            .filter_map(|id| verdicts.deciding(comments.get(id)?, theme))
            .collect();
        let (hits, n) =
            (said.iter().filter(|says| **says == Says::Yes).count() as u64, said.len() as u64);
        if n == 0 {
            return Ok(None);
        }
        let counts = exact(hits, n, sample.population, Confidence::USUAL)
            .map_err(|fault| Error::input(fault.to_string()))?;
        let interval = counts.shares_of(sample.population);
        Ok(Some(Share { hits, n, population: sample.population, interval }))
    };
    themes
        .book()
        .themes
        .iter()
        .map(|theme| {
            let (precision, missed) =
                (share(&theme.code, SampleOf::Hits)?, share(&theme.code, SampleOf::Misses)?);
            let recall = precision.zip(missed).and_then(|(p, m)| recall(p, m));
            Ok(Checked { theme: theme.code.clone(), precision, missed, recall })
        })
        .collect()
}

/// Right hits over right hits and misses, each scaled up from its sample.
fn recall(precision: Share, missed: Share) -> Option<f64> {
    let all = |s: Share| s.hits as f64 / s.n as f64 * s.population as f64;
    let (right, lost) = (all(precision), all(missed));
    (right + lost > 0.0).then(|| right / (right + lost))
}

/// How far two reviewers agree on one theme.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoReviewers {
    /// The theme's code; `all themes` for all together.
    pub theme: String,
    /// The reviewers' logins.
    pub reviewers: (String, String),
    /// The coefficients.
    pub agreement: Agreement,
}

/// Returns the agreement of every two people who read the same comments, at least one of them blind, theme by
/// theme and over all themes.
///
/// # Errors
/// When the store cannot be read.
pub fn agree(workspace: &Workspace) -> Result<Vec<TwoReviewers>> {
    let mut read: BTreeMap<(String, String, String), Vec<ThemeVerdict>> = BTreeMap::new();
    for verdict in workspace.store.all::<ThemeVerdict>()? {
        let key = (verdict.theme.clone(), verdict.comment.clone(), verdict.text_digest.clone());
        read.entry(key).or_default().push(verdict);
    }
    let mut pairs: BTreeMap<(String, String, String), Vec<Vec<String>>> = BTreeMap::new();
    for ((theme, ..), mut verdicts) in read {
        verdicts.sort_by(|a, b| a.reviewer.cmp(&b.reviewer));
        for (place, one) in verdicts.iter().enumerate() {
            for other in &verdicts[place + 1..] {
                let blind = one.reading == Reading::Blind || other.reading == Reading::Blind;
                if blind && one.reviewer != other.reviewer {
                    let cells = vec![one.says.word().to_owned(), other.says.word().to_owned()];
                    for name in [theme.as_str(), "all themes"] {
                        let key = (name.to_owned(), one.reviewer.clone(), other.reviewer.clone());
                        pairs.entry(key).or_default().push(cells.clone());
                    }
                }
            }
        }
    }
    let scale = [Says::No, Says::Yes].map(|says| says.word().to_owned());
    pairs
        .into_iter()
        .map(|((theme, one, other), cells)| {
            let ratings = Ratings::new(&cells, Some(&scale))
                .map_err(|fault| Error::input(fault.to_string()))?;
            Ok(TwoReviewers { theme, reviewers: (one, other), agreement: agreement(&ratings) })
        })
        .collect()
}
