//! Personal data: what is on hold, what is past its time, what is known of a case, and erasing it with a second
//! person.

use assay_model::{CaseId, Covers, Ground, print};
use assay_views::rights::{Held, HeldWhat, Outcome, RetentionReport};
use assay_workspace::Error;
use assay_workspace::records::erase::{Why, erase};
use assay_workspace::records::{disclose, hold, retention};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::Fault;
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/history/holds", show)
        .act("/history/holds/put", put)
        .act("/history/holds/lift", lift)
        .act("/history/retention", apply)
        .act("/history/disclose", disclose_case)
        .act("/history/erase", erase_case)
}

#[derive(Serialize)]
struct View {
    holds: Vec<Line>,
    due: Vec<(String, String, String, String)>,
    on_hold: usize,
    due_total: u64,
    hold_kind: String,
    hold_which: String,
    hold_reason: String,
    disclose_case: String,
    erase_case: String,
    erase_reason: String,
    grounds: Vec<(&'static str, String)>,
    erase_serves: String,
    second_name: String,
}

/// A hold with the words it is lifted by.
#[derive(Serialize)]
struct Line {
    words: String,
    kind: &'static str,
    which: String,
    reason: String,
    since: String,
    login: String,
}

impl Line {
    fn of(hold: Held) -> Self {
        let HeldWhat { kind, which, words } = hold.covers;
        let since = print::date(hold.since);
        Self { words, kind, which, reason: hold.reason, since, login: hold.login }
    }
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let mut opened = desk.open()?;
    let (holds, is_snapshot) = {
        let workspace = opened.reader()?;
        (hold::list(&workspace)?, workspace.is_snapshot())
    };
    // What is past its time is rehearsed in the store, which a snapshot does not allow.
    let due = if is_snapshot {
        RetentionReport { kinds: Vec::new(), on_hold: 0, holds: Vec::new() }
    } else {
        retention::due(&mut opened.writer()?)?
    };
    let typed = |name: &str| desk.asked.field(name).to_owned();
    let view = View {
        holds: holds.into_iter().map(Line::of).collect(),
        due_total: due.kinds.iter().map(|kind| kind.count.count()).sum(),
        due: due
            .kinds
            .into_iter()
            .map(|past| {
                let count = print::count(past.count.count());
                let kept =
                    past.on_hold.filter(|kept| *kept > 0).map_or(String::new(), print::count);
                (past.kind.replace('_', " "), print::date(past.before), count, kept)
            })
            .collect(),
        on_hold: due.on_hold,
        hold_kind: typed("hold_kind"),
        hold_which: typed("hold_which"),
        hold_reason: typed("hold_reason"),
        disclose_case: typed("disclose_case"),
        erase_case: typed("erase_case"),
        erase_reason: typed("erase_reason"),
        grounds: Ground::ALL.map(|ground| (ground.word(), ground.to_string())).to_vec(),
        erase_serves: typed("erase_serves"),
        second_name: typed("second_name"),
    };
    Ok(Page::new("rights.html", "Personal data", &view).with_faults(faults))
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

/// Reads the id of a case, or adds the fault.
fn case(desk: &Desk, field: &'static str, faults: &mut Vec<Fault>) -> Option<CaseId> {
    match CaseId::parse(desk.asked.field(field)) {
        Ok(case) => Some(case),
        Err(fault) => {
            faults.push(Fault::of(field, format!("Enter {fault}")));
            None
        }
    }
}

/// Reads what a hold covers, or adds the fault.
fn covers(desk: &Desk, fields: [&'static str; 2], faults: &mut Vec<Fault>) -> Option<Covers> {
    let [kind, which] = fields.map(|field| desk.asked.field(field));
    let covers = Covers::read(kind, which);
    if covers.is_none() {
        let wanted = match kind {
            "case" => "Enter the id of the case",
            "list" => "Enter the name of the list",
            "period" => "Enter days such as 2024-01-01..2024-12-31, the first one first",
            "theme" => "Enter the code of the theme",
            "everything" => "Leave this empty, since everything is covered",
            _ => "Choose what is to be kept",
        };
        faults.push(Fault::of(fields[1], wanted));
    }
    covers
}

fn put(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let covers = covers(desk, ["hold_kind", "hold_which"], &mut faults);
    let reason = desk.asked.needed("hold_reason", "Say why it must be kept", &mut faults);
    if let (Some(covers), true) = (covers, faults.is_empty()) {
        match hold::put(&mut desk.open()?.writer()?, &covers, &reason) {
            Ok(()) => {
                let said = format!("On hold now: {covers}.");
                return Ok(Reply::done("/history/holds", said));
            }
            Err(error) => faults.push(Fault::of("hold_which", failure::sentence(&error))),
        }
    }
    Ok(page(desk, faults)?.into())
}

fn lift(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let covers = covers(desk, ["lift_kind", "lift_which"], &mut faults).ok_or(Failure::NotFound)?;
    let reason =
        desk.asked.needed("lift_reason", "Say why it need not be kept any longer", &mut faults);
    if faults.is_empty() {
        match hold::lift(&mut desk.open()?.writer()?, &covers, &reason) {
            Ok(()) => return Ok(Reply::done("/history/holds", "The hold is lifted.")),
            Err(error) => faults.push(Fault::of("lift_reason", failure::sentence(&error))),
        }
    }
    Ok(page(desk, faults)?.into())
}

fn apply(desk: &Desk) -> Answer {
    if desk.asked.field("sure").is_empty() {
        let fault = Fault::of("sure", "Tick that it is to be removed for good");
        return Ok(page(desk, vec![fault])?.into());
    }
    let report = match retention::apply(&mut desk.open()?.writer()?) {
        Ok(report) => report,
        Err(error @ Error::Refused(_)) => {
            let fault = Fault::of("sure", failure::sentence(&error));
            return Ok(page(desk, vec![fault])?.into());
        }
        Err(error) => return Err(error.into()),
    };
    let removed: u64 = report.kinds.iter().map(|kind| kind.count.count()).sum();
    let said = format!("{} records past their time were removed.", print::count(removed));
    Ok(Reply::done("/history/holds", said))
}

fn disclose_case(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    if let Some(id) = case(desk, "disclose_case", &mut faults) {
        let known = disclose::disclose(&*desk.open()?.reader()?, &id)?;
        let name = format!("what is known of {}.json", id.as_str().replace(['/', '\\'], "_"));
        return Ok(Reply::download(name, format!("{known:#}\n").into_bytes()));
    }
    Ok(page(desk, faults)?.into())
}

fn erase_case(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let id = case(desk, "erase_case", &mut faults);
    let reason = desk.asked.needed("erase_reason", "Say why it is erased", &mut faults);
    let chosen = desk.asked.field("erase_serves");
    let serves = Ground::parse(chosen);
    if serves.is_none() && !chosen.is_empty() {
        faults.push(Fault::of("erase_serves", "Choose the right or duty that it serves"));
    }
    if let (Some(id), true) = (id, faults.is_empty()) {
        let second = super::super::actions::second(desk);
        let why = Why { reason: &reason, serves };
        match erase(&mut desk.open()?.writer()?, &id, &why, &second) {
            Ok(Outcome::Asked(asked)) => {
                let (by, serves) = (asked.asked_by, asked.serves);
                let said = format!(
                    "{by} has asked for it, to serve {serves}. A second person must carry it out: the same form, under another login or with a passphrase."
                );
                return Ok(Reply::done("/history/holds", said));
            }
            Ok(Outcome::Done(report)) => {
                let said = format!(
                    "Erased: {} records and {} rows, {}, to serve {}.",
                    print::count(report.records),
                    print::count(report.rows),
                    report.second,
                    report.serves
                );
                return Ok(Reply::done("/history/holds", said));
            }
            Err(error) => faults.push(Fault::of("erase_case", failure::sentence(&error))),
        }
    }
    Ok(page(desk, faults)?.into())
}
