//! How values and choices are written into the cells of a form.

use assay_model::{Date, Judgement};
use assay_tables::{Moment, OutCell};

pub(super) fn text(text: &str) -> OutCell {
    if text.is_empty() { OutCell::Blank } else { OutCell::Text(text.to_owned()) }
}

pub(super) fn date(date: Option<Date>) -> OutCell {
    let moment = date.and_then(|date| Moment::from_iso(&date.to_string()));
    moment.map_or(OutCell::Blank, OutCell::Date)
}

pub(super) fn judgement(judgement: Option<Judgement>) -> OutCell {
    judgement.map_or(OutCell::Blank, |grade| text(grade.words()))
}

pub(super) fn yes_no(answer: Option<bool>) -> OutCell {
    answer.map_or(OutCell::Blank, |yes| text(if yes { "yes" } else { "no" }))
}

pub(super) fn grades() -> Vec<String> {
    Judgement::ALL.iter().map(|grade| grade.words().to_owned()).collect()
}

pub(super) fn words(all: &[&str]) -> Vec<String> {
    all.iter().map(|word| (*word).to_owned()).collect()
}
