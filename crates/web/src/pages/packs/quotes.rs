//! Quotes: what auditors wrote as it would be printed in a public pack, proposed by one person and approved by a
//! second, or taken back.

use assay_model::{Month, print};
use assay_views::quotes::QuoteLine;
use assay_workspace::comments::quotes::{approve, list, withdraw};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::{self, Failure};
use crate::field::{Fault, escaped};
use crate::page::Page;
use crate::pages::actions::second;
use crate::reply::{Answer, Reply};
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default()
        .show("/packs/quotes", show)
        .show("/packs/quotes/{quote}", one)
        .act("/packs/quotes/{quote}/approve", approve_it)
        .act("/packs/quotes/{quote}/withdraw", take_back)
}

#[derive(Serialize)]
struct View {
    sentence: String,
    quotes: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    href: String,
    text: String,
    tag: &'static str,
    class: &'static str,
    words: String,
}

fn line(quote: &QuoteLine) -> Line {
    let (tag, class) = match quote.standing {
        "proposed" => ("waits for approval", "tag begun"),
        "approved" => ("approved", "tag good"),
        _ => ("withdrawn", "tag"),
    };
    Line {
        href: format!("/packs/quotes/{}", escaped(quote.short())),
        text: quote.text.clone(),
        tag,
        class,
        words: match quote.standing {
            "proposed" => format!("Proposed by {}.", quote.proposed_by),
            _ => as_sentence(&quote.words),
        },
    }
}

fn show(desk: &Desk) -> Answer {
    let all = list(&*desk.open()?.reader()?)?;
    let waiting = all.iter().filter(|quote| quote.standing == "proposed").count() as u64;
    let mut quotes: Vec<&QuoteLine> = all.iter().collect();
    quotes.sort_by_key(|quote| quote.standing != "proposed");
    let view = View {
        sentence: match (all.len() as u64, waiting) {
            (0, _) => "No quote is proposed yet.".to_owned(),
            (all, 0) => format!("{}; none waits for approval.", quotes_of(all)),
            (all, 1) => format!("{}; 1 waits for approval.", quotes_of(all)),
            (all, n) => format!("{}; {} wait for approval.", quotes_of(all), print::count(n)),
        },
        quotes: quotes.into_iter().map(line).collect(),
    };
    Ok(Page::new("quotes.html", "Quotes", &view).into())
}

fn quotes_of(n: u64) -> String {
    if n == 1 { "1 quote".to_owned() } else { format!("{} quotes", print::count(n)) }
}

#[derive(Serialize)]
struct One {
    line: Line,
    href: String,
    facts: Vec<(&'static str, String)>,
    waits: bool,
    can_be_withdrawn: bool,
    by: String,
    reason: String,
    second_name: String,
}

fn one(desk: &Desk) -> Answer {
    Ok(page(desk, Vec::new())?.into())
}

fn page(desk: &Desk, faults: Vec<Fault>) -> Result<Page, Failure> {
    let all = list(&*desk.open()?.reader()?)?;
    let id = desk.asked.part("quote");
    let quote = all.iter().find(|quote| quote.short() == id).ok_or(Failure::NotFound)?;
    let typed = |name: &str| desk.asked.field(name).to_owned();
    let mut facts = vec![
        ("Theme", quote.theme.clone()),
        ("Month", quote.month.map(Month::words).unwrap_or_default()),
        ("Proposed by", quote.proposed_by.clone()),
        ("Who answers for it", quote.approver.clone().unwrap_or_default()),
        ("Approved on", quote.approved_on.map(print::date).unwrap_or_default()),
        ("Second person", quote.approved_how.clone().unwrap_or_default()),
        ("Why it was withdrawn", quote.reason.clone().unwrap_or_default()),
    ];
    facts.retain(|(_, value)| !value.is_empty());
    let view = One {
        line: line(quote),
        href: format!("/packs/quotes/{}", escaped(id)),
        facts,
        waits: quote.standing == "proposed",
        can_be_withdrawn: quote.standing != "withdrawn",
        by: typed("by"),
        reason: typed("reason"),
        second_name: typed("second_name"),
    };
    Ok(Page::new("quote.html", "A quote", &view).with_faults(faults))
}

fn approve_it(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let by = desk.asked.needed("by", "Say who answers for it", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let done = approve(&mut desk.open()?.writer()?, desk.asked.part("quote"), &by, &second(desk));
    after(desk, done, "The quote is approved. It can be printed in public packs.", "second_name")
}

fn take_back(desk: &Desk) -> Answer {
    let mut faults = Vec::new();
    let reason = desk.asked.needed("reason", "Say why it is taken back", &mut faults);
    if !faults.is_empty() {
        return Ok(page(desk, faults)?.into());
    }
    let done = withdraw(&mut desk.open()?.writer()?, desk.asked.part("quote"), &reason);
    after(desk, done, "The quote is taken back, and is in no pack from now on.", "reason")
}

fn after(
    desk: &Desk,
    done: assay_workspace::Result<QuoteLine>,
    said: &str,
    field: &'static str,
) -> Answer {
    match done {
        Ok(quote) => Ok(Reply::done(format!("/packs/quotes/{}", escaped(quote.short())), said)),
        Err(error) => Ok(page(desk, vec![Fault::of(field, failure::sentence(&error))])?.into()),
    }
}
