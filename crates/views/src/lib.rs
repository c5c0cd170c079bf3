//! What each job answers: serde structs, one module for each area of work, with finished texts next to
//! the numbers. JSON is the struct as it is, and its field names are promised; screens, pages and packs
//! are made from the same structs. Fields that JSON does not have are marked `serde(skip)`. It computes
//! no figure, reads nothing and lays nothing out.

pub mod actions;
pub mod chart;
pub mod demo;
pub mod doctor;
pub mod draws;
pub mod home;
pub mod import;
pub mod imports;
pub mod indicators;
pub mod looked;
pub mod pack;
pub mod packs;
pub mod people;
pub mod planning;
pub mod quotes;
pub mod records;
pub mod report;
pub mod rights;
pub mod round;
pub mod rows;
pub mod search;
pub mod shown;
pub mod stats;
pub mod themes;
pub mod understood;
pub mod undone;
pub mod visit;
