//! The frozen list: one line a case, in the byte order of the ids, and the digest of exactly those
//! bytes (selection.md, section 3). A frame that exists has no duplicate and something eligible may
//! still be missing from it; who is eligible was decided before, in `freeze`.

mod read;

use std::collections::BTreeMap;
use std::fmt;

use assay_model::CaseId;

use crate::Digest;

pub use read::FrameReadError;

/// What separates the systematic sort keys of one case.
pub const KEY_SEPARATOR: char = '\u{1f}';

/// Whether a case can be drawn, and if not, the first reason that applies, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The case had closed by the as-at date.
    Closed,
    /// Outside the plan's filter.
    Scope,
    /// Access to the record is restricted.
    Restricted,
    /// Audited or selected too recently.
    Audited,
    /// Left out by hand, with a reason and an approver.
    Named,
    /// Can be drawn.
    Eligible,
}

impl Status {
    /// All statuses, in the order in which they apply.
    pub const ALL: [Self; 6] =
        [Self::Closed, Self::Scope, Self::Restricted, Self::Audited, Self::Named, Self::Eligible];

    /// Returns the word that is in the frame.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Scope => "scope",
            Self::Restricted => "restricted",
            Self::Audited => "audited",
            Self::Named => "named",
            Self::Eligible => "eligible",
        }
    }

    /// Returns the status with exactly this word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// One case of the frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameRow {
    /// The case.
    pub case: CaseId,
    /// Its stratum; `all` where the plan has none.
    pub stratum: String,
    /// The unit's id: the case's own, or the family's.
    pub unit: String,
    /// Whether it can be drawn.
    pub status: Status,
    /// The value the cap counts by; empty where the plan has no cap or the value is blank.
    pub cap: String,
    /// The systematic sort keys, joined by U+001F; empty where the plan has none.
    pub key: String,
}

/// A frozen list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    rows: Vec<FrameRow>,
}

/// Why rows are not a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FrameFault {
    /// No case at all.
    #[error("the list holds no case")]
    Empty,
    /// The same case twice.
    #[error("case \"{0}\" is on the list twice")]
    Duplicate(CaseId),
    /// A tab or line end inside a value would break the line apart.
    #[error("case \"{case}\": the {part} holds a tab or line end")]
    Separator {
        /// The case.
        case: CaseId,
        /// Which part of the line.
        part: &'static str,
    },
    /// Nothing where something is required.
    #[error("case \"{case}\": the {part} is empty")]
    Missing {
        /// The case.
        case: CaseId,
        /// Which part of the line.
        part: &'static str,
    },
}

impl Frame {
    /// Returns the frame of these rows, in any order.
    ///
    /// # Errors
    /// When there are none, a case occurs twice, or a value would break its line apart.
    pub fn new(mut rows: Vec<FrameRow>) -> Result<Self, FrameFault> {
        if rows.is_empty() {
            return Err(FrameFault::Empty);
        }
        rows.sort_by(|a, b| a.case.cmp(&b.case));
        if let Some(pair) = rows.windows(2).find(|pair| pair[0].case == pair[1].case) {
            return Err(FrameFault::Duplicate(pair[0].case.clone()));
        }
        for row in &rows {
            check_row(row)?;
        }
        Ok(Self { rows })
    }

    /// Returns the rows, in the byte order of the case ids.
    #[must_use]
    pub fn rows(&self) -> &[FrameRow] {
        &self.rows
    }

    /// Returns the rows that can be drawn, in the same order.
    pub fn eligible(&self) -> impl Iterator<Item = &FrameRow> {
        self.rows.iter().filter(|row| row.status == Status::Eligible)
    }

    /// Returns the row of a case.
    #[must_use]
    pub fn row(&self, case: &CaseId) -> Option<&FrameRow> {
        self.rows.binary_search_by(|row| row.case.cmp(case)).ok().map(|index| &self.rows[index])
    }

    /// Returns how many cases have each status; statuses without a case are left out.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Status, u64> {
        let mut counts = BTreeMap::new();
        for row in &self.rows {
            *counts.entry(row.status).or_default() += 1;
        }
        counts
    }

    /// Returns how many cases can be drawn.
    #[must_use]
    pub fn eligible_count(&self) -> u64 {
        self.eligible().count() as u64
    }

    /// Returns the bytes that are digested and written as `frame.tsv`.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = String::with_capacity(self.rows.len() * 64);
        for row in &self.rows {
            let parts =
                [row.case.as_str(), &row.stratum, &row.unit, row.status.word(), &row.cap, &row.key];
            text.push_str(&parts.join("\t"));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// Returns the list with these strata renamed, old name to new; the others stay as they are.
    #[must_use]
    pub(crate) fn with_strata(mut self, renamed: &BTreeMap<String, String>) -> Self {
        for row in &mut self.rows {
            if let Some(name) = renamed.get(&row.stratum) {
                row.stratum.clone_from(name);
            }
        }
        self
    }

    /// Returns SHA-256 of the bytes.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.bytes())
    }

    /// Returns the digest that may leave the service: of the salt followed by the bytes.
    #[must_use]
    pub fn salted_digest(&self, salt: &[u8; 32]) -> Digest {
        Digest::of_parts(&[salt, &self.bytes()])
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

fn check_row(row: &FrameRow) -> Result<(), FrameFault> {
    let parts = [
        ("stratum", &row.stratum, true),
        ("unit", &row.unit, true),
        ("cap value", &row.cap, false),
        ("sort key", &row.key, false),
    ];
    for (part, value, needed) in parts {
        if value.contains(['\t', '\n', '\r']) {
            return Err(FrameFault::Separator { case: row.case.clone(), part });
        }
        if needed && value.is_empty() {
            return Err(FrameFault::Missing { case: row.case.clone(), part });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
