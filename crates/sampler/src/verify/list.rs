//! The first question: is the list the one frozen? A digest says whether, the counts say where to
//! look, and two copies side by side name the line.

use std::collections::BTreeMap;

use super::Answer;
use crate::count::cases as counted;
use crate::{Frame, Manifest, Status};

/// Compares the frame's digest with the manifest's.
pub(super) fn answer(manifest: &Manifest, frame: &Frame, withdrawn: usize) -> Answer {
    let found = frame.digest();
    if found == manifest.frame.sha256 {
        return match count_difference(manifest, frame) {
            Some(difference) => Answer::No(difference),
            None => Answer::Yes,
        };
    }
    if withdrawn > 0 && count_difference(manifest, frame).is_none() {
        return Answer::Unknown(format!(
            "{} withdrawn: the digest cannot agree",
            if withdrawn == 1 { "1 record".to_owned() } else { format!("{withdrawn} records") }
        ));
    }
    let digests =
        format!("frame.tsv has the digest {found}, the frozen list had {}", manifest.frame.sha256);
    Answer::No(match count_difference(manifest, frame) {
        Some(difference) => format!("{digests}; {difference}"),
        None => digests,
    })
}

/// Returns the first line in which two lists differ, with what was expected and found.
#[must_use]
pub fn line_difference(frozen: &[u8], found: &[u8]) -> Option<String> {
    let lines = |bytes: &[u8]| -> Vec<String> {
        String::from_utf8_lossy(bytes).split_inclusive('\n').map(str::to_owned).collect()
    };
    let (frozen, found) = (lines(frozen), lines(found));
    let longest = frozen.len().max(found.len());
    let index = (0..longest).find(|i| frozen.get(*i) != found.get(*i))?;
    let show = |line: Option<&String>| match line {
        Some(line) => format!("\"{}\"", line.trim_end_matches('\n').replace('\t', " | ")),
        None => "no line".to_owned(),
    };
    Some(format!(
        "frame.tsv, line {}: expected {}, found {}",
        index + 1,
        show(frozen.get(index)),
        show(found.get(index))
    ))
}

fn count_difference(manifest: &Manifest, frame: &Frame) -> Option<String> {
    let summary = &manifest.frame;
    let mut excluded: BTreeMap<String, u64> = BTreeMap::new();
    for (status, count) in frame.counts() {
        if status != Status::Eligible {
            excluded.insert(status.word().to_owned(), count);
        }
    }
    let cases = frame.rows().len() as u64;
    if cases != summary.cases {
        return Some(format!("the list has {}, the manifest {}", counted(cases), summary.cases));
    }
    let eligible = frame.eligible_count();
    if eligible != summary.eligible {
        return Some(format!(
            "eligible: {}, in the manifest {}",
            counted(eligible),
            summary.eligible
        ));
    }
    let words = Status::ALL.map(Status::word);
    words.into_iter().chain(summary.excluded.keys().map(String::as_str)).find_map(|word| {
        let found = excluded.get(word).copied().unwrap_or(0);
        let expected = summary.excluded.get(word).copied().unwrap_or(0);
        (found != expected)
            .then(|| format!("status \"{word}\": {}, in the manifest {expected}", counted(found)))
    })
}
