//! Answers to the audit tool's further questions: a cell into the words that are kept.

use assay_model::tool::Answer;
use assay_model::{Judgement, Score};
use assay_tables::fold_header as fold;
use assay_tables::{Cell, Epoch};

use crate::DateOrder;
use crate::problems::Oddity;
use crate::value::{self, Reading};

/// Returns what a box of free text says: a word for nothing, such as `n/a`, says nothing.
pub(crate) fn said(text: String) -> String {
    if assay_tables::is_nothing(&text) { String::new() } else { text }
}

/// Says whether a box of free text says that there is nothing to say: no urgent concern, no action.
pub(crate) fn is_none(text: &str) -> bool {
    let bare = text.trim().trim_end_matches('.').to_lowercase();
    bare.is_empty() || assay_tables::is_nothing(&bare) || matches!(&*bare, "no" | "n")
}

/// What is odd about a filled box next to one that is blank or says that there is nothing: it belongs to nothing.
pub(crate) fn dropped(to: &str) -> Oddity {
    let hint = format!(
        "it was not stored, since the box of the {to} is blank or says that there is none: write the {to}, or clear this box"
    );
    Oddity::new(format!("a {to} that this belongs to"), hint)
}

/// Returns the answer as it is kept: scores plain, dates ISO, chosen words as the tool writes them.
/// A cell that answers otherwise is an oddity; a blank one is no answer.
pub(crate) fn read(
    answer: &Answer,
    cell: &Cell,
    order: DateOrder,
) -> Result<Option<String>, Oddity> {
    let text = match value::text(cell) {
        Reading::Blank => return Ok(None),
        Reading::Good(text) | Reading::Odd(text, _) => text,
        Reading::Bad(oddity) => return Err(oddity),
    };
    let blank = "the answer was left blank";
    let one_of = |words: &[&str]| {
        let found = words.iter().find(|word| fold(word) == fold(&text));
        let oddity = || Oddity::new(format!("one of {}", words.join(" | ")), blank);
        found.map(|word| Some((*word).to_owned())).ok_or_else(oddity)
    };
    match answer {
        Answer::Text => Ok(Some(match cell {
            Cell::Text(raw) => raw.trim().to_owned(),
            _ => text,
        })),
        Answer::Choice(choices) => {
            let words: Vec<&str> = choices.iter().map(String::as_str).collect();
            one_of(&words)
        }
        Answer::YesPartlyNo => match cell {
            Cell::Flag(true) => Ok(Some("yes".to_owned())),
            Cell::Flag(false) => Ok(Some("no".to_owned())),
            _ => one_of(&["yes", "partly", "no"]),
        },
        Answer::Score => Score::parse(&text)
            .map(|score| Some(score.to_string()))
            .ok_or_else(|| Oddity::new("a score from 0 to 10", blank)),
        Answer::Judgement => {
            let expected = "outstanding, good, requires improvement or inadequate";
            let judged = Judgement::parse(&text).map(|grade| Some(grade.words().to_owned()));
            judged.ok_or_else(|| Oddity::new(expected, blank))
        }
        Answer::Date => match value::date(cell, Epoch::Year1900, order, false) {
            Reading::Blank => Ok(None),
            Reading::Good(date) | Reading::Odd(date, _) => Ok(Some(date.to_string())),
            Reading::Bad(oddity) => Err(oddity),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_kept_as_the_tool_words_them() {
        let choices = Answer::Choice(vec!["Home visit".to_owned(), "By phone".to_owned()]);
        let check = |answer: &Answer, cell: &str, expected: Option<&str>| {
            let got = read(answer, &Cell::text(cell), DateOrder::DayFirst);
            assert_eq!(got.ok().flatten().as_deref(), expected, "{cell}");
        };
        check(&choices, "home  visit", Some("Home visit"));
        check(&choices, "visit", None);
        check(&Answer::YesPartlyNo, "Partly", Some("partly"));
        check(&Answer::YesPartlyNo, "maybe", None);
        check(&Answer::Score, "6,5", Some("6.5"));
        check(&Answer::Score, "11", None);
        check(&Answer::Judgement, "RI", Some("requires improvement"));
        check(&Answer::Date, "30/09/2026", Some("2026-09-30"));
        check(&Answer::Text, " two\nlines ", Some("two\nlines"));
        check(&Answer::Text, "  ", None);
    }
}
