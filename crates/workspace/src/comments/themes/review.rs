//! What waits for a reviewer: comments of a theme that they have not decided on.

use std::collections::BTreeSet;

use assay_model::verdict::Reading;
use assay_model::{Comment, Person, ThemeVerdict};

use super::chosen;
use super::reading::ThemeReader;
use super::suggest;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Which comments to go through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Queue {
    /// The rules' hits that nobody has decided on: the latest samples first.
    Hits,
    /// Comments that somebody has decided on, and this reader has not: the login, or the person named.
    ForSecondReader(Option<String>),
    /// What the model suggests, best first.
    Suggested,
}

/// A comment with the bytes that were found in it.
pub type Waiting = (Comment, Option<(usize, usize)>);

/// Returns the comments that wait.
///
/// # Errors
/// When there is no such theme, or the store cannot be read.
pub fn queue(workspace: &Reader, theme: &str, wanted: &Queue) -> Result<Vec<Waiting>> {
    let themes = super::of_workspace(workspace)?;
    super::known(&themes, theme)?;
    if *wanted == Queue::Suggested {
        let suggested = suggest::find(workspace, theme)?.comments;
        return Ok(suggested.into_iter().map(|(comment, one)| (comment, Some(one.span))).collect());
    }
    let sampled: Vec<String> = chosen::latest(workspace)?
        .into_iter()
        .filter(|sample| sample.theme == theme)
        .flat_map(|sample| sample.comments)
        .collect();
    let in_sample: BTreeSet<&String> = sampled.iter().collect();
    let login = workspace.session.actor().login.as_str();
    let reader_name = match wanted {
        Queue::ForSecondReader(Some(name)) => name.as_str(),
        _ => login,
    };
    let reader_key = Person::key_of(reader_name);
    let mut reader = ThemeReader::of(workspace)?;
    let mut waiting = Vec::new();
    let headline = crate::evidence::counting::headline(workspace)?;
    workspace.each_comment(|comment| {
        let on = reader.verdicts().on(&comment);
        let mut said = on.iter().filter(|v| v.theme == theme);
        let waits = match wanted {
            Queue::ForSecondReader(_) => {
                let is_own = |v: &&&ThemeVerdict| Person::key_of(&v.reviewer) == reader_key;
                said.clone().next().is_some() && !said.any(|v| is_own(&v))
            }
            Queue::Hits | Queue::Suggested => !said.any(|v| v.reading == Reading::Open),
        };
        if waits && headline.counts(&comment) {
            let span = reader.by_rules(&comment.text).into_iter().find(|c| c.theme == theme);
            let is_wanted = span.is_some()
                || matches!(wanted, Queue::ForSecondReader(_))
                || in_sample.contains(&comment.id);
            if is_wanted {
                waiting.push((comment, span.map(|counted| counted.span)));
            }
        }
        Ok(())
    })?;
    let place = |comment: &Comment| sampled.iter().position(|id| *id == comment.id);
    waiting.sort_by_key(|(comment, _)| place(comment).unwrap_or(usize::MAX));
    Ok(waiting)
}
