//! Applies the rules to a text: which themes, by which rule, where, in which polarity, and, when asked, why a
//! rule did not count.

use std::sync::Arc;

use super::compile::{CompiledRule, PatternId, Themes};
use super::cues::{self, CueHit, Cued, Joins, Reading};
use super::lists::{Found, KeyCache, Numbers};
use super::steps::{Fit, fit};
use super::stretches::{MOST_BYTES, stretches};
use super::{Counts, Modality, Rule, Scope, Side, Theme};
use crate::analyser::{Analyser, Token};

/// Applies one book of themes; one per thread.
pub struct Matcher {
    pub(super) themes: Arc<Themes>,
    pub(super) analyser: Analyser,
    pub(super) tokens: Vec<Token>,
    cache: KeyCache,
    pub(super) found: Found,
    /// The patterns that may fit, in the order of the book.
    due: Vec<PatternId>,
    wanted: Numbers,
    prefilter: Prefilter,
}

/// Whether rules are tried whose words are not all in the text. The hits are the same; a test says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefilter {
    /// Only rules that may fit are tried.
    #[default]
    On,
    /// Every rule is tried, for the test.
    Off,
}

/// A theme found in a text. Offsets are bytes of the original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The theme's code.
    pub theme: String,
    /// The rule's name.
    pub rule: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it was said.
    pub polarity: Polarity,
    /// The words that turned it round, if any did.
    pub cue: Option<(usize, usize)>,
}

/// How something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// As it stands.
    Asserted,
    /// Turned round by a cue.
    Denied,
}

impl Polarity {
    /// Returns `asserted` or `denied`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Denied => "denied",
        }
    }
}

/// What a rule made of a text in which its words stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The theme's code.
    pub theme: String,
    /// The rule's name.
    pub rule: String,
    /// The bytes that fit the rule's pattern.
    pub span: (usize, usize),
    /// Whether it counts, and if not, why.
    pub outcome: Outcome,
}

/// Whether a fit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counts(Polarity, Option<(usize, usize)>),
    /// It must be denied to count, and is not.
    NotDenied,
    /// It must be asserted to count, and these words deny it.
    DeniedBy((usize, usize)),
    /// These words wish, suppose or place it in the past.
    BlockedBy((usize, usize)),
    /// These words are on the rule's `unless` list.
    UnlessBy((usize, usize)),
    /// These words say that it is as it should be.
    ApprovedBy((usize, usize)),
}

impl Outcome {
    /// The same with its words further on by so many bytes.
    fn moved(self, by: usize) -> Self {
        let on = |(from, to): (usize, usize)| (from + by, to + by);
        match self {
            Self::Counts(polarity, cue) => Self::Counts(polarity, cue.map(on)),
            Self::NotDenied => Self::NotDenied,
            Self::DeniedBy(cue) => Self::DeniedBy(on(cue)),
            Self::BlockedBy(cue) => Self::BlockedBy(on(cue)),
            Self::UnlessBy(words) => Self::UnlessBy(on(words)),
            Self::ApprovedBy(cue) => Self::ApprovedBy(on(cue)),
        }
    }
}

impl Matcher {
    /// Makes a matcher.
    #[must_use]
    pub fn new(themes: Arc<Themes>) -> Self {
        Self::with(themes, Prefilter::On)
    }

    /// Makes a matcher that tries the rules that may fit, or all of them.
    #[must_use]
    pub fn with(themes: Arc<Themes>, prefilter: Prefilter) -> Self {
        let analyser = Analyser::new(Arc::clone(themes.dictionary()));
        Self {
            themes,
            analyser,
            tokens: Vec::new(),
            cache: KeyCache::default(),
            found: Found::default(),
            due: Vec::new(),
            wanted: Numbers::default(),
            prefilter,
        }
    }

    /// Returns what counts, in the order of the book: at most one hit a rule, the first in the text.
    pub fn hits(&mut self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        self.judge_stretches(text, |theme, rule, span, outcome| match outcome {
            Outcome::Counts(polarity, cue) => {
                if hits.iter().any(|hit| hit.theme == theme.code && hit.rule == rule.name) {
                    return true;
                }
                hits.push(Hit {
                    theme: theme.code.clone(),
                    rule: rule.name.clone(),
                    start: span.0,
                    end: span.1,
                    polarity,
                    cue,
                });
                true
            }
            _ => false,
        });
        if text.len() > MOST_BYTES {
            hits.sort_by_key(|hit| self.place(&hit.theme, &hit.rule));
        }
        hits
    }

    /// Returns what every rule made of the text in which its words stand, hits and misses, each once.
    pub fn explain(&mut self, text: &str) -> Vec<Finding> {
        let mut findings: Vec<Finding> = Vec::new();
        self.judge_stretches(text, |theme, rule, span, outcome| {
            let finding =
                Finding { theme: theme.code.clone(), rule: rule.name.clone(), span, outcome };
            let counts = matches!(outcome, Outcome::Counts(..));
            if !findings.contains(&finding) {
                findings.push(finding);
            }
            counts
        });
        if text.len() > MOST_BYTES {
            findings.sort_by_key(|one| self.place(&one.theme, &one.rule));
        }
        findings
    }

    /// Where a rule is in the book.
    fn place(&self, theme: &str, rule: &str) -> (Option<usize>, Option<usize>) {
        let themes = &self.themes.book().themes;
        let of_theme = themes.iter().position(|one| one.code == theme);
        let rules = of_theme.map(|place| themes[place].rules.iter());
        (of_theme, rules.and_then(|mut rules| rules.position(|one| one.name == rule)))
    }

