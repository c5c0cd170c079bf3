//! What the store knows that decides who is eligible: earlier audits and draws, families, and cases
//! left out by hand. Old ids count for the ids they became.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::alike::folded;
use assay_model::{AuditKind, CaseId, CaseRecord, Date, FamilyTie, PastAudit};
use assay_sampler::freeze::{CHILD, DATE, Named};
use assay_sampler::plan::PlanSource;
use assay_sampler::{Digest, Plan, Source};
use assay_store::{DrawRecord, DrawRole, DrawState};
use assay_tables::{Body, Book, Cell, KeepRows, Limits, Ruling};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::next::{Import, Next};
use crate::desk::reader::Reader;

/// The list of cases left out by hand, in the workspace folder; it need not be there.
pub(super) const BY_HAND: &str = "left-out.csv";

/// The cases a plan draws from.
pub(super) struct Listed {
    /// The list's name.
    pub(super) list: String,
    /// The import it came with.
    pub(super) import: u64,
    /// The cases.
    pub(super) cases: Vec<CaseRecord>,
    /// The files it was read from.
    pub(super) sources: Vec<Source>,
    /// The date the list speaks of; none for events, whose table grows.
    pub(super) as_at: Option<Date>,
}

/// What decides eligibility beside the list.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) families: BTreeMap<CaseId, String>,
    pub(super) audited: BTreeMap<CaseId, Date>,
    pub(super) selected: BTreeMap<CaseId, Date>,
    pub(super) named: BTreeMap<CaseId, Named>,
}

/// Returns the cases of a plan's source.
pub(super) fn listed(workspace: &Reader, plan: &Plan) -> Result<Listed> {
    match &plan.source {
        PlanSource::List(name) => {
            let (import, mut cases) = workspace.store.current_list(name)?.ok_or_else(|| {
                Error::missing(format!(
                    "the plan draws from the list \"{name}\", which was not imported"
                ))
                .then(Next::Import(Import::Cases))
            })?;
            // Aliases that came after the list: a child under two ids is drawn under the one it has now.
            let former = workspace.store.former()?;
            let listed: BTreeSet<CaseId> = cases.iter().map(|case| case.id.clone()).collect();
            cases.retain(|case| former.became(&case.id).is_none_or(|now| !listed.contains(now)));
            let sources = sources(workspace, |found| found.number == import)?;
            let as_at = as_at(workspace, import)?;
            Ok(Listed { list: name.clone(), import, cases, sources, as_at })
        }
        PlanSource::Events { kind } => {
            let cases = event_cases(workspace, kind)?;
            if cases.is_empty() {
                let message =
                    format!("the plan draws from events \"{kind}\", and none were imported");
                return Err(Error::missing(message)
                    .then(Next::Import(Import::Events { kind: kind.clone() })));
            }
            let imports = workspace.store.imports_of_events(kind)?;
            let sources = sources(workspace, |found| imports.contains(&found.number))?;
            let import = imports.last().copied().unwrap_or(0);
            Ok(Listed { list: kind.clone(), import, cases, sources, as_at: None })
        }
    }
}

/// Returns the cases as they stood on the list a draw was frozen from.
pub(super) fn frozen_cases(
    workspace: &Reader,
    record: &DrawRecord,
    plan: &Plan,
) -> Result<Vec<CaseRecord>> {
    match &plan.source {
        PlanSource::List(name) => Ok(workspace.store.list_of_import(record.frozen.import, name)?),
        PlanSource::Events { kind } => event_cases(workspace, kind),
    }
}

fn as_at(workspace: &Reader, import: u64) -> Result<Option<Date>> {
    let imports = workspace.store.imports()?;
    Ok(imports.into_iter().find(|found| found.number == import).and_then(|found| found.as_at))
}

