//! The last step of an audit: what was answered, what is left and what becomes final; then the receipt.

use assay_views::round::{AuditForm, AuditReceipt, CaseToFill, Completed, FormPart, Whole};
use assay_workspace::Error;
use assay_workspace::import::Blanks;
use assay_workspace::round::fill::{self, Completing};
use serde::Serialize;

use super::{Head, address, head, list_address, read_of, title};
use crate::desk::Desk;
use crate::failure::{Failure, sentence};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/audits/{draw}/cases/{case}/{read}/check", show)
        .act("/audits/{draw}/cases/{case}/{read}/check", complete)
}

#[derive(Serialize)]
struct View {
    head: Head,
    parts: Vec<Part>,
    open: usize,
    left: Vec<(String, String)>,
    notes: Vec<String>,
    reason: String,
    /// Whether it is asked if boxes were emptied on purpose.
    asks_blanks: bool,
}

#[derive(Serialize)]
struct Part {
    title: String,
    href: String,
    answers: Vec<Line>,
}

/// A question with its answer.
#[derive(Serialize)]
struct Line {
    label: String,
    value: String,
    /// What it was before a correction, in words.
    before: Option<String>,
}

fn before(text: &str) -> String {
    match text.trim() {
        "" => "before: not answered".to_owned(),
        text => format!("before: {text}"),
    }
}

fn part(href: &str, found: &FormPart) -> Part {
    let label = |group: &str, label: &str| match group {
        "" => label.to_owned(),
        group => format!("{group}: {}", assay_model::print::lower_first(label)),
    };
    Part {
        title: found.title.clone(),
        href: format!("{href}/part/{}", found.slug),
        answers: found
            .questions
            .iter()
            .filter(|one| one.is_needed || one.before.is_some() || !one.value.trim().is_empty())
            .map(|question| Line {
                label: label(&question.group, &question.label),
                value: question.value.clone(),
                before: question.before.as_deref().map(before),
            })
            .collect(),
    }
}

/// Returns what is left to answer, each with its field on its part's page.
fn troubles(form: &AuditForm) -> Vec<Fault> {
    let href = address(&form.draw, &form.case, form.is_second);
    let of_part = |part: &FormPart| {
        let page = format!("{href}/part/{}?missing=yes", part.slug);
        let troubles = part
            .questions
            .iter()
            .filter_map(|question| Some(Fault::on(&page, &question.key, question.trouble()?)));
        troubles.collect::<Vec<_>>()
    };
    form.parts.iter().flat_map(of_part).collect()
}

fn page(desk: &Desk, form: &AuditForm, whole: &[Whole], faults: Vec<Fault>) -> Page {
    let head = head(form);
    let view = View {
        parts: form.parts.iter().map(|found| part(&head.href, found)).collect(),
        open: form.open(),
        left: troubles(form).into_iter().map(|fault| (fault.text, fault.href)).collect(),
        notes: form.notes.clone(),
        reason: desk.asked.field("reason").to_owned(),
        asks_blanks: whole.iter().any(|one| matches!(one, Whole::Blanks(_))),
        head,
    };
    Page::new("audit_check.html", title(form, "Check and complete"), &view).with_faults(faults)
}

fn show(desk: &Desk) -> Answer {
    let (form, whole) = fill::review(&mut desk.open()?, &read_of(desk)?)?;
    Ok(page(desk, &form, &whole, Vec::new()).into())
}

fn complete(desk: &Desk) -> Answer {
    let of = read_of(desk)?;
    let asked = desk.asked;
    let is_meant = !asked.field("blanks").is_empty();
    let completing = Completing {
        held: asked.field("held").parse().unwrap_or_default(),
        reason: asked.field("reason").to_owned(),
        blanks: if is_meant { Blanks::Accepted } else { Blanks::Refused },
    };
    let mut workspace = desk.open()?;
    match fill::complete(&mut workspace, &of, &completing) {
        Ok(Completed::Stored(receipt)) => done(desk, &receipt),
        Ok(Completed::NotYet(form, whole)) => {
            let mut faults = troubles(&form);
            faults.extend(whole.iter().map(fault));
            Ok(page(desk, &form, &whole, faults).into())
        }
        Err(error @ (Error::Busy { .. } | Error::Refused(_))) => {
            let (form, whole) = fill::review(&mut workspace, &of)?;
            let fault = Fault::of("complete", format!("Not completed: {}", sentence(&error)));
            Ok(page(desk, &form, &whole, vec![fault]).into())
        }
        Err(error) => Err(Failure::from(error)),
    }
}

fn fault(whole: &Whole) -> Fault {
    match whole {
        Whole::Reason => Fault::of("reason", "Write why the audit is corrected"),
        Whole::Blanks(words) => Fault::of(
            "blanks",
            format!("{words}. Fill it in again, or tick that it was emptied on purpose"),
        ),
        Whole::Other(words) => Fault::of("complete", words.clone()),
    }
}

#[derive(Serialize)]
struct Done {
    case: String,
    is_correction: bool,
    receipt: String,
    said: Vec<String>,
    next: Option<(String, String)>,
    left: usize,
    list: String,
    draw: String,
    draw_href: String,
    form: String,
}

fn done(desk: &Desk, found: &AuditReceipt) -> Answer {
    let of = read_of(desk)?;
    let next = |next: &CaseToFill| {
        let read = if next.is_second { ", second read" } else { "" };
        let begun = matches!(next.state, assay_views::round::CaseState::Begun(..));
        let on = if begun { "/on" } else { "" };
        let href = address(&found.draw, &next.case, next.is_second);
        (format!("{}{read}", next.case), format!("{href}{on}"))
    };
    let view = Done {
        case: found.case.clone(),
        is_correction: found.version > 1,
        receipt: receipt(found),
        said: found.said.clone(),
        next: found.next.as_ref().map(next),
        left: found.left,
        list: list_address(&found.draw, &found.auditor),
        draw: found.draw.clone(),
        draw_href: format!("/audits/{}", escaped(&found.draw)),
        form: super::address_of(&of),
    };
    let page = Page::new("audit_done.html", format!("You are done – case {}", found.case), &view);
    Ok(Reply::see(format!("/done/{}", desk.state.keep_page(page)?)))
}

fn receipt(found: &AuditReceipt) -> String {
    let version = match found.version {
        1 => String::new(),
        n => format!(", version {n}"),
    };
    format!(
        "Round {}, case {}{version}\nAuditor: {}\nStored on {} (in the page)\nLedger entry {}\n  its hash: {}\nDigest of the answers: {}",
        found.draw, found.case, found.auditor, found.on, found.entry, found.hash, found.digest
    )
}
