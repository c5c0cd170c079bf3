//! Polarity and modality in the manner of `ConText` (Harkema et al. 2009): cue words have a direction and a
//! reach, and end at a clause boundary. Cues of one class count once, so that "no minutes, no actions" stays
//! one denial; cues of different classes turn each other round ("not challenging drift" is drift).

use super::lists::{Found, ListId};
use super::steps::Fit;
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
    pub(super) themes: Vec<String>,
}

/// A cue in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct CueHit {
    /// The number of its set.
    set: usize,
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
    for (number, set) in sets.iter().enumerate() {
        for &(from, to) in found.of(set.list) {
            all.push(CueHit {
                set: number,
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
        let apart = |class| matches!(class, CueClass::Approval | CueClass::Join);
        let same_side = (other.place == one.place && apart(other.class) == apart(one.class))
            || other.class == CueClass::Pseudo;
        let inside = other.from <= one.from && one.to <= other.to;
        same_side && inside && (other.to - other.from) > (one.to - one.from)
    };
    let mut kept: Vec<CueHit> =
        all.iter().filter(|one| !all.iter().any(|other| longer(one, other))).copied().collect();
    kept.retain(|cue| cue.class != CueClass::Pseudo);
    kept
}

/// Whether "and" keeps a cue from what stands beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joins {
    /// It does not: in "dates and owners missing" both are.
    Cross,
    /// It does: "infrequent and lacks reflection" are two statements.
    Stop,
}

/// A text's words with the cues among them.
#[derive(Clone, Copy)]
pub(super) struct Cued<'a> {
    pub(super) sets: &'a [Cues],
    pub(super) cues: &'a [CueHit],
    pub(super) tokens: &'a [Token],
}

impl Cued<'_> {
    /// Reads the polarity and force of the words from `from` to `to`.
    pub(super) fn read(&self, from: usize, to: usize, joins: Joins) -> Reading {
        let mut reading = Reading::default();
        let mut turned = [None; 4];
        for cue in self.cues.iter().filter(|cue| self.covers(cue, from, to, joins)) {
            match cue.class {
                CueClass::Negation => turned[0] = turned[0].or(Some(*cue)),
                CueClass::Lack => turned[1] = turned[1].or(Some(*cue)),
                CueClass::Prevent => turned[2] = turned[2].or(Some(*cue)),
                CueClass::Without => turned[3] = turned[3].or(Some(*cue)),
                _ if cue.class.blocks() => reading.blocked_by = reading.blocked_by.or(Some(*cue)),
                _ => {}
            }
        }
        if turned.iter().flatten().count() % 2 == 1 {
            reading.denied_by = turned.into_iter().flatten().next();
        }
        reading
    }

    /// Returns the cue that says of the fit that all is as it should be, and is itself neither denied nor wished.
    pub(super) fn approval(&self, fitted: Fit, theme: &str) -> Option<CueHit> {
        let bears = |cue: &CueHit| {
            let themes = &self.sets[cue.set].themes;
            themes.is_empty() || themes.iter().any(|code| code == theme)
        };
        let approvals = self.cues.iter().filter(|cue| cue.class == CueClass::Approval);
        let holds = |cue: &&CueHit| {
            let reading = self.read(cue.from, cue.to, Joins::Stop);
            let denied = reading.denied_by.is_some() && !self.has_denial(cue);
            !denied && reading.blocked_by.is_none()
        };
        let mut near = approvals.filter(|cue| bears(cue) && self.approves(cue, fitted));
        near.find(holds).copied()
    }

    /// Returns whether the cue itself has a word of denial: "no gaps" after "no missing episodes" is not denied.
    fn has_denial(&self, cue: &CueHit) -> bool {
        let denies = |class| matches!(class, CueClass::Negation | CueClass::Without);
        let inside = |other: &CueHit| cue.from <= other.from && other.to <= cue.to;
        self.cues.iter().any(|other| denies(other.class) && inside(other))
    }

    /// Returns whether the cue of approval bears on the fit: in it, or near its target in the same statement.
    fn approves(&self, cue: &CueHit, fitted: Fit) -> bool {
        let (from, to) = fitted.target;
        if cue.from < to && from < cue.to {
            return true;
        }
        let (gap_from, gap_to) = if cue.to <= from { (cue.to, from) } else { (to, cue.from) };
        let first = cue.from.max(from);
        let same_statement = self.tokens[cue.from].clause == self.tokens[from].clause
            && gap_to - gap_from <= cue.reach
            && !self.joined(gap_from, gap_to);
        let commas = cue.commas == Commas::Cross
            || !self.tokens[gap_from..=first].iter().any(|token| token.after_comma);
        same_statement && commas
    }

    /// Returns whether another statement begins between two words.
    fn joined(&self, from: usize, to: usize) -> bool {
        self.cues.iter().any(|c| c.class == CueClass::Join && from <= c.from && c.to <= to)
    }

    fn covers(&self, cue: &CueHit, from: usize, to: usize, joins: Joins) -> bool {
        let overlaps = cue.from < to && from < cue.to;
        if overlaps {
            return false;
        }
        let tokens = self.tokens;
        let crosses = |gap_from: usize, gap_to: usize, first: usize| {
            (cue.commas == Commas::Cross
                || !tokens[gap_from..=first].iter().any(|token| token.after_comma))
                && !(joins == Joins::Stop
                    && cue.class == CueClass::Lack
                    && self.joined(gap_from, gap_to))
        };
        match cue.place {
            CuePlace::Sentence => tokens[cue.from].sentence == tokens[from].sentence,
            CuePlace::Before => {
                cue.to <= from
                    && from - cue.to <= cue.reach
                    && tokens[cue.to - 1].clause == tokens[from].clause
                    && crosses(cue.to, from, from)
            }
            CuePlace::After => {
                cue.from >= to
                    && cue.from - to <= cue.reach
                    && tokens[cue.from].clause == tokens[to - 1].clause
                    && crosses(to, cue.from, cue.from)
                    && !(cue.class.turns() && self.is_denied(cue, to))
            }
        }
    }

    /// A cue behind may itself be denied: "recording is not missing".
    fn is_denied(&self, cue: &CueHit, after: usize) -> bool {
        self.cues.iter().any(|other| {
            other.class == CueClass::Negation
                && other.place == CuePlace::Before
                && other.from >= after
                && other.to <= cue.from
                && cue.from - other.to <= 2
        })
    }
}
