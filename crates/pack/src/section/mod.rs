//! Sections from figures: each file takes what was counted, writes the sentences, and lays out tables
//! and charts. A section whose data are not there is named in "what this pack lacks" instead.

pub mod actions;
pub mod completion;
pub mod domains;
pub mod feedback;
pub mod front;
pub mod health;
pub mod indicators;
pub mod judgements;
pub mod kind;
pub mod learning;
pub mod lists;
pub mod method;
pub mod moderation;
pub mod reading;
pub mod sampling;
pub mod teams;
pub mod themes;
pub mod urgent;
pub mod workforce;

pub use kind::Kind;

use assay_measures::change::Change;
use assay_measures::themes::Counted;

use crate::view::{Block, Cell, Section, Shown};

/// Who a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Anybody: no ids, no names.
    Public,
    /// Those the pack's marking names.
    Restricted,
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Share {
    /// How many.
    pub hits: u64,
    /// Of how many.
    pub base: u64,
    /// The interval of the share (0–1), where one is printed.
    pub interval: Option<(f64, f64)>,
}

impl Share {
    /// Returns the share (0–1), or none for an empty base.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.base > 0).then(|| self.hits as f64 / self.base as f64)
    }

    /// Returns `63% (66 of 104)`, or `x of n` for a base under ten.
    #[must_use]
    pub fn print(&self) -> String {
        assay_model::print::share(self.hits, self.base)
    }

    /// Returns the interval as printed, or a dash.
    #[must_use]
    pub fn print_interval(&self) -> String {
        match self.interval {
            Some((low, high)) if self.base >= 10 => assay_model::print::percent_range(low, high),
            _ => "–".to_owned(),
        }
    }

    /// Returns the interval as a cell of a table.
    fn interval_cell(&self) -> Cell {
        let Some((low, high)) = self.interval.filter(|_| self.base >= 10) else {
            return Cell::none();
        };
        // As it is printed: with a decimal where both ends lie below 10%.
        let places = usize::from(high < 0.0995);
        Cell::range(self.print_interval(), (low, high), Shown::Percent(places))
    }
}

/// Returns the interval of a change as a cell of a table, of shares in points.
fn interval_cell(change: Change) -> Cell {
    let texts = change.texts();
    let Some(ends) = change.interval() else { return Cell::none() };
    let (scale, shown) =
        if change.is_of_shares() { (100.0, Shown::Plain(0)) } else { (1.0, Shown::Plain(1)) };
    Cell::range(texts.interval, (ends.low * scale, ends.high * scale), shown)
}

impl From<Counted> for Share {
    fn from(counted: Counted) -> Self {
        let interval = counted.interval.map(|ends| (ends.low, ends.high));
        Self { hits: counted.hits, base: counted.base, interval }
    }
}

/// Returns a section without content, for a narrative alone.
pub(crate) fn empty(kind: Kind) -> Section {
    section(kind, String::new(), Vec::new())
}

/// Returns a section of the kind, not yet numbered.
fn section(kind: Kind, lead: String, blocks: Vec<Block>) -> Section {
    Section {
        id: kind.name().to_owned(),
        number: String::new(),
        title: kind.title().to_owned(),
        new_page: kind.starts_a_page(),
        lead,
        blocks,
    }
}

/// Writes a list of words as a sentence has it: `a, b and c`.
pub(crate) fn and_list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}
