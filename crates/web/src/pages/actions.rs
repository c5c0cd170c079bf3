//! Actions: what was agreed, whose it is, and what is overdue or drifts. What becomes of each is in `one`.

mod one;

use assay_model::print;
use assay_views::actions::ActionLine;
use assay_workspace::evidence::indicators;
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::field::{escaped, shown};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("actions.html", include_str!("../../templates/actions.html")),
        ("action.html", include_str!("../../templates/action.html")),
    ],
    navigation: Some(("Actions", "/actions")),
};

/// Actions on one page of the list.
const ON_A_PAGE: usize = 50;

pub(super) use one::second;

fn routes() -> Routes {
    Routes::default().show("/actions", show).and(one::routes())
}

#[derive(Serialize)]
struct View {
    lines: Vec<Line>,
    counts: Vec<(&'static str, &'static str, usize, bool)>,
    sentence: String,
    owner: String,
    owners: Vec<(String, String)>,
    which: &'static str,
    before: Option<String>,
    after: Option<String>,
}

#[derive(Serialize)]
struct Line {
    what: String,
    href: String,
    case: String,
    owner: String,
    source: &'static str,
    due: String,
    tag: &'static str,
    class: &'static str,
}

/// The lists there are: what a link calls them, and which actions they have.
type Test = fn(&ActionLine) -> bool;
const LISTS: [(&str, &str, Test); 6] = [
    ("open", "open", |action| action.open),
    ("overdue", "overdue", |action| action.overdue),
    ("drifting", "drifting", |action| action.drifting),
    ("unverified", "done, to be verified", |action| {
        action.done_on.is_some() && action.verified_on.is_none()
    }),
    ("closed", "closed", |action| !action.open),
    ("all", "all", |_| true),
];

fn show(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let found = indicators::actions(&workspace)?;
    let (as_at, all) = (found.as_at, found.lines);
    let wanted = desk.asked.query("which");
    let (which, words, test) =
        *LISTS.iter().find(|(name, ..)| *name == wanted).unwrap_or(&LISTS[0]);
    let owner = desk.asked.query("owner").to_owned();
    let is_owners = |action: &&ActionLine| owner.is_empty() || action.owner == owner;
    let found: Vec<&ActionLine> =
        all.iter().filter(is_owners).filter(|action| test(action)).collect();
    let page: usize = desk.asked.query("page").parse().unwrap_or(1).max(1);
    let from = (page - 1).saturating_mul(ON_A_PAGE);
    let link =
        |page: usize| format!("/actions?which={which}&owner={}&page={page}", escaped(&owner));
    let mut owners: Vec<String> = all.iter().map(|action| action.owner.clone()).collect();
    owners.sort();
    owners.dedup();
    owners.retain(|owner| !owner.is_empty());
    let of = if owner.is_empty() { String::new() } else { format!(" of {owner}") };
    let view = View {
        sentence: format!(
            "{} actions {words}{of}, as at {}",
            print::count(found.len() as u64),
            print::date(as_at)
        ),
        counts: LISTS
            .iter()
            .map(|(name, words, test)| {
                let count = all.iter().filter(is_owners).filter(|a| test(a)).count();
                (*name, *words, count, *name == which)
            })
            .collect(),
        before: (page > 1).then(|| link(page - 1)),
        after: (from + ON_A_PAGE < found.len()).then(|| link(page + 1)),
        lines: found.iter().skip(from).take(ON_A_PAGE).map(|action| line(action)).collect(),
        owners: std::iter::once((String::new(), "everybody".to_owned()))
            .chain(owners.into_iter().map(|owner| (owner.clone(), owner)))
            .collect(),
        owner,
        which,
    };
    Ok(Page::new("actions.html", "Actions", &view).into())
}

fn line(action: &ActionLine) -> Line {
    let (tag, class) = standing(action);
    Line {
        what: action.what.clone(),
        href: format!("/actions/one?id={}", escaped(&action.id)),
        case: action.case_id.clone().unwrap_or_default(),
        owner: action.owner.clone(),
        source: action.source,
        due: shown(action.due),
        tag,
        class,
    }
}

fn standing(action: &ActionLine) -> (&'static str, &'static str) {
    if action.overdue {
        ("Overdue", "tag overdue")
    } else if action.drifting {
        ("Drifting", "tag begun")
    } else if action.open {
        ("Open", "tag")
    } else if action.not_done_reason.is_some() {
        ("Not done", "tag")
    } else if action.verified_on.is_some() {
        ("Verified", "tag good")
    } else {
        ("Done", "tag good")
    }
}
