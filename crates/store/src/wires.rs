//! The JSON of records, one shape a kind, fixed for ever by the table in `tests/wires/main.rs`. A member that
//! may be missing was added later; none is renamed or dropped.

pub(crate) mod approval;
mod closing;
mod correction;
mod draw_notes;
mod pack_issued;
mod pack_made;
mod person;
mod quote;
mod rights;
mod theme_sample;
pub(crate) mod understood;

pub(crate) use draw_notes::WireTerms;
