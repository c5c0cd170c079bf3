//! `terms.yaml`: a council's own words.

use std::collections::BTreeMap;

use assay_model::{Judgement, Terms};
use serde::Deserialize;

use crate::entries::Entries;
use crate::near::nearest;
use crate::source::{At, Source};
use crate::{Error, Fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    grades: Entries<At<String>>,
    nouns: Entries<At<String>>,
}

/// Reads `terms.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Terms, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let codes = Judgement::ALL.map(Judgement::code);
    let keys = Terms::NOUNS.map(|(key, _)| key);
    let mut grades = BTreeMap::new();
    for (code, label) in known(&source, wire.grades, &codes, &mut faults) {
        if let Some(judgement) = Judgement::ALL.into_iter().find(|known| known.code() == code) {
            grades.insert(judgement, label);
        }
    }
    let nouns = known(&source, wire.nouns, &keys, &mut faults);
    Error::of(faults).map_or_else(|| Ok(Terms::new(grades, nouns)), Err)
}

/// Returns words for known keys; a key that is none of them, and a blank, is a fault.
pub(crate) fn known(
    source: &Source<'_>,
    written: Entries<At<String>>,
    keys: &[&str],
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for (key, word) in written.0 {
        if !keys.contains(&key.value.as_str()) {
            let hint = match nearest(&key.value, keys) {
                Some(meant) => format!("did you mean {meant}?"),
                None => format!("the words known here are {}", keys.join(", ")),
            };
            let found = format!("\"{}\"", key.value);
            faults.push(source.fault_at(key.referenced, "a known word", &found, &hint));
        }
        if word.value.trim().is_empty() {
            faults.push(source.fault(&word, "your word for it", "or take the line out"));
        }
        words.insert(key.value, word.value.trim().to_owned());
    }
    words
}
