//! The monthly figures of returns that go, which join the record lines and are shown apart, as figures from
//! before. What they are, `measures` knows.

use assay_measures::counting::sections;
use assay_measures::past;
use assay_measures::reads::Read;
use assay_model::{Date, PastFigure};
use assay_store::OnHold;

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::report::material::{Detail, gather_all};
use crate::evidence::report::of_reads;

const SOURCE: &str = "assay, kept when the returns were removed";

/// Returns the figures of every month with returns of audits before the date.
pub(super) fn before(workspace: &Reader, cutoff: Date, held: &OnHold) -> Result<Vec<PastFigure>> {
    let found = gather_all(workspace, Detail::Scores)?;
    let placed = sections(found.reads.iter().map(Read::facts));
    let goes = |read: &Read| {
        let audit = &read.audit;
        let dates = [audit.audited_on, audit.received_on];
        let is_past = dates[0].or(dates[1]).is_some_and(|date| date < cutoff);
        is_past && !held.covers(audit.case.as_str()) && !held.covers_day(dates)
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
