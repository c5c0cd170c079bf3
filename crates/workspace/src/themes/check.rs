//! Scores the theme rules on labelled comments: precision, recall and F1, by theme and over all.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use assay_comments::themes::{Matcher, Themes};
use assay_tables::CsvStream;

use crate::error::{Error, Result};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scores {
    /// How many comments it has.
    pub comments: u64,
    /// All themes together.
    pub micro: Tally,
    /// Each theme, in the order of the book.
    pub themes: Vec<(String, Tally)>,
    /// Labels that are no theme of the book, with how often they stand there.
    pub unknown: BTreeMap<String, u64>,
    /// Misses and false hits, in the order of the file.
    pub errors: Vec<Miss>,
}

/// A label that was missed or a hit that is not labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The comment.
    pub comment_id: String,
    /// The theme.
    pub theme: String,
    /// The rules that hit falsely; none where a label was missed.
    pub rules: Vec<String>,
}

/// Scores the themes on `comment_id,comment,themes`, labels separated by semicolons.
///
/// # Errors
/// When the file cannot be read or lacks a column.
pub fn check(themes: &Arc<Themes>, path: &Path) -> Result<Scores> {
    let file = File::open(path).map_err(|cause| Error::file("read", path, cause))?;
    let told =
        |e: assay_tables::ReadError| Error::new(format!("{}: {e}", path.display())).hint(e.hint());
    let mut stream = CsvStream::new(file).map_err(told)?;
    let column = |name: &str| {
        stream.column(name).ok_or_else(|| {
            Error::new(format!("{}, row 1: expected a column \"{name}\"", path.display()))
                .hint("labelled comments are CSV with the columns comment_id, comment and themes")
        })
    };
    let (id, text, labels) = (column("comment_id")?, column("comment")?, column("themes")?);
    let codes: Vec<&str> = themes.book().themes.iter().map(|t| t.code.as_str()).collect();
    let mut by_theme = vec![Tally::default(); codes.len()];
    let mut scores = Scores {
        comments: 0,
        micro: Tally::default(),
        themes: Vec::new(),
        unknown: BTreeMap::new(),
        errors: Vec::new(),
    };
    let mut matcher = Matcher::new(Arc::clone(themes));
    while stream.advance().map_err(told)?.is_some() {
        scores.comments += 1;
        let labels = stream.field(labels);
        let labelled: BTreeSet<&str> =
            labels.split([';', '|']).map(str::trim).filter(|l| !l.is_empty()).collect();
        let hits = matcher.hits(&stream.field(text));
        for unknown in labelled.iter().filter(|l| !codes.contains(l)) {
            *scores.unknown.entry((*unknown).to_owned()).or_default() += 1;
        }
        for (code, tally) in codes.iter().zip(&mut by_theme) {
            let rules: Vec<String> =
                hits.iter().filter(|h| h.theme == *code).map(|h| h.rule.clone()).collect();
            let (is_labelled, is_found) = (labelled.contains(code), !rules.is_empty());
            tally.add(is_labelled, is_found);
            scores.micro.add(is_labelled, is_found);
            if is_labelled != is_found {
                let comment_id = stream.field(id);
                scores.errors.push(Miss { comment_id, theme: (*code).to_owned(), rules });
            }
        }
    }
    scores.themes = codes.iter().map(|c| (*c).to_owned()).zip(by_theme).collect();
    Ok(scores)
}
