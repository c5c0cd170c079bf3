//! Where the work stands: the open rounds as lists of tasks, and the one next thing to do. It changes nothing.

use std::collections::BTreeMap;

use assay_model::{AuditReturn, Date};
use assay_store::{DrawRecord, DrawState};
use assay_views::actions::ActionLine;
use assay_views::home::{
    Concern, Home, NextThing, OverdueAction, RoundTasks, Task, TaskKind, TaskState,
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

/// How many of a draw's auditors have their forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Out {
    All,
    Some,
    None,
}

fn forms_out(workspace: &Reader, draw: &DrawRecord) -> Result<Out> {
    if draw.state != DrawState::Drawn {
        return Ok(Out::None);
    }
    let lines = forms::register(workspace, draw.frozen.id.as_str())?;
    let out = lines.iter().filter(|line| !line.forms.is_empty()).count();
    Ok(match out {
        0 => Out::None,
        n if n == lines.len() => Out::All,
        _ => Out::Some,
    })
}

/// The tasks of one round; the first that is not done is the next.
fn tasks(draw: &DrawRecord, round: Option<&RoundStatus>, out: Out, as_at: Date) -> RoundTasks {
    let frozen = &draw.frozen;
    let task = |kind, is_done, words: String| Task {
        kind,
        state: if is_done { TaskState::Done } else { TaskState::Waits },
        words,
    };
    let is_drawn = draw.state == DrawState::Drawn;
    let (back, wanted) = round.map_or((0, 0), |round| (round.back, round.wanted));
    let owed_twice = round.map_or(0, |r| {
        r.auditors.iter().flat_map(|l| &l.owed).filter(|read| read.second_read).count()
    });
    let owed_once = (wanted - back).saturating_sub(owed_twice);
    let forms = match out {
        Out::All => "the forms are out",
        Out::Some => "some forms are out",
        Out::None if is_drawn && back == wanted => "all are back",
        Out::None => "no forms are out",
    };
    let mut tasks = vec![
        task(TaskKind::List, true, format!("the list {} is in", frozen.list)),
        task(TaskKind::Freeze, true, "the list is frozen".to_owned()),
        task(
            TaskKind::Draw,
            is_drawn,
            if is_drawn { "the cases are drawn" } else { "nothing is drawn yet" }.to_owned(),
        ),
        task(TaskKind::Forms, out == Out::All || (is_drawn && back == wanted), forms.to_owned()),
        task(
            TaskKind::Returns,
            is_drawn && owed_once == 0,
            if is_drawn { format!("{back} of {wanted} returned") } else { String::new() },
        ),
    ];
    if owed_twice > 0 {
        tasks.push(task(TaskKind::SecondReads, false, format!("{owed_twice} owed")));
    }
    let closes = round.map(|r| format!("due on {}", assay_model::print::date(r.closes_on)));
    tasks.push(task(TaskKind::Close, false, closes.unwrap_or_default()));
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
    let thing = |step, draw: &str, words: String| NextThing { step, draw: draw.to_owned(), words };
    if lists == 0 {
        return thing(TaskKind::List, "", "bring in the list of cases".to_owned());
    }
    for round in rounds.iter().rev() {
        let undone = round.tasks.iter().find(|task| task.state != TaskState::Done);
        let Some(task) = undone else { continue };
        let draw = &round.draw;
        let words = match task.kind {
            TaskKind::Draw => format!("draw the cases of {draw}"),
            TaskKind::Forms => format!("send out the forms of {draw}"),
            TaskKind::Returns => format!("take in the returns of {draw}: {}", task.words),
            TaskKind::SecondReads => {
                format!("take in the second reads of {draw}: {}", task.words)
            }
            TaskKind::Close => format!("close the round {draw}"),
            _ => continue,
        };
        return thing(task.kind, draw, words);
    }
    if closed > 0 {
        return thing(TaskKind::Pack, "", "make a pack, or freeze the next list".to_owned());
    }
    thing(TaskKind::Freeze, "", "choose a plan and freeze the list".to_owned())
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
