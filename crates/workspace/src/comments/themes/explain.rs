//! Why a comment counted for a theme, or did not: what every rule made of it, and what people said.

use std::sync::Arc;

use assay_comments::themes::{Matcher, Outcome, Polarity, Themes};
use assay_model::ThemeVerdict;
use assay_views::themes::{Explained, Explanation, VerdictLine, Why};

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
    let findings = Matcher::new(Arc::clone(themes)).explain(text);
    let mut all: Vec<Explanation> = findings
        .into_iter()
        .map(|finding| Explanation {
            counts: matches!(finding.outcome, Outcome::Counts(..)),
            words: text[finding.span.0..finding.span.1].to_owned(),
            start: finding.span.0,
            end: finding.span.1,
            why: why(finding.outcome, text).to_string(),
            theme: finding.theme,
            rule: finding.rule,
        })
        .collect();
    all.sort_by_key(|one| !one.counts);
    all
}

fn why(outcome: Outcome, text: &str) -> Why<'_> {
    let words = |(from, to): (usize, usize)| &text[from..to];
    match outcome {
        Outcome::Counts(Polarity::Asserted, _) => Why::Said,
        Outcome::Counts(Polarity::Denied, cue) => Why::TurnedRound(cue.map(words)),
        Outcome::NotDenied => Why::NothingDenies,
        Outcome::DeniedBy(cue) => Why::Denied(words(cue)),
        Outcome::BlockedBy(cue) => Why::Blocked(words(cue)),
        Outcome::ApprovedBy(cue) => Why::Approved(words(cue)),
        Outcome::UnlessBy(cue) => Why::Unless(words(cue)),
    }
}
