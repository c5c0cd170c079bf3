//! Figures that are right and carry their base: sample planning, intervals and estimates, agreement
//! between readers, process charts, the monthly report, indicators, actions, workforce. Pure: it reads
//! no file and no clock. Every file cites the source of its formulas and is tested with a worked
//! figure from it.

pub mod accuracy;
pub mod actions;
pub mod agree;
pub mod association;
mod bisection;
pub mod both;
pub mod calendar;
pub mod change;
pub mod chart;
pub mod counting;
pub mod coverage;
pub mod distribution;
pub mod error;
pub mod estimate;
pub mod graded;
pub mod headline;
pub mod heard;
pub mod indicator;
pub mod interval;
pub mod past;
pub mod planning;
pub mod reads;
pub mod report;
pub mod themes;

pub use error::Error;
pub use interval::{Confidence, CountInterval, Interval};
