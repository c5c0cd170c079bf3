//! Which phrases stand out, given which of the comments are of now: the same for the periods as they are and for
//! months that were shuffled.

use std::collections::{BTreeSet, HashMap};

use super::contrast;
use super::words::Read;

/// A phrase is listed from so many comments on.
const LEAST_COMMENTS: usize = 5;
/// And from so many auditors on, where auditors are known.
const LEAST_AUDITORS: usize = 3;
/// G² that chance exceeds once in twenty, one degree of freedom.
const EVIDENCE: f64 = 3.841;
/// A phrase goes where this share of its comments holds a longer listed one, or another cut of the same saying.
const SUBSUMED: f64 = 0.8;

/// The comments of both periods, with the phrases that enough of them hold.
pub(super) struct Pool<'a> {
    phrases: Vec<(&'a str, Vec<usize>)>,
    /// Who wrote each comment, by number; none where auditors are not known.
    auditors: Option<Vec<usize>>,
}

/// A phrase that stands out.
pub(super) struct Found<'a> {
    pub(super) stems: &'a str,
    /// The comments of now that hold it.
    pub(super) now: Vec<usize>,
    /// How many of before do.
    pub(super) before: u64,
    pub(super) g2: f64,
    pub(super) log_ratio: f64,
    pub(super) low: f64,
}

impl<'a> Pool<'a> {
    /// Returns the pool of these comments. `auditors` are those who wrote them, where they are known.
    pub(super) fn of(read: &[&'a Read], auditors: Option<&[&str]>) -> Self {
        let mut held: HashMap<&str, Vec<usize>> = HashMap::new();
        for (comment, read) in read.iter().enumerate() {
            for phrase in read.phrases.keys() {
                held.entry(phrase).or_default().push(comment);
            }
        }
        held.retain(|_, comments| comments.len() >= LEAST_COMMENTS);
        let auditors = auditors.map(numbered);
        Self { phrases: held.into_iter().collect(), auditors }
    }

    /// Returns how many auditors wrote these comments; none where they are not known.
    pub(super) fn auditors(&self, comments: &[usize]) -> Option<usize> {
        let of = self.auditors.as_ref()?;
        Some(comments.iter().map(|comment| of[*comment]).collect::<BTreeSet<usize>>().len())
    }

    /// Returns the phrases that rise, those that rose most surely first. `is_now` says of each comment whether
    /// it is of now.
    pub(super) fn rising(&self, is_now: &[bool]) -> Vec<Found<'a>> {
        let now = is_now.iter().filter(|is_now| **is_now).count() as u64;
        let bases = (now, is_now.len() as u64 - now);
        let phrases = self.phrases.iter();
        let mut found: Vec<Found> =
            phrases.filter_map(|(stems, all)| self.one(stems, all, is_now, bases)).collect();
        found.sort_by(|a, b| {
            let words = |stems: &str| stems.split(' ').count();
            let length = words(b.stems).cmp(&words(a.stems));
            length.then(b.low.total_cmp(&a.low)).then(a.stems.cmp(b.stems))
        });
        let mut found = without_parts(found);
        found.sort_by(|a, b| b.low.total_cmp(&a.low).then(a.stems.cmp(b.stems)));
        found
    }

    /// Returns the phrase where enough comments and auditors of now hold it, and more than chance would have.
    fn one(
        &self,
        stems: &'a str,
        all: &[usize],
        is_now: &[bool],
        bases: (u64, u64),
    ) -> Option<Found<'a>> {
        let count = all.iter().filter(|comment| is_now[**comment]).count();
        let before = (all.len() - count) as u64;
        if count < LEAST_COMMENTS || count as u64 * bases.1 <= before * bases.0 {
            return None;
        }
        let (g2, log_ratio, low) = contrast((count as u64, before), bases);
        if g2 < EVIDENCE || low <= 0.0 {
            return None;
        }
        let now: Vec<usize> = all.iter().copied().filter(|comment| is_now[*comment]).collect();
        let is_held = self.auditors(&now).is_none_or(|auditors| auditors >= LEAST_AUDITORS);
        is_held.then_some(Found { stems, now, before, g2, log_ratio, low })
    }
}

/// Returns a number for each name, from 0 in the order in which they first come.
pub(super) fn numbered(names: &[&str]) -> Vec<usize> {
    let mut numbers: HashMap<&str, usize> = HashMap::new();
    let mut result = Vec::with_capacity(names.len());
    for name in names {
        let next = numbers.len();
        result.push(*numbers.entry(name).or_insert(next));
    }
    result
}

/// Leaves out the phrases that are parts of longer ones in most of their comments.
fn without_parts(found: Vec<Found<'_>>) -> Vec<Found<'_>> {
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let longer: Vec<&Found> = kept
            .iter()
            .filter(|listed| holds(listed.stems, one.stems) || overlap(listed.stems, one.stems))
            .collect();
        let is_covered = |comment: &&usize| {
            longer.iter().any(|listed| listed.now.binary_search(comment).is_ok())
        };
        let covered = one.now.iter().filter(is_covered).count();
        if (covered as f64) < SUBSUMED * one.now.len() as f64 {
            kept.push(one);
        }
    }
    kept
}

/// Returns whether the longer phrase holds the shorter one, whole words side by side.
fn holds(longer: &str, shorter: &str) -> bool {
    longer.len() > shorter.len() && format!(" {longer} ").contains(&format!(" {shorter} "))
}

/// Returns whether the end of one phrase is the beginning of the other, two words or more: cuts of one longer
/// saying.
fn overlap(one: &str, other: &str) -> bool {
    let (one, other): (Vec<&str>, Vec<&str>) =
        (one.split(' ').collect(), other.split(' ').collect());
    let ends_so = |a: &[&str], b: &[&str]| (2..a.len().min(b.len())).any(|n| a.ends_with(&b[..n]));
    ends_so(&one, &other) || ends_so(&other, &one)
}
