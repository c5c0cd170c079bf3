//! Which reader reads what: the kind of import, the column map, and for cases Annex A first.

use std::collections::{BTreeMap, HashMap};

use assay_config::lists::Lists;
use assay_config::maps::{Maps, NamedMap};
use assay_intake::annexa::AnnexA;
use assay_intake::{
    ColumnMap, FoundBy, History, IntakeError, Keep, OneRow, Outcome, Source, VerdictRow,
};
use assay_model::alike::folded;
use assay_model::history::Comparator;
use assay_model::people::{Auditor, CaseAlias, FamilyTie, PersonName};
use assay_model::{AuditReturn, Problem, ThemeVerdict, Understood, action::Action};
use assay_sampler::plan::PlanSource;
use assay_store::CaseList;
use assay_tables::Limits;
use assay_views::import::Said;

use super::kind::CHILDREN;
use super::{ImportOptions, Kind, ids};
use crate::{Error, Reader, Result};

/// Records of one kind, ready to store.
pub(super) enum Records {
    Cases(Vec<CaseList>),
    Returns(Vec<AuditReturn>),
    Actions(Vec<Action>),
    Findings(Vec<FoundBy>),
    Auditors(Vec<Auditor>),
    Families(Vec<FamilyTie>),
    Names(Vec<PersonName>),
    Aliases(Vec<CaseAlias>),
    History(Vec<History>),
    Comparators(Vec<Comparator>),
    Verdicts(Vec<ThemeVerdict>),
}

/// What files gave.
pub(super) struct Incoming {
    pub(super) records: Records,
    pub(super) read: u64,
    pub(super) problems: Vec<Problem>,
    pub(super) said: Vec<String>,
    pub(super) understood: Understood,
}

/// Returns the workspace's maps, and the shipped ones under names it has not.
pub(super) fn maps(workspace: &Reader) -> Result<Maps> {
    const FILE: &str = "maps.yaml";
    let own = assay_config::maps::read(&workspace.settings_text(FILE)?, FILE)?;
    Ok(own.or(assay_config::maps::shipped()?))
}

/// Reads the files as what they are said to hold.
///
/// # Errors
/// The outer error when a setting is at fault; the inner one when a file is.
pub(super) fn read(
    workspace: &Reader,
    options: &ImportOptions,
    maps: &Maps,
    sources: Vec<Source>,
) -> Result<std::result::Result<Incoming, IntakeError>> {
    let is_other = |source: &&Source| options.kind != Kind::Returns && is_small_form(source);
    if let Some(form) = sources.iter().find(is_other) {
        return Ok(Err(IntakeError::NotThat {
            file: form.name.clone(),
            found: "an audit form that this program wrote".to_owned(),
            expected: format!("a table of {}", options.kind.word()),
            hint: "import it as a return".to_owned(),
        }));
    }
    let limits = options.limits();
    let named = named_map(maps, options)?;
    let map = &ColumnMap {
        ids: ids::known_for(workspace, options.kind)?,
        up_to: Some(workspace.session.as_at()),
        ..named.map.clone()
    };
    if options.kind == Kind::Cases {
        return cases(workspace, options, named, sources, &limits);
    }
    if options.kind == Kind::Returns && options.map.is_none() {
        let is_form = |source: &Source| assay_intake::form::is_form(source, &limits);
        let (forms, flat): (Vec<Source>, Vec<Source>) = sources.into_iter().partition(is_form);
        return returns(workspace, options, (forms, flat), map);
    }
    match options.kind {
        Kind::Findings => {
            // The map of an older workspace does not name what results of inspections have.
            let shipped = assay_config::maps::shipped()?;
            let usual = shipped.get(Kind::Findings.word()).map(|named| named.map.clone());
            let map = map.clone().with_usual(&usual.unwrap_or_default());
            let frameworks = crate::desk::frameworks::all(workspace)?;
            let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
            let read = assay_intake::read_findings(sources, &map, &frameworks, &limits);
            kept(read, |mut read| {
                let recommended = read.records.iter_mut().filter_map(|found| match found {
                    FoundBy::Recommendation(finding) => Some(finding),
                    FoundBy::Result(_) => None,
                });
                let doubts = super::findings::named(workspace, recommended, &file)?;
                read.problems.extend(doubts);
                Ok(all(read, Records::Findings))
            })
        }
        Kind::Returns => {
            let tools = crate::round::forms::tools(workspace)?;
            let read = assay_intake::read_placed_returns(sources, map, &tools, &limits);
            kept(read, |read| {
                let read = crate::round::forms::on_their_draws(workspace, read, options.taking())?;
                returned(workspace, read)
            })
        }
        Kind::Actions => kept(assay_intake::read_actions(sources, map, &limits), |mut read| {
            read.records = crate::round::actions::with_held(workspace, read.records)?;
            Ok(all(read, Records::Actions))
        }),
        Kind::Verdicts => kept(assay_intake::read_verdicts(sources, map, &limits), |outcome| {
            verdicts(workspace, outcome)
        }),
        kind => Ok(plain(kind, sources, map, &limits)),
    }
}

