//! One round: who has what, who is to be reminded with words to send, and its closing.

use assay_model::print;
use assay_views::round::{CaseState, CaseToFill, RegisterLine, RoundStatus};
use assay_workspace::round;
use serde::Serialize;

use super::{RoundLine, line};
use crate::desk::Desk;
use crate::failure::Failure;
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default().show("/audits/{draw}", show_round).act("/audits/{draw}/close", close)
}

#[derive(Serialize)]
struct OneRound {
    line: RoundLine,
    sample: String,
    facts: Vec<(&'static str, String)>,
    auditors: Vec<AuditorLine>,
    reminders: Vec<ReminderLine>,
    owed: usize,
    is_closed: bool,
}

#[derive(Serialize)]
struct AuditorLine {
    auditor: String,
    /// The list of their cases.
    href: String,
    forms: String,
    cases: usize,
    /// Audits that were begun in the page and are not completed.
    begun: usize,
    back: usize,
    back_on: String,
    owed: String,
}

#[derive(Serialize)]
struct ReminderLine {
    whom: String,
    manager: String,
    words: String,
}

fn draw<'a>(desk: &'a Desk) -> &'a str {
    desk.asked.part("draw")
}

fn show_round(desk: &Desk) -> Answer {
    Ok(round_page(desk, Vec::new())?.into())
}

fn round_page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let mut found = round::status(&workspace, Some(draw(desk)))?;
    let found = found.pop().ok_or(Failure::NotFound)?;
    let register = round::forms::register(&workspace, draw(desk))?;
    let reads = round::fill::cases(&workspace, draw(desk), None)?;
    let begun = |auditor: &str| {
        let is_begun = |read: &&CaseToFill| {
            read.auditor == auditor && matches!(read.state, CaseState::Begun(..))
        };
        reads.iter().filter(is_begun).count()
    };
    let reminders = round::chase(&workspace, Some(draw(desk)))?;
    let view = OneRound {
        line: line(&found),
        sample: format!("/samples/{}", escaped(draw(desk))),
        facts: facts(&found),
        auditors: register
            .iter()
            .map(|line| auditor_line(draw(desk), line, begun(&line.auditor)))
            .collect(),
        reminders: reminders
            .into_iter()
            .map(|found| ReminderLine {
                whom: match (found.name.as_str(), found.auditor.as_str()) {
                    ("", "") => "Nobody assigned".to_owned(),
                    ("", login) => login.to_owned(),
                    (name, _) => name.to_owned(),
                },
                manager: found.manager,
                words: found.words,
            })
            .collect(),
        owed: found.owed,
        is_closed: found.closed_on.is_some(),
    };
    let title = format!("Round {}", found.draw);
    Ok(Page::new("round.html", title, &view).with_faults(faults))
}

fn facts(found: &RoundStatus) -> Vec<(&'static str, String)> {
    let heard = &found.coverage;
    let asked = |yes: u64, no: u64| format!("{yes} of {} ({no} not asked)", heard.base);
    vec![
        (
            "Audit period",
            format!(
                "{} to {}",
                print::date(found.audit_period.from),
                print::date(found.audit_period.to)
            ),
        ),
        ("Returns due", print::date(found.returns_due)),
        ("Returned", format!("{} of {}", found.back, found.wanted)),
        ("After the day they were due", found.overdue.to_string()),
        ("After closing", found.late.to_string()),
        ("Child asked", asked(heard.child_asked, heard.child_not_asked)),
        ("Family asked", asked(heard.family_asked, heard.family_not_asked)),
        (
            "Worker took part",
            format!(
                "{} of {} ({} did not)",
                heard.worker_took_part, heard.base, heard.worker_did_not
            ),
        ),
    ]
}

fn auditor_line(draw: &str, found: &RegisterLine, begun: usize) -> AuditorLine {
    let of = match found.auditor.as_str() {
        "" => String::new(),
        login => format!("?auditor={}", escaped(login)),
    };
    AuditorLine {
        href: format!("/audits/{}/cases{of}", escaped(draw)),
        auditor: match found.auditor.as_str() {
            "" => "nobody assigned".to_owned(),
            login => login.to_owned(),
        },
        forms: found.forms.join(", "),
        cases: found.cases,
        begun,
        back: found.back,
        back_on: crate::field::shown(found.back_on),
        owed: found.owed_cases.join(", "),
    }
}

#[derive(Serialize)]
struct ClosedView {
    draw: String,
    version: u32,
    is_new: bool,
    names_purged: u64,
}

fn close(desk: &Desk) -> Answer {
    if desk.asked.field("sure").is_empty() {
        let fault = Fault::of("sure", "Tick that the figures are to become final");
        return Ok(round_page(desk, vec![fault])?.into());
    }
    let closed = round::close(&mut desk.open()?.writer()?, draw(desk))?;
    let view = ClosedView {
        draw: closed.draw.to_string(),
        version: closed.version,
        is_new: closed.is_new,
        names_purged: closed.names_purged,
    };
    let page = Page::new("closed.html", "The round is closed", &view);
    Ok(Reply::see(format!("/done/{}", desk.state.keep_page(page)?)))
}
