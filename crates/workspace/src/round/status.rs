//! How far each round has come, as at a date.

use assay_measures::counting::sections;
use assay_measures::coverage::coverage;
use assay_measures::reads::Read;
use assay_model::AuditReturn;
use assay_store::{DrawRecord, DrawState, StoredReturn};
use assay_views::round::{AuditPeriod, AuditorStatus, RoundStatus};

use super::closing::{closing, first_stored};
use super::dates::dates;
use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::draws;
use crate::evidence::report::material::gather;
use crate::round::forms::register::{self, HeldForms};

/// Returns the status of one round, or of all that were drawn and not abandoned, oldest first.
///
/// # Errors
/// When there is no such draw, or the settings or the store cannot be read.
pub fn status(workspace: &Reader, draw: Option<&str>) -> Result<Vec<RoundStatus>> {
    if let Some(text) = draw {
        let record = draws::drawn(workspace, &draws::draw_id(text)?)?;
        return Ok(vec![of(workspace, &record, &Returns::of(workspace)?)?]);
    }
    let records = workspace.store.draws()?;
    let drawn = records.iter().filter(|record| record.state == DrawState::Drawn);
    let returns = Returns::of(workspace)?;
    drawn.map(|record| of(workspace, record, &returns)).collect()
}

/// All returns, and those of them that count as first reads of randomly drawn cases.
struct Returns {
    all: Vec<StoredReturn>,
    counted: Vec<AuditReturn>,
}

impl Returns {
    fn of(workspace: &Reader) -> Result<Self> {
        let (reads, _) = gather(workspace)?;
        let placed = sections(reads.iter().map(Read::facts));
        let counted = reads.into_iter().zip(placed).filter(|(_, s)| s.is_first_of_random());
        let counted = counted.map(|(read, _)| read.audit).collect();
        Ok(Self { all: workspace.returns()?, counted })
    }
}

fn of(workspace: &Reader, record: &DrawRecord, returns: &Returns) -> Result<RoundStatus> {
    let id = &record.frozen.id;
    let dates = dates(workspace, record)?;
    let auditors = register::of_draw(workspace, id)?;
    let closing = closing(workspace, id)?;
    let own: Vec<_> = returns.all.iter().filter(|r| r.audit.draw.as_ref() == Some(id)).collect();
    let mut late = 0;
    for stored in &own {
        if let Some(closing) = &closing {
            late += usize::from(first_stored(workspace, stored)? > closing.at);
        }
    }
    let is_overdue = |audit: &AuditReturn| audit.received_on.is_some_and(|d| d > dates.returns_due);
    let wanted: usize = auditors.iter().map(|line| line.cases).sum();
    let back = auditors.iter().map(|line| line.back).sum();
    let of_draw = returns.counted.iter().filter(|audit| audit.draw.as_ref() == Some(id));
    Ok(RoundStatus {
        draw: id.clone(),
        state: match closing {
            Some(_) => "closed",
            None if back < wanted && workspace.session.as_at() > dates.returns_due => "overdue",
            None if back == wanted => "complete",
            None => "open",
        },
        audit_period: AuditPeriod { from: dates.from, to: dates.to },
        returns_due: dates.returns_due,
        closes_on: dates.closes_on,
        closed_on: closing.map(|closing| closing.on),
        wanted,
        back,
        owed: wanted - back,
        overdue: own.iter().filter(|stored| is_overdue(&stored.audit)).count(),
        late,
        coverage: coverage(of_draw),
        auditors: auditors.into_iter().map(auditor).collect(),
    })
}

fn auditor(line: HeldForms) -> AuditorStatus {
    AuditorStatus { auditor: line.auditor, cases: line.cases, back: line.back, owed: line.owed }
}
