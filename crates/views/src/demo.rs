//! What the demo made, and where.

use std::path::PathBuf;

use assay_model::Date;
use serde::Serialize;

use crate::shown;

/// What the demo made and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoReport {
    /// The workspace.
    #[serde(rename = "workspace", serialize_with = "shown::path")]
    pub root: PathBuf,
    /// The Annex A workbook of the last day.
    #[serde(serialize_with = "shown::path")]
    pub workbook: PathBuf,
    /// The day to which everything is known.
    #[serde(serialize_with = "shown::text")]
    pub as_at: Date,
    /// The rounds, in order.
    pub rounds: Vec<RoundDone>,
    /// How many comments were indexed.
    pub comments: u64,
    /// The packs.
    #[serde(serialize_with = "shown::paths")]
    pub packs: Vec<PathBuf>,
    /// One theme's counts over the last months.
    #[serde(skip)]
    pub themes: Vec<ThemeCounted>,
}

/// How many comments of a month speak of a theme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThemeCounted {
    /// The theme.
    pub label: String,
    /// The month.
    pub month: String,
    /// Comments that speak of it.
    pub comments: u64,
    /// Comments read.
    pub base: u64,
}

/// One round of the demo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RoundDone {
    /// The draw's id.
    #[serde(rename = "draw_id")]
    pub draw: String,
    /// How many eligible units there were.
    pub eligible: u64,
    /// How many cases were selected.
    pub selected: u64,
    /// How many returns were stored with the round.
    pub returns: u64,
}
