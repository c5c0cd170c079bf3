//! Why a comment counted for a theme, or did not: what every rule made of it, and what people said.

use std::sync::Arc;

use assay_comments::themes::{Matcher, Outcome, Polarity, Themes};
use assay_model::ThemeVerdict;
use assay_views::themes::{Explained, Explanation, VerdictLine};

use super::verdicts::{Verdicts, comment};
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Explains a comment of the workspace: what the rules make of it, and what people said.
///
/// # Errors
/// When there is no such comment, or the themes or the store cannot be read.
pub fn comment_of(workspace: &Reader, id: &str) -> Result<Explained> {
    let comment = comment(workspace, id)?;
    let verdicts = Verdicts::of(workspace)?;
    let said: Vec<&ThemeVerdict> = verdicts.on(&comment);
    let said = said.into_iter().map(VerdictLine::from).collect();
    let themes = super::of_workspace(workspace)?;
    Ok(Explained { verdicts: said, ..explain(&themes, &comment.text) })
}

/// Explains a text by the rules.
#[must_use]
pub fn explain(themes: &Arc<Themes>, text: &str) -> Explained {
    Explained { text: text.to_owned(), rules: by_rules(themes, text), verdicts: Vec::new() }
}

fn by_rules(themes: &Arc<Themes>, text: &str) -> Vec<Explanation> {
    let said = |(from, to): (usize, usize)| format!("\"{}\"", &text[from..to]);
    let findings = Matcher::new(Arc::clone(themes)).explain(text);
    let mut all: Vec<Explanation> = findings
        .into_iter()
        .map(|finding| Explanation {
            counts: matches!(finding.outcome, Outcome::Counts(..)),
            words: text[finding.span.0..finding.span.1].to_owned(),
            start: finding.span.0,
            end: finding.span.1,
            why: match finding.outcome {
                Outcome::Counts(Polarity::Asserted, _) => "said as it is".to_owned(),
                Outcome::Counts(Polarity::Denied, cue) => {
                    format!("turned round by {}", cue.map_or_else(String::new, said))
                }
                Outcome::NotDenied => "nothing denies it, and the rule needs that".to_owned(),
                Outcome::DeniedBy(cue) => format!("denied by {}", said(cue)),
                Outcome::BlockedBy(cue) => {
                    format!("{} makes it a wish, a fear, a rule or the past", said(cue))
                }
                Outcome::ApprovedBy(cue) => {
                    format!("{} says that it is as it should be", said(cue))
                }
                Outcome::UnlessBy(words) => {
                    format!("blocked by {}, which the rule leaves out", said(words))
                }
            },
            theme: finding.theme,
            rule: finding.rule,
        })
        .collect();
    all.sort_by_key(|one| !one.counts);
    all
}
