//! History and upkeep: what was done and by whom, whether the workspace is sound, copies, and the search index.
//! What protects personal data (holds, retention, erasing, disclosing) is in `rights`.

mod rights;

use std::path::PathBuf;

use assay_model::print;
use assay_workspace::comments::index;
use assay_workspace::records::{copies, doctor, ledger};
use serde::Serialize;

use super::Part;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::Fault;
use crate::next;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("history.html", include_str!("../../templates/history.html")),
        ("doctor.html", include_str!("../../templates/doctor.html")),
        ("rights.html", include_str!("../../templates/rights.html")),
    ],
    navigation: Some(("History and upkeep", "/history")),
};

/// Entries on one page.
const ON_A_PAGE: usize = 50;

fn routes() -> Routes {
    Routes::default()
        .show("/history", show)
        .show("/history/doctor", look)
        .act("/history/backup", backup)
        .act("/history/index", rebuild)
        .and(rights::routes())
}

#[derive(Serialize)]
struct View {
    entries: Vec<Entry>,
    total: String,
    kind: String,
    kinds: Vec<(String, String)>,
    before: Option<String>,
    after: Option<String>,
    target: String,
}

#[derive(Serialize)]
struct Entry {
    number: u64,
    at: String,
    actor: String,
    kind: String,
    hash: String,
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let entries = ledger::list(&*desk.open()?.reader()?)?;
    let kind = desk.asked.query("kind").to_owned();
    let mut kinds: Vec<String> = entries.iter().map(|entry| entry.kind.clone()).collect();
    kinds.sort();
    kinds.dedup();
    let found: Vec<_> =
        entries.iter().rev().filter(|entry| kind.is_empty() || entry.kind == kind).collect();
    let number: usize = desk.asked.query("page").parse().unwrap_or(1).max(1);
    let first = (number - 1).saturating_mul(ON_A_PAGE);
    let link = |page: usize| format!("/history?kind={}&page={page}", crate::field::escaped(&kind));
    let shown = found.iter().skip(first).take(ON_A_PAGE).map(|entry| Entry {
        number: entry.number,
        at: entry.at.replace('T', " ").trim_end_matches('Z').to_owned(),
        actor: if entry.actor.name == entry.actor.login {
            format!("{} on {}", entry.actor.login, entry.actor.machine)
        } else {
            format!("{} ({} on {})", entry.actor.name, entry.actor.login, entry.actor.machine)
        },
        kind: entry.kind.clone(),
        hash: entry.hash.chars().take(12).collect(),
    });
    let view = View {
        entries: shown.collect(),
        total: print::count(found.len() as u64),
        before: (number > 1).then(|| link(number - 1)),
        after: (first + ON_A_PAGE < found.len()).then(|| link(number + 1)),
        kinds: std::iter::once((String::new(), "everything".to_owned()))
            .chain(kinds.into_iter().map(|kind| (kind.clone(), kind)))
            .collect(),
        target: desk.asked.field("target").to_owned(),
        kind,
    };
    Ok(Page::new("history.html", "History and upkeep", &view).with_faults(faults))
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

#[derive(Serialize)]
struct Looked {
    findings: Vec<Finding>,
    faults: usize,
}

#[derive(Serialize)]
struct Finding {
    what: String,
    found: String,
    tag: &'static str,
    class: &'static str,
    next: Option<next::Step>,
}

fn look(desk: &Desk) -> Answer {
    let findings = doctor::examine(&mut desk.open()?, doctor::Depth::Quick)?;
    let view = Looked {
        faults: findings.iter().filter(|finding| finding.is_fault()).count(),
        findings: findings
            .into_iter()
            .map(|finding| Finding {
                what: as_sentence(&finding.what).trim_end_matches('.').to_owned(),
                found: as_sentence(&finding.found),
                tag: match finding.sound {
                    Some(true) => "Sound",
                    Some(false) => "Fault",
                    None => "Not looked at",
                },
                class: match finding.sound {
                    Some(true) => "tag good",
                    Some(false) => "tag bad",
                    None => "tag",
                },
                next: finding.next.as_ref().map(next::step),
            })
            .collect(),
    };
    Ok(Page::new("doctor.html", "Is the workspace sound?", &view).into())
}

/// A copy goes where the person says, which may be another disk: it is the one place besides the first run
/// where a path is typed.
fn backup(desk: &Desk) -> Answer {
    let typed = desk.asked.field("target").trim_matches('"').trim();
    if typed.is_empty() {
        return Ok(page(desk, vec![Fault::of("target", "Enter the file to write")])?.into());
    }
    let target = desk.state.start.join(PathBuf::from(typed));
    let mut workspace = desk.open()?;
    let copied = match desk.asked.field("kind") {
        "snapshot" => copies::snapshot(&mut workspace, &target),
        _ => copies::backup(&mut workspace, &target),
    };
    match copied {
        Ok(report) => {
            let words = format!(
                "The copy is written: {} entries, up to {}. It has left the workspace.",
                print::count(report.entries),
                report.head.chars().take(12).collect::<String>()
            );
            Ok(Reply::done("/history", words))
        }
        Err(error) => Ok(page(desk, vec![Fault::of("target", failure::sentence(&error))])?.into()),
    }
}

fn rebuild(desk: &Desk) -> Answer {
    let report = index::rebuild(&*desk.open()?.reader()?)?;
    let words = format!("The search index has {} comments.", print::count(report.comments));
    Ok(Reply::done("/history", words))
}
