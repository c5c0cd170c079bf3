//! An audit as a form in the page: the list of its parts, with how far each has come. One part is in `part`, the last
//! step in `check`, an auditor's list of cases in `cases`.

mod cases;
mod check;
mod part;
mod question;

use assay_model::print;
use assay_views::round::{AuditForm, FormPart, PartState};
use assay_workspace::round::fill::{self, DraftOf};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

/// The last words of addresses of first and second reads.
const READS: [&str; 2] = ["fill", "second-read"];

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/audits/{draw}/cases/{case}/{read}", show)
        .show("/audits/{draw}/cases/{case}/{read}/on", go_on)
        .and(part::routes())
        .and(check::routes())
        .and(cases::routes())
}

/// Returns which read the address means.
fn read_of(desk: &Desk) -> Result<DraftOf, Failure> {
    let part = |name| desk.asked.part(name);
    let at = READS.iter().position(|read| *read == part("read")).ok_or(Failure::NotFound)?;
    Ok(fill::read_of(part("draw"), part("case"), at == 1)?)
}

/// Returns the address of a read's form.
fn address(draw: &str, case: &str, is_second: bool) -> String {
    let read = READS[usize::from(is_second)];
    format!("/audits/{}/cases/{}/{read}", escaped(draw), escaped(case))
}

fn address_of(of: &DraftOf) -> String {
    address(of.draw.as_str(), of.case.as_str(), of.is_second)
}

/// Returns the address of an auditor's list.
fn list_address(draw: &str, auditor: &str) -> String {
    let of = match auditor {
        "" => String::new(),
        login => format!("?auditor={}", escaped(login)),
    };
    format!("/audits/{}/cases{of}", escaped(draw))
}

/// What every page of the form has at its top.
#[derive(Serialize)]
struct Head {
    draw: String,
    draw_href: String,
    list: String,
    case: String,
    href: String,
    is_second: bool,
    urgent: String,
    held: u32,
    held_on: String,
}

fn head(form: &AuditForm) -> Head {
    Head {
        draw: form.draw.clone(),
        draw_href: format!("/audits/{}", escaped(&form.draw)),
        list: list_address(&form.draw, &form.auditor),
        case: form.case.clone(),
        href: address(&form.draw, &form.case, form.is_second),
        is_second: form.is_second,
        urgent: form.urgent.clone(),
        held: form.held,
        held_on: form.held_on.clone(),
    }
}

#[derive(Serialize)]
struct View {
    head: Head,
    facts: Vec<(&'static str, String)>,
    parts: Vec<Line>,
    words: String,
    is_whole: bool,
    draft: Option<Draft>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct Draft {
    saved: String,
    here: String,
    /// Where the first question without an answer is; none where there is none.
    on: Option<String>,
}

#[derive(Serialize)]
struct Line {
    name: String,
    href: String,
    words: String,
    tag: &'static str,
    class: &'static str,
}

fn line(form: &AuditForm, part: &FormPart) -> Line {
    let (tag, class) = match part.state() {
        PartState::Done => ("Done", ""),
        PartState::Begun => ("Begun", "tag begun"),
        PartState::NotBegun => ("Not begun", "tag"),
        PartState::Optional => ("If needed", ""),
    };
    let open = part.questions.iter().filter(|question| question.is_open()).count();
    let words = match (open, part.state()) {
        (_, PartState::NotBegun) => format!("{} to answer", counted(open)),
        (0, _) => String::new(),
        (n, _) => format!("{} left", counted(n)),
    };
    let href = format!("{}/part/{}", address(&form.draw, &form.case, form.is_second), part.slug);
    Line { name: part.title.clone(), href, words, tag, class }
}

fn counted(n: usize) -> String {
    match n {
        1 => "1 question".to_owned(),
        n => format!("{} questions", print::count(n as u64)),
    }
}

/// Returns where the first question without an answer is.
fn first_open(form: &AuditForm) -> Option<String> {
    let (part, question) = form.first_open()?;
    let href = address(&form.draw, &form.case, form.is_second);
    Some(format!("{href}/part/{}#{}", part.slug, question.key))
}

fn show(desk: &Desk) -> Answer {
    let form = fill::form(&*desk.open()?.reader()?, &read_of(desk)?)?;
    Ok(page(&form, Vec::new()).into())
}

fn page(form: &AuditForm, faults: Vec<Fault>) -> Page {
    let needs: Vec<&FormPart> =
        form.parts.iter().filter(|part| part.state() != PartState::Optional).collect();
    let done = needs.iter().filter(|part| part.state() == PartState::Done).count();
    let open = form.open();
    let words = match open {
        0 => "Everything that is needed is there. Check it and complete it.".to_owned(),
        n => format!("{done} of {} parts done, {} left.", needs.len(), counted(n)),
    };
    let mut facts = vec![("Why it is read", form.kind.to_owned())];
    if !form.auditor.is_empty() {
        facts.insert(0, ("Auditor", form.auditor.clone()));
    }
    facts.push(("To be back by", form.due.clone()));
    let view = View {
        facts,
        parts: form.parts.iter().map(|part| line(form, part)).collect(),
        words,
        is_whole: open == 0,
        draft: form.draft.as_ref().map(|draft| Draft {
            saved: format!("{} by {}", draft.saved, draft.by),
            here: draft.here.clone(),
            on: first_open(form),
        }),
        notes: form.notes.clone(),
        head: head(form),
    };
    Page::new("audit_fill.html", title(form, "Audit"), &view).with_faults(faults)
}

/// Returns a page's title: what it is of comes first.
fn title(form: &AuditForm, what: &str) -> String {
    let read = if form.is_second { " (second read)" } else { "" };
    format!("{what} – case {}{read}", form.case)
}

/// Goes to the first question without an answer, and says where one was.
fn go_on(desk: &Desk) -> Answer {
    let form = fill::form(&*desk.open()?.reader()?, &read_of(desk)?)?;
    let href = address(&form.draw, &form.case, form.is_second);
    let to = first_open(&form).unwrap_or_else(|| format!("{href}/check"));
    let was = form.draft.as_ref().filter(|draft| !draft.here.is_empty());
    Ok(match was {
        None => Reply::see(to),
        Some(draft) => {
            Reply::done(to, format!("You were here: {}, saved {}.", draft.here, draft.saved))
        }
    })
}
