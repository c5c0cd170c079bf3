//! One draw: what was frozen, its receipt, the seed and the drawing, the selection and its forms.

use std::collections::BTreeMap;

use assay_model::print;
use assay_views::looked::{DrawLook, Drawn};
use assay_workspace::draws::draw::{DrawOptions, WeakSeed, draw};
use assay_workspace::draws::{look, reassign, remedy};
use assay_workspace::round::forms;
use serde::Serialize;

use super::super::case_lists::day;
use super::why;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/samples/{draw}", show)
        .act("/samples/{draw}/draw", draw_cases)
        .act("/samples/{draw}/forms", write_forms)
        .act("/samples/{draw}/assign", assign)
        .act("/samples/{draw}/extend", extend)
        .act("/samples/{draw}/target", target)
        .act("/samples/{draw}/abandon", abandon)
}

#[derive(Serialize)]
struct View {
    id: String,
    href: String,
    state: &'static str,
    plan: String,
    sentence: String,
    facts: Vec<(&'static str, String)>,
    left_out: Vec<(&'static str, String)>,
    continuity: Vec<String>,
    receipt: String,
    seed_source: String,
    has_seed: bool,
    n: String,
    strata: Vec<Stratum>,
    balance: Vec<String>,
    notes: Vec<String>,
    replacements: Vec<(String, String, String, String)>,
    targeted: Vec<(String, String)>,
    forms: Vec<Form>,
    unassigned: usize,
    typed: Typed,
}

/// What was typed in the page's forms.
#[derive(Serialize)]
struct Typed {
    seed: String,
    seed_source: String,
    to: String,
    case: String,
    reason: String,
    abandon_reason: String,
}

#[derive(Serialize)]
struct Stratum {
    name: String,
    places: Vec<Place>,
    reserves: Vec<Place>,
}

#[derive(Serialize)]
struct Place {
    case: String,
    href: String,
    order: String,
    role: String,
    auditor: String,
}

#[derive(Serialize)]
struct Form {
    number: u64,
    holder: String,
    cases: u64,
    out_on: String,
}

pub(super) fn id<'a>(desk: &'a Desk) -> &'a str {
    desk.asked.part("draw")
}

fn show(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let found = look::one(&workspace, id(desk))?;
    let forms = match &found.drawn {
        Some(_) if found.line.state == "drawn" => forms::list(&workspace, id(desk))?,
        _ => Vec::new(),
    };
    let forms = forms.into_iter().map(|form| Form {
        number: u64::from(form.number),
        holder: form.holder,
        cases: form.cases,
        out_on: print::date(form.out_on),
    });
    let view = view(desk, found, forms.collect());
    let title = format!("Sample {}", view.id);
    Ok(Page::new("sample.html", title, &view).with_faults(faults))
}

fn view(desk: &Desk, found: DrawLook, forms: Vec<Form>) -> View {
    let drawn = found.drawn.as_ref();
    let typed = |name: &str| desk.asked.field(name).to_owned();
    View {
        facts: facts(&found),
        left_out: found.left_out.iter().map(|(s, n)| (why(s), print::count(*n))).collect(),
        strata: drawn.map(|drawn| strata(&found.line.id, drawn)).unwrap_or_default(),
        unassigned: drawn.map_or(0, |drawn| {
            let wants = |role: &str| !matches!(role, "reserve" | "replaced");
            drawn.places.iter().filter(|p| wants(&p.role) && p.auditor.is_empty()).count()
        }),
        balance: drawn.map(|d| sentences(&d.balance)).unwrap_or_default(),
        notes: drawn.map(|d| sentences(&d.notes)).unwrap_or_default(),
        replacements: drawn
            .map(|d| d.replacements.iter())
            .into_iter()
            .flatten()
            .map(|r| (r.case.clone(), r.by.clone(), r.reason.clone(), r.approver.clone()))
            .collect(),
        targeted: drawn.map(|d| d.targeted.clone()).unwrap_or_default(),
        href: format!("/samples/{}", escaped(&found.line.id)),
        id: found.line.id,
        state: found.line.state,
        plan: found.line.plan,
        sentence: found.sentence,
        continuity: sentences(&found.continuity),
        receipt: found.receipt,
        seed_source: found.seed_source,
        has_seed: found.seed.is_some(),
        n: print::count(found.line.n),
        forms,
        typed: Typed {
            seed: typed("seed"),
            seed_source: typed("seed_source"),
            to: typed("to"),
            case: typed("case"),
            reason: typed("reason"),
            abandon_reason: typed("abandon_reason"),
        },
    }
}

fn sentences(words: &[String]) -> Vec<String> {
    words.iter().map(|text| as_sentence(text)).collect()
}

