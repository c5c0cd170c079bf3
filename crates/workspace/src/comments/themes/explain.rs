//! Why a comment counted for a theme, or did not: what every rule made of it, and what people said.

use std::sync::Arc;

use assay_comments::themes::{Matcher, Outcome, Polarity, Themes};

/// What one rule made of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The theme's code.
    pub theme: String,
    /// The rule's name.
    pub rule: String,
    /// Whether it counts.
    pub counts: bool,
    /// The words it stands on.
    pub words: String,
    /// Where they stand, in bytes.
    pub span: (usize, usize),
    /// Why, in words.
    pub why: String,
}

/// Explains a text by the rules.
#[must_use]
pub fn explain(themes: &Arc<Themes>, text: &str) -> Vec<Explanation> {
    let said = |(from, to): (usize, usize)| format!("\"{}\"", &text[from..to]);
    let findings = Matcher::new(Arc::clone(themes)).explain(text);
    let mut all: Vec<Explanation> = findings
        .into_iter()
        .map(|finding| Explanation {
            counts: matches!(finding.outcome, Outcome::Counts(..)),
            words: text[finding.span.0..finding.span.1].to_owned(),
            span: finding.span,
            why: match finding.outcome {
                Outcome::Counts(Polarity::Asserted, _) => "said as it stands".to_owned(),
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
