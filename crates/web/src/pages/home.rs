//! Home: where the rounds stand, the one next thing to do, and what cannot wait.

use assay_model::print;
use assay_views::home::{Home, RoundTasks, Task, TaskKind, TaskState};
use assay_workspace::home;
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::field::{escaped, shown};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[("home.html", include_str!("../../templates/home.html"))],
    navigation: Some(("Home", "/")),
};

/// How many overdue actions the first page names.
const OVERDUE_SHOWN: usize = 8;

fn routes() -> Routes {
    Routes::default().show("/", show)
}

#[derive(Serialize)]
struct View {
    as_at: String,
    /// What was found of runs that were stopped.
    stopped: Vec<String>,
    next: Linked,
    urgent: Vec<Concern>,
    rounds: Vec<Round>,
    overdue: Vec<Overdue>,
    more_overdue: usize,
    overdue_count: usize,
    open_actions: u64,
    closed_rounds: u64,
    is_new: bool,
}

#[derive(Serialize)]
struct Linked {
    words: String,
    href: String,
}

#[derive(Serialize)]
struct Concern {
    case: String,
    href: String,
    what: String,
    missing: String,
    since: String,
}

#[derive(Serialize)]
struct Round {
    title: String,
    href: String,
    tasks: Vec<Line>,
    state: String,
}

#[derive(Serialize)]
struct Line {
    name: &'static str,
    href: String,
    words: String,
    tag: &'static str,
    class: &'static str,
}

#[derive(Serialize)]
struct Overdue {
    what: String,
    owner: String,
    due: String,
}

fn show(desk: &Desk) -> Answer {
    if desk.state.place().is_none() {
        return Ok(Reply::see("/first-run"));
    }
    let found = home::look(&*desk.open()?.reader()?)?;
    Ok(Page::new("home.html", "Home", &view(&found, &desk.state.found())).into())
}

fn view(found: &Home, stopped: &[String]) -> View {
    View {
        stopped: stopped.iter().map(|words| as_sentence(words)).collect(),
        as_at: print::date(found.as_at),
        next: Linked {
            words: print::capital(&found.next.words),
            href: address(found.next.step, &found.next.draw),
        },
        urgent: found
            .urgent
            .iter()
            .map(|concern| Concern {
                case: concern.case.clone(),
                href: match concern.draw.as_str() {
                    "" => "/audits".to_owned(),
                    draw => format!("/audits/{}", escaped(draw)),
                },
                what: concern.what.clone(),
                missing: concern.missing.clone(),
                since: shown(concern.since),
            })
            .collect(),
        rounds: found.rounds.iter().map(round).collect(),
        overdue: found
            .overdue
            .iter()
            .take(OVERDUE_SHOWN)
            .map(|action| Overdue {
                what: action.what.clone(),
                owner: action.owner.clone(),
                due: shown(action.due),
            })
            .collect(),
        more_overdue: found.overdue.len().saturating_sub(OVERDUE_SHOWN),
        overdue_count: found.overdue.len(),
        open_actions: found.open_actions,
        closed_rounds: found.closed_rounds,
        is_new: found.lists == 0,
    }
}

fn round(found: &RoundTasks) -> Round {
    let done = found.tasks.iter().filter(|task| task.state == TaskState::Done).count();
    Round {
        title: found.draw.clone(),
        href: format!("/samples/{}", escaped(&found.draw)),
        tasks: found.tasks.iter().map(|task| line(task, &found.draw)).collect(),
        state: format!("{done} of {} steps done", found.tasks.len()),
    }
}

fn line(task: &Task, draw: &str) -> Line {
    let (tag, class) = match task.state {
        TaskState::Done => ("Done", ""),
        TaskState::Next => ("Next", "tag next"),
        TaskState::Begun => ("Begun", "tag begun"),
        TaskState::Overdue => ("Overdue", "tag overdue"),
        TaskState::Waits => ("Not yet", "tag waits"),
    };
    Line {
        name: name(task.kind),
        href: address(task.kind, draw),
        words: as_sentence(&task.words),
        tag,
        class,
    }
}

fn name(kind: TaskKind) -> &'static str {
    match kind {
        TaskKind::List => "List in",
        TaskKind::Freeze => "List frozen",
        TaskKind::Draw => "Cases drawn",
        TaskKind::Forms => "Forms out",
        TaskKind::Returns => "Returns in",
        TaskKind::SecondReads => "Second reads in",
        TaskKind::Close => "Round closed",
        TaskKind::Pack => "Pack made",
    }
}

fn address(kind: TaskKind, draw: &str) -> String {
    let draw = escaped(draw);
    match kind {
        TaskKind::List => "/case-lists".to_owned(),
        TaskKind::Freeze if draw.is_empty() => "/samples".to_owned(),
        TaskKind::Pack => "/packs".to_owned(),
        TaskKind::Freeze | TaskKind::Draw | TaskKind::Forms => format!("/samples/{draw}"),
        TaskKind::Returns | TaskKind::SecondReads | TaskKind::Close => format!("/audits/{draw}"),
    }
}
