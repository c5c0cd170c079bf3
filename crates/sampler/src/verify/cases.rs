//! The third question: are the cases the ones that list, rules and seed give? Every stratum, ticket,
//! reserve and second read is compared, and the first that differs is named.

use super::{Answer, Past};
use crate::draw::{Draw, Drawn, DrawnStratum, draw_with, second_read};
use crate::{Manifest, Selection};

/// Draws again and compares.
pub(super) fn answer(past: &Past) -> Answer {
    if past.erased && past.rules.selection == Selection::Systematic {
        return Answer::Unknown(
            "the order of a systematic draw went with the erased ids".to_owned(),
        );
    }
    match difference(past) {
        Ok(None) => Answer::Yes,
        Ok(Some(difference)) | Err(difference) => Answer::No(difference),
    }
}

/// Draws a sample of `n` again, as it was before its extensions or after them.
pub(super) fn again(past: &Past, n: u64) -> Result<Draw, String> {
    let Manifest { seed, draw, .. } = past.manifest;
    draw_with((past.frame, &past.rules), &seed.seed, draw, n, &past.kept)
        .map_err(|fault| format!("the draw cannot be repeated: {fault}"))
}

fn difference(past: &Past) -> Result<Option<String>, String> {
    let manifest = past.manifest;
    if manifest.seed.weak != manifest.seed.seed.weakness().is_some() {
        return Ok(Some(format!("seed: marked weak {}, which it is not so", manifest.seed.weak)));
    }
    if manifest.plan.sha256 != crate::Digest::of(manifest.plan.text.as_bytes()) {
        return Ok(Some("plan: the text has another digest than the one next to it".to_owned()));
    }
    let drawn = again(past, manifest.n())?;
    let (found, expected) = (&manifest.strata, &drawn.strata);
    if let Some(difference) = names(found, expected) {
        return Ok(Some(difference));
    }
    for (found, expected) in found.iter().zip(expected) {
        if let Some(difference) = stratum(past, found, expected) {
            return Ok(Some(format!("stratum \"{}\": {difference}", found.name)));
        }
    }
    Ok(sizes(manifest).or(seconds(past, &drawn)?))
}

fn names(found: &[DrawnStratum], expected: &[DrawnStratum]) -> Option<String> {
    let name = |strata: &[DrawnStratum], i: usize| {
        strata.get(i).map_or("none".to_owned(), |s| format!("\"{}\"", s.name))
    };
    let longest = found.len().max(expected.len());
    let index = (0..longest).find(|i| name(found, *i) != name(expected, *i))?;
    Some(format!("strata: expected {}, found {}", name(expected, index), name(found, index)))
}

fn stratum(past: &Past, found: &DrawnStratum, expected: &DrawnStratum) -> Option<String> {
    let number = |what: &str, found: u64, expected: u64| {
        (found != expected).then(|| format!("{what}: expected {expected}, found {found}"))
    };
    number("eligible", found.eligible, expected.eligible)
        .or_else(|| number("n", found.n, expected.n))
        .or_else(|| cases("selected", &found.selected, &expected.selected))
        .or_else(|| cases("reserve", &found.reserves, &expected.reserves))
        .or_else(|| {
            // The cut-off and the cases passed over may be erased ones, whose tickets nobody kept.
            if past.erased {
                return None;
            }
            (found.cutoff != expected.cutoff).then(|| {
                let text =
                    |t: Option<crate::Ticket>| t.map_or("none".to_owned(), |t| t.to_string());
                format!(
                    "cut-off ticket: expected {}, found {}",
                    text(expected.cutoff),
                    text(found.cutoff)
                )
            })
        })
        .or_else(|| {
            (!past.erased && found.passed_over != expected.passed_over)
                .then(|| "the cases that the cap passed over differ".to_owned())
        })
}

fn cases(what: &str, found: &[Drawn], expected: &[Drawn]) -> Option<String> {
    let longest = found.len().max(expected.len());
    let index = (0..longest).find(|i| found.get(*i) != expected.get(*i))?;
    let show = |drawn: Option<&Drawn>| match drawn {
        None => "none".to_owned(),
        Some(Drawn { case, ticket: None }) => format!("case \"{case}\""),
        Some(Drawn { case, ticket: Some(ticket) }) => {
            format!("case \"{case}\" with ticket {ticket}")
        }
    };
    Some(format!(
        "{what} {}: expected {}, found {}",
        index + 1,
        show(expected.get(index)),
        show(found.get(index))
    ))
}

/// The log of extensions has to lead to the size there is.
fn sizes(manifest: &Manifest) -> Option<String> {
    let mut steps = manifest.extensions.windows(2);
    let broken = steps.any(|pair| pair[0].to_n != pair[1].from_n)
        || manifest.extensions.iter().any(|step| step.from_n >= step.to_n)
        || manifest.extensions.last().is_some_and(|last| last.to_n != manifest.n());
    broken.then(|| {
        "extensions: the sizes do not follow one another to the n of the sample".to_owned()
    })
}

/// Second reads belong to the first sample: an extension adds none.
fn seconds(past: &Past, drawn: &Draw) -> Result<Option<String>, String> {
    let manifest = past.manifest;
    let found = &manifest.second_read;
    if past.erased {
        return Ok(None);
    }
    let first = match manifest.extensions.first() {
        None => drawn.clone(),
        Some(extension) => again(past, extension.from_n)?,
    };
    let selected = first.strata.iter().flat_map(|s| &s.selected).map(|d| &d.case);
    let expected = second_read(&manifest.seed.seed, &manifest.draw, selected, found.len() as u64)
        .map_err(|fault| fault.to_string())?;
    let Some(index) = (0..found.len()).find(|i| found.get(*i) != expected.get(*i)) else {
        return Ok(None);
    };
    let show = |case: Option<&assay_model::CaseId>| {
        case.map_or("none".to_owned(), |case| format!("\"{case}\""))
    };
    Ok(Some(format!(
        "second read {}: expected {}, found {}",
        index + 1,
        show(expected.get(index)),
        show(found.get(index))
    )))
}
