//! The rules of a draw, as far as they decide which cases come out. Where the list comes from and who
//! is eligible is not here: that was decided when the frame was frozen.

use crate::Allocation;

/// How cases are selected from the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Selection {
    /// The lowest tickets of each stratum.
    #[default]
    Tickets,
    /// Every so-manieth case of a meaningful order, from a start that the seed gives.
    Systematic,
    /// All of them.
    EveryCase,
}

impl Selection {
    /// Returns the word in plans and manifests.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::Systematic => "systematic",
            Self::EveryCase => "every-case",
        }
    }

    /// Returns the selection with exactly this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Tickets, Self::Systematic, Self::EveryCase].into_iter().find(|s| s.word() == word)
    }
}

/// What gets a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unit {
    /// Each case.
    #[default]
    Case,
    /// Each family (or each child of an event list), of which one eligible case is audited.
    Family,
    /// Each family, of which every eligible case is audited: a cluster draw.
    WholeFamily,
}

impl Unit {
    /// Returns the word in manifests, which do not tell whole families from others: there the
    /// selected cases outnumber n.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Family | Self::WholeFamily => "family",
        }
    }
}

/// A cap: at most `k` units with the same value of a column in each stratum, before others come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cap {
    /// The column, usually the worker.
    pub column: String,
    /// How many of one value come before units of other values.
    pub k: u64,
}

/// How many of the selected cases are read twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondReads {
    /// So many.
    Count(u64),
    /// So many in ten thousand of the cases selected, rounded up.
    Share(u64),
}

impl SecondReads {
    /// Returns how many of `selected` cases that is.
    #[must_use]
    pub fn of(self, selected: u64) -> u64 {
        match self {
            Self::Count(count) => count,
            Self::Share(share) => (selected * share).div_ceil(10_000),
        }
    }
}

impl Default for SecondReads {
    fn default() -> Self {
        Self::Count(0)
    }
}

/// The rules of a draw.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// How cases are selected.
    pub selection: Selection,
    /// What gets a ticket.
    pub unit: Unit,
    /// How n is spread over strata.
    pub allocation: Allocation,
    /// The cap, if there is one.
    pub cap: Option<Cap>,
    /// Reserves per stratum.
    pub reserves: u64,
    /// How many of the selected cases are read a second time.
    pub second_reads: SecondReads,
}
