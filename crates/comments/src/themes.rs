//! Themes: what auditors keep writing about, as rules a reviewer can read. This file holds the book of rules
//! as written; `pattern` reads its patterns, `compile` prepares it, `matcher` applies it.

mod compile;
mod cues;
mod entries;
mod lists;
mod matcher;
mod pattern;
mod steps;
mod stretches;
mod view;

pub use compile::Themes;
pub use matcher::{Finding, Hit, Matcher, Outcome, Polarity, Prefilter};
pub(crate) use view::{Concept, Looks, Said, ViewedWord};

/// Everything in `themes.yaml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeBook {
    /// Abbreviation → what it stands for.
    pub abbreviations: Vec<(String, String)>,
    /// Words never taken for misspelt theme words.
    pub real_words: Vec<String>,
    /// Named word lists, which patterns call by `$name`.
    pub lists: Vec<WordList>,
    /// Words that turn a statement round or take its force.
    pub cues: Vec<CueSet>,
    /// The themes, in the order they are reported.
    pub themes: Vec<Theme>,
}

impl ThemeBook {
    /// Returns whether the code is of a shortcoming.
    #[must_use]
    pub fn is_shortcoming(&self, code: &str) -> bool {
        self.themes.iter().any(|theme| theme.code == code && theme.side == Side::Shortcoming)
    }
}

/// A named list of words and phrases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordList {
    /// Its name, without the dollar sign.
    pub name: String,
    /// Words and phrases.
    pub entries: Vec<String>,
    /// The line it begins on.
    pub line: usize,
}

/// Cues of one kind and reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CueSet {
    /// What they do.
    pub class: CueClass,
    /// On which side of what they bear on they stand.
    pub place: CuePlace,
    /// Over how many words they reach.
    pub reach: usize,
    /// Whether they reach across commas.
    pub commas: Commas,
    /// The codes of the themes they bear on; none for all. Only approval has any: "monthly" approves of how
    /// often there is supervision, not of what it is like.
    pub themes: Vec<String>,
    /// Words and phrases.
    pub entries: Vec<String>,
    /// The line the set begins on.
    pub line: usize,
}

/// What a cue does to what it bears on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueClass {
    /// Denies it: not, never.
    Negation,
    /// Denies it too, so that with a denial before it the two assert: "no visit without a note".
    Without,
    /// Says it is missing or too little: lack, absent, limited.
    Lack,
    /// Says it is kept from happening: prevent, avoid, reduce.
    Prevent,
    /// Looks like a cue and is none: not only, no doubt.
    Pseudo,
    /// Wants it: should, ensure, recommend.
    Aim,
    /// Supposes or fears it: if, risk of.
    Hypothetical,
    /// Places it before the period audited: the last audit.
    Past,
    /// Gives what policy says.
    Quote,
    /// Says that it is as it should be: no gaps, signed off, on time. A shortcoming it covers does not count.
    Approval,
    /// Begins another statement: and, as well as.
    Join,
}

impl CueClass {
    /// All classes with their names in `themes.yaml`.
    pub const NAMES: [(&str, Self); 11] = [
        ("negation", Self::Negation),
        ("without", Self::Without),
        ("lack", Self::Lack),
        ("prevent", Self::Prevent),
        ("pseudo", Self::Pseudo),
        ("aim", Self::Aim),
        ("hypothetical", Self::Hypothetical),
        ("past", Self::Past),
        ("quote", Self::Quote),
        ("approval", Self::Approval),
        ("join", Self::Join),
    ];

    /// Returns whether the cue turns a statement round.
    pub(crate) fn turns(self) -> bool {
        matches!(self, Self::Negation | Self::Without | Self::Lack | Self::Prevent)
    }

    /// Returns whether what the cue bears on does not count.
    pub(crate) fn blocks(self) -> bool {
        matches!(self, Self::Aim | Self::Hypothetical | Self::Past | Self::Quote)
    }
}

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CuePlace {
    /// In front, in the same clause.
    Before,
    /// Behind, in the same clause.
    After,
    /// Anywhere in the same sentence.
    Sentence,
}

/// Whether commas end a cue's reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Commas {
    /// They do.
    Stop,
    /// They do not.
    Cross,
}

/// One theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// The code used in files and queries.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// The subject it is one side of.
    pub subject: String,
    /// What it means.
    pub definition: String,
    /// What is in, for example.
    pub included: Vec<String>,
    /// What is out, for example.
    pub excluded: Vec<String>,
    /// Which side of its subject it is.
    pub side: Side,
    /// Ways of saying it.
    pub rules: Vec<Rule>,
    /// The line it begins on.
    pub line: usize,
}

/// Which side of its subject a theme is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Something is wanting.
    Shortcoming,
    /// Something is done well.
    Strength,
}

/// One way of saying a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its name, unique within the theme.
    pub name: String,
    /// How it must be said to count.
    pub counts: Counts,
    /// How far apart its parts may stand.
    pub within: Scope,
    /// Whether wishes, fears and the past are left out.
    pub modality: Modality,
    /// Patterns; one is enough.
    pub any: Vec<String>,
    /// Patterns that must not be in the same sentence.
    pub unless: Vec<String>,
    /// The line it begins on.
    pub line: usize,
}

/// How a pattern must be said to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// As it stands.
    Asserted,
    /// Turned round.
    Denied,
    /// Either way: the pattern itself says all.
    Either,
}

/// How far apart the parts of a pattern may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// In one clause.
    Clause,
    /// In one sentence.
    Sentence,
    /// Anywhere in the comment.
    Comment,
}

/// Whether what is wished, feared or past is left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Modality {
    /// It is left out.
    Heed,
    /// The pattern itself says that it is so.
    Ignore,
}

/// What is wrong in the book, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: expected {expected}, found {found}")]
pub struct BookFault {
    /// The line of the list, cue set or rule.
    pub line: usize,
    /// What was expected.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// How to fix it.
    pub hint: String,
}
