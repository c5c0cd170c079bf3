//! Lists, returns and events into records and problems. Pure: bytes in, records and problems out. It
//! stores nothing, and what is wrong with a row never stops the rows after it.

pub mod annexa;
pub mod form;
pub mod map;
pub mod quality;
pub mod ssd;

mod actions;
mod answer;
mod case_dates;
mod cases;
mod collect;
mod comments;
mod date_order;
mod day_order;
mod domain_name;
mod error;
mod events;
mod id;
mod keyed;
mod known_ids;
mod line;
mod near;
mod not_applicable;
mod one_row;
mod outcome;
mod outside;
mod people;
mod period;
mod placeholder;
mod problems;
mod returns;
mod table;
#[cfg(test)]
mod testing;
mod tool_rows;
mod value;
mod verdicts;
mod workforce;

pub use actions::{ActionKey, action_key, read_actions};
pub use cases::read_cases;
pub use comments::{each_comment, read_comments};
pub use day_order::DateOrder;
pub use error::IntakeError;
pub use events::{EventPlace, each_event, near_kind, read_events};
pub use known_ids::{KnownIds, Unknown, Zeros};
pub use map::ColumnMap;
pub use one_row::{Keep, OneRow};
pub use outcome::{Outcome, Source};
pub use outside::{FoundBy, History, read_comparators, read_findings, read_history};
pub use people::{read_aliases, read_auditors, read_families, read_names};
pub use period::period;
pub use returns::{read_placed_returns, read_returns};
pub use tool_rows::{domains_without_answer, read_tool};
pub use verdicts::{VerdictRow, read_verdicts};
pub use workforce::{each_of_census, is_workforce_census};
