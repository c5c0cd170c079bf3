//! Forms: one workbook for each auditor of a draw, the register of what is out and what is back, and
//! the check that a returned form belongs to its draw.

mod back;
mod kept;
mod out;
pub(crate) mod register;
pub(crate) mod tools;
mod versions;

pub(crate) use back::{on_their_draws, read_forms};
pub use kept::{list, one, zipped};
pub use out::{Layout, write};
pub(crate) use out::{council, digest, drawn, form_case, refuse_shipped_contact};
pub use register::register;
pub use tools::tools;
pub(crate) use versions::Taking;
pub use versions::{Blanks, Undecided};