/// Goes on with what was read, where it could be.
fn kept<T>(
    read: std::result::Result<T, IntakeError>,
    go_on: impl FnOnce(T) -> Result<Incoming>,
) -> Result<std::result::Result<Incoming, IntakeError>> {
    match read {
        Ok(read) => go_on(read).map(Ok),
        Err(fault) => Ok(Err(fault)),
    }
}

/// Reads tables of which nothing else in the workspace needs to be known.
fn plain(
    kind: Kind,
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> std::result::Result<Incoming, IntakeError> {
    use assay_intake as intake;
    match kind {
        Kind::Auditors => {
            intake::read_auditors(sources, map, limits).map(|o| all(o, Records::Auditors))
        }
        Kind::Families => {
            intake::read_families(sources, map, limits).map(|o| all(o, Records::Families))
        }
        Kind::Names => intake::read_names(sources, map, limits).map(|o| all(o, Records::Names)),
        Kind::Aliases => {
            intake::read_aliases(sources, map, limits).map(|o| all(o, Records::Aliases))
        }
        Kind::History => {
            intake::read_history(sources, map, limits).map(|o| all(o, Records::History))
        }
        Kind::Comparators => {
            intake::read_comparators(sources, map, limits).map(|o| all(o, Records::Comparators))
        }
        Kind::Returns
        | Kind::Actions
        | Kind::Findings
        | Kind::Verdicts
        | Kind::Cases
        | Kind::Comments
        | Kind::Events
        | Kind::Ssd => {
            unreachable!("these were read before, or on their own")
        }
    }
}

/// Verdicts belong to comments that are held here; those that are not are refused.
fn verdicts(workspace: &Reader, outcome: Outcome<VerdictRow>) -> Result<Incoming> {
    let Outcome { records, mut problems, read, said, understood } = outcome;
    let (records, more) = crate::comments::themes::verdicts::of_rows(workspace, records)?;
    problems.extend(more);
    Ok(Incoming { records: Records::Verdicts(records), read, problems, said, understood })
}

/// Forms and flat tables in any mixture.
fn returns(
    workspace: &Reader,
    options: &ImportOptions,
    (forms, flat): (Vec<Source>, Vec<Source>),
    map: &ColumnMap,
) -> Result<std::result::Result<Incoming, IntakeError>> {
    let (limits, taking) = (&options.limits(), options.taking());
    let tools = crate::round::forms::tools(workspace)?;
    let mut outcome =
        match crate::round::forms::read_forms(workspace, forms, &tools, limits, taking)? {
            Ok(outcome) => outcome,
            Err(fault) => return Ok(Err(fault)),
        };
    if !flat.is_empty() {
        let more = match assay_intake::read_placed_returns(flat, map, &tools, limits) {
            Ok(more) => crate::round::forms::on_their_draws(workspace, more, taking)?,
            Err(fault) => return Ok(Err(fault)),
        };
        outcome.records.extend(more.records);
        outcome.problems.extend(more.problems);
        outcome.read += more.read;
        outcome.said.extend(more.said);
        outcome.understood.sheets.extend(more.understood.sheets);
        outcome.understood.aside.extend(more.understood.aside);
    }
    returned(workspace, outcome).map(Ok)
}

/// Tells whether a file is a form; a large one is none, and need not be opened twice.
pub(super) fn is_small_form(source: &Source) -> bool {
    source.bytes.starts_with(b"PK")
        && source.bytes.len() < 4 << 20
        && assay_intake::form::is_form(source, &Limits::default())
}

/// Returns with what their judgements ask for.
fn returned(workspace: &Reader, mut outcome: Outcome<AuditReturn>) -> Result<Incoming> {
    outcome.said.extend(logins(workspace, &mut outcome.records)?);
    outcome.said.extend(crate::round::escalation::asked_for(workspace, &outcome.records)?);
    Ok(all(outcome, Records::Returns))
}

/// Writes auditors by their logins, where the auditors' list knows a return's auditor by name or by
/// another spelling, so that one person's returns are one person's. A return that is held under the
/// spelling as it came stays with it.
fn logins(workspace: &Reader, returns: &mut [AuditReturn]) -> Result<Vec<String>> {
    let auditors: Vec<Auditor> = workspace.store.all()?;
    let mut logins: HashMap<String, &str> = HashMap::new();
    for auditor in auditors.iter().filter(|auditor| !auditor.name.is_empty()) {
        logins.entry(folded(&auditor.name)).or_insert(&auditor.login);
    }
    logins.extend(auditors.iter().map(|a| (folded(&a.login), a.login.as_str())));
    let mut written: BTreeMap<(String, &str), u64> = BTreeMap::new();
    for audit in returns {
        let Some(login) = logins.get(&folded(&audit.auditor)).filter(|l| **l != audit.auditor)
        else {
            continue;
        };
        if workspace.store.return_versions(&assay_store::returns::key(audit))?.is_empty() {
            let was = std::mem::replace(&mut audit.auditor, (*login).to_owned());
            *written.entry((was, login)).or_default() += 1;
        }
    }
    let line = |((was, login), returns): ((String, &str), u64)| {
        Said::ReadAs { was: &was, login, returns }.to_string()
    };
    Ok(written.into_iter().map(line).collect())
}

fn all<T>(outcome: Outcome<T>, records: impl FnOnce(Vec<T>) -> Records) -> Incoming {
    let Outcome { records: found, problems, read, said, understood } = outcome;
    Incoming { records: records(found), read, problems, said, understood }
}

pub(super) fn named_map<'m>(maps: &'m Maps, options: &ImportOptions) -> Result<&'m NamedMap> {
    let kind = options.kind.word();
    let name = options.map.as_deref().unwrap_or(kind);
    let known = || format!("maps for {kind}: {}", maps.names_for(kind).join(", "));
    let named = maps
        .get(name)
        .ok_or_else(|| Error::missing(format!("maps.yaml has no map \"{name}\"")).hint(known()))?;
    if named.of != kind {
        let message = format!("the map \"{name}\" is for {}, not for {kind}", named.of);
        return Err(Error::input(message).hint(known()));
    }
    Ok(named)
}

