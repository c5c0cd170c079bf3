//! Returns joined with their draws: how each case came to be read, its stratum, its service and team
//! at the freeze, whether it came in late, how it was moderated, and what each round was to read.
//! Abandoned draws select nothing.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread::ScopedJoinHandle;

use assay_measures::counting::Chosen;
use assay_measures::reads::Read;
use assay_measures::report::{Drawing, Family, Moderation, Round, RoundCase, RoundStratum};
use assay_model::alike::alike;
use assay_model::{AuditKind, AuditReturn, CaseId, Date, DrawId, Judgement, Month, Timestamp};
use assay_sampler::standing::standing;
use assay_sampler::{DrawnStratum, Manifest, Selection, Unit};
use assay_store::{DrawRole, Drawn, EVERY, Numbers, Store, StoredReturn};

use super::chances::{self, Simulated, frozen_list};
use super::moderation;
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::progress::Stage;
use crate::desk::reader::Reader;

/// How much of each return is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Grades and scores.
    Scores,
    /// What was written too.
    Whole,
}

/// What figures are made from.
#[derive(Debug)]
pub struct Gathered {
    /// The latest returns with what their draws say of them.
    pub reads: Vec<Read>,
    /// The rounds drawn.
    pub rounds: Vec<Round>,
    /// Moderations, the latest of each audit.
    pub moderations: Vec<Moderation>,
    /// Returns left out because they are dated after the day that was asked for.
    pub after: u64,
    /// The date of the list that each draw was made of.
    listed: BTreeMap<DrawId, Date>,
}

impl Gathered {
    /// Returns what is dated on or before the day, whenever it was recorded.
    #[must_use]
    pub fn as_at(mut self, day: Date) -> Self {
        let all = self.reads.len();
        self.reads.retain(|read| dated(&read.audit).is_none_or(|on| on <= day));
        self.after = (all - self.reads.len()) as u64;
        let listed = &self.listed;
        self.rounds.retain(|round| {
            round.month.first_day() <= day && listed.get(&round.draw).is_none_or(|on| *on <= day)
        });
        self
    }
}

/// Returns a return's own date: of the audit, else of its receipt, else the first day of its month.
fn dated(audit: &AuditReturn) -> Option<Date> {
    let month = || audit.month.map(Month::first_day);
    audit.audited_on.or(audit.received_on).or_else(month)
}

/// What is known of a case in a draw.
struct Place {
    role: DrawRole,
    first_reader: Arc<str>,
    stratum: Arc<str>,
    plan_type: Arc<str>,
    service: Arc<str>,
    team: Arc<str>,
}

/// A draw as the figures need it.
struct Known {
    /// The date of the list it was made of.
    listed: Date,
    month: Month,
    closed_at: Option<Timestamp>,
    drawing: Drawing,
    strata: Vec<RoundStratum>,
    passed_over: u64,
    /// The families of its cases; empty where the unit is the case.
    families: HashMap<CaseId, Family>,
    places: HashMap<CaseId, Place>,
    /// The chances that were found for a draw with a cap, where its plan asks for them.
    simulated: Option<Simulated>,
    /// The standing sample, in the order of selection.
    sample: Vec<CaseId>,
    /// How it was changed after results were known.
    after_results: Vec<String>,
}

/// The draws of the workspace.
type Draws = BTreeMap<DrawId, Known>;

/// Returns the latest returns with what their draws say of them, and the rounds drawn.
///
/// # Errors
/// When the store or a manifest cannot be read.
pub fn gather(workspace: &Reader) -> Result<(Vec<Read>, Vec<Round>)> {
    let found = gather_all(workspace, Detail::Whole)?;
    Ok((found.reads, found.rounds))
}

