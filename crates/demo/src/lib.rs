//! The made-up council: children, workers, auditors, what happened, what auditors found. Everything
//! follows from one seed, so the same seed gives the same bytes. It draws no cases and counts
//! nothing: its files go through the same import, draw, index and pack as a council's own.

mod audit;
mod calendar;
mod dice;
mod events;
mod files;
mod lists;
mod mess;
mod names;
mod outside;
mod people;
mod places;
mod population;
mod table;

pub use audit::{Drawn, Year};
pub use calendar::{Round, first_month, rounds};
pub use files::{Content, FileKind, InputFile};
pub use table::{Cell, Sheet, Table};

use assay_model::Date;
use population::Child;

/// The made-up council of one seed.
#[derive(Debug)]
pub struct Council {
    seed: String,
    children: Vec<Child>,
    workers: Vec<people::Worker>,
    auditors: Vec<people::Auditor>,
    events: events::Events,
    merged: Merged,
}

/// A record that was opened twice, until somebody noticed.
#[derive(Debug)]
struct Merged {
    /// The id that is no longer used.
    old_id: String,
    /// The child's place among the children.
    child: usize,
    /// The day the two records became one.
    on: Date,
}

/// Returns the council of this seed: the same one for the same text, for ever.
#[must_use]
pub fn council(seed: &str) -> Council {
    let workers = people::workers(seed);
    let auditors = people::auditors(seed);
    let children = population::children(seed, &workers);
    let events = events::happen(seed, &children, &workers);
    let merged = merged(&children);
    Council { seed: seed.to_owned(), children, workers, auditors, events, merged }
}

/// Returns the second record of a child in need who is open all year: the first such child's.
fn merged(children: &[Child]) -> Merged {
    let stays = |child: &Child| {
        child.stages.last().is_some_and(|stage| {
            stage.plan == places::Plan::InNeed && stage.from < MERGED_ON && stage.to.is_none()
        })
    };
    let child = children.iter().position(stays).unwrap_or_default();
    Merged { old_id: "1039117".to_owned(), child, on: MERGED_ON }
}

/// The day on which the record opened twice became one.
const MERGED_ON: Date = Date::constant(2026, 5, 12);

impl Council {
    /// Returns the children with what happened to each.
    fn stories(&self) -> impl Iterator<Item = (&Child, &events::Story)> {
        self.children.iter().zip(&self.events.stories)
    }

    /// Returns the child with this id and the stage it is in on a day, or was in last.
    fn find(&self, id: &str, on: Date) -> Option<(&Child, &population::Stage)> {
        let place = self.children.binary_search_by(|child| child.id.as_str().cmp(id)).ok();
        let child = match place {
            Some(place) => &self.children[place],
            None if id == self.merged.old_id => &self.children[self.merged.child],
            None => self.children.iter().find(|child| child.unborn_id.as_deref() == Some(id))?,
        };
        Some((child, child.stage(on).or_else(|| child.latest(on))?))
    }
}
