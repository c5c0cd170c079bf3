//! Emerging phrases of a workspace: the comments of one period against those of another.

use assay_comments::emerging::{self, FALSE_SHARE, Passage, SEED, SHUFFLES, emerging};
use assay_model::{Comment, Month};
use assay_views::themes::{ByChance, Phrase, Phrases};

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// Months from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first month.
    pub from: Month,
    /// The last month.
    pub to: Month,
}

impl Period {
    /// Reads `2026-07..2026-09`, or one month.
    ///
    /// # Errors
    /// What was expected.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let (from, to) = text.split_once("..").unwrap_or((text, text));
        let month = |text: &str| {
            let message = || format!("expected a period like 2026-07..2026-09, found \"{text}\"");
            Month::parse(text.trim()).ok_or_else(message)
        };
        let (from, to) = (month(from)?, month(to)?);
        if from > to {
            return Err(format!("expected the earlier month first, found \"{text}\""));
        }
        Ok(Self { from, to })
    }

    fn holds(self, comment: &Comment) -> bool {
        comment.month.is_some_and(|month| self.from <= month && month <= self.to)
    }
}

/// Which phrases are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listed {
    /// Those of whose list chance alone would have no more than a tenth.
    Sure,
    /// All that rose.
    All,
}

/// Compares the phrases of two periods.
///
/// # Errors
/// When the store cannot be read, or a period has no comments.
pub fn compare(workspace: &Reader, now: Period, before: Period, listed: Listed) -> Result<Phrases> {
    let (mut newer, mut older) = (Vec::new(), Vec::new());
    let headline = crate::evidence::counting::headline(workspace)?;
    workspace.each_comment(|comment| {
        if headline.counts(&comment) {
            match (now.holds(&comment), before.holds(&comment)) {
                (true, _) => newer.push(passage(comment)),
                (false, true) => older.push(passage(comment)),
                (false, false) => {}
            }
        }
        Ok(())
    })?;
    for (period, comments) in [(now, &newer), (before, &older)] {
        if comments.is_empty() {
            let message = format!("no comments from {} to {}", period.from, period.to);
            return Err(Error::missing(message).then(Next::Months));
        }
    }
    let themes = super::of_workspace(workspace)?;
    let found = emerging(themes.dictionary(), &newer, &older);
    let chance = ByChance {
        mean: found.chance.mean,
        most: found.chance.most,
        shuffles: SHUFFLES,
        seed: SEED,
        false_share: FALSE_SHARE,
    };
    let (all, bases) = (found.phrases.len(), (found.now, found.before));
    let is_listed =
        |one: &emerging::Phrase| listed == Listed::All || one.false_share <= FALSE_SHARE;
    let phrases: Vec<Phrase> =
        found.phrases.into_iter().filter(is_listed).map(|one| phrase(one, bases)).collect();
    Ok(Phrases { set_aside: (all - phrases.len()) as u64, phrases, chance })
}

/// Comments of one audit share its case and draw; those of plain text stand alone.
fn passage(comment: Comment) -> Passage {
    let audit = match (&comment.case, &comment.draw, comment.month) {
        (Some(case), Some(draw), _) => format!("{draw}/{case}"),
        (Some(case), None, Some(month)) => format!("{month}/{case}"),
        _ => String::new(),
    };
    Passage { id: comment.id, auditor: comment.auditor, audit, text: comment.text }
}

fn phrase(phrase: emerging::Phrase, bases: (u64, u64)) -> Phrase {
    Phrase {
        phrase: phrase.phrase,
        comments: phrase.comments,
        base_comments: bases.0,
        before: phrase.before,
        base_before: bases.1,
        auditors: phrase.auditors,
        g2: phrase.g2,
        log_ratio: phrase.log_ratio,
        low: phrase.low,
        false_share: phrase.false_share,
        comment_ids: phrase.ids,
    }
}
