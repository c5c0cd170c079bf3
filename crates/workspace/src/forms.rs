//! Forms: one workbook for each auditor of a draw, the register of what is out and what is back, and
//! the check that a returned form belongs to its draw.

mod back;
mod out;
pub(crate) mod register;

pub(crate) use back::read_forms;
use out::digest;
pub use out::{FormFile, Layout, write};
pub(crate) use out::{council, tools};
pub use register::{RegisterLine, register};

/// The kind of record that says which form went to whom.
const FORM: &str = "form";
