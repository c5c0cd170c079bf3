//! Forms: one workbook for each auditor of a draw, the register of what is out and what is back, and
//! the check that a returned form belongs to its draw.

mod back;
mod out;

pub(crate) use back::read_forms;
pub use out::{FormFile, RegisterLine, register, write};
