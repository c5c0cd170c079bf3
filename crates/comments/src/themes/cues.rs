//! Polarity and modality in the manner of `ConText` (Harkema et al. 2009): cue words have a direction and a
//! reach, and end at a clause boundary. Cues of one class count once, so that "no minutes, no actions" stays
//! one denial; cues of different classes turn each other round ("not challenging drift" is drift).

use super::lists::{Found, ListId};
use super::{Commas, CueClass, CuePlace};
use crate::analyser::Token;

/// A cue set, compiled.
#[derive(Debug, Clone)]
pub(super) struct Cues {
    pub(super) list: ListId,
    pub(super) class: CueClass,
    pub(super) place: CuePlace,
    pub(super) reach: usize,
    pub(super) commas: Commas,
}

/// A cue in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct CueHit {
    pub(super) class: CueClass,
    place: CuePlace,
    reach: usize,
    commas: Commas,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// What the cues make of a stretch of words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// The cue that turns it round, if in the end it is turned round.
    pub(super) denied_by: Option<CueHit>,
    /// The cue that takes its force.
    pub(super) blocked_by: Option<CueHit>,
}

/// Returns the cues of the text: a cue inside a longer one is none, nor is one that looks like a cue only.
pub(super) fn find(sets: &[Cues], found: &Found) -> Vec<CueHit> {
    let mut all: Vec<CueHit> = Vec::new();
    for set in sets {
        for &(from, to) in found.of(set.list) {
            all.push(CueHit {
                class: set.class,
                place: set.place,
                reach: set.reach,
                commas: set.commas,
                from: from as usize,
                to: to as usize,
            });
        }
    }
    let longer = |one: &CueHit, other: &CueHit| {
        let same_side = other.place == one.place || other.class == CueClass::Pseudo;
        let inside = other.from <= one.from && one.to <= other.to;
        same_side && inside && (other.to - other.from) > (one.to - one.from)
    };
    let mut kept: Vec<CueHit> =
        all.iter().filter(|one| !all.iter().any(|other| longer(one, other))).copied().collect();
    kept.retain(|cue| cue.class != CueClass::Pseudo);
    kept
}

/// Reads the polarity and force of the words from `from` to `to`.
pub(super) fn read(cues: &[CueHit], tokens: &[Token], from: usize, to: usize) -> Reading {
    let mut reading = Reading::default();
    let mut turned = [None; 3];
    for cue in cues.iter().filter(|cue| covers(cue, cues, tokens, from, to)) {
        match cue.class {
            CueClass::Negation => turned[0] = turned[0].or(Some(*cue)),
            CueClass::Lack => turned[1] = turned[1].or(Some(*cue)),
            CueClass::Prevent => turned[2] = turned[2].or(Some(*cue)),
            _ if cue.class.blocks() => reading.blocked_by = reading.blocked_by.or(Some(*cue)),
            _ => {}
        }
    }
    if turned.iter().flatten().count() % 2 == 1 {
        reading.denied_by = turned.into_iter().flatten().next();
    }
    reading
}

fn covers(cue: &CueHit, cues: &[CueHit], tokens: &[Token], from: usize, to: usize) -> bool {
    let overlaps = cue.from < to && from < cue.to;
    if overlaps {
        return false;
    }
    match cue.place {
        CuePlace::Sentence => tokens[cue.from].sentence == tokens[from].sentence,
        CuePlace::Before => {
            cue.to <= from
                && from - cue.to <= cue.reach
                && tokens[cue.to - 1].clause == tokens[from].clause
                && (cue.commas == Commas::Cross
                    || !tokens[cue.to..=from].iter().any(|t| t.after_comma))
        }
        CuePlace::After => {
            cue.from >= to
                && cue.from - to <= cue.reach
                && tokens[cue.from].clause == tokens[to - 1].clause
                && (cue.commas == Commas::Cross
                    || !tokens[to..=cue.from].iter().any(|t| t.after_comma))
                && !(cue.class.turns() && is_denied(cue, cues, to))
        }
    }
}

/// A cue behind may itself be denied: "recording is not missing".
fn is_denied(cue: &CueHit, cues: &[CueHit], after: usize) -> bool {
    cues.iter().any(|other| {
        other.class == CueClass::Negation
            && other.place == CuePlace::Before
            && other.from >= after
            && other.to <= cue.from
            && cue.from - other.to <= 2
    })
}