    /// Prepares the text for the rules that may fit: words, the places of their lists, and cues.
    fn read(&mut self, text: &str) -> Vec<CueHit> {
        self.find(text);
        let book = self.themes.prepared();
        match self.prefilter {
            Prefilter::On => {
                self.wanted.clone_from(&book.cue_lists);
                for of_rule in self.due.chunk_by(|one, next| one.0 == next.0) {
                    self.wanted.add_all(&book.rules[usize::from(of_rule[0].0)].lists);
                }
                book.tree.place(&mut self.found, book.lists, Some(&self.wanted));
            }
            Prefilter::Off => book.tree.place(&mut self.found, book.lists, None),
        }
        if self.due.is_empty() { Vec::new() } else { cues::find(&book.cues, &self.found) }
    }

    /// Prepares the text with the places of all lists.
    pub(super) fn read_everything(&mut self, text: &str) -> Vec<CueHit> {
        self.find(text);
        let book = self.themes.prepared();
        book.tree.place(&mut self.found, book.lists, None);
        cues::find(&book.cues, &self.found)
    }

    /// Cuts the text into words, finds which lists have an entry in it, and which rules may fit.
    fn find(&mut self, text: &str) {
        self.analyser.analyse_into(text, &mut self.tokens);
        let book = self.themes.prepared();
        book.tree.find(&self.analyser, &self.tokens, &mut self.cache, &mut self.found);
        self.due.clear();
        match self.prefilter {
            Prefilter::On => {
                let tried = self.found.present().iter();
                let tried = tried.flat_map(|&list| &book.by_list[usize::from(list)]);
                self.due.extend(tried.filter(|&&id| book.pattern(id).may_fit(&self.found)));
            }
            Prefilter::Off => self.due.extend(book.by_list.iter().flatten()),
        }
        self.due.sort_unstable();
    }

    /// Judges one stretch of the text after another; what is told are places in the whole text.
    fn judge_stretches(
        &mut self,
        text: &str,
        mut tell: impl FnMut(&Theme, &Rule, (usize, usize), Outcome) -> bool,
    ) {
        for stretch in stretches(text) {
            let start = stretch.start;
            self.judge(&text[stretch], |theme, rule, (from, to), outcome| {
                tell(theme, rule, (from + start, to + start), outcome.moved(start))
            });
        }
    }

    /// Calls `tell` for each way each rule fits, until it returns true for the rule.
    fn judge(
        &mut self,
        text: &str,
        mut tell: impl FnMut(&Theme, &Rule, (usize, usize), Outcome) -> bool,
    ) {
        let cues = self.read(text);
        let (tokens, found, book) = (&self.tokens, &self.found, self.themes.prepared());
        let cued = Cued { sets: &book.cues, cues: &cues, tokens };
        let bytes = |from: usize, to: usize| (tokens[from].start, tokens[to - 1].end);
        for of_rule in self.due.chunk_by(|one, next| one.0 == next.0) {
            let compiled = &book.rules[usize::from(of_rule[0].0)];
            let theme = &self.themes.book.themes[compiled.theme];
            let rule = &theme.rules[compiled.rule];
            for &id in of_rule {
                let pattern = book.pattern(id);
                let told = fit(&pattern.parts, found, tokens, compiled.scope, &mut |fit| {
                    let mut outcome = judge_fit(compiled, fit, cued, found, self.prefilter);
                    if matches!((outcome, theme.side), (Outcome::Counts(..), Side::Shortcoming))
                        && let Some(cue) = cued.approval(fit, &theme.code)
                    {
                        outcome = Outcome::ApprovedBy(bytes(cue.from, cue.to));
                    }
                    tell(theme, rule, bytes(fit.from, fit.to), outcome)
                });
                if told {
                    break;
                }
            }
        }
    }
}

fn judge_fit(
    rule: &CompiledRule,
    fitted: Fit,
    cued: Cued<'_>,
    found: &Found,
    prefilter: Prefilter,
) -> Outcome {
    let tokens = cued.tokens;
    let bytes = |from: usize, to: usize| (tokens[from].start, tokens[to - 1].end);
    let of_cue = |cue: CueHit| bytes(cue.from, cue.to);
    let joins = if rule.counts == Counts::Denied { Joins::Cross } else { Joins::Stop };
    let Reading { denied_by, blocked_by } = cued.read(fitted.target.0, fitted.target.1, joins);
    if let (Modality::Heed, Some(cue)) = (rule.modality, blocked_by) {
        return Outcome::BlockedBy(of_cue(cue));
    }
    let counts = match (rule.counts, denied_by) {
        (Counts::Denied, None) => return Outcome::NotDenied,
        (Counts::Asserted, Some(cue)) => return Outcome::DeniedBy(of_cue(cue)),
        (Counts::Denied, Some(cue)) => Outcome::Counts(Polarity::Denied, Some(of_cue(cue))),
        (Counts::Asserted | Counts::Either, None) | (Counts::Either, Some(_)) => {
            Outcome::Counts(Polarity::Asserted, None)
        }
    };
    for pattern in &rule.unless {
        if prefilter == Prefilter::On && !pattern.may_fit(found) {
            continue;
        }
        let mut unless = None;
        fit(&pattern.parts, found, tokens, Scope::Sentence, &mut |other| {
            let same = tokens[other.from].sentence == tokens[fitted.from].sentence;
            unless = unless.or(same.then_some(bytes(other.from, other.to)));
            same
        });
        if let Some(span) = unless {
            return Outcome::UnlessBy(span);
        }
    }
    counts
}