/// Annex A where the files are Annex A and no map is asked for, else any table by the map.
fn cases(
    workspace: &Reader,
    options: &ImportOptions,
    named: &NamedMap,
    sources: Vec<Source>,
    limits: &Limits,
) -> Result<std::result::Result<Incoming, IntakeError>> {
    let list = options.of_kind.clone().or(named.list.clone()).unwrap_or(CHILDREN.to_owned());
    let former = workspace.store.former()?;
    let known = ids::known_for(workspace, Kind::Cases)?;
    let one_row = |list: &str| {
        let as_at = Some(workspace.session.as_at());
        Ok::<OneRow, Error>(OneRow {
            former: former.clone(),
            keep: kept_row(workspace, list)?,
            as_at,
            ids: known.clone(),
        })
    };
    if options.map.is_none() {
        let lists: Lists =
            assay_config::lists::read(&workspace.settings_text("lists.yaml")?, "lists.yaml")?;
        let file = lists.schema_file();
        let schema = assay_config::lists::read_annexa(&workspace.settings_text(&file)?, &file)?;
        let (services, rows) = (&lists.services, one_row(CHILDREN)?);
        let read =
            assay_intake::annexa::read_annexa(sources.clone(), &schema, services, &rows, limits);
        match read {
            Ok(annexa) => return Ok(Ok(annexa_lists(annexa))),
            Err(IntakeError::NotThat { .. }) => {}
            Err(fault) => return Ok(Err(fault)),
        }
    }
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let rows = one_row(&list)?;
    Ok(assay_intake::read_cases(sources, &named.map, &rows, limits).and_then(|outcome| {
        if outcome.read == 0 {
            return Err(IntakeError::NotThat {
                file,
                found: "only a header row".to_owned(),
                expected: "a list with a row for each case".to_owned(),
                hint: "the list in the workspace was left as it is; export again".to_owned(),
            });
        }
        Ok(all(outcome, |cases| Records::Cases(vec![CaseList { name: list, cases }])))
    }))
}

/// Returns which of several rows of one case counts, as the plans that draw from the list say.
fn kept_row(workspace: &Reader, list: &str) -> Result<Option<Keep>> {
    let mut said: Option<(String, Keep)> = None;
    for entry in crate::draws::plans::list(workspace)? {
        let of_list = matches!(&entry.plan.source, PlanSource::List(name) if name == list);
        let Some(keep) = entry.duplicates.filter(|_| of_list) else { continue };
        match &said {
            Some((other, known)) if *known != keep => {
                let message = format!(
                    "the plans {other} and {} draw from {list} and say differently which of several rows of one case counts: {} and {}",
                    entry.plan.name,
                    known.words(),
                    keep.words()
                );
                return Err(Error::input(message)
                    .hint("a list is imported once for all its plans: write the same line duplicates: for each in plans.yaml"));
            }
            _ => said = Some((entry.plan.name, keep)),
        }
    }
    Ok(said.map(|(_, keep)| keep))
}

fn annexa_lists(annexa: AnnexA) -> Incoming {
    let AnnexA { children, happenings, .. } = annexa;
    let Outcome { records, problems, read, mut said, understood } = children;
    let mut lists = Vec::new();
    if records.is_empty() {
        said.push(Said::NoChildren.to_string());
    } else {
        lists.push(CaseList { name: CHILDREN.to_owned(), cases: records });
    }
    let filled = happenings.into_iter().filter(|(_, cases)| !cases.is_empty());
    lists.extend(filled.map(|(name, cases)| CaseList { name, cases }));
    Incoming { records: Records::Cases(lists), read, problems, said, understood }
}
