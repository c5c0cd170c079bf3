//! Returns joined with their draws: how each case came to be read, its stratum, its service and team
//! at the freeze, and what each round was to read. Abandoned draws select nothing.

use std::collections::BTreeMap;

use assay_measures::reads::{Chosen, Read};
use assay_measures::report::{Round, RoundCase};
use assay_model::{AuditKind, CaseId, DrawId, Month, Timestamp};
use assay_sampler::Manifest;
use assay_sampler::standing::standing;
use assay_store::{DrawCase, DrawRecord, DrawRole, DrawState, StoredReturn};

use crate::error::{Error, Result};
use crate::place::Workspace;

/// What is known of a case in a draw.
struct Place {
    role: DrawRole,
    first_reader: String,
    stratum: String,
    service: String,
    team: String,
}

/// A draw as the figures need it.
struct Known {
    month: Month,
    strata: Vec<(String, u64)>,
    places: BTreeMap<CaseId, Place>,
    /// The standing sample, in the order of selection.
    sample: Vec<CaseId>,
}

/// Returns the latest returns with what their draws say of them, and the rounds drawn.
///
/// # Errors
/// When the store or a manifest cannot be read.
pub fn gather(workspace: &Workspace) -> Result<(Vec<Read>, Vec<Round>)> {
    let mut draws: BTreeMap<DrawId, Known> = BTreeMap::new();
    for draw in workspace.store.draws()? {
        if draw.state == DrawState::Drawn {
            draws.insert(draw.frozen.id.clone(), known(workspace, &draw)?);
        }
    }
    let mut closed = BTreeMap::new();
    for id in draws.keys() {
        if let Some(at) = crate::round::closed_at(workspace, id)? {
            closed.insert(id.clone(), at);
        }
    }
    let mut reads = Vec::new();
    workspace.store.each_return(0, |stored| {
        let known = stored.audit.draw.as_ref().and_then(|draw| draws.get(draw));
        let place = known.and_then(|known| known.places.get(&stored.audit.case));
        let mut audit = stored.audit.clone();
        audit.month = known.map(|known| known.month).or(audit.month);
        let text = |part: fn(&Place) -> &String| place.map_or(String::new(), |p| part(p).clone());
        reads.push(Read {
            chosen: chosen(known, place),
            assigned: place.is_some_and(|place| place.first_reader == audit.auditor),
            stratum: text(|place| &place.stratum),
            service: text(|place| &place.service),
            team: text(|place| &place.team),
            late: is_late(workspace, &closed, &stored)?,
            audit,
        });
        Ok::<(), Error>(())
    })?;
    let kinds = kinds(&reads);
    let round = |(id, known): (DrawId, Known)| {
        let kind = kinds.get(&id).copied().unwrap_or(AuditKind::Monthly);
        round(id, known, kind)
    };
    let rounds = draws.into_iter().map(round).collect();
    Ok((reads, rounds))
}

/// A return is late when its first version came in after its round was closed.
fn is_late(
    workspace: &Workspace,
    closed: &BTreeMap<DrawId, Timestamp>,
    stored: &StoredReturn,
) -> Result<bool> {
    let Some(at) = stored.audit.draw.as_ref().and_then(|draw| closed.get(draw)) else {
        return Ok(false);
    };
    Ok(crate::round::first_stored(workspace, stored)? > *at)
}

/// A case that its draw does not know was chosen by somebody.
fn chosen(known: Option<&Known>, place: Option<&Place>) -> Chosen {
    match (known, place.map(|place| place.role)) {
        (None, _) => Chosen::Outside,
        (Some(_), Some(DrawRole::Selected)) => Chosen::Random,
        (Some(_), Some(DrawRole::Replaced)) => Chosen::Replaced,
        (Some(_), Some(DrawRole::Targeted) | None) => Chosen::Targeted,
    }
}

fn known(workspace: &Workspace, draw: &DrawRecord) -> Result<Known> {
    let id = &draw.frozen.id;
    let manifest = draw.manifest.as_ref().map(|manifest| Manifest::parse(&manifest.bytes));
    let Some(Ok(manifest)) = manifest else {
        return Err(Error::new(format!("the manifest of draw {id} cannot be read"))
            .hint(format!("run: assay verify {id}")));
    };
    let standing = standing(&manifest);
    let strata_of: BTreeMap<&CaseId, &str> = standing
        .iter()
        .flat_map(|place| {
            let cases = [Some(&place.selected), place.case.as_ref()];
            cases.into_iter().flatten().map(|case| (case, place.stratum.as_str()))
        })
        .collect();
    let mut places = BTreeMap::new();
    for case in workspace.store.draw_cases(id)? {
        let stratum = strata_of.get(&case.case).copied().unwrap_or_default();
        let place = place(workspace, draw, &case, stratum)?;
        places.insert(case.case, place);
    }
    Ok(Known {
        month: draw.frozen.month.unwrap_or_else(|| Month::of(draw.frozen.as_at)),
        strata: manifest.strata.iter().map(|s| (s.name.clone(), s.eligible)).collect(),
        sample: standing.iter().filter_map(|place| place.case.clone()).collect(),
        places,
    })
}

fn place(
    workspace: &Workspace,
    draw: &DrawRecord,
    case: &DrawCase,
    stratum: &str,
) -> Result<Place> {
    let list = &draw.frozen;
    let listed = workspace.store.team_of(list.import, &list.list, &case.case)?;
    let (service, team) = listed.unwrap_or_default();
    Ok(Place {
        role: case.role,
        first_reader: case.first_reader.clone().unwrap_or_default(),
        stratum: stratum.to_owned(),
        service,
        team,
    })
}

fn round(draw: DrawId, known: Known, kind: AuditKind) -> Round {
    let case = |case: CaseId| {
        let place = known.places.get(&case);
        let text = |part: fn(&Place) -> &String| place.map_or(String::new(), |p| part(p).clone());
        RoundCase {
            stratum: text(|place| &place.stratum),
            service: text(|place| &place.service),
            auditor: text(|place| &place.first_reader),
            case,
        }
    };
    let cases = known.sample.into_iter().map(case).collect();
    Round { draw, month: known.month, kind, strata: known.strata, cases }
}

/// Returns what most first reads of each draw were made for.
fn kinds(reads: &[Read]) -> BTreeMap<DrawId, AuditKind> {
    let mut counts: BTreeMap<&DrawId, BTreeMap<AuditKind, usize>> = BTreeMap::new();
    for read in reads.iter().filter(|read| read.audit.kind.is_first_read()) {
        if let Some(draw) = &read.audit.draw {
            *counts.entry(draw).or_default().entry(read.audit.kind).or_default() += 1;
        }
    }
    let most = |counts: BTreeMap<AuditKind, usize>| {
        counts.into_iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)))
    };
    counts.into_iter().filter_map(|(draw, counts)| Some((draw.clone(), most(counts)?.0))).collect()
}