/// Returns all that figures are made from.
///
/// # Errors
/// When the store or a manifest cannot be read.
pub fn gather_all(workspace: &Reader, detail: Detail) -> Result<Gathered> {
    let (returns, draws) = read_all(workspace, detail)?;
    let listed = draws.iter().map(|(id, known)| (id.clone(), known.listed)).collect();
    let moderations = moderation::moderations(workspace)?;
    let grades: HashMap<(Option<&DrawId>, &CaseId), Judgement> =
        moderations.iter().map(|one| ((one.draw.as_ref(), &one.case), one.grade)).collect();
    let mut reads = Vec::with_capacity(returns.iter().map(Vec::len).sum());
    for stored in returns.into_iter().flatten() {
        let known = stored.audit.draw.as_ref().and_then(|draw| draws.get(draw));
        let late = is_late(workspace, known, &stored)?;
        reads.push(Read { late, ..read(stored.audit, known, &grades) });
    }
    let kinds = kinds(&reads);
    let round = |(id, known): (DrawId, Known)| {
        let kind = kinds.get(&id).copied().unwrap_or(AuditKind::Monthly);
        round(id, known, kind)
    };
    let rounds = draws.into_iter().map(round).collect();
    Ok(Gathered { reads, rounds, moderations, after: 0, listed })
}

/// Reads the returns, in as many parts as there are processors, and the draws meanwhile: each takes about as
/// long as the other. The parts follow each other.
fn read_all(workspace: &Reader, detail: Detail) -> Result<(Vec<Vec<StoredReturn>>, Draws)> {
    let stage = workspace.stage("reading returns", Some(workspace.store.count_returns(&EVERY)?));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let others = workspace.of_same_moment(threads)?;
    if others.is_empty() {
        return Ok((
            vec![part_of_returns(&workspace.store, EVERY, detail, &stage)?],
            draws(workspace)?,
        ));
    }
    let parts = workspace.store.return_parts(threads)?;
    let stage = &stage;
    std::thread::scope(|scope| {
        let reading: Vec<_> = parts
            .into_iter()
            .zip(others)
            .map(|(part, store)| scope.spawn(move || part_of_returns(&store, part, detail, stage)))
            .collect();
        let draws = draws(workspace);
        let end = |part: ScopedJoinHandle<'_, _>| part.join().unwrap_or_else(|p| resume_unwind(p));
        let returns = reading.into_iter().map(end).collect::<Result<_>>()?;
        Ok((returns, draws?))
    })
}

fn draws(workspace: &Reader) -> Result<Draws> {
    let drawn = workspace.store.drawn()?;
    drawn.iter().map(|draw| Ok((draw.id.clone(), known(workspace, draw)?))).collect()
}

fn part_of_returns(
    store: &Store,
    numbers: Numbers,
    detail: Detail,
    stage: &Stage<'_>,
) -> Result<Vec<StoredReturn>> {
    let mut returns = Vec::with_capacity(store.count_returns(&numbers)? as usize);
    let add = |stored| {
        returns.push(stored);
        stage.step()
    };
    match detail {
        Detail::Scores => store.each_scored_return(numbers, add)?,
        Detail::Whole => store.each_return(numbers, add)?,
    }
    Ok(returns)
}

fn read(
    mut audit: AuditReturn,
    known: Option<&Known>,
    grades: &HashMap<(Option<&DrawId>, &CaseId), Judgement>,
) -> Read {
    let place = known.and_then(|known| known.places.get(&audit.case));
    audit.month = known.map(|known| known.month).or(audit.month);
    let text = |part| text_of(place, part);
    let moderated = grades
        .get(&(audit.draw.as_ref(), &audit.case))
        .or_else(|| grades.get(&(None, &audit.case)))
        .filter(|_| audit.kind.is_first_read())
        .copied();
    Read {
        chosen: chosen(known, place),
        assigned: place.is_some_and(|place| alike(&place.first_reader, &audit.auditor)),
        stratum: text(|place| &place.stratum),
        plan_type: text(|place| &place.plan_type),
        service: text(|place| &place.service),
        team: text(|place| &place.team),
        late: false,
        moderated,
        audit,
    }
}

