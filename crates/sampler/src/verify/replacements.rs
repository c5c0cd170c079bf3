//! The fourth question: was every replacement the next in order? The log is played again, with the
//! reserves as they were at each moment between the extensions.

use std::collections::BTreeSet;

use assay_model::CaseId;

use super::{Answer, Past, cases};
use crate::draw::{Draw, next_in_systematic_order};
use crate::standing::{EXTENSION_REASON, together};
use crate::{Replacement, Selection};

/// Plays the log again.
pub(super) fn answer(past: &Past) -> Answer {
    if past.manifest.replacements.is_empty() {
        return Answer::Yes;
    }
    if past.erased && past.rules.selection == Selection::Systematic {
        return Answer::Unknown(
            "the order of a systematic draw went with the erased ids".to_owned(),
        );
    }
    match play(past) {
        Ok(()) => Answer::Yes,
        Err(difference) => Answer::No(difference),
    }
}

fn play(past: &Past) -> Result<(), String> {
    let mut used: BTreeSet<CaseId> = BTreeSet::new();
    for entry in &past.manifest.replacements {
        let sample = cases::again(past, size_at(past, entry))?;
        let expected = match past.rules.selection {
            Selection::Systematic => systematic(past, &sample, entry, &used),
            _ => next_reserve(&sample, entry, &used)?,
        };
        if expected.as_ref() != Some(&entry.replaced_by) {
            let expected = expected
                .map_or("no reserve, none was left".to_owned(), |case| format!("\"{case}\""));
            return Err(format!(
                "the replacement of case \"{}\": expected {expected}, found \"{}\"",
                entry.case, entry.replaced_by
            ));
        }
        used.extend(together(&sample.strata, &entry.replaced_by).into_iter().cloned());
    }
    Ok(())
}

/// The size of the sample when this entry was made: after every extension up to its time, where an
/// ordinary replacement of the same instant came before.
fn size_at(past: &Past, entry: &Replacement) -> u64 {
    let made = entry.reason == EXTENSION_REASON;
    let later = past
        .manifest
        .extensions
        .iter()
        .find(|extension| extension.at > entry.at || (extension.at == entry.at && !made));
    later.map_or(past.manifest.n(), |extension| extension.from_n)
}

fn next_reserve(
    sample: &Draw,
    entry: &Replacement,
    used: &BTreeSet<CaseId>,
) -> Result<Option<CaseId>, String> {
    let stratum = sample.strata.iter().find(|stratum| {
        stratum.selected.iter().chain(&stratum.reserves).any(|drawn| drawn.case == entry.case)
    });
    let stratum = stratum.ok_or_else(|| {
        format!(
            "a replacement of case \"{}\", which was neither selected nor a reserve",
            entry.case
        )
    })?;
    let mut reserves = stratum.reserves.iter().map(|drawn| &drawn.case);
    Ok(reserves.find(|case| !used.contains(case)).cloned())
}

fn systematic(
    past: &Past,
    sample: &Draw,
    entry: &Replacement,
    used: &BTreeSet<CaseId>,
) -> Option<CaseId> {
    let selected: BTreeSet<&CaseId> =
        sample.strata.iter().flat_map(|s| &s.selected).map(|d| &d.case).collect();
    next_in_systematic_order(past.frame, &entry.case, |case| {
        selected.contains(case) || used.contains(case)
    })
}
