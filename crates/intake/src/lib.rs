//! Lists, returns and events into records and problems. Pure: bytes in, records and problems out. It
//! stores nothing, and what is wrong with a row never stops the rows after it.

pub mod annexa;
pub mod map;

mod cases;
mod comments;
mod error;
mod header;
mod id;
mod line;
mod outcome;
mod problems;
mod returns;
mod table;
mod value;

pub use cases::read_cases;
pub use comments::read_comments;
pub use error::IntakeError;
pub use map::{ColumnMap, DateOrder};
pub use outcome::{Outcome, Source};
pub use returns::read_returns;
