//! Scores the theme rules, and the suggestions where they are asked for, on labelled comments: precision, recall
//! and F1, by theme and over all.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use assay_comments::suggest::Suggester;
use assay_comments::themes::{Matcher, Themes};

use super::labelled;
use crate::desk::error::{Error, Result};

/// Right hits, false hits and misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Labelled and found.
    pub right: u64,
    /// Found and not labelled.
    pub wrong: u64,
    /// Labelled and not found.
    pub missed: u64,
}

impl Tally {
    /// Returns the share of hits that are right; 1 where there are none.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.right, self.right + self.wrong)
    }

    /// Returns the share of labels that were found; 1 where there are none.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.right, self.right + self.missed)
    }

    /// Returns the harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    fn add(&mut self, labelled: bool, found: bool) {
        match (labelled, found) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The scores on a file of labelled comments.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scores {
    /// How many comments it has.
    pub comments: u64,
    /// The rules' hits.
    pub rules: Share,
    /// The suggestions alone, where they were asked for: those where no rule hit.
    pub suggestions: Option<Share>,
    /// Rules and suggestions together; the rules alone where no suggestions were asked for.
    pub together: Share,
    /// Labels that are no theme of the book, with how often they stand there.
    pub unknown: BTreeMap<String, u64>,
    /// Misses and false hits of all together, in the order of the file.
    pub errors: Vec<Miss>,
}

/// How one way of finding themes did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Share {
    /// All themes together.
    pub micro: Tally,
    /// Each theme, in the order of the book.
    pub themes: Vec<(String, Tally)>,
}

impl Share {
    fn new(codes: &[String]) -> Self {
        let themes = codes.iter().map(|code| (code.clone(), Tally::default())).collect();
        Self { micro: Tally::default(), themes }
    }

    fn add(&mut self, theme: usize, labelled: bool, found: bool) {
        self.themes[theme].1.add(labelled, found);
        self.micro.add(labelled, found);
    }
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

/// Scores the themes, and a model's suggestions if one is given, on labelled comments.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn check(
    themes: &Arc<Themes>,
    mut suggester: Option<Suggester>,
    path: &Path,
) -> Result<Scores> {
    let file = File::open(path).map_err(|cause| Error::file("read", path, cause))?;
    let codes: Vec<String> = themes.book().themes.iter().map(|t| t.code.clone()).collect();
    let mut scores = Scores {
        rules: Share::new(&codes),
        suggestions: suggester.is_some().then(|| Share::new(&codes)),
        together: Share::new(&codes),
        ..Scores::default()
    };
    let mut matcher = Matcher::new(Arc::clone(themes));
    labelled::each(file, &path.display().to_string(), |comment| {
        scores.comments += 1;
        for unknown in comment.themes.iter().filter(|label| !codes.contains(label)) {
            *scores.unknown.entry(unknown.clone()).or_default() += 1;
        }
        let hits = matcher.hits(&comment.text);
        let suggested = suggester.as_mut().map(|s| s.suggest(&comment.text)).unwrap_or_default();
        for (number, code) in codes.iter().enumerate() {
            let labelled = comment.themes.contains(code);
            let rules: Vec<&str> =
                hits.iter().filter(|h| h.theme == *code).map(|h| h.rule.as_str()).collect();
            let suggestion =
                suggested.iter().find(|s| s.theme == *code).filter(|_| rules.is_empty());
            scores.rules.add(number, labelled, !rules.is_empty());
            if let Some(share) = &mut scores.suggestions {
                share.add(number, labelled && rules.is_empty(), suggestion.is_some());
            }
            let by = match suggestion {
                Some(suggestion) => Some(format!("suggested by {}", suggestion.words.join(" "))),
                None => (!rules.is_empty()).then(|| rules.join(", ")),
            };
            scores.together.add(number, labelled, by.is_some());
            if labelled != by.is_some() {
                let comment_id = comment.id.clone();
                scores.errors.push(Miss { comment_id, theme: code.clone(), by });
            }
        }
        Ok(())
    })?;
    Ok(scores)
}
