//! The monthly figures of returns that go, which join the record lines and are shown apart, as figures from
//! before. What they are, `measures` knows.

use std::collections::BTreeSet;

use assay_measures::counting::sections;
use assay_measures::past;
use assay_measures::reads::Read;
use assay_model::{CaseId, Date, PastFigure};

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::report::material::{Detail, gather_all};
use crate::evidence::report::of_reads;

const SOURCE: &str = "assay, kept when the returns were removed";

/// Returns the figures of every month with returns of audits before the date.
pub(super) fn before(
    workspace: &Reader,
    cutoff: Date,
    held: &BTreeSet<CaseId>,
) -> Result<Vec<PastFigure>> {
    let found = gather_all(workspace, Detail::Scores)?;
    let placed = sections(found.reads.iter().map(Read::facts));
    let goes = |read: &Read| {
        let audit = &read.audit;
        let is_past = audit.audited_on.or(audit.received_on).is_some_and(|date| date < cutoff);
        is_past && !held.contains(&audit.case)
    };
    let reads: Vec<Read> = found
        .reads
        .into_iter()
        .zip(placed)
        .filter(|(read, section)| section.is_headline() && goes(read))
        .map(|(read, _)| read)
        .collect();
    Ok(past::kept(&of_reads(workspace, &reads, &found.rounds)?.monthly, SOURCE))
}
