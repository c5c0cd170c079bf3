//! Draws: the frozen list, then the seed, then the manifests, every version of them kept. It keeps
//! bytes and knows nothing of how cases are selected; the `sampler` crate does.

mod reading;
mod writing;

use assay_model::{CaseId, Date, DrawId, FreezeTerms, Month, Timestamp};
use serde::{Deserialize, Serialize};

use crate::import::Source;

/// What a freeze records.
#[derive(Debug, Clone, PartialEq)]
pub struct FrozenList {
    /// The draw's id.
    pub id: DrawId,
    /// The date the list speaks of.
    pub as_at: Date,
    /// The round's month, if the draw belongs to a monthly round.
    pub month: Option<Month>,
    /// The plan's name.
    pub plan_name: String,
    /// The plan's own lines of the settings file.
    pub plan_text: String,
    /// The name of the case list, e.g. `children`.
    pub list: String,
    /// The import the list came with.
    pub import: u64,
    /// The source files, by name and digest.
    pub sources: Vec<Source>,
    /// The continuity findings, in words.
    pub continuity: Vec<String>,
    /// What was asked for.
    pub terms: FreezeTerms,
    /// The salt of the published frame digest.
    pub salt: [u8; 32],
    /// The frame's bytes.
    pub frame: Vec<u8>,
}

/// How far a draw has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawState {
    /// The list is frozen; nothing is drawn.
    Frozen,
    /// The cases are drawn.
    Drawn,
    /// The draw was given up, and stays on record.
    Abandoned,
}

impl DrawState {
    /// Returns `frozen`, `drawn` or `abandoned`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Drawn => "drawn",
            Self::Abandoned => "abandoned",
        }
    }
}

/// The seed as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedRecord {
    /// The seed's text.
    pub text: String,
    /// Where it came from, in words.
    pub source: String,
    /// When it was recorded, as the manifest prints it.
    pub recorded_at: String,
    /// Whether it is weak and was expressly allowed.
    pub weak: bool,
}

/// A draw as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawRecord {
    /// What was frozen.
    pub frozen: FrozenList,
    /// How far it has come.
    pub state: DrawState,
    /// When the list was frozen.
    pub frozen_at: Timestamp,
    /// The ledger entry of the freeze.
    pub freeze_entry: u64,
    /// The seed, once recorded.
    pub seed: Option<SeedRecord>,
    /// The ledger entry of the seed.
    pub seed_entry: Option<u64>,
    /// The latest manifest, once drawn.
    pub manifest: Option<Manifest>,
}

/// A draw with its cases, as figures need it: without the list it was drawn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Drawn {
    /// The draw's id.
    pub id: DrawId,
    /// The date its list spoke of.
    pub as_at: Date,
    /// The round's month, if it belongs to a monthly round.
    pub month: Option<Month>,
    /// The name of its case list.
    pub list: String,
    /// The import the list came with.
    pub import: u64,
    /// The bytes of the latest manifest.
    pub manifest: Vec<u8>,
}

/// A version of a draw's manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// 1 for the first.
    pub version: u32,
    /// The ledger entry that recorded it.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// The manifest's bytes, as in `manifest.json`.
    pub bytes: Vec<u8>,
}

/// What a case is to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DrawRole {
    /// Selected at random, or standing in for a replaced case.
    Selected,
    /// Chosen by judgement: shown, and never in an estimate.
    Targeted,
    /// Selected, and replaced by another.
    Replaced,
}

impl DrawRole {
    const ALL: [Self; 3] = [Self::Selected, Self::Targeted, Self::Replaced];

    /// Returns `selected`, `targeted` or `replaced`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Targeted => "targeted",
            Self::Replaced => "replaced",
        }
    }
}

/// A case of a draw and where it stood on the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawPlace {
    /// The case.
    pub case: CaseId,
    /// What it is to the draw.
    pub role: DrawRole,
    /// The auditor who is to read it.
    pub first_reader: Option<String>,
    /// Its plan type; empty when the list has none.
    pub plan_type: String,
    /// Its service; empty when the list has none.
    pub service: String,
    /// Its team.
    pub team: String,
}

/// A case of a draw, and who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawCase {
    /// The case.
    pub case: CaseId,
    /// What it is to the draw.
    pub role: DrawRole,
    /// The auditor's login.
    pub first_reader: Option<String>,
    /// The second reader's login.
    pub second_reader: Option<String>,
}