fn sources(
    workspace: &Reader,
    wanted: impl Fn(&assay_store::Import) -> bool,
) -> Result<Vec<Source>> {
    let imports = workspace.store.imports()?;
    let files = imports.iter().filter(|import| wanted(import)).flat_map(|import| &import.files);
    files
        .map(|file| {
            let sha256 = Digest::parse(&file.sha256).ok_or_else(|| {
                Error::damaged(format!("{}: the digest in the store is damaged", file.name))
            })?;
            Ok(Source { name: file.name.clone(), sha256 })
        })
        .collect()
}

/// Every event of the kind as a case: its id is child, date and kind, numbered where they are equal.
fn event_cases(workspace: &Reader, kind: &str) -> Result<Vec<CaseRecord>> {
    // A record is restricted for its child, whatever table an event of it stands in.
    let children = workspace.store.current_list("children")?;
    let restricted: BTreeSet<CaseId> = children
        .into_iter()
        .flat_map(|(_, cases)| cases)
        .filter(|case| case.restricted)
        .map(|case| case.id)
        .collect();
    let former = workspace.store.former()?;
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut cases = Vec::new();
    for event in workspace.store.events(kind)? {
        let (Some(child), Some(on)) = (event.case, event.on) else { continue };
        let base = format!("{child}|{on}|{kind}");
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        let id = if *count == 1 { base } else { format!("{base}|{count}") };
        let mut fields = event.fields;
        let now = former.now(&child);
        fields.insert(CHILD.to_owned(), now.to_string());
        fields.insert(DATE.to_owned(), on.to_string());
        let id = CaseId::parse(&id).map_err(|fault| {
            Error::input(format!("event of case {child}, kind \"{kind}\": expected {fault}"))
        })?;
        let restricted = restricted.contains(&child) || restricted.contains(now);
        cases.push(CaseRecord { id, closed_on: None, restricted, fields: fields.into() });
    }
    Ok(cases)
}

/// Returns what is known about the cases of a list.
pub(super) fn known(workspace: &Reader, cases: &[CaseRecord]) -> Result<Known> {
    let store = &workspace.store;
    let former = workspace.store.former()?;
    // A list may still have the old id: what is known under any id of the child counts for that one.
    let listed: BTreeMap<&CaseId, &CaseId> =
        cases.iter().map(|case| (former.now(&case.id), &case.id)).collect();
    let current = |id: CaseId| {
        let now = former.now(&id);
        listed.get(now).copied().unwrap_or(now).clone()
    };
    let mut known = Known { named: by_hand(workspace)?, ..Known::default() };
    for case in cases {
        let family = case.field("family");
        if !family.trim().is_empty() {
            known.families.insert(case.id.clone(), family.to_owned());
        }
    }
    for tie in store.all::<FamilyTie>()? {
        known.families.insert(current(tie.case), tie.family);
    }
    in_one_spelling(&mut known.families);
    let second = AuditKind::SecondRead;
    for stored in store.returns()? {
        let audit = stored.audit;
        if let (Some(on), true) = (audit.audited_on, audit.kind != second) {
            latest(&mut known.audited, current(audit.case), on);
        }
    }
    for past in store.all::<PastAudit>()? {
        if AuditKind::parse(&past.kind) != Some(second) {
            latest(&mut known.audited, current(past.case), past.on);
        }
    }
    for draw in store.draws()?.into_iter().filter(|draw| draw.state == DrawState::Drawn) {
        for case in store.draw_cases(&draw.frozen.id)? {
            if case.role == DrawRole::Selected {
                latest(&mut known.selected, current(case.case), draw.frozen.as_at);
            }
        }
    }
    for dates in [&mut known.audited, &mut known.selected] {
        add_events_of_children(dates, cases, &current);
    }
    // A child left out by hand is left out with every event.
    for case in cases {
        let child = CaseId::parse(case.field(CHILD)).ok();
        if let Some(named) = child.and_then(|child| known.named.get(&child)) {
            let named = named.clone();
            known.named.entry(case.id.clone()).or_insert(named);
        }
    }
    Ok(known)
}

