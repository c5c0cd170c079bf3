//! The Standard Safeguarding Dataset: one table a file, by a versioned schema that is data, not code. Its rows
//! become cases, case lists and events of the kinds that measures read; what no measure needs is not kept.

mod care;
mod cases;
mod event;
mod files;
mod known;
mod lists;
mod people;
mod read;
mod row;
mod rows;
mod schema;
mod state;
mod tables;
#[cfg(test)]
mod tests;

pub use read::read_ssd;
pub use schema::{
    Holds, Needed, Refers, Role, SsdColumn, SsdFault, SsdKind, SsdParts, SsdPlace, SsdSchema,
    SsdTable, UnknownCode,
};
pub use state::{Dataset, SsdAsked, SsdItem, SsdPart};
