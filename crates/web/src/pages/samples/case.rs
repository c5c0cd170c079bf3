//! A case of a sample: where it is in the draw, and its remedies, each with what it will do.

use assay_views::looked::Drawn;
use assay_workspace::draws::reassign::{ReassignOptions, reassign};
use assay_workspace::draws::remedy::{Opened, ReplaceOptions, replace};
use assay_workspace::draws::{ReadRole, look};
use serde::Serialize;

use super::draw::{done, id};
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/samples/{draw}/cases/{case}", show)
        .act("/samples/{draw}/cases/{case}/replace", replace_case)
        .act("/samples/{draw}/cases/{case}/reassign", reassign_case)
}

#[derive(Serialize)]
struct View {
    draw: String,
    draw_href: String,
    case: String,
    href: String,
    places: Vec<(String, String, String, String)>,
    /// The reserve that would step in.
    reserve: Option<String>,
    has_second: bool,
    typed: Typed,
}

#[derive(Serialize)]
struct Typed {
    reason: String,
    other: String,
    approver: String,
    to: String,
    why: String,
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let found = look::one(&*desk.open()?.reader()?, id(desk))?;
    let case = desk.asked.part("case");
    let drawn = found.drawn.ok_or(Failure::NotFound)?;
    let own: Vec<_> = drawn.places.iter().filter(|place| place.case == case).collect();
    if own.is_empty() {
        return Err(Failure::NotFound);
    }
    let typed = |name: &str| desk.asked.field(name).to_owned();
    let draw_href = format!("/samples/{}", escaped(id(desk)));
    let view = View {
        draw: id(desk).to_owned(),
        href: format!("{draw_href}/cases/{}", escaped(case)),
        draw_href,
        case: case.to_owned(),
        places: own
            .iter()
            .map(|p| (p.role.clone(), p.stratum.clone(), p.order.clone(), p.auditor.clone()))
            .collect(),
        reserve: own.first().and_then(|place| next_reserve(&drawn, &place.stratum)),
        has_second: own.iter().any(|place| place.role == "second read"),
        typed: Typed {
            reason: typed("reason"),
            other: typed("other"),
            approver: typed("approver"),
            to: typed("to"),
            why: typed("why"),
        },
    };
    let title = format!("Case {case} in {}", view.draw);
    Ok(Page::new("sample_case.html", title, &view).with_faults(faults))
}

/// The first reserve of the stratum that has not stepped in, as the page names it beforehand; which one does
/// is the job's to say.
fn next_reserve(drawn: &Drawn, stratum: &str) -> Option<String> {
    let used = |case: &str| drawn.replacements.iter().any(|r| r.by == case || r.case == case);
    let reserves = drawn.places.iter().filter(|p| p.role == "reserve" && p.stratum == stratum);
    reserves.map(|place| place.case.clone()).find(|case| !used(case))
}

fn replace_case(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let mut faults = Vec::new();
    let reason = match asked.field("reason") {
        "" => {
            faults.push(Fault::of("reason", "Choose why the case cannot be audited"));
            String::new()
        }
        "other" => {
            let other = asked.needed("other", "Say why in your words", &mut faults);
            format!("other: {other}")
        }
        listed => listed.to_owned(),
    };
    let approver = asked.needed("approver", "Enter who approved it", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let opened = if asked.field("opened").is_empty() { Opened::Unopened } else { Opened::Opened };
    let options = ReplaceOptions {
        case: asked.part("case").to_owned(),
        reason,
        approver,
        opened,
        second: crate::pages::actions::second(desk),
    };
    match replace(&mut desk.open()?.writer()?, id(desk), &options) {
        Err(error) => Ok(page(desk, vec![Fault::of("reason", failure::sentence(&error))])?.into()),
        Ok(found) => {
            let statement = found.statement.map(|s| format!(" {}", as_sentence(&s)));
            let said = format!("The case is replaced.{}", statement.unwrap_or_default());
            Ok(done(desk, &said, found.blocked))
        }
    }
}

fn reassign_case(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let mut faults = Vec::new();
    let to = asked.needed("to", "Enter the login of the auditor", &mut faults);
    let reason = asked.needed("why", "Say why the case moves", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let role = match asked.field("role") {
        "second" => ReadRole::Second,
        _ => ReadRole::First,
    };
    let options = ReassignOptions { case: asked.part("case").to_owned(), to, reason, role };
    match reassign(&mut desk.open()?.writer()?, id(desk), &options) {
        Ok(found) => Ok(done(desk, "The case is with another auditor.", found.blocked)),
        Err(error) => Ok(page(desk, vec![Fault::of("to", failure::sentence(&error))])?.into()),
    }
}
