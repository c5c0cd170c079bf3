//! The jobs: import, freeze, draw, search, count, pack, verify… Each loads, calls the pure engines and
//! records. This is the one place where engines meet, and where the clock, the login and randomness
//! come from. Jobs return reports; they print nothing and do not know who called them.

pub mod actions;
pub mod copies;
pub mod demo;
pub mod disclose;
pub mod disk;
pub mod doctor;
pub mod erase;
pub mod error;
pub mod escalation;
pub mod export;
pub mod feedback;
pub mod files;
pub mod folder;
pub mod forms;
pub mod hold;
pub mod import;
pub mod index;
pub mod indicators;
pub mod ledger;
pub mod lock;
pub mod pack;
mod place;
pub mod progress;
pub mod quotes;
pub mod redact;
pub mod report;
pub mod retention;
pub mod round;
pub mod sampling;
pub mod search;
pub mod session;
pub mod stats;
pub mod thematic;
pub mod themes;
pub mod urgent;
pub mod visit;

/// The figures that jobs return, for whoever shows them.
pub use assay_measures as measures;
pub use error::{Error, Result};
pub use place::{Made, Workspace};
pub use progress::{Progress, Silent};
pub use session::Session;