/// An event is one of a child: it counts as audited when its child was, or another event of the child.
fn add_events_of_children(
    dates: &mut BTreeMap<CaseId, Date>,
    cases: &[CaseRecord],
    current: &dyn Fn(CaseId) -> CaseId,
) {
    let child = |case: &CaseRecord| CaseId::parse(case.field(CHILD)).ok().map(current);
    let mut of_children: BTreeMap<CaseId, Date> = BTreeMap::new();
    for case in cases {
        let Some(child) = child(case) else { continue };
        let known = [dates.get(&case.id), dates.get(&child)];
        known.into_iter().flatten().for_each(|on| latest(&mut of_children, child.clone(), *on));
    }
    for case in cases {
        if let Some(on) = child(case).and_then(|child| of_children.get(&child)) {
            latest(dates, case.id.clone(), *on);
        }
    }
}

/// Writes a family that is spelt in several ways in one of them, whichever came first.
fn in_one_spelling(families: &mut BTreeMap<CaseId, String>) {
    let mut spelt: BTreeMap<String, String> = BTreeMap::new();
    for family in families.values() {
        let one = spelt.entry(folded(family)).or_insert_with(|| family.clone());
        if family < one {
            family.clone_into(one);
        }
    }
    for family in families.values_mut() {
        family.clone_from(&spelt[&folded(family)]);
    }
}

fn latest(dates: &mut BTreeMap<CaseId, Date>, case: CaseId, on: Date) {
    dates.entry(case).and_modify(|date| *date = on.max(*date)).or_insert(on);
}

/// Reads the cases left out by hand: columns `case_id`, `reason` and `approver`, all three given.
fn by_hand(workspace: &Reader) -> Result<BTreeMap<CaseId, Named>> {
    let rows = small_table(workspace, BY_HAND, ["case_id", "reason", "approver"])?;
    let mut named = BTreeMap::new();
    for (line, [id, reason, approver]) in rows {
        let place = format!("{BY_HAND}, row {line}");
        let case = CaseId::parse(&id)
            .map_err(|fault| Error::input(format!("{place}: expected {fault}, found \"{id}\"")))?;
        if reason.is_empty() || approver.is_empty() {
            return Err(Error::input(format!(
                "{place}: expected a reason and who approved it, found \"{reason}\" and \"{approver}\""
            )));
        }
        named.insert(case, Named { reason, approver });
    }
    Ok(named)
}

/// Reads a small table of the workspace folder with these columns; no file is no rows.
pub(super) fn small_table<const N: usize>(
    workspace: &Reader,
    file: &str,
    columns: [&str; N],
) -> Result<Vec<(u32, [String; N])>> {
    let path = workspace.root.join(file);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let wrong = |fault: assay_tables::ReadError| {
        let hint = fault.hint();
        Error::input(format!("{file}: {fault}")).hint(hint)
    };
    let mut book = Book::open(file, files::read(&path)?, &Limits::default()).map_err(wrong)?;
    let sheet = book.read(0).map_err(wrong)?;
    let text = |cell: &Cell| cell.as_text().unwrap_or_default().trim().to_owned();
    let mut rows = sheet.rows.iter();
    let header: Vec<String> = rows
        .next()
        .map(|row| row.cells().iter().map(|cell| text(cell).to_lowercase()).collect())
        .unwrap_or_default();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        *place = header.iter().position(|name| name == column).ok_or_else(|| {
            Error::input(format!(
                "{file}: expected a column \"{column}\", found {}",
                header.join(", ")
            ))
        })?;
    }
    let mut body = Body::below(&sheet.rows[0], None, KeepRows::Records);
    let mut found = Vec::new();
    for row in rows {
        match body.judge(row) {
            Ruling::Record => {
                found.push((row.number, places.map(|place| text(row.cell(place)))));
            }
            Ruling::Aside(_) => {}
            Ruling::Broken(broken) => {
                let (expected, what, hint) = broken.words();
                let fault =
                    format!("{file}, row {}: expected {expected}, found {what}", row.number);
                return Err(Error::input(fault).hint(hint));
            }
        }
    }
    Ok(found)
}
