//! The jobs of a round: its forms, what is owed by whom, actions, moderation and re-audits, urgent
//! concerns, feedback, thematic audits, and its closing, which fixes its figures. Draws have a room
//! of their own.

pub mod actions;
pub mod escalation;
pub mod feedback;
pub mod fill;
pub mod forms;
pub mod thematic;
pub mod urgent;

mod chase;
mod close;
mod closing;
mod dates;
mod status;

pub use chase::chase;
pub use close::close;
pub(crate) use closing::{closed_at, first_stored};
pub(crate) use dates::{dates, settings};
pub use status::status;
