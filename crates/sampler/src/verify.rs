//! Verify: draws again from manifest and `frame.tsv` alone, and answers each question apart with the
//! first difference named (selection.md, section 6). It cannot know of cases left off the list, of
//! the ledger, or of other draws of the same list; the store can, and `workspace` adds its answers.

mod cases;
mod list;
mod replacements;

use crate::draw::{KeptTickets, is_erased};
use crate::{Frame, Manifest, Rules};

pub use list::line_difference;

/// A yes or no, or neither where it cannot be known, with what was found first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No, and the first difference.
    No(String),
    /// It cannot be known, and why.
    Unknown(String),
}

impl Answer {
    /// Returns yes as true, no as false, and none where it cannot be known.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No(_) => Some(false),
            Self::Unknown(_) => None,
        }
    }

    /// Returns the difference, when the answer is no.
    #[must_use]
    pub fn difference(&self) -> Option<&str> {
        match self {
            Self::No(difference) => Some(difference),
            _ => None,
        }
    }
}

/// What verify found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Whether the list is the one frozen.
    pub list_unchanged: Answer,
    /// Whether the seed was recorded after the freeze, by the two times.
    pub seed_after_freeze: Answer,
    /// Whether the cases are the ones that list, rules and seed give.
    pub cases_match: Answer,
    /// Whether every replacement was the next in order.
    pub replacements_in_order: Answer,
    /// How many cases were erased from the list since.
    pub withdrawn: u64,
}

impl Verification {
    /// Returns the first difference, in the order of the questions.
    #[must_use]
    pub fn first_difference(&self) -> Option<&str> {
        [
            &self.list_unchanged,
            &self.seed_after_freeze,
            &self.cases_match,
            &self.replacements_in_order,
        ]
        .into_iter()
        .find_map(Answer::difference)
    }
}

/// Draws again and compares. `frame` is the bytes of `frame.tsv`.
#[must_use]
pub fn verify(manifest: &Manifest, frame: &[u8]) -> Verification {
    let seed_after_freeze = seed_after_freeze(manifest);
    let parsed = match Frame::parse(frame) {
        Ok(parsed) => parsed,
        Err(fault) => {
            let unknown = Answer::Unknown("frame.tsv cannot be read".to_owned());
            return Verification {
                list_unchanged: Answer::No(fault.to_string()),
                seed_after_freeze,
                cases_match: unknown.clone(),
                replacements_in_order: unknown,
                withdrawn: 0,
            };
        }
    };
    let unchanged = parsed.digest() == manifest.frame.sha256;
    let withdrawn = if unchanged {
        0
    } else {
        parsed.rows().iter().filter(|r| is_erased(r.case.as_str())).count()
    };
    let past = Past::new(manifest, &parsed, withdrawn > 0);
    Verification {
        list_unchanged: list::answer(manifest, &parsed, withdrawn),
        seed_after_freeze,
        cases_match: cases::answer(&past),
        replacements_in_order: replacements::answer(&past),
        withdrawn: withdrawn as u64,
    }
}

/// A manifest next to its frame, with what is needed to draw again.
struct Past<'a> {
    manifest: &'a Manifest,
    frame: &'a Frame,
    rules: Rules,
    kept: KeptTickets,
    erased: bool,
}

impl<'a> Past<'a> {
    fn new(manifest: &'a Manifest, frame: &'a Frame, erased: bool) -> Self {
        let rules = manifest.rules.clone();
        let mut kept = KeptTickets::default();
        if erased {
            kept = KeptTickets::for_erased_frame();
            for drawn in manifest.strata.iter().flat_map(|s| s.selected.iter().chain(&s.reserves)) {
                let unit = frame.row(&drawn.case).map(|row| row.unit.as_str());
                if let (Some(ticket), Some(unit), true) =
                    (drawn.ticket, unit, is_erased(drawn.case.as_str()))
                {
                    kept.keep(unit, &drawn.case, ticket);
                }
            }
        }
        Self { manifest, frame, rules, kept, erased }
    }
}

fn seed_after_freeze(manifest: &Manifest) -> Answer {
    let (frozen, recorded) = (manifest.frozen_at, manifest.seed.recorded_at);
    if recorded >= frozen {
        return Answer::Yes;
    }
    Answer::No(format!(
        "the seed was recorded at {}, before the list was frozen at {}",
        crate::manifest::timestamp_text(recorded),
        crate::manifest::timestamp_text(frozen)
    ))
}

#[cfg(test)]
pub(crate) mod tests;
