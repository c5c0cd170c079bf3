//! The jobs that answer: the report, the indicators, the packs, inspectors' questions about single
//! cases, and figures of a plain table. They change no record, but a pack is noted when it is made.

pub(crate) mod counting;
pub mod indicators;
pub mod made;
pub mod pack;
pub mod report;
pub(crate) mod side_by_side;
pub mod stats;
pub mod visit;
