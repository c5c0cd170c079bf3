//! The record of a draw, as `manifest.json` keeps it (selection.md, section 7): enough, with
//! `frame.tsv` next to it, to draw again and compare. The wire form and its key order are in `wire`.

mod note;
mod receipt;
mod wire;

use assay_model::{CaseId, DrawId, ReadRole, Timestamp};

use crate::draw::{Draw, DrawnStratum};
use crate::{Digest, Frame, Rules, Seed};

pub use note::{AFTER_RESULTS, AfterResults, Grown, Note};
pub use wire::{ManifestReadError, timestamp_text};

/// The name of this method and its version.
pub const METHOD: &str = "assay/1";

/// The whole record of one draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// The draw.
    pub draw: DrawId,
    /// The seed and where it came from.
    pub seed: SeedRecord,
    /// When the list was frozen.
    pub frozen_at: Timestamp,
    /// The files the list was read from.
    pub sources: Vec<Source>,
    /// The plan's own lines of the settings.
    pub plan: PlanText,
    /// What was frozen.
    pub frame: FrameSummary,
    /// The rules; reserves and second reads are as many as the lists below show.
    pub rules: Rules,
    /// Every stratum with an eligible unit, sorted by name.
    pub strata: Vec<DrawnStratum>,
    /// The selected cases that are read twice.
    pub second_read: Vec<CaseId>,
    /// Cases chosen by judgement: audited and shown, never in an estimate.
    pub targeted: Vec<Targeted>,
    /// Who audits what.
    pub assignments: Vec<Assignment>,
    /// Reserves that stepped in, in the order in which they did.
    pub replacements: Vec<Replacement>,
    /// Enlargements of the sample.
    pub extensions: Vec<Extension>,
    /// What a reader of the sample has to know.
    pub notes: Vec<String>,
    /// The ledger entry that holds this file's digest; none while that is computed.
    pub ledger: Option<LedgerRef>,
    /// The program that drew.
    pub program: Program,
}

/// A seed and its history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedRecord {
    /// The seed.
    pub seed: Seed,
    /// Where it came from, in words.
    pub source: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Whether it was weak and expressly allowed.
    pub weak: bool,
}

/// A file the list was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// The digest of its bytes.
    pub sha256: Digest,
}

/// A plan as it was in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanText {
    /// Its name.
    pub name: String,
    /// The digest of its text.
    pub sha256: Digest,
    /// Its own lines.
    pub text: String,
}

impl PlanText {
    /// Returns a plan's text with the digest of its bytes.
    #[must_use]
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), sha256: Digest::of(text.as_bytes()), text: text.to_owned() }
    }
}

/// What was frozen, in numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameSummary {
    /// The digest of `frame.tsv`.
    pub sha256: Digest,
    /// The digest that may leave the service.
    pub salted_sha256: Digest,
    /// How many cases the list has.
    pub cases: u64,
    /// How many could be drawn.
    pub eligible: u64,
    /// How many could not, by status word.
    pub excluded: std::collections::BTreeMap<String, u64>,
}

impl FrameSummary {
    /// Returns the numbers of a frame.
    #[must_use]
    pub fn new(frame: &Frame, salt: &[u8; 32]) -> Self {
        let excluded = frame.counts().into_iter().filter(|(s, _)| *s != crate::Status::Eligible);
        Self {
            sha256: frame.digest(),
            salted_sha256: frame.salted_digest(salt),
            cases: frame.rows().len() as u64,
            eligible: frame.eligible_count(),
            excluded: excluded.map(|(status, n)| (status.word().to_owned(), n)).collect(),
        }
    }
}

/// A case chosen by judgement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Targeted {
    /// The case.
    pub case: CaseId,
    /// Why.
    pub reason: String,
}

/// Who audits a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The case.
    pub case: CaseId,
    /// The auditor's login.
    pub auditor: String,
    /// Which reading.
    pub role: ReadRole,
}

/// A reserve that stepped in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// The case it takes the place of: a selected one, or a reserve that had to be skipped.
    pub case: CaseId,
    /// Why.
    pub reason: String,
    /// The reserve.
    pub replaced_by: CaseId,
    /// Who approved it.
    pub approver: String,
    /// Whether the file had been opened.
    pub opened: bool,
    /// When.
    pub at: Timestamp,
}

/// An enlargement of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// The size before.
    pub from_n: u64,
    /// The size after.
    pub to_n: u64,
    /// When.
    pub at: Timestamp,
}

/// A ledger entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerRef {
    /// Its number.
    pub entry: u64,
    /// The hash of the chain up to it.
    pub head: String,
}

/// The program that wrote a manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// Everything of a manifest that is known before the draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freeze {
    /// The draw.
    pub draw: DrawId,
    /// When the list was frozen.
    pub frozen_at: Timestamp,
    /// The files the list was read from.
    pub sources: Vec<Source>,
    /// The plan.
    pub plan: PlanText,
    /// What was frozen.
    pub frame: FrameSummary,
    /// The rules.
    pub rules: Rules,
}

impl Manifest {
    /// Returns the record of a draw that nobody has been assigned to yet.
    #[must_use]
    pub fn new(freeze: Freeze, seed: SeedRecord, draw: Draw, program: Program) -> Self {
        let notes = draw.notes(&seed.seed, &freeze.rules);
        Self {
            draw: freeze.draw,
            seed,
            frozen_at: freeze.frozen_at,
            sources: freeze.sources,
            plan: freeze.plan,
            frame: freeze.frame,
            rules: freeze.rules,
            strata: draw.strata,
            second_read: draw.second_read,
            targeted: Vec::new(),
            assignments: Vec::new(),
            replacements: Vec::new(),
            extensions: Vec::new(),
            notes,
            ledger: None,
            program,
        }
    }

    /// Returns the sample size over all strata, in units.
    #[must_use]
    pub fn n(&self) -> u64 {
        self.strata.iter().map(|stratum| stratum.n).sum()
    }

    /// Returns the notes on changes of the sample that followed results: extensions and replacements.
    pub fn after_results(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(String::as_str).filter(|note| note.contains(AFTER_RESULTS))
    }

    /// Returns the selected cases, in the order of strata and of selection.
    pub fn selected(&self) -> impl Iterator<Item = &CaseId> {
        self.strata.iter().flat_map(|stratum| &stratum.selected).map(|drawn| &drawn.case)
    }

    /// Returns the stratum a case was selected or reserved in.
    #[must_use]
    pub fn stratum_of(&self, case: &CaseId) -> Option<&DrawnStratum> {
        self.strata.iter().find(|stratum| {
            stratum.selected.iter().chain(&stratum.reserves).any(|drawn| drawn.case == *case)
        })
    }

    /// Returns the digest the ledger entry holds: of this file with `ledger` as null.
    #[must_use]
    pub fn digest_without_ledger(&self) -> Digest {
        let bare = Self { ledger: None, ..self.clone() };
        Digest::of(&bare.bytes())
    }
}
