//! `manifest.json`: two-space indented, UTF-8 unescaped, keys in the order of these structs, one line
//! feed at the end. What is read back is checked; a manifest of another method version is refused.

use std::collections::BTreeMap;

use assay_model::{CaseId, DrawId, ReadRole, Timestamp};
use serde::{Deserialize, Serialize};

use super::{
    Assignment, Extension, FrameSummary, LedgerRef, METHOD, Manifest, PlanText, Program,
    Replacement, SeedRecord, Source, Targeted,
};
use crate::draw::{Drawn, DrawnStratum};
use crate::{Allocation, Cap, Digest, Method, Rules, Seed, Selection, Unit};

/// Why bytes are not a manifest of this method.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ManifestReadError {
    /// Not JSON, or other keys.
    #[error("manifest.json is not a manifest: {0}")]
    Json(String),
    /// A manifest of another method.
    #[error("manifest.json, \"method\": expected \"assay/1\", found \"{0}\"")]
    Method(String),
    /// A value that is not possible in its place.
    #[error("manifest.json, \"{key}\": expected {expected}, found \"{found}\"")]
    Value {
        /// The key, with the keys above it.
        key: &'static str,
        /// What belongs there.
        expected: &'static str,
        /// What is there.
        found: String,
    },
}

impl Manifest {
    /// Returns the bytes of `manifest.json`.
    ///
    /// # Panics
    /// Never: texts, numbers and lists always have a JSON form.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(&WireManifest::of(self)).expect("plain data");
        bytes.push(b'\n');
        bytes
    }

    /// Returns the manifest that these bytes write.
    ///
    /// # Errors
    /// When they are not JSON with these keys, of this method, with values that are possible there.
    pub fn parse(bytes: &[u8]) -> Result<Self, ManifestReadError> {
        let wire: WireManifest =
            serde_json::from_slice(bytes).map_err(|e| ManifestReadError::Json(e.to_string()))?;
        wire.read()
    }
}

/// Returns a time as manifests and ledger write it: RFC 3339, UTC, milliseconds.
#[must_use]
pub fn timestamp_text(at: Timestamp) -> String {
    format!("{at:.3}")
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireManifest {
    method: String,
    draw_id: String,
    selection: String,
    unit: String,
    seed: WireSeed,
    frozen_at: String,
    sources: Vec<WireSource>,
    plan: WirePlan,
    frame: WireFrame,
    allocation: WireAllocation,
    strata: Vec<WireStratum>,
    second_read: Vec<String>,
    targeted: Vec<WireTargeted>,
    assignments: Vec<WireAssignment>,
    replacements: Vec<WireReplacement>,
    extensions: Vec<WireExtension>,
    notes: Vec<String>,
    ledger: Option<WireLedger>,
    program: WireProgram,
}

#[derive(Serialize, Deserialize)]
struct WireSeed {
    text: String,
    source: String,
    recorded_at: String,
    weak: bool,
}

#[derive(Serialize, Deserialize)]
struct WireSource {
    name: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
struct WirePlan {
    name: String,
    sha256: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct WireFrame {
    sha256: String,
    salted_sha256: String,
    cases: u64,
    eligible: u64,
    excluded: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct WireAllocation {
    method: String,
    minimum: u64,
    nested: bool,
    cap: Option<WireCap>,
    weights: BTreeMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct WireCap {
    column: String,
    k: u64,
}

#[derive(Serialize, Deserialize)]
struct WireStratum {
    stratum: String,
    eligible: u64,
    n: u64,
    cutoff_ticket: Option<String>,
    selected: Vec<WireDrawn>,
    reserves: Vec<WireDrawn>,
    passed_over: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct WireDrawn {
    case_id: String,
    ticket: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct WireTargeted {
    case_id: String,
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct WireAssignment {
    case_id: String,
    auditor: String,
    role: String,
}

#[derive(Serialize, Deserialize)]
struct WireReplacement {
    case_id: String,
    reason: String,
    replaced_by: String,
    approver: String,
    opened: bool,
    at: String,
}

#[derive(Serialize, Deserialize)]
struct WireExtension {
    from_n: u64,
    to_n: u64,
    at: String,
}

#[derive(Serialize, Deserialize)]
struct WireLedger {
    entry: u64,
    head: String,
}

#[derive(Serialize, Deserialize)]
struct WireProgram {
    name: String,
    version: String,
}

mod reading;
mod writing;
