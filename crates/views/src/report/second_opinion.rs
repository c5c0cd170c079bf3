//! What others made of the audits: moderation, second reads, inspectors. Each table is of our grade
//! (rows, best first) by the other one.

use assay_measures::agree::Coefficient;
use assay_measures::report as measured;
use assay_model::{Month, print};
use serde::Serialize;

use crate::shown;

/// What others made of the audits shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecondOpinion {
    /// Audits with a grade: the base of the share moderated.
    pub graded: u64,
    /// What moderation made of them.
    pub moderated: Moderated,
    /// Where any grade was changed: both series by month.
    pub both_series: Vec<BothSeries>,
    /// What second readers made of them.
    pub second_reads: SecondReads,
    /// What inspectors made of them.
    pub inspectors: Inspectors,
}

/// What moderation made of the audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moderated {
    /// Audits moderated.
    pub n: u64,
    /// Grades upheld.
    pub upheld: u64,
    /// Grades raised.
    pub raised: u64,
    /// Grades lowered.
    pub lowered: u64,
    /// How many of the moderated grades the service challenged.
    pub challenged: u64,
    /// The auditor's grade by the moderated one.
    pub table: [[u64; 4]; 4],
    /// How many moderations were of each kind.
    pub kinds: Vec<ModeratedKind>,
}

/// How many moderations were of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModeratedKind {
    /// `blind`, `sighted` or `panel`.
    pub kind: &'static str,
    /// How many.
    pub n: u64,
}

/// Good or better in a month by the auditors' and by the moderated grades.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BothSeries {
    /// The month.
    #[serde(serialize_with = "shown::text")]
    pub month: Month,
    /// Good or better by the auditors' grades.
    pub auditor: u64,
    /// Good or better by the moderated grades.
    pub moderated: u64,
    /// Audits with a grade.
    pub base: u64,
    /// The share (0–1) by the auditors' grades, as estimated for the eligible list.
    pub auditor_share: f64,
    /// The share by the moderated grades.
    pub moderated_share: f64,
}

/// What second readers made of the audits.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SecondReads {
    /// Cases read twice.
    pub n: u64,
    /// The first reader's grade by the second's.
    pub table: [[u64; 4]; 4],
    /// Cohen's kappa; none under thirty pairs.
    pub kappa: Option<f64>,
    /// Gwet's AC1; none under thirty pairs.
    pub ac1: Option<f64>,
    /// Cases with the same grade, a better and a worse second one.
    #[serde(skip)]
    pub same_better_worse: [u64; 3],
    /// The coefficients with their standard errors, e.g. `kappa 0.71 (se 0.08)`; none under thirty pairs.
    #[serde(skip)]
    pub agreement: Option<String>,
}

/// What inspectors made of the audits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspectors {
    /// Cases that we had audited and they saw.
    pub n: u64,
    /// Our grade by theirs.
    pub table: [[u64; 4]; 4],
}

impl From<&measured::SecondOpinion> for SecondOpinion {
    fn from(found: &measured::SecondOpinion) -> Self {
        let month = |of: &measured::BothSeries| BothSeries {
            month: of.month,
            auditor: of.counts[0],
            moderated: of.counts[1],
            base: of.base,
            auditor_share: of.shares[0],
            moderated_share: of.shares[1],
        };
        let [upheld, raised, lowered] = found.moderated.same_better_worse();
        let kind = |(kind, n): &(measured::ModerationKind, u64)| ModeratedKind {
            kind: kind.word(),
            n: *n,
        };
        Self {
            graded: found.graded,
            moderated: Moderated {
                n: found.moderated.n(),
                upheld,
                raised,
                lowered,
                challenged: found.challenged,
                table: found.moderated.table,
                kinds: found.kinds.iter().map(kind).collect(),
            },
            both_series: found.both_series.iter().map(month).collect(),
            second_reads: (&found.second_reads).into(),
            inspectors: Inspectors { n: found.inspectors.n(), table: found.inspectors.table },
        }
    }
}

impl From<&measured::Pairs> for SecondReads {
    fn from(found: &measured::Pairs) -> Self {
        let agreement = found.agreement.as_ref();
        Self {
            n: found.n(),
            table: found.table,
            kappa: agreement.and_then(|a| a.kappa).map(|k| k.value),
            ac1: agreement.and_then(|a| a.ac1).map(|k| k.value),
            same_better_worse: found.same_better_worse(),
            agreement: agreement.map(|a| {
                format!(
                    "kappa {}, with quadratic weights {}, AC1 {}",
                    coefficient(a.kappa),
                    coefficient(a.kappa_quadratic),
                    coefficient(a.ac1)
                )
            }),
        }
    }
}

fn coefficient(found: Option<Coefficient>) -> String {
    found.map_or("undefined".to_owned(), |c| match c.se {
        Some(se) => format!("{} (se {})", print::decimal(c.value, 2), print::decimal(se, 2)),
        None => print::decimal(c.value, 2),
    })
}
