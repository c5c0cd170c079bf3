//! Samples: choose a plan and see what it can say, freeze the list, draw, look at the selection, verify. The steps
//! on one draw are in `draw`, the remedies of a case in `case`, and a new plan by questions in `plan`.

mod case;
mod draw;
mod files;
mod plan;
mod verify;

use assay_model::print;
use assay_workspace::draws::freeze::{FreezeOptions, freeze};
use assay_workspace::draws::{look, plans, sizing};
use serde::Serialize;

use super::Part;
use super::case_lists::day;
use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

/// The addresses and templates.
pub(crate) const PART: Part = Part {
    routes,
    templates: &[
        ("samples.html", include_str!("../../templates/samples.html")),
        ("sample_new.html", include_str!("../../templates/sample_new.html")),
        ("sample.html", include_str!("../../templates/sample.html")),
        ("sample_case.html", include_str!("../../templates/sample_case.html")),
        ("verify.html", include_str!("../../templates/verify.html")),
        ("plan_new.html", include_str!("../../templates/plan_new.html")),
    ],
    navigation: Some(("Samples", "/samples")),
};

fn routes() -> Routes {
    Routes::default()
        .show("/samples", show)
        .show("/samples/new", new)
        .act("/samples/freeze", freeze_list)
        .and(plan::routes())
        .and(draw::routes())
        .and(case::routes())
        .and(files::routes())
        .and(verify::routes())
}

#[derive(Serialize)]
struct View {
    plans: Vec<PlanLine>,
    draws: Vec<DrawLine>,
}

#[derive(Serialize)]
struct PlanLine {
    name: String,
    sentence: String,
    href: String,
}

#[derive(Serialize)]
struct DrawLine {
    id: String,
    href: String,
    plan: String,
    state: &'static str,
    class: &'static str,
    frozen: String,
    n: String,
}

fn show(desk: &Desk) -> Answer {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let plans = plans::lines(&workspace)?.into_iter().map(|line| {
        let sentence = plans::show(&workspace, &line.plan)?.sentence;
        let href = format!("/samples/new?plan={}", escaped(&line.plan));
        Ok(PlanLine { name: line.plan, sentence, href })
    });
    let view = View {
        plans: plans.collect::<Result<_, Failure>>()?,
        draws: look::list(&workspace)?
            .into_iter()
            .map(|line| DrawLine {
                href: format!("/samples/{}", escaped(&line.id)),
                class: if line.state == "frozen" { "tag next" } else { "" },
                frozen: day(line.frozen_at),
                n: print::count(line.n),
                id: line.id,
                plan: line.plan,
                state: line.state,
            })
            .collect(),
    };
    Ok(Page::new("samples.html", "Samples", &view).into())
}

#[derive(Serialize)]
struct New {
    plan: String,
    sentence: String,
    n: String,
    id: String,
    source: String,
    source_words: String,
    reaches: Vec<ReachLine>,
    notes: Vec<String>,
    left_out: Vec<(&'static str, String)>,
    eligible: String,
    /// Why the plan cannot be tried on the list, in sentences.
    problem: Option<String>,
}

#[derive(Serialize)]
struct ReachLine {
    stratum: String,
    eligible: String,
    n: String,
    sentence: String,
}

/// Why cases cannot be drawn, in the officers' words.
pub(super) fn why(status: &str) -> &'static str {
    match status {
        "closed" => "closed by the date of the list",
        "scope" => "outside the plan's scope",
        "restricted" => "access to the record is restricted",
        "audited" => "audited or selected too recently",
        "named" => "left out by hand, with a reason and an approver",
        _ => "left out",
    }
}

fn new(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let n = asked.query("n").replace(',', "");
    let mut faults = Vec::new();
    let number = match n.as_str() {
        "" => None,
        text => text.parse().ok().or_else(|| {
            faults.push(Fault::of("n", format!("Enter a whole number, not \"{text}\"")));
            None
        }),
    };
    let plan = asked.query("plan").to_owned();
    Ok(page(desk, &plan, number, faults)?.into())
}

fn page(desk: &Desk, plan: &str, n: Option<u64>, faults: Vec<Fault>) -> Result<Page, Failure> {
    let opened = desk.open()?;
    let workspace = opened.reader()?;
    let entry = plans::show(&workspace, plan)?;
    let as_at = workspace.session.as_at().to_string();
    let given = |name: &str, usual: String| match desk.asked.field(name) {
        "" => usual,
        typed => typed.to_owned(),
    };
    let mut view = New {
        id: given("id", format!("{}-{plan}", &as_at[..7])),
        n: given("n", n.map(|n| n.to_string()).unwrap_or_default()),
        source: given("source", "machine".to_owned()),
        source_words: desk.asked.field("source_words").to_owned(),
        sentence: entry.sentence,
        plan: plan.to_owned(),
        reaches: Vec::new(),
        notes: Vec::new(),
        left_out: Vec::new(),
        eligible: String::new(),
        problem: None,
    };
    match sizing::check(&workspace, plan, n) {
        Err(error) => view.problem = Some(failure::sentence(&error)),
        Ok(found) => {
            let eligible = found.reaches.first().map_or(0, |all| all.eligible);
            view.eligible = print::count(eligible);
            view.left_out =
                found.left_out.iter().map(|(s, n)| (why(s), print::count(*n))).collect();
            view.notes = found.notes.iter().map(|note| as_sentence(note)).collect();
            view.reaches = found
                .reaches
                .into_iter()
                .map(|reach| ReachLine {
                    stratum: if reach.stratum == "all" {
                        "the whole list".to_owned()
                    } else {
                        reach.stratum
                    },
                    eligible: print::count(reach.eligible),
                    n: print::count(reach.n),
                    sentence: as_sentence(&reach.sentence),
                })
                .collect();
        }
    }
    let title = format!("A sample by the plan {plan}");
    Ok(Page::new("sample_new.html", title, &view).with_faults(faults))
}

fn freeze_list(desk: &Desk) -> Answer {
    let asked = desk.asked;
    let mut faults = Vec::new();
    let plan = asked.field("plan").to_owned();
    let id = asked.needed("id", "Enter an id for the draw, such as 2026-09-monthly", &mut faults);
    let n = asked.number("n", &mut faults);
    let words = asked.field("source_words");
    let seed_source = match asked.field("source") {
        "dice" => Some("ten-sided dice, thrown before a witness".to_owned()),
        "words" if words.is_empty() => {
            faults.push(Fault::of("source_words", "Say where the seed will come from"));
            None
        }
        "words" => Some(words.to_owned()),
        _ => None,
    };
    if !faults.is_empty() {
        return Ok(page(desk, &plan, n, faults)?.into());
    }
    let options = FreezeOptions { plan: plan.clone(), id, n, seed_source };
    match freeze(&mut desk.open()?.writer()?, &options) {
        Ok(report) => Ok(Reply::done(
            format!("/samples/{}", escaped(&report.draw)),
            "The list is frozen. Send the receipt to somebody outside the team before you draw.",
        )),
        Err(error) => {
            let fault = Fault::of("id", failure::sentence(&error));
            Ok(page(desk, &plan, n, vec![fault])?.into())
        }
    }
}
