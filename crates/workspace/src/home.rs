//! Where the work stands: the open rounds as lists of tasks, and the one next thing to do. It changes nothing.

use std::collections::BTreeMap;

use assay_model::{AuditReturn, Date};
use assay_store::{DrawRecord, DrawState};
use assay_views::actions::ActionLine;
use assay_views::home::{
    Concern, FormsOut, Home, NextThing, OverdueAction, Progress, RoundTasks, Task, TaskKind,
    TaskState,
};
use assay_views::round::RoundStatus;

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::indicators;
use crate::round;
use crate::round::forms;

/// Returns how far the work is on the session's date.
///
/// # Errors
/// When settings or store cannot be read.
pub fn look(workspace: &Reader) -> Result<Home> {
    let as_at = workspace.session.as_at();
    let status: BTreeMap<String, RoundStatus> =
        round::status(workspace, None)?.into_iter().map(|r| (r.draw.to_string(), r)).collect();
    let draws = workspace.store.draws()?;
    let mut open: Vec<&DrawRecord> = draws
        .iter()
        .filter(|draw| draw.state != DrawState::Abandoned)
        .filter(|draw| {
            status.get(draw.frozen.id.as_str()).is_none_or(|round| round.closed_on.is_none())
        })
        .collect();
    open.sort_by_key(|draw| std::cmp::Reverse(draw.frozen_at));
    let rounds: Vec<RoundTasks> = open
        .iter()
        .map(|draw| {
            let round = status.get(draw.frozen.id.as_str());
            Ok(tasks(draw, round, forms_out(workspace, draw)?, as_at))
        })
        .collect::<Result<_>>()?;
    let lists = workspace.store.lists()?;
    let names: std::collections::BTreeSet<&str> =
        lists.iter().map(|list| list.name.as_str()).collect();
    let urgent = round::urgent::unanswered(workspace)?;
    let actions = indicators::actions(workspace)?.lines;
    let closed = status.values().filter(|round| round.closed_on.is_some()).count();
    Ok(Home {
        as_at,
        next: next(&rounds, names.len(), closed),
        urgent: urgent.iter().map(|found| concern(&found.audit, found)).collect(),
        rounds,
        lists: names.len() as u64,
        open_actions: actions.iter().filter(|action| action.open).count() as u64,
        overdue: actions.iter().filter(|action| action.overdue).map(overdue).collect(),
        closed_rounds: closed as u64,
    })
}

fn concern(audit: &AuditReturn, found: &round::urgent::Unanswered) -> Concern {
    Concern {
        case: audit.case.to_string(),
        draw: audit.draw.as_ref().map(ToString::to_string).unwrap_or_default(),
        what: audit.urgent.as_ref().map(|urgent| urgent.concern.clone()).unwrap_or_default(),
        missing: found.missing.clone(),
        since: found.since,
    }
}

fn overdue(action: &ActionLine) -> OverdueAction {
    OverdueAction {
        id: action.id.clone(),
        what: action.what.clone(),
        owner: action.owner.clone(),
        due: action.due,
    }
}

fn forms_out(workspace: &Reader, draw: &DrawRecord) -> Result<FormsOut> {
    if draw.state != DrawState::Drawn {
        return Ok(FormsOut::None);
    }
    let lines = forms::register(workspace, draw.frozen.id.as_str())?;
    let out = lines.iter().filter(|line| !line.forms.is_empty()).count();
    Ok(match out {
        0 => FormsOut::None,
        n if n == lines.len() => FormsOut::All,
        _ => FormsOut::Some,
    })
}

/// The tasks of one round; the first that is not done is the next.
fn tasks(draw: &DrawRecord, round: Option<&RoundStatus>, out: FormsOut, as_at: Date) -> RoundTasks {
    let frozen = &draw.frozen;
    let (back, wanted) = round.map_or((0, 0), |round| (round.back, round.wanted));
    let owed_twice = round.map_or(0, |r| {
        r.auditors.iter().flat_map(|l| &l.owed).filter(|read| read.second_read).count()
    });
    let progress = Progress {
        list: &frozen.list,
        is_drawn: draw.state == DrawState::Drawn,
        out,
        back,
        wanted,
        owed_twice,
        closes_on: round.map(|round| round.closes_on),
    };
    let mut tasks = progress.tasks();
    mark_next(&mut tasks, back > 0);
    if let Some(round) = round {
        mark_overdue(&mut tasks, round, as_at);
    }
    RoundTasks {
        draw: frozen.id.to_string(),
        month: frozen.month,
        plan: frozen.plan_name.clone(),
        back: back as u64,
        wanted: wanted as u64,
        tasks,
    }
}

/// Marks the first task that is not done, and that returns have begun to come in.
fn mark_next(tasks: &mut [Task], has_returns: bool) {
    if let Some(first) = tasks.iter_mut().find(|task| task.state != TaskState::Done) {
        first.state = TaskState::Next;
    }
    if has_returns
        && let Some(returns) = tasks.iter_mut().find(|task| task.kind == TaskKind::Returns)
        && returns.state == TaskState::Waits
    {
        returns.state = TaskState::Begun;
    }
}

fn mark_overdue(tasks: &mut [Task], round: &RoundStatus, as_at: Date) {
    for task in tasks.iter_mut().filter(|task| task.state != TaskState::Done) {
        let due = match task.kind {
            TaskKind::Returns | TaskKind::SecondReads => round.returns_due,
            TaskKind::Close => round.closes_on,
            _ => continue,
        };
        if as_at > due && round.closed_on.is_none() {
            task.state = TaskState::Overdue;
        }
    }
}

/// The next thing: of the oldest round that waits for the officer, else a new round, else a list.
fn next(rounds: &[RoundTasks], lists: usize, closed: usize) -> NextThing {
    if lists == 0 {
        return NextThing::list();
    }
    let of_rounds = rounds.iter().rev().find_map(NextThing::of_round);
    let otherwise = if closed > 0 { NextThing::pack } else { NextThing::freeze };
    of_rounds.unwrap_or_else(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{ImportOptions, Kind, import};
    use crate::{Session, Workspace};

    #[test]
    fn a_new_workspace_begins_with_its_list_and_goes_on_with_a_plan() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("assay");
        let session = || Session::of_this_machine(None, None);
        Workspace::init(&root, &session()).unwrap();
        let mut workspace = Workspace::open(&root, session()).unwrap();
        let home = look(&workspace.reader().unwrap()).unwrap();
        assert_eq!((home.next.step, home.lists), (TaskKind::List, 0));

        let list = folder.path().join("list.csv");
        std::fs::write(&list, "Case ID,Team\n1,A\n2,B\n").unwrap();
        let options = ImportOptions::of(Kind::Cases, vec![crate::Input::file(list)]);
        import(&mut workspace, &options).unwrap();
        let home = look(&workspace.reader().unwrap()).unwrap();
        assert_eq!((home.next.step, home.lists), (TaskKind::Freeze, 1));
        assert!(home.rounds.is_empty() && home.urgent.is_empty());
    }
}
