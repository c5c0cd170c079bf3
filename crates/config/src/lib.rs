//! YAML into checked settings, with a position in every error. Each topic reads one settings file
//! into its engine's own option types: `<topic>::read(text, file)`. What the program writes in settings
//! files is written here too: `<topic>::entry`. It reads and writes no file itself.

mod check;
pub mod council;
mod entries;
mod error;
mod fault;
pub mod framework;
pub mod indicators;
pub mod lists;
pub mod maps;
mod near;
pub mod pack;
mod parse;
pub mod plans;
pub mod report;
pub mod retention;
pub mod rounds;
pub mod shipped;
mod source;
pub mod ssd;
pub mod terms;
pub mod themes;
pub mod tool;
mod written;

pub use check::check;
pub use error::{Error, Fault};
pub use parse::LONGEST;
pub use written::{BreaksOver, Value, after};

#[cfg(test)]
mod tests;
