//! Freezing a list: who is eligible is decided and put on record before there is a seed.

use std::collections::BTreeSet;

use assay_config::plans::PlanEntry;
use assay_measures::counting::sections;
use assay_measures::graded::good_or_better_by;
use assay_measures::reads::{HeadlineGrade, Read};
use assay_model::{CaseId, CaseRecord, Date, DrawId, Fields, FreezeTerms, LeftOut, Month};
use assay_sampler::allocate::neyman_weight;
use assay_sampler::chances::Chances;
use assay_sampler::freeze::{
    Finding, FreezeError, Listing, Of, Previous, continuity, freeze as freeze_list, stale,
};
use assay_sampler::plan::{NoSize, PlanSource, Spread};
use assay_sampler::{Draw, Frame, FrameRow, FrameSummary, Plan, PlanText, Seed, draw};
use assay_store::{DrawState, FileWork, FrozenList};
use assay_views::draws::{Continuity, FreezeReport};
use serde_json::json;

use super::columns;
use super::known::{self, Known, Listed};
use super::outputs;
use super::plans::{self, Weights};
use super::seats::seats_notes;
use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::next::{Field, Next};
use crate::desk::reader::Reader;
use crate::desk::unfinished::named;
use crate::desk::writer::Writer;
use crate::evidence::report::material::{Detail, gather_all};

/// What to freeze.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreezeOptions {
    /// The plan's name.
    pub plan: String,
    /// The draw's id.
    pub id: String,
    /// The sample size, where it is not the plan's.
    pub n: Option<u64>,
    /// Where the seed will come from, such as the round of a randomness beacon; else as the plan says.
    pub seed_source: Option<String>,
}

/// Freezes the list of a plan under a draw's id.
///
/// # Errors
/// When the plan, the list or a value in it does not stand, or the id is taken.
pub fn freeze(workspace: &mut Writer<'_>, options: &FreezeOptions) -> Result<FreezeReport> {
    let id = super::draw_id(&options.id)?;
    let mut entry = plans::find(workspace, &options.plan)?;
    if let Some(named) = options.seed_source.as_deref().map(str::trim).filter(|s| !s.is_empty()) {
        named.clone_into(&mut entry.plan.seed_source);
    }
    let plan = &entry.plan;
    refuse_taken(workspace, &id)?;
    let as_at = workspace.session.as_at();
    let progress = workspace.progress_shared();
    let stage = progress.stage("freezing the list", Some(4));
    let listed = known::listed(workspace, plan)?;
    stage.step()?;
    let known = known::known(workspace, &listed.cases)?;
    stage.step()?;
    let listing = listing(as_at, &listed, &known, options.n);
    let frame = freeze_list(plan, &listing).map_err(unfrozen)?;
    stage.step()?;
    let n = plan.size(options.n, frame.eligible_count()).map_err(|fault| no_size(&fault))?;
    let notes = columns::notes(plan, &listing, options.n, n);
    let weights = weights(workspace, plan)?;
    let drawn =
        rehearse(&frame, &id, n, plan, &weights).map_err(|fault| with_notes(fault, &notes))?;
    let chances = seats_notes(&Chances::of_drawn(plan.rules(&weights).unit, &drawn.strata));
    let month = id.as_str().get(..7).and_then(Month::parse).unwrap_or_else(|| Month::of(as_at));
    let mut findings = findings(workspace, plan, &listed)?;
    findings.extend(stale(listed.as_at, month));
    stage.step()?;
    let texts: Vec<String> = findings.iter().map(|finding| finding.text.clone()).collect();

    let fixed = Fixed {
        id: &id,
        month,
        plan: &entry,
        listed: &listed,
        continuity: &texts,
        terms: terms(n, plan, &weights, &known, &frame),
        frame: &frame,
    };
    let (summary, receipt) = keep(workspace, &fixed)?;
    workspace.finish()?;
    let draws = workspace.store.draws()?;
    let drawn_before = super::draws_of_list(&draws, &listed.list, listed.import)
        .map(|draw| draw.frozen.id.to_string())
        .collect();
    Ok(FreezeReport {
        draw: id.to_string(),
        frame_sha256: summary.sha256.to_string(),
        cases: summary.cases,
        eligible: summary.eligible,
        excluded: summary.excluded,
        continuity: texts,
        receipt,
        n,
        notes,
        drawn_before,
        chances,
        findings: findings.into_iter().map(shown).collect(),
    })
}