fn facts(found: &DrawLook) -> Vec<(&'static str, String)> {
    let mut facts = vec![
        ("List", format!("{}, as at {}", found.list, print::date(found.as_at))),
        ("Files", found.files.join(", ")),
        ("Frozen on", day(found.line.frozen_at)),
        ("Cases on the list", print::count(found.cases)),
        ("Could be drawn", print::count(found.eligible)),
    ];
    if let Some(seed) = &found.seed {
        let weak = if seed.weak { " (weak, and allowed on purpose)" } else { "" };
        facts.push(("Seed", format!("{}{weak}", seed.text)));
        facts.push(("Seed from", seed.source.clone()));
        facts.push(("Seed recorded at", seed.recorded_at.clone()));
    }
    facts.push(("Draws made of this list", print::count(found.draws_of_list)));
    facts
}

fn strata(draw: &str, drawn: &Drawn) -> Vec<Stratum> {
    let mut strata: BTreeMap<&str, Stratum> = BTreeMap::new();
    for place in drawn.places.iter().filter(|place| place.role != "targeted") {
        let stratum = strata.entry(&place.stratum).or_insert_with(|| Stratum {
            name: place.stratum.clone(),
            places: Vec::new(),
            reserves: Vec::new(),
        });
        let line = Place {
            href: format!("/samples/{}/cases/{}", escaped(draw), escaped(&place.case)),
            case: place.case.clone(),
            order: place.order.clone(),
            role: place.role.clone(),
            auditor: place.auditor.clone(),
        };
        let of = if place.role == "reserve" { &mut stratum.reserves } else { &mut stratum.places };
        of.push(line);
    }
    strata.into_values().collect()
}

fn draw_cases(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let mut faults = Vec::new();
    let is_typed = asked.field("how") == "typed";
    let seed = is_typed.then(|| {
        asked.needed("seed", "Type what the dice show, or the value of the beacon", &mut faults)
    });
    let seed_source = is_typed.then(|| {
        asked.needed("seed_source", "Say where the seed came from, and who saw it", &mut faults)
    });
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let weak_seed = match asked.field("weak") {
        "" => WeakSeed::Refused,
        _ => WeakSeed::Allowed,
    };
    let options = DrawOptions { id: id(desk).to_owned(), seed, seed_source, weak_seed };
    match draw(&mut desk.open()?.writer()?, &options) {
        Ok(report) => Ok(done(desk, "The cases are drawn.", report.blocked)),
        Err(error) if is_typed => {
            Ok(page(desk, vec![Fault::of("seed", failure::sentence(&error))])?.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Goes back to the draw and says what was done, and why nobody was assigned where that is so.
pub(super) fn done(desk: &Desk, said: &str, blocked: Option<String>) -> Reply {
    let blocked = blocked.map(|why| format!(" {}", as_sentence(&why))).unwrap_or_default();
    Reply::done(format!("/samples/{}", escaped(id(desk))), format!("{said}{blocked}"))
}

fn write_forms(desk: &Desk) -> Answer {
    let layout = match desk.asked.field("layout") {
        "sheets" => Some(forms::Layout::Sheets),
        "grid" => Some(forms::Layout::Grid),
        _ => None,
    };
    let written = forms::write(&mut desk.open()?.writer()?, id(desk), layout)?;
    let to = format!("/samples/{}#forms", escaped(id(desk)));
    Ok(Reply::done(
        to,
        format!("{} forms are written. Download them and send them out.", written.len()),
    ))
}

fn assign(desk: &Desk) -> Answer {
    let done_now = reassign::assign(&mut desk.open()?.writer()?, id(desk))?;
    Ok(done(desk, "The cases are assigned.", done_now.blocked))
}

fn extend(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let Some(to) = desk.asked.number("to", &mut faults) else {
        if faults.is_empty() {
            faults.push(Fault::of("to", "Enter how many cases the sample is to have"));
        }
        return Ok(page(desk, faults)?.into());
    };
    match remedy::extend(&mut desk.open()?.writer()?, id(desk), to) {
        Ok(found) => Ok(done(desk, "The sample is extended.", found.blocked)),
        Err(error) => Ok(page(desk, vec![Fault::of("to", failure::sentence(&error))])?.into()),
    }
}

fn target(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let case = desk.asked.needed("case", "Enter the id of the case", &mut faults);
    let reason = desk.asked.needed("reason", "Say why the case is chosen", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    match remedy::target(&mut desk.open()?.writer()?, id(desk), &case, &reason) {
        Ok(found) => Ok(done(desk, "The case is added, apart from the estimates.", found.blocked)),
        Err(error) => Ok(page(desk, vec![Fault::of("case", failure::sentence(&error))])?.into()),
    }
}

fn abandon(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let reason = desk.asked.needed("abandon_reason", "Say why the draw is given up", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    remedy::abandon(&mut desk.open()?.writer()?, id(desk), &reason)?;
    Ok(done(desk, "The draw is abandoned. It stays on record.", None))
}
