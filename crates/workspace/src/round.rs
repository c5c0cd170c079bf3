//! A round: the dates it has, what is owed by whom, and its closing, which fixes its figures.

mod chase;
mod close;
mod coverage;
mod dates;
mod status;

pub use chase::{Reminder, chase};
pub use close::{Closed, close};
pub(crate) use close::{closed_at, first_stored};
pub use coverage::{Coverage, coverage};
pub use dates::RoundDates;
pub(crate) use dates::{dates, settings};
pub use status::{RoundStatus, status};
