//! The ids of recommendations that have none of their own: they follow from what the row says, never from its place in
//! the file, so that a table in another order names nothing anew. Which rows are one is decided by the reader.

use std::collections::BTreeMap;

use assay_model::alike::folded;
use assay_model::history::Finding;
use assay_model::{Date, Effect, Level, Place, Problem, print};
use sha2::{Digest as _, Sha256};

use crate::{Reader, Result};

/// How an id begins that was made here.
const MADE: &str = "finding-";

/// What a recommendation is known by: its letter, the letter's date and its words, as people compare them.
type Content = (String, Option<Date>, String);

fn content(finding: &Finding) -> Content {
    (folded(&finding.letter), finding.on, folded(&finding.text))
}

/// Gives ids to the findings that have none: that of the one held with the same letter and words, else one that is
/// made of these. Returns what is in doubt.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn named<'f>(
    workspace: &Reader,
    findings: impl IntoIterator<Item = &'f mut Finding>,
    file: &str,
) -> Result<Vec<Problem>> {
    let mut held: BTreeMap<Content, String> = BTreeMap::new();
    let stored = workspace.store.all::<Finding>()?;
    for finding in &stored {
        let id = held.entry(content(finding)).or_insert_with(|| finding.id.clone());
        // A number of the council's own before one that was made.
        if is_made(id) && !is_made(&finding.id) {
            id.clone_from(&finding.id);
        }
    }
    let mut doubts = Vec::new();
    for finding in findings {
        let known = held.get(&content(finding));
        if finding.id.is_empty() {
            finding.id = known.cloned().unwrap_or_else(|| made(finding));
        } else if known.is_some_and(|id| is_made(id))
            && !stored.iter().any(|other| other.id == finding.id)
        {
            doubts.push(doubt(finding, file));
        }
    }
    Ok(doubts)
}

/// Says whether an id is none of the council's: made here, or, by earlier versions, of a file and a row.
fn is_made(id: &str) -> bool {
    let row = id.rsplit_once(':').filter(|(file, _)| file.contains('.')).map(|(_, row)| row);
    id.starts_with(MADE)
        || row.is_some_and(|row| !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit()))
}

fn made(finding: &Finding) -> String {
    let (letter, on, text) = content(finding);
    let on = on.map(|on| on.to_string()).unwrap_or_default();
    let digest = print::hex(&Sha256::digest([letter, on, text].join("\0")));
    format!("{MADE}{}", &digest[..12])
}

fn doubt(finding: &Finding, file: &str) -> Problem {
    let column = Some("finding_id".to_owned());
    Problem {
        level: Level::Note,
        effect: Effect::Lost,
        place: Place { file: file.to_owned(), column, ..Place::default() },
        found: format!("\"{}\", whose recommendation is here without an id already", finding.id),
        expected: "each recommendation once".to_owned(),
        hint: "it counts twice: take back the import that brought it without an id, and import the table with ids again".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_the_words_as_people_compare_them() {
        let finding = |letter: &str, text: &str| Finding {
            id: String::new(),
            letter: letter.to_owned(),
            on: None,
            text: text.to_owned(),
            owner: String::new(),
            progress: String::new(),
        };
        let id = made(&finding("Ofsted 2025", "Visit weekly"));
        assert_eq!(id, made(&finding("ofsted  2025", "visit weekly")));
        assert_ne!(id, made(&finding("Ofsted 2025", "Visit daily")));
        assert!(is_made(&id) && is_made("a.csv:7") && !is_made("2025-3") && !is_made("F:2"));
    }
}
