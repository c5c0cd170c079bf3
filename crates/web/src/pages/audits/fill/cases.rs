//! The reads of a round as a list to work through: an auditor's, or everybody's.

use assay_model::print;
use assay_views::round::{CaseState, CaseToFill};
use assay_workspace::round::fill::{self, DraftOf};
use serde::Serialize;

use super::{address, list_address, read_of};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/audits/{draw}/cases", show)
        .act("/audits/{draw}/cases/{case}/{read}/discard", discard)
}

const UNSURE: &str = "Tick that what was begun is to be discarded";

#[derive(Serialize)]
struct View {
    draw: String,
    draw_href: String,
    auditor: String,
    chips: Vec<(String, String, bool)>,
    words: String,
    next: Option<(String, String)>,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    case: String,
    is_second: bool,
    auditor: String,
    /// What it is called to open it, and where; none where it cannot be.
    step: Option<(&'static str, String)>,
    tag: &'static str,
    class: &'static str,
    words: String,
    /// Where a draft is discarded that nobody can complete, and the id of its tick.
    discard: Option<(String, String)>,
}

/// Returns the id of a case's tick on the list.
fn tick_of(at: usize) -> String {
    format!("sure-{at}")
}

fn line(draw: &str, found: &CaseToFill, at: usize) -> Line {
    let href = address(draw, &found.case, found.is_second);
    let (tag, class, words) = match &found.state {
        CaseState::NotBegun => ("Not begun", "tag", String::new()),
        CaseState::Begun(n, saved) => {
            ("Begun", "tag begun", format!("{}, saved {saved}", answers(*n)))
        }
        CaseState::Returned(on) if on.is_empty() => ("In", "", String::new()),
        CaseState::Returned(on) => ("In", "", format!("since {on}")),
        CaseState::Corrected(saved) => ("Being corrected", "tag begun", format!("saved {saved}")),
        CaseState::Replaced(n) => (
            "Replaced",
            "tag overdue",
            format!(
                "Another case takes its place. {} begun here cannot be completed.",
                answers(*n)
            ),
        ),
    };
    let step = match &found.state {
        CaseState::NotBegun => Some(("Begin", href.clone())),
        CaseState::Begun(..) | CaseState::Corrected(_) => Some(("Go on", format!("{href}/on"))),
        CaseState::Returned(_) => Some(("Look or correct", href.clone())),
        CaseState::Replaced(_) => None,
    };
    Line {
        case: found.case.clone(),
        is_second: found.is_second,
        auditor: found.auditor.clone(),
        discard: matches!(found.state, CaseState::Replaced(_))
            .then(|| (format!("{href}/discard"), tick_of(at))),
        step,
        tag,
        class,
        words,
    }
}

fn answers(n: usize) -> String {
    match n {
        1 => "1 answer".to_owned(),
        n => format!("{} answers", print::count(n as u64)),
    }
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, None)?.into())
}

/// Returns the list; with the fault that a draft was to be discarded and nobody said that this is meant.
fn page(desk: &Desk, unsure: Option<&DraftOf>) -> Result<Page, Failure> {
    let draw = desk.asked.part("draw");
    let auditor = desk.asked.query("auditor");
    let all = fill::cases(&*desk.open()?.reader()?, draw, None)?;
    let of = |line: &&CaseToFill| auditor.is_empty() || line.auditor == auditor;
    let own: Vec<&CaseToFill> = all.iter().filter(of).collect();
    let left = own.iter().filter(|line| line.state.is_owed()).count();
    let begun = |line: &&&CaseToFill| matches!(line.state, CaseState::Begun(..));
    let next = own.iter().find(begun).or_else(|| own.iter().find(|line| line.state.is_owed()));
    let next = next.map(|line| {
        let verb = if begun(&line) { "Go on with" } else { "Begin with" };
        let read = if line.is_second { ", second read" } else { "" };
        let href = address(draw, &line.case, line.is_second);
        let on = if begun(&line) { "/on" } else { "" };
        (format!("{verb} case {}{read} ({left} left)", line.case), format!("{href}{on}"))
    });
    let wanted = own.iter().filter(|line| !matches!(line.state, CaseState::Replaced(_))).count();
    let view = View {
        draw: draw.to_owned(),
        draw_href: format!("/audits/{}", escaped(draw)),
        auditor: auditor.to_owned(),
        chips: chips(draw, auditor, &all),
        words: format!("{} of {wanted} are in.", wanted - left),
        next,
        lines: own.iter().enumerate().map(|(at, found)| line(draw, found, at)).collect(),
    };
    let is_unsure = |line: &CaseToFill| {
        unsure.is_some_and(|of| of.case.as_str() == line.case && of.is_second == line.is_second)
    };
    let at = own.iter().position(|line| is_unsure(line));
    let faults = at.map(|at| Fault::of(tick_of(at), UNSURE)).into_iter().collect();
    let whose = if auditor.is_empty() { String::new() } else { format!(" of {auditor}") };
    Ok(Page::new("audit_cases.html", format!("Cases{whose} in {draw}"), &view).with_faults(faults))
}

/// The auditors to choose from: everybody first.
fn chips(draw: &str, auditor: &str, all: &[CaseToFill]) -> Vec<(String, String, bool)> {
    let mut names: Vec<&str> = all.iter().map(|line| line.auditor.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let everybody = ("Everybody".to_owned(), list_address(draw, ""), auditor.is_empty());
    let one = |name: &&str| ((*name).to_owned(), list_address(draw, name), *name == auditor);
    std::iter::once(everybody)
        .chain(names.iter().filter(|name| !name.is_empty()).map(one))
        .collect()
}

fn discard(desk: &Desk) -> Answer {
    let of = read_of(desk)?;
    if desk.asked.field("sure").is_empty() {
        let form = fill::form(&*desk.open()?.reader()?, &of);
        return Ok(match form {
            Ok(form) => super::page(&form, vec![Fault::of("sure", UNSURE)]).into(),
            // The form of a case that was replaced is no longer there.
            Err(_) => page(desk, Some(&of))?.into(),
        });
    }
    fill::discard(&mut desk.open()?.writer()?, &of)?;
    let words = format!("What was begun on case {} is discarded.", of.case);
    Ok(Reply::done(list_address(of.draw.as_str(), ""), words))
}
