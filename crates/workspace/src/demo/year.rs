//! The made-up year: each month a list comes in, is frozen and drawn from, and the returns of the cases
//! drawn come in. In some months what goes wrong in real rounds goes wrong here.

use assay_demo::{Council, Drawn, Round, Year, rounds};
use assay_model::{CaseId, Date, ReadRole};
use assay_sampler::Manifest;
use assay_sampler::standing::standing;

use super::inbox::receive;
use assay_views::demo::RoundDone;

use crate::Workspace;
use crate::desk::error::Result;
use crate::desk::progress::Progress;
use crate::draws::draw::{DrawOptions, draw};
use crate::draws::freeze::{FreezeOptions, freeze};
use crate::draws::remedy::{self, Opened, ReplaceOptions};
use crate::records::people::Second;

/// The plan the rounds are drawn by.
const PLAN: &str = "monthly";
/// The month in which a record cannot be opened, so that a reserve steps in.
const LOCKED_IN: &str = "2026-02";

/// Does twelve months' work.
pub(super) fn live_through(
    workspace: &mut Workspace,
    council: &Council,
    progress: &dyn Progress,
) -> Result<Vec<RoundDone>> {
    let all = rounds();
    let stage = progress.stage("twelve rounds", Some(all.len() as u64));
    for file in council.at_the_start() {
        receive(workspace, &file)?;
    }
    let mut year = Year::new(council);
    let mut done = Vec::new();
    for round in all {
        done.push(one_round(workspace, council, &mut year, round)?);
        stage.step()?;
    }
    drop(stage);
    let last = council.at_the_end();
    let stage = progress.stage("events, actions and the last list", Some(last.len() as u64));
    at(workspace, council.last_day(), 240);
    for file in last.iter().chain([&year.follow_ups(council.last_day())]) {
        receive(workspace, file)?;
        stage.step()?;
    }
    Ok(done)
}

fn one_round(
    workspace: &mut Workspace,
    council: &Council,
    year: &mut Year<'_>,
    round: Round,
) -> Result<RoundDone> {
    let id = round.draw_id();
    at(workspace, round.draw_day(), 0);
    receive(workspace, &council.aliases_for(round))?;
    receive(workspace, &council.list_for(round))?;
    at(workspace, round.draw_day(), 30);
    freeze(
        &mut workspace.writer()?,
        &FreezeOptions { plan: PLAN.to_owned(), id: id.clone(), n: None, seed_source: None },
    )?;
    at(workspace, round.draw_day(), 40);
    let drawn =
        draw(&mut workspace.writer()?, &DrawOptions { id: id.clone(), ..DrawOptions::default() })?;
    let mut manifest = drawn.manifest;
    let targeted = target_re_audits(workspace, year, round, &mut manifest);
    if round.month.to_string() == LOCKED_IN {
        replace_the_first(workspace, &id, &mut manifest)?;
    }
    let cases = drawn_cases(&manifest);
    receive(workspace, &council.names_for(round, &cases))?;
    at(workspace, round.import_day(), 0);
    let mut returns = 0;
    for file in year.round(round, &cases, &targeted) {
        let report = receive(workspace, &file)?;
        returns += report.stored;
    }
    Ok(RoundDone {
        draw: id,
        eligible: manifest.frame.eligible,
        selected: manifest.selected().count() as u64,
        returns,
    })
}

/// Puts the cases due for a re-audit on the draw's list of targeted cases, where they are still on the
/// list and were not drawn again by chance.
fn target_re_audits(
    workspace: &mut Workspace,
    year: &Year<'_>,
    round: Round,
    manifest: &mut Manifest,
) -> Vec<String> {
    let mut targeted = Vec::new();
    for case in year.re_audits_due(round) {
        let reason = "re-audit of a case found inadequate";
        let Ok(mut writer) = workspace.writer() else { continue };
        if let Ok(done) = remedy::target(&mut writer, &round.draw_id(), case, reason) {
            *manifest = done.manifest;
            targeted.push(case.to_owned());
        }
    }
    targeted
}

/// Replaces the first case that has a reserve in its stratum.
fn replace_the_first(workspace: &mut Workspace, id: &str, manifest: &mut Manifest) -> Result<()> {
    let stratum = manifest.strata.iter().find(|s| !s.selected.is_empty() && !s.reserves.is_empty());
    let Some(case) = stratum.map(|stratum| stratum.selected[0].case.clone()) else { return Ok(()) };
    let options = ReplaceOptions {
        case: case.to_string(),
        reason: "record not accessible".to_owned(),
        approver: "Principal Social Worker".to_owned(),
        opened: Opened::Unopened,
        second: Second::ThisLogin,
    };
    *manifest = remedy::replace(&mut workspace.writer()?, id, &options)?.manifest;
    Ok(())
}

/// Returns the cases to audit, with those who read them.
fn drawn_cases(manifest: &Manifest) -> Vec<Drawn> {
    let reader = |case: &CaseId, role: ReadRole| {
        let found = manifest.assignments.iter().find(|a| a.case == *case && a.role == role);
        found.map(|assignment| assignment.auditor.clone())
    };
    standing(manifest)
        .into_iter()
        .filter_map(|place| place.case)
        .map(|case| Drawn {
            auditor: reader(&case, ReadRole::First),
            second_reader: reader(&case, ReadRole::Second),
            case_id: case.to_string(),
        })
        .collect()
}

/// Sets the made-up clock to so many minutes after the office opens.
fn at(workspace: &Workspace, day: Date, minutes: i64) {
    workspace.session().set_clock(Round::moment(day, minutes));
}