/// Returns what decides who is eligible.
fn listing<'a>(
    as_at: Date,
    listed: &'a Listed,
    known: &'a Known,
    asked: Option<u64>,
) -> Listing<'a> {
    Listing {
        as_at,
        cases: &listed.cases,
        families: &known.families,
        audited: &known.audited,
        selected: &known.selected,
        named: &known.named,
        asked,
    }
}

/// What a freeze fixes.
struct Fixed<'a> {
    id: &'a DrawId,
    month: Month,
    plan: &'a PlanEntry,
    listed: &'a Listed,
    continuity: &'a [String],
    terms: FreezeTerms,
    frame: &'a Frame,
}

/// Stores the frozen list, with its entry in the ledger.
fn keep(workspace: &mut Writer<'_>, fixed: &Fixed<'_>) -> Result<(FrameSummary, String)> {
    let Fixed { id, plan, listed, frame, .. } = fixed;
    let (now, as_at) = (workspace.session.now(), workspace.session.as_at());
    workspace.write(now, |tx| {
        let salt = tx.salt();
        let summary = FrameSummary::new(frame, &salt);
        tx.freeze(&FrozenList {
            id: (*id).clone(),
            as_at,
            month: Some(fixed.month),
            plan_name: plan.plan.name.clone(),
            plan_text: plan.text.clone(),
            list: listed.list.clone(),
            import: listed.import,
            sources: listed
                .sources
                .iter()
                .map(|s| assay_store::Source { name: s.name.clone(), sha256: s.sha256.to_string() })
                .collect(),
            continuity: fixed.continuity.to_vec(),
            terms: fixed.terms.clone(),
            salt,
            frame: frame.bytes(),
        })?;
        let entry = json!({
            "draw_id": id.as_str(),
            "plan": plan.plan.name,
            "plan_sha256": PlanText::new(&plan.plan.name, &plan.text).sha256.to_string(),
            "frame_sha256": summary.sha256.to_string(),
            "salted_sha256": summary.salted_sha256.to_string(),
            "cases": summary.cases,
            "eligible": summary.eligible,
            "excluded": summary.excluded,
            "n": fixed.terms.n,
            "import": listed.import,
        });
        tx.append("freeze", entry)?;
        let receipt = summary.receipt(id, fixed.terms.n, &plan.plan.seed_source);
        let path = named(&[folder::DRAWS, id.as_str(), outputs::RECEIPT]);
        tx.then(&[FileWork::Write { path, bytes: format!("{receipt}\n").into_bytes() }])?;
        Ok((summary, receipt))
    })
}

fn shown(finding: assay_sampler::freeze::Finding) -> Continuity {
    let cases = finding.cases.iter().map(ToString::to_string).collect();
    Continuity { text: finding.text, cases }
}

fn refuse_taken(workspace: &Reader, id: &DrawId) -> Result<()> {
    let Some(draw) = workspace.store.draw(id)? else { return Ok(()) };
    let next = match draw.state {
        DrawState::Frozen => Next::DrawOrAbandon { draw: id.to_string() },
        _ => Next::Words("a draw's id names one draw for ever: take a new one".to_owned()),
    };
    Err(Error::taken(format!("draw {id} is {} already", draw.state.word())).then(next))
}

fn no_size(fault: &NoSize) -> Error {
    let next = Next::Fill { field: Field::FreezeSize, why: "give one", example: "100" };
    Error::input(fault.to_string()).then(next)
}

fn unfrozen(error: FreezeError) -> Error {
    let faults = match &error {
        FreezeError::Values(faults) => faults,
        FreezeError::Size(fault) => return no_size(fault),
        _ => return Error::refused("the list cannot be frozen").because(error),
    };
    let shown: Vec<String> = faults.iter().take(20).map(ToString::to_string).collect();
    let more = faults.len().saturating_sub(20);
    let rest = if more > 0 { format!("\nand {more} more") } else { String::new() };
    Error::refused(format!("the list cannot be frozen: {}{rest}", shown.join("\n")))
        .hint("correct these values in the list and import it again")
}

/// Finds out now, with a seed that counts for nothing, whether `n` can be spread at all: after the
/// seed is recorded it would be too late to change the plan.
fn rehearse(frame: &Frame, id: &DrawId, n: u64, plan: &Plan, weights: &Weights) -> Result<Draw> {
    let nothing = Seed::from_entropy(&[0; 32]);
    draw(frame, &nothing, id, n, &plan.rules(weights))
        .map_err(|fault| Error::input(fault.to_string()).then(Next::CheckPlan))
}

