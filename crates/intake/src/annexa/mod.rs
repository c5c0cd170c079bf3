//! Ofsted's Annex A: lists 1 to 11 by a versioned schema that is data, not code. What each list's
//! columns mean for a case is in the schema too; joining the lists into children is done here.

mod children;
mod code;
mod list;
mod read;
mod reading;
mod schema;
mod services;

pub(crate) use code::Codes;
pub(crate) use read::number_equal_ones;
pub use read::{AnnexA, read_annexa};
pub use schema::{Code, Column, ColumnKind, ListSchema, Schema, SchemaFault};
pub use services::ServiceNames;