/// A return is late when its first version came in after its round was closed.
fn is_late(workspace: &Reader, known: Option<&Known>, stored: &StoredReturn) -> Result<bool> {
    match known.and_then(|known| known.closed_at) {
        Some(at) => Ok(crate::round::first_stored(workspace, stored)? > at),
        None => Ok(false),
    }
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

/// Returns a text of the case's place; empty where its draw does not know it.
fn text_of(place: Option<&Place>, part: fn(&Place) -> &Arc<str>) -> Arc<str> {
    place.map_or_else(Arc::default, |place| Arc::clone(part(place)))
}

/// The texts of a draw, each held once: thousands of cases share a handful of teams and strata.
#[derive(Default)]
struct Shared(HashSet<Arc<str>>);

impl Shared {
    fn text(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = text.into();
        self.0.insert(Arc::clone(&fresh));
        fresh
    }
}

fn known(workspace: &Reader, draw: &Drawn) -> Result<Known> {
    let id = &draw.id;
    let Ok(manifest) = Manifest::parse(&draw.manifest) else {
        return Err(Error::damaged(format!("the manifest of draw {id} cannot be read"))
            .then(Next::Verify { draw: id.to_string() }));
    };
    let standing = standing(&manifest);
    let strata_of: HashMap<&CaseId, &str> = standing
        .iter()
        .flat_map(|place| {
            let cases = [Some(&place.selected), place.case.as_ref()];
            cases.into_iter().flatten().map(|case| (case, place.stratum.as_str()))
        })
        .collect();
    let mut shared = Shared::default();
    let mut places = HashMap::with_capacity(standing.len());
    workspace.store.each_draw_place(draw, |place| {
        let found = Place {
            role: place.role,
            first_reader: shared.text(place.first_reader.as_deref().unwrap_or_default()),
            stratum: shared.text(strata_of.get(&place.case).copied().unwrap_or_default()),
            plan_type: shared.text(&place.plan_type),
            service: shared.text(&place.service),
            team: shared.text(&place.team),
        };
        places.insert(place.case, found);
    })?;
    Ok(Known {
        listed: draw.as_at,
        month: draw.month.unwrap_or_else(|| Month::of(draw.as_at)),
        closed_at: crate::round::closed_at(workspace, id)?,
        drawing: drawing(&manifest),
        strata: manifest.strata.iter().map(stratum).collect(),
        passed_over: manifest.strata.iter().map(|s| s.passed_over.len() as u64).sum(),
        families: families(workspace, id, &manifest)?,
        simulated: chances::simulated(workspace, id, &manifest)?,
        sample: standing.iter().filter_map(|place| place.case.clone()).collect(),
        after_results: manifest.after_results().map(str::to_owned).collect(),
        places,
    })
}

fn stratum(found: &DrawnStratum) -> RoundStratum {
    RoundStratum { name: found.name.clone(), eligible: found.eligible, seats: found.n }
}

fn drawing(manifest: &Manifest) -> Drawing {
    match (manifest.rules.unit, manifest.rules.selection) {
        (Unit::Family, _) => Drawing::Families,
        (Unit::WholeFamily, _) => Drawing::WholeFamilies,
        (Unit::Case, Selection::Systematic) => Drawing::Steps,
        (Unit::Case, _) => Drawing::Cases,
    }
}

/// Returns the family of each eligible case of the frozen list, where families were drawn.
fn families(
    workspace: &Reader,
    draw: &DrawId,
    manifest: &Manifest,
) -> Result<HashMap<CaseId, Family>> {
    if manifest.rules.unit == Unit::Case {
        return Ok(HashMap::new());
    }
    let frame = frozen_list(workspace, draw)?;
    let mut children: HashMap<&str, u64> = HashMap::new();
    for row in frame.eligible() {
        *children.entry(&row.unit).or_default() += 1;
    }
    let family = |unit: &str| Family { id: unit.to_owned(), children: children[unit] };
    Ok(frame.eligible().map(|row| (row.case.clone(), family(&row.unit))).collect())
}

fn round(draw: DrawId, known: Known, kind: AuditKind) -> Round {
    let case = |case: CaseId| {
        let place = known.places.get(&case);
        let text = |part| text_of(place, part);
        RoundCase {
            stratum: text(|place| &place.stratum),
            service: text(|place| &place.service),
            team: text(|place| &place.team),
            auditor: text(|place| &place.first_reader),
            family: known.families.get(&case).cloned(),
            chance: known.simulated.as_ref().and_then(|found| found.of(&case)),
            case,
        }
    };
    let cases = known.sample.into_iter().map(case).collect();
    let Known { month, drawing, strata, passed_over, simulated, after_results, .. } = known;
    let simulated = simulated.map(|found| found.words);
    Round { draw, month, kind, drawing, strata, passed_over, simulated, cases, after_results }
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
