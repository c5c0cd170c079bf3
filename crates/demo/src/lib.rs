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
}

/// Returns the council of this seed: the same one for the same text, for ever.
#[must_use]
pub fn council(seed: &str) -> Council {
    let workers = people::workers(seed);
    let auditors = people::auditors(seed);
    let children = population::children(seed, &workers);
    let events = events::happen(seed, &children, &workers);
    Council { seed: seed.to_owned(), children, workers, auditors, events }
}

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
            None => self.children.iter().find(|child| child.unborn_id.as_deref() == Some(id))?,
        };
        Some((child, child.stage(on).or_else(|| child.latest(on))?))
    }
}
