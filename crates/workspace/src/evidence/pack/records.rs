//! What the store keeps besides returns: actions, imports, the case list, earlier packs.

use std::collections::BTreeMap;

use assay_measures::actions::{ActionCounts, ways_verified};
use assay_model::action::{Action, ActionSource};
use assay_model::case::field;
use assay_model::{Date, Finding, InspectionResult, Level, PackIssued};
use assay_pack::disclosure::Printed;
use assay_pack::profile::{self, Recommendation};
use assay_pack::section::{actions, lists};

use super::quotes::Quoting;
use super::settings::Settings;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// How many overdue actions are listed.
const OVERDUE_SHOWN: usize = 15;

/// Returns the actions by what opened them.
pub(super) fn actions(
    workspace: &Reader,
    settings: &Settings,
    quoting: &mut Quoting,
) -> Result<actions::ActionRecord> {
    let as_at = workspace.session.as_at();
    let all: Vec<Action> = crate::round::actions::all(&workspace.store)?
        .into_iter()
        .filter_map(|action| action.as_at(as_at))
        .collect();
    let source = |source: ActionSource| actions::Source {
        name: source.word().to_owned(),
        counts: ActionCounts::of(all.iter().filter(|a| a.source == source), as_at),
    };
    let sources = ActionSource::ALL.into_iter().map(source);
    let sources = sources.filter(|source| source.counts.opened > 0).collect();
    let mut overdue: Vec<&Action> = all.iter().filter(|a| a.is_overdue(as_at)).collect();
    overdue.sort_by_key(|a| (a.current_due(), a.id.clone()));
    overdue.truncate(if settings.profile.public { 0 } else { OVERDUE_SHOWN });
    let mut shown = Vec::new();
    for action in overdue {
        shown.push(actions::Overdue {
            what: quoting.redact(action.case.as_ref(), &action.what)?,
            case: action.case.as_ref().map_or("the service".into(), ToString::to_string),
            owner: action.owner.clone(),
            due: action.current_due(),
            moved: action.moves() as u64,
        });
    }
    let open = all.iter().filter(|action| action.is_open(as_at));
    let open = open
        .map(|action| actions::Open {
            what: action.what.clone(),
            is_overdue: action.is_overdue(as_at),
        })
        .collect();
    Ok(actions::ActionRecord {
        sources,
        verified: ways_verified(&all, as_at),
        overdue: shown,
        open,
    })
}

/// Returns the recommendations of inspection letters, in the order they were imported.
pub(super) fn findings(workspace: &Reader) -> Result<Vec<Recommendation>> {
    let done = |progress: &str| {
        let first = progress.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        ["done", "complete", "completed", "closed", "achieved"]
            .contains(&first.to_lowercase().as_str())
    };
    let as_at = workspace.session.as_at();
    let all: Vec<Finding> = workspace.store.all()?;
    let known = all.into_iter().filter(|finding| finding.on.is_none_or(|on| on <= as_at));
    let shown = known.map(|finding| Recommendation {
        letter: profile::letter(&finding.letter, finding.on),
        done: done(&finding.progress),
        recommendation: finding.text,
        owner: finding.owner,
        progress: finding.progress,
    });
    Ok(shown.collect())
}

/// Returns the results of inspections, the latest first, each in the words of its own framework.
pub(super) fn inspections(
    workspace: &Reader,
    settings: &Settings,
) -> Result<Vec<lists::Inspection>> {
    let as_at = workspace.session.as_at();
    let mut letters: BTreeMap<(Date, String), Vec<InspectionResult>> = BTreeMap::new();
    for result in workspace.store.all::<InspectionResult>()? {
        if result.on <= as_at {
            letters.entry((result.on, result.letter.clone())).or_default().push(result);
        }
    }
    let shown = letters.into_iter().rev().map(|((on, letter), mut results)| {
        let framework = settings.frameworks.on(on);
        let place = |area: &str| {
            framework.and_then(|f| f.judgements.iter().position(|known| known.code == area))
        };
        results.sort_by_key(|result| (place(&result.area), result.area.clone()));
        let words = |result: InspectionResult| {
            let known = place(&result.area).and_then(|at| Some(&framework?.judgements[at]));
            let area = known.map_or(result.area, |known| known.name.clone());
            let grade = framework.map_or(result.grade.words(), |f| f.grade(result.grade));
            (area, grade.to_owned())
        };
        let letter = profile::letter(&letter, Some(on));
        lists::Inspection { letter, judgements: results.into_iter().map(words).collect() }
    });
    Ok(shown.collect())
}

/// Returns the latest import of every kind.
pub(super) fn imports(workspace: &Reader) -> Result<Vec<lists::Import>> {
    let mut latest: BTreeMap<String, assay_store::Import> = BTreeMap::new();
    let as_at = workspace.session.as_at();
    for import in workspace.store.standing_imports()? {
        let came_in = assay_model::jiff::tz::TimeZone::UTC.to_datetime(import.at).date();
        if import.as_at.unwrap_or(came_in) > as_at {
            continue;
        }
        latest.insert(import.kind.clone(), import);
    }
    let shown = latest.into_values().map(|import| {
        let of = |level: Level| import.problems.iter().filter(|p| p.level == level).count() as u64;
        let on = assay_model::jiff::tz::TimeZone::UTC.to_datetime(import.at).date();
        lists::Import {
            on: Some(on),
            kind: import.kind.clone(),
            read: import.read,
            stored: import.stored,
            refused: of(Level::Refused),
            noted: of(Level::Note),
        }
    });
    Ok(shown.collect())
}

/// Returns who is on the current list of children, by plan type.
pub(super) fn scope(workspace: &Reader, settings: &Settings) -> Result<lists::Scope> {
    let focus = settings.profile.focus.clone();
    let as_at = workspace.session.as_at();
    let Some((import, cases)) = workspace.store.list_as_at("children", as_at)? else {
        return Ok(lists::Scope { focus, ..lists::Scope::default() });
    };
    let listed = workspace.store.imports()?.into_iter().find(|i| i.number == import);
    let on = listed.map(|i| {
        let stored = assay_model::jiff::tz::TimeZone::UTC.to_datetime(i.at).date();
        i.as_at.unwrap_or(stored)
    });
    let mut groups: BTreeMap<String, u64> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.closed_on.is_none()) {
        let group = match case.field(field::PLAN_TYPE) {
            "" => lists::NO_PLAN_TYPE,
            known => known,
        };
        *groups.entry(group.to_owned()).or_default() += 1;
    }
    Ok(lists::Scope { focus, listed: on, groups: groups.into_iter().collect() })
}

/// Returns what the issued public packs printed and withheld: what was printed once is known for ever. Drafts were
/// handed to nobody.
pub(super) fn printed(workspace: &Reader, settings: &Settings) -> Result<Printed> {
    let mut printed = Printed::default();
    if !settings.profile.public {
        return Ok(printed);
    }
    for pack in workspace.store.all::<PackIssued>()? {
        for (cell, withheld) in pack.printed {
            *printed.cells.entry(cell).or_insert(withheld) &= withheld;
        }
    }
    Ok(printed)
}
