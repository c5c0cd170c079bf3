//! Verifying a draw: each question with its answer in a sentence.

use assay_model::print;
use assay_workspace::draws::verify;
use serde::Serialize;

use super::draw::id;
use crate::desk::Desk;
use crate::field::escaped;
use crate::page::Page;
use crate::reply::Answer;
use crate::routes::Routes;
use crate::words::as_sentence;

pub(super) fn routes() -> Routes {
    Routes::default().show("/samples/{draw}/verify", show_verify)
}

#[derive(Serialize)]
struct Verified {
    id: String,
    href: String,
    answers: Vec<(String, &'static str, &'static str)>,
    difference: Option<String>,
    further: Vec<String>,
}

fn show_verify(desk: &Desk) -> Answer {
    let report = verify::of_draw(&mut desk.open()?, id(desk))?;
    let answers = report.answers.iter().map(|answered| {
        let (word, class) = match answered.answer {
            Some(true) => ("Yes", "tag good"),
            Some(false) => ("No", "tag bad"),
            None => ("Cannot be known here", "tag"),
        };
        let why = answered.difference.as_deref().map(as_sentence).unwrap_or_default();
        let question = as_sentence(answered.question);
        (format!("{question} {why}").trim_end().to_owned(), word, class)
    });
    let mut further = report.to_compare.iter().map(|line| as_sentence(line)).collect::<Vec<_>>();
    if let Some(draws) = report.draws_of_this_list {
        further.insert(0, format!("Draws made of this list: {}.", print::count(draws)));
    }
    if report.withdrawn > 0 {
        further.push(format!("Records lawfully withdrawn: {}.", print::count(report.withdrawn)));
    }
    if report.erased > 0 {
        further.push(format!(
            "Cases lawfully erased, their tickets kept: {}.",
            print::count(report.erased)
        ));
    }
    further.push(
        "This cannot detect cases that were left off the list: compare the totals with the record system."
            .to_owned(),
    );
    let view = Verified {
        id: id(desk).to_owned(),
        href: format!("/samples/{}", escaped(id(desk))),
        answers: answers.collect(),
        difference: report.first_difference.as_deref().map(as_sentence),
        further,
    };
    Ok(Page::new("verify.html", format!("Verify {}", view.id), &view).into())
}
