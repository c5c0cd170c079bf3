//! Audit returns from flat tables: one row a case × domain, or one row a case with columns for each
//! domain. Rows of one case in one draw by one auditor make one return.

mod domains;
mod flat;

pub(crate) use flat::{Untouched, read_placed, says_something};
pub use flat::{read_placed_returns, read_returns};
