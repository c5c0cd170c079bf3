//! A round as the figures need it: what was drawn from which strata, how, and the cases to be read. It
//! does not know the draw's tickets or its files.

use std::sync::Arc;

use assay_model::{AuditKind, CaseId, DrawId, Month};

/// A draw with the cases selected at random in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Round {
    /// The draw.
    pub draw: DrawId,
    /// The month its figures belong to.
    pub month: Month,
    /// The kind of audit it was drawn for.
    pub kind: AuditKind,
    /// How the cases were drawn.
    pub drawing: Drawing,
    /// Every stratum with eligible units, also those without a seat.
    pub strata: Vec<RoundStratum>,
    /// Units that a cap passed over: where there are any, chances were not equal.
    pub passed_over: u64,
    /// How the cases' chances were found, in words, where they were.
    pub simulated: Option<String>,
    /// The cases to be read, replacements made.
    pub cases: Vec<RoundCase>,
    /// How the sample was changed after results were known, in sentences.
    pub after_results: Vec<String>,
}

/// How a round's cases were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Drawing {
    /// Cases by ticket: one simple draw in each stratum.
    #[default]
    Cases,
    /// Cases at equal steps through a sorted list.
    Steps,
    /// Families, of each of which one child is read.
    Families,
    /// Families, of each of which every child is read.
    WholeFamilies,
}

/// A stratum of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundStratum {
    /// Its name.
    pub name: String,
    /// Its eligible units: cases, or families.
    pub eligible: u64,
    /// How many of them were to be drawn.
    pub seats: u64,
}

/// A case to be read in a round.
#[derive(Debug, Clone, PartialEq)]
pub struct RoundCase {
    /// The case.
    pub case: CaseId,
    /// Its stratum.
    pub stratum: Arc<str>,
    /// The family it was drawn with; none where the unit is the case.
    pub family: Option<Family>,
    /// Its chance of being drawn (0–1), where a cap made chances unequal and they were found.
    pub chance: Option<f64>,
    /// Its service at the freeze.
    pub service: Arc<str>,
    /// Its team at the freeze.
    pub team: Arc<str>,
    /// The auditor who is to read it; empty when nobody was assigned.
    pub auditor: Arc<str>,
}

/// The family of a case at the freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Family {
    /// Its id on the frozen list.
    pub id: String,
    /// Its eligible children, at least 1.
    pub children: u64,
}
