//! Fits a pattern's steps to a text: every way in which lists are in the right order and distance.

use super::Scope;
use super::lists::{Found, ListId};
use crate::analyser::Token;

/// Ways of fitting looked at before giving up; a bound for texts that repeat one word over and over.
const MOST_FITS: usize = 400;

/// One compiled step.
#[derive(Debug, Clone)]
pub(super) struct CompiledStep {
    pub(super) list: ListId,
    pub(super) gap: usize,
    pub(super) optional: bool,
    pub(super) target: bool,
}

/// A compiled pattern: parts that may be in any order, each of steps.
#[derive(Debug, Clone)]
pub(super) struct CompiledPattern {
    pub(super) parts: Vec<Vec<CompiledStep>>,
    /// The lists without an entry of which in the text the pattern cannot fit.
    pub(super) needs: Vec<ListId>,
}

impl CompiledPattern {
    pub(super) fn new(parts: Vec<Vec<CompiledStep>>) -> Self {
        let needed = parts.iter().flatten().filter(|step| !step.optional);
        let mut needs: Vec<ListId> = needed.map(|step| step.list).collect();
        needs.sort_unstable();
        needs.dedup();
        Self { parts, needs }
    }

    /// Returns every list the pattern looks at.
    pub(super) fn lists(&self) -> impl Iterator<Item = ListId> {
        self.parts.iter().flatten().map(|step| step.list)
    }

    /// Returns whether the text has an entry of every list the pattern needs.
    pub(super) fn may_fit(&self, found: &Found) -> bool {
        self.needs.iter().all(|&list| found.has(list))
    }
}

/// One way of fitting: the words covered, and those whose polarity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fit {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) target: (usize, usize),
}

/// Calls `accept` for each fit until it returns true; returns whether it did.
pub(super) fn fit(
    parts: &[Vec<CompiledStep>],
    found: &Found,
    tokens: &[Token],
    scope: Scope,
    accept: &mut dyn FnMut(Fit) -> bool,
) -> bool {
    let mut search = Search { found, tokens, scope, left: MOST_FITS };
    search.parts(parts, None, accept)
}

struct Search<'a> {
    found: &'a Found,
    tokens: &'a [Token],
    scope: Scope,
    left: usize,
}

impl Search<'_> {
    fn parts(
        &mut self,
        parts: &[Vec<CompiledStep>],
        before: Option<Fit>,
        accept: &mut dyn FnMut(Fit) -> bool,
    ) -> bool {
        let Some((part, rest)) = parts.split_first() else {
            return before.is_some_and(accept);
        };
        let found = self.found;
        let marked = part.iter().any(|step| step.target);
        let mut fits = Vec::new();
        for (number, first) in part.iter().enumerate() {
            for &(from, to) in found.of(first.list) {
                let (from, to) = (from as usize, to as usize);
                let begun = Fit { from, to, target: (from, to) };
                self.steps(&part[number + 1..], (begun, first.target), marked, &mut fits);
            }
            if !first.optional {
                break;
            }
        }
        for (fit, has_target) in fits {
            let Some(joined) = self.join(before, fit, has_target) else { continue };
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            if self.parts(rest, Some(joined), accept) {
                return true;
            }
        }
        false
    }

    /// Follows the remaining steps of a part and notes every fit with whether its target was marked.
    fn steps(
        &self,
        rest: &[CompiledStep],
        (so_far, has_target): (Fit, bool),
        marked: bool,
        fits: &mut Vec<(Fit, bool)>,
    ) {
        if fits.len() >= MOST_FITS {
            return;
        }
        let Some((step, later)) = rest.split_first() else {
            return fits.push((so_far, has_target));
        };
        for &(from, to) in self.found.of(step.list) {
            let (from, to) = (from as usize, to as usize);
            if from < so_far.to
                || from - so_far.to > step.gap
                || !self.together(so_far.from, to - 1)
            {
                continue;
            }
            let takes_target = step.target || !marked;
            let target = if takes_target { (from, to) } else { so_far.target };
            let next = Fit { from: so_far.from, to, target };
            self.steps(later, (next, has_target || step.target), marked, fits);
        }
        if step.optional {
            self.steps(later, (so_far, has_target), marked, fits);
        }
    }

    fn together(&self, one: usize, other: usize) -> bool {
        let (one, other) = (&self.tokens[one], &self.tokens[other]);
        match self.scope {
            Scope::Clause => one.clause == other.clause,
            Scope::Sentence => one.sentence == other.sentence,
            Scope::Comment => true,
        }
    }

    /// Joins two parts, which must not overlap; a marked target wins over an unmarked one, a later over an
    /// earlier.
    fn join(&self, before: Option<Fit>, fit: Fit, has_target: bool) -> Option<Fit> {
        let Some(before) = before else { return Some(fit) };
        let apart = fit.to <= before.from || before.to <= fit.from;
        if !apart
            || !self.together(before.from, fit.from)
            || !self.together(before.from, fit.to - 1)
        {
            return None;
        }
        let target = if has_target { fit.target } else { before.target };
        Some(Fit { from: before.from.min(fit.from), to: before.to.max(fit.to), target })
    }
}
