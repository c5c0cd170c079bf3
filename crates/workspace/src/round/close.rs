//! Closing a round: its figures are fixed as a version of a record, names of its cases are purged,
//! and returns that come in from then on are marked as late. Nothing else changes.

use std::collections::BTreeSet;

use assay_measures::report::{MeanFigure, MonthFigures, Series};
use assay_model::closing::{FixedDomain, FixedMonth, FixedSection};
use assay_model::people::PersonName;
use assay_model::{CaseId, DrawId, FixedFigures, RoundClosed};
use assay_store::{DrawState, FileWork, Kept as _, Put};
use assay_views::round::Closed;
use serde_json::json;

use super::closing::closing;
use super::status::status;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::draws;
use crate::evidence::report::material::gather;
use crate::evidence::report::of_reads;
use crate::records::hold;

/// Closes a round, or fixes the figures of a closed one anew where late returns have changed them.
///
/// # Errors
/// When there is no such draw, it was not drawn, or the store cannot be written.
pub fn close(workspace: &mut Writer<'_>, draw: &str) -> Result<Closed> {
    let id = draws::draw_id(draw)?;
    draws::drawn(workspace, &id)?;
    let figures = figures(workspace, &id)?;
    let names = names_to_purge(workspace, &id)?;
    let now = workspace.session.now();
    let on = closing(workspace, &id)?.map_or(workspace.session.as_at(), |closing| closing.on);
    let closed = RoundClosed { draw: id.clone(), closed_on: on, figures };
    let (put, purged) = workspace.write(now, |tx| {
        let put = tx.keep(&closed, None)?;
        let purged = tx.withdraw_keys(PersonName::KIND, &names)?;
        if put.is_stored() || purged > 0 {
            tx.append("round close", json!({ "draw": id.as_str(), "names_purged": purged }))?;
        }
        if purged > 0 {
            tx.then(&[FileWork::Scour])?;
        }
        Ok::<_, Error>((put, purged))
    })?;
    workspace.finish()?;
    let version = workspace.store.history::<RoundClosed>(id.as_str())?.len() as u32;
    Ok(Closed {
        draw: id,
        version,
        is_new: !matches!(put, Put::Unchanged(_)),
        names_purged: purged,
        figures: assay_store::kept::json(&closed)?["figures"].take(),
        wanted: closed.figures.wanted,
        back: closed.figures.back,
        overdue: closed.figures.overdue,
    })
}

/// Names are kept for redaction only, and are purged when the last open round that has their case
/// closes; names of no case go when no round is open any more. Those on hold stay.
fn names_to_purge(workspace: &Reader, closing_id: &DrawId) -> Result<Vec<String>> {
    let mut own = BTreeSet::new();
    let mut needed: BTreeSet<CaseId> = BTreeSet::new();
    let mut is_any_open = false;
    for record in workspace.store.draws()? {
        let id = &record.frozen.id;
        let cases = workspace.store.draw_cases(id)?.into_iter().map(|case| case.case);
        if id == closing_id {
            own.extend(cases);
        } else if record.state != DrawState::Abandoned && closing(workspace, id)?.is_none() {
            is_any_open = true;
            needed.extend(cases);
        }
    }
    let names = workspace.store.all::<PersonName>()?;
    let goes = |name: &&PersonName| match &name.case {
        Some(case) => own.contains(case) && !needed.contains(case),
        None => !is_any_open,
    };
    let going = names.iter().filter(goes).cloned().collect();
    Ok(hold::names_that_may_go(workspace, going)?.iter().map(assay_store::Kept::key).collect())
}

/// Returns the figures of the round's first reads, as the report has them.
fn figures(workspace: &Reader, id: &DrawId) -> Result<FixedFigures> {
    let (mut reads, mut rounds) = gather(workspace)?;
    reads.retain(|read| read.audit.draw.as_ref() == Some(id));
    rounds.retain(|round| round.draw == *id);
    let report = of_reads(workspace, &reads, &rounds)?;
    let status = status(workspace, Some(id.as_str()))?.remove(0);
    let others = report.others.iter().map(|(section, other)| (section.words(), other));
    let sections = std::iter::once(("monthly audits", &report.monthly))
        .chain(others)
        .filter(|(_, series)| !series.months.is_empty())
        .map(|(section, found)| fixed(section, found));
    Ok(FixedFigures {
        returns_due: status.returns_due,
        wanted: status.wanted as u64,
        back: status.back as u64,
        overdue: status.overdue as u64,
        late: status.late as u64,
        sections: sections.collect(),
        coverage: status.coverage,
    })
}

fn fixed(section: &str, series: &Series) -> FixedSection {
    let domains = series.domains.iter().flat_map(|domain| {
        domain.months.iter().map(|month| FixedDomain {
            domain: domain.domain.clone(),
            month: month.month,
            mean: month.score.as_ref().map(MeanFigure::value),
            n: month.score.as_ref().map_or(0, |score| score.n),
            judgements: month.judgements,
            not_applicable: month.not_applicable,
        })
    });
    FixedSection {
        section: section.to_owned(),
        months: series.months.iter().map(month).collect(),
        domains: domains.collect(),
    }
}

fn month(figures: &MonthFigures) -> FixedMonth {
    let share = &figures.good_or_better;
    let interval = share.estimate.as_ref().map(|estimate| estimate.interval);
    FixedMonth {
        month: figures.month,
        drawn: figures.drawn,
        returned: figures.returned,
        late: figures.late,
        judgements: figures.judgements,
        good: share.figure.count,
        good_base: share.figure.base,
        interval: interval.map(|interval| (interval.low, interval.high)),
        mean_score: figures.mean_score.as_ref().map(MeanFigure::value),
        scored: figures.mean_score.as_ref().map_or(0, |mean| mean.n),
    }
}