/// A list that cannot be drawn from, with what may be the reason.
pub(super) fn with_notes(fault: Error, notes: &[String]) -> Error {
    if notes.is_empty() { fault } else { fault.hint(notes.join("; ")) }
}

fn findings(workspace: &Reader, plan: &Plan, listed: &Listed) -> Result<Vec<Finding>> {
    let of = match plan.source {
        PlanSource::List(_) => Of::Cases,
        PlanSource::Events { .. } => Of::Events,
    };
    let mut draws = workspace.store.draws()?;
    // A list and a table of events may bear one name.
    draws.retain(|draw| {
        let is_of_events = plans::frozen(&draw.frozen.plan_text)
            .is_ok_and(|plan| matches!(plan.source, PlanSource::Events { .. }));
        draw.state != DrawState::Abandoned
            && draw.frozen.list == listed.list
            && is_of_events == (of == Of::Events)
    });
    let Some(before) = draws.last() else {
        return Ok(continuity(None, &listed.cases, workspace.session.as_at()));
    };
    let mut then = match of {
        Of::Cases => workspace.store.list_of_import(before.frozen.import, &listed.list)?,
        // Events are one table that grows: what it held then stands in the frozen list alone.
        Of::Events => super::frame(before)?.rows().iter().filter_map(event_of).collect(),
    };
    // A child who stood there under another id is neither gone nor new.
    let former = workspace.store.former()?;
    let now: BTreeSet<&CaseId> = listed.cases.iter().map(|case| &case.id).collect();
    for case in &mut then {
        if let Some(id) = former.became(&case.id).filter(|id| now.contains(id)) {
            case.id = id.clone();
        }
    }
    let previous =
        Previous { draw: before.frozen.id.as_str(), as_at: before.frozen.as_at, cases: &then, of };
    let previous = (!then.is_empty()).then_some(previous);
    Ok(continuity(previous, &listed.cases, workspace.session.as_at()))
}

/// An event of a frozen list, of which only the id is known; none where it was erased since.
fn event_of(row: &FrameRow) -> Option<CaseRecord> {
    let id = row.case.clone();
    let is_there = !id.as_str().starts_with("erased-");
    is_there.then(|| CaseRecord {
        id,
        closed_on: None,
        restricted: false,
        fields: Fields::default(),
    })
}

/// Weights of a Neyman spread: how far the last round's overall judgements lay apart in each stratum,
/// by the share that was good or better.
pub(super) fn weights(workspace: &Reader, plan: &Plan) -> Result<Weights> {
    if plan.spread != Spread::Neyman {
        return Ok(Weights::new());
    }
    let draws = workspace.store.draws()?;
    let last = draws
        .iter()
        .rev()
        .find(|draw| draw.state == DrawState::Drawn && draw.frozen.plan_name == plan.name);
    let Some(last) = last else { return Ok(Weights::new()) };
    let frame = super::frame(last)?;
    let reads = gather_all(workspace, Detail::Scores)?.reads;
    let placed = sections(reads.iter().map(Read::facts));
    let counted = reads.iter().zip(placed).filter(|(read, section)| {
        read.audit.draw.as_ref() == Some(&last.frozen.id) && section.is_first_of_random()
    });
    let stratum = |read: &Read| frame.row(&read.audit.case).map(|row| row.stratum.as_str());
    let counts = good_or_better_by(counted.map(|(read, _)| read), HeadlineGrade::Auditor, stratum);
    let weight = |(name, (hits, n)): (&str, (u64, u64))| (name.to_owned(), neyman_weight(hits, n));
    Ok(counts.into_iter().map(weight).collect())
}

fn terms(n: u64, plan: &Plan, weights: &Weights, known: &Known, frame: &Frame) -> FreezeTerms {
    let left_out = frame.rows().iter().filter(|row| row.status == assay_sampler::Status::Named);
    let by_hand = left_out.filter_map(|row| {
        known.named.get(&row.case).map(|named| LeftOut {
            case: row.case.as_str().to_owned(),
            reason: named.reason.clone(),
            approver: named.approver.clone(),
        })
    });
    FreezeTerms {
        n,
        seed_source: plan.seed_source.clone(),
        weights: weights.clone(),
        by_hand: by_hand.collect(),
    }
}
