//! Suggestions for one theme: comments that the rules missed, best first, by a model learnt afresh from the
//! starter comments and from this workspace's verdicts. The model is not kept: erasing a comment erases what was
//! learnt from it.

use std::sync::Arc;

use assay_comments::suggest::{Example, Suggester, Suggestion, learn};
use assay_model::Comment;
use assay_model::verdict::{Reading, Says};
use assay_views::themes::{self as views, Suggested};

use super::reading::ThemeReader;
use super::starter;
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// What is suggested, with the comments themselves.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Found {
    /// The comments with their suggestion, best first; nobody has decided on them yet.
    pub(super) comments: Vec<(Comment, Suggestion)>,
    /// The comments that a rule counts and the model denies, least likely first; nobody has decided on them yet.
    pub(super) doubtful: Vec<(Comment, Suggestion)>,
    /// Of the comments without a rule's hit that people decided on, those that were confirmed.
    pub(super) proved_right: u64,
    /// Comments without a rule's hit that people decided on.
    pub(super) decided: u64,
    /// Verdicts the model has learnt from.
    pub(super) learnt_from: u64,
}

/// Suggests comments for the theme.
///
/// # Errors
/// When there is no such theme, too few comments are labelled with it, or the store cannot be read.
pub fn suggest(workspace: &Reader, theme: &str) -> Result<Suggested> {
    let found = find(workspace, theme)?;
    let view = |(comment, one): (Comment, Suggestion)| views::Suggestion {
        comment_id: comment.id,
        theme: one.theme,
        score: one.score,
        words: one.words,
        start: one.span.0,
        end: one.span.1,
        text: comment.text,
    };
    Ok(Suggested {
        comments: found.comments.into_iter().map(view).collect(),
        doubtful: found.doubtful.into_iter().map(view).collect(),
        proved_right: found.proved_right,
        decided: found.decided,
        learnt_from: found.learnt_from,
    })
}

/// Finds the comments to suggest.
pub(super) fn find(workspace: &Reader, theme: &str) -> Result<Found> {
    let themes = super::of_workspace(workspace)?;
    super::known(&themes, theme)?;
    let mut reader = ThemeReader::of(workspace)?;
    let mut examples: Vec<Example> =
        starter::examples()?.into_iter().flat_map(|(_, examples)| examples).collect();
    let mut undecided = Vec::new();
    let mut suggested = Found::default();
    let headline = crate::evidence::counting::headline(workspace)?;
    workspace.each_comment(|comment| {
        let by_rules = reader.by_rules(&comment.text).iter().any(|c| c.theme == theme);
        let on = reader.verdicts().on(&comment);
        let said = on.iter().rfind(|v| v.theme == theme && v.reading == Reading::Open);
        if let Some(verdict) = said {
            let is_yes = verdict.says == Says::Yes;
            suggested.learnt_from += 1;
            suggested.decided += u64::from(!by_rules);
            suggested.proved_right += u64::from(!by_rules && is_yes);
            examples.push(Example {
                id: comment.id.clone(),
                text: comment.text,
                themes: if is_yes { vec![theme.to_owned()] } else { Vec::new() },
                by_rules: if by_rules { vec![theme.to_owned()] } else { Vec::new() },
                asked: None,
            });
        } else if headline.counts(&comment) {
            undecided.push(comment);
        }
        Ok(())
    })?;
    let learnt = learn(&super::built_in()?, &examples, &[theme.to_owned()]);
    if learnt.model.themes().next().is_none() {
        let message = format!("too few comments are labelled with {theme} to learn from");
        return Err(Error::refused(message).then(Next::ReviewThemes));
    }
    let mut suggester = Suggester::new(Arc::new(learnt.model), super::built_in()?);
    for comment in undecided {
        let mut weighed = suggester.weigh(&comment.text);
        if let Some(one) = weighed.worth_reading.pop() {
            suggested.comments.push((comment, one));
        } else if let Some(one) = weighed.doubtful.pop() {
            suggested.doubtful.push((comment, one));
        }
    }
    suggested.comments.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(a.0.id.cmp(&b.0.id)));
    suggested.doubtful.sort_by(|a, b| a.1.score.total_cmp(&b.1.score).then(a.0.id.cmp(&b.0.id)));
    Ok(suggested)
}
