//! Which themes a comment counts for: what the rules find, less what a person rejected, and what a person
//! confirmed. Every figure about themes stands on this one reading.

use std::sync::Arc;

use assay_comments::themes::{Matcher, Themes};
use assay_model::Comment;
use assay_model::verdict::{Reading, Says};

use super::verdicts::Verdicts;
use crate::error::Result;
use crate::place::Workspace;

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
pub struct Reader {
    matcher: Matcher,
    verdicts: Verdicts,
}

impl Reader {
    /// Makes a reader.
    ///
    /// # Errors
    /// When the themes or the store cannot be read.
    pub fn of(workspace: &Workspace) -> Result<Self> {
        let themes = super::of_workspace(workspace)?;
        Ok(Self::with(&themes, Verdicts::of(workspace)?))
    }

    /// Makes a reader of given rules and verdicts.
    #[must_use]
    pub fn with(themes: &Arc<Themes>, verdicts: Verdicts) -> Self {
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
