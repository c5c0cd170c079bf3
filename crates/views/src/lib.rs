//! What each job answers: serde structs, one module for each area of work, with finished texts next to
//! the numbers. JSON is the struct as it is, and its field names are promised; screens, pages and packs
//! are made from the same structs. Fields that JSON does not have are marked `serde(skip)`. It computes
//! no figure, reads nothing and lays nothing out.

pub mod chart;
pub mod indicators;
pub mod report;
pub mod shown;
