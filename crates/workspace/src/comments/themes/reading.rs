//! Which themes a comment counts for: what the rules find, less what a person rejected, and what a person
//! confirmed. Every figure about themes rests on this one reading.

use std::sync::Arc;

use assay_comments::themes::{Matcher, Themes};
use assay_model::Comment;
use assay_model::verdict::{Reading, Says};
use rayon::prelude::*;

use super::verdicts::Verdicts;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Comments handed to the cores at a time.
pub const BATCH: usize = 4096;
/// More readers than this gain nothing over the store that feeds them.
const MOST_CORES: usize = 8;

/// A theme that a comment counts for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The theme's code.
    pub theme: String,
    /// The bytes that were found; the whole comment where a person found it.
    pub span: (usize, usize),
    /// The rule that found it; none where a person did.
    pub rule: Option<String>,
}

/// Reads comments by the rules and the verdicts of a workspace.
pub struct ThemeReader {
    matcher: Matcher,
    verdicts: Arc<Verdicts>,
}

impl ThemeReader {
    /// Makes a reader.
    ///
    /// # Errors
    /// When the themes or the store cannot be read.
    pub fn of(workspace: &Reader) -> Result<Self> {
        let themes = super::of_workspace(workspace)?;
        Ok(Self::with(&themes, Arc::new(Verdicts::of(workspace)?)))
    }

    /// Makes a reader of given rules and verdicts.
    #[must_use]
    pub fn with(themes: &Arc<Themes>, verdicts: Arc<Verdicts>) -> Self {
        Self { matcher: Matcher::new(Arc::clone(themes)), verdicts }
    }

    /// Returns the verdicts it reads by.
    #[must_use]
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// Returns the themes that the comment counts for, each once.
    pub fn read(&mut self, comment: &Comment) -> Vec<Counted> {
        let mut counted = self.by_rules(&comment.text);
        let verdicts = self.verdicts.on(comment);
        for verdict in verdicts.into_iter().filter(|v| v.reading == Reading::Open) {
            let place = counted.iter().position(|c| c.theme == verdict.theme);
            match (verdict.says, place) {
                (Says::No, Some(place)) => drop(counted.remove(place)),
                (Says::Yes, None) => counted.push(Counted {
                    theme: verdict.theme.clone(),
                    span: (0, comment.text.len()),
                    rule: None,
                }),
                (Says::No, None) | (Says::Yes, Some(_)) => {}
            }
        }
        counted
    }

    /// Returns the themes that the rules find, whatever people said.
    pub fn by_rules(&mut self, text: &str) -> Vec<Counted> {
        let mut counted: Vec<Counted> = Vec::new();
        for hit in self.matcher.hits(text) {
            if !counted.iter().any(|c| c.theme == hit.theme) {
                let span = (hit.start, hit.end);
                counted.push(Counted { theme: hit.theme, span, rule: Some(hit.rule) });
            }
        }
        counted
    }
}

/// A reader for every core, for many comments at once.
pub struct ThemeReaders(Vec<ThemeReader>);

impl ThemeReaders {
    /// Makes the readers.
    ///
    /// # Errors
    /// When the themes or the store cannot be read.
    pub fn of(workspace: &Reader) -> Result<Self> {
        let themes = super::of_workspace(workspace)?;
        Ok(Self::with(&themes, &Arc::new(Verdicts::of(workspace)?)))
    }

    /// Makes the readers of given rules and verdicts.
    #[must_use]
    pub fn with(themes: &Arc<Themes>, verdicts: &Arc<Verdicts>) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_CORES);
        Self((0..cores).map(|_| ThemeReader::with(themes, Arc::clone(verdicts))).collect())
    }

    /// Returns the themes that each comment counts for, in the order of the comments.
    pub fn read(&mut self, comments: &[Comment]) -> Vec<Vec<Counted>> {
        let share = comments.len().div_ceil(self.0.len()).max(1);
        let read = |(part, reader): (&[Comment], &mut ThemeReader)| -> Vec<_> {
            part.iter().map(|comment| reader.read(comment)).collect()
        };
        let parts = comments.par_chunks(share).zip(&mut self.0);
        parts.map(read).collect::<Vec<_>>().into_iter().flatten().collect()
    }
}

/// Hands over every comment that is wanted with the themes it counts for, in the order of the store.
///
/// # Errors
/// When the themes or the store cannot be read.
pub fn each(
    workspace: &Reader,
    wanted: impl Fn(&Comment) -> bool,
    mut receive: impl FnMut(Comment, Vec<Counted>),
) -> Result<()> {
    let mut readers = ThemeReaders::of(workspace)?;
    let mut batch = Vec::new();
    let mut read = |batch: &mut Vec<Comment>| {
        let counted = readers.read(batch);
        batch.drain(..).zip(counted).for_each(|(comment, counted)| receive(comment, counted));
    };
    workspace.each_comment(|comment| {
        if wanted(&comment) {
            batch.push(comment);
        }
        if batch.len() == BATCH {
            read(&mut batch);
        }
        Ok(())
    })?;
    read(&mut batch);
    Ok(())
}
