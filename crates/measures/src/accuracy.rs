//! How well rules find what they look for: precision, recall and F1 over labelled texts (van Rijsbergen,
//! *Information Retrieval*, 1979, chapter 7), and recall estimated from two samples, one of hits and one of
//! texts without a hit.

use crate::interval::exact;
use crate::{Confidence, Error, Interval};

/// Right hits, false hits and misses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Labelled and found.
    pub right: u64,
    /// Found and not labelled.
    pub wrong: u64,
    /// Labelled and not found.
    pub missed: u64,
}

impl Tally {
    /// Returns the share of hits that are right; none where there are no hits.
    #[must_use]
    pub fn precision(self) -> Option<f64> {
        share(self.right, self.right + self.wrong)
    }

    /// Returns the share of labels that were found; none where there are no labels.
    #[must_use]
    pub fn recall(self) -> Option<f64> {
        share(self.right, self.right + self.missed)
    }

    /// Returns the harmonic mean of the two; none where there is nothing to measure.
    #[must_use]
    pub fn f1(self) -> Option<f64> {
        share(2 * self.right, 2 * self.right + self.wrong + self.missed)
    }

    /// Counts one text that is labelled or not, and found or not.
    pub fn add(&mut self, labelled: bool, found: bool) {
        match (labelled, found) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }
}

/// Texts of a sample with a yes, of those decided on, and the texts the sample was drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sampled {
    /// Texts with a yes.
    pub hits: u64,
    /// Texts decided on.
    pub n: u64,
    /// Texts the sample was drawn from.
    pub population: u64,
}

/// Returns what people found in a sample, with the exact 95% interval of the share (0–1) in all it was drawn
/// from; none where nobody has decided on any.
///
/// # Errors
/// When more were decided on than there were to draw from.
pub fn of_sample(
    said: impl IntoIterator<Item = bool>,
    population: u64,
) -> Result<Option<(Sampled, Interval)>, Error> {
    let mut sampled = Sampled { hits: 0, n: 0, population };
    for yes in said {
        sampled.hits += u64::from(yes);
        sampled.n += 1;
    }
    if sampled.n == 0 {
        return Ok(None);
    }
    let counts = exact(sampled.hits, sampled.n, population, Confidence::USUAL)?;
    Ok(Some((sampled, counts.shares_of(population))))
}

/// Returns the texts with a yes in several samples, and those decided on.
#[must_use]
pub fn in_all(samples: &[Sampled]) -> (u64, u64) {
    samples.iter().fold((0, 0), |sum, sample| (sum.0 + sample.hits, sum.1 + sample.n))
}

/// Returns the share of what is there that the rules find: right hits over right hits and misses, each scaled
/// up from its sample; none where neither sample has a yes, or one of them is empty.
#[must_use]
pub fn recall_of_samples(hits: Sampled, misses: Sampled) -> Option<f64> {
    if hits.n == 0 || misses.n == 0 {
        return None;
    }
    let all = |s: Sampled| s.hits as f64 / s.n as f64 * s.population as f64;
    let (right, lost) = (all(hits), all(misses));
    (right + lost > 0.0).then(|| right / (right + lost))
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_recall_and_f1_are_those_of_the_textbook() {
        // Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), exercise 8.1:
        // 8 of 18 retrieved are relevant, 20 relevant in all.
        let tally = Tally { right: 8, wrong: 10, missed: 12 };
        assert_eq!((tally.precision(), tally.recall()), (Some(8.0 / 18.0), Some(0.4)));
        let f1 = tally.f1().expect("a score");
        assert!((f1 - 2.0 * (8.0 / 18.0) * 0.4 / (8.0 / 18.0 + 0.4)).abs() < 1e-12, "{f1}");
        assert_eq!(Tally::default().f1(), None);
    }

    #[test]
    fn each_text_is_counted_once() {
        let mut tally = Tally::default();
        for (labelled, found) in [(true, true), (false, true), (true, false), (false, false)] {
            tally.add(labelled, found);
        }
        assert_eq!(tally, Tally { right: 1, wrong: 1, missed: 1 });
    }

    #[test]
    fn a_sample_has_the_exact_interval_and_none_without_a_decision() {
        let (sampled, interval) = of_sample([true, false, true], 40).unwrap().unwrap();
        assert_eq!(sampled, Sampled { hits: 2, n: 3, population: 40 });
        assert_eq!(interval, exact(2, 3, 40, Confidence::USUAL).unwrap().shares_of(40));
        assert_eq!(of_sample([], 40), Ok(None));
        assert_eq!(in_all(&[sampled, sampled]), (4, 6));
    }

    #[test]
    fn recall_scales_both_samples_up() {
        let hits = Sampled { hits: 45, n: 50, population: 100 };
        let misses = Sampled { hits: 1, n: 50, population: 500 };
        assert_eq!(recall_of_samples(hits, misses), Some(90.0 / 100.0));
        assert_eq!(recall_of_samples(hits, Sampled { n: 0, ..misses }), None);
        let nothing = |s: Sampled| Sampled { hits: 0, ..s };
        assert_eq!(recall_of_samples(nothing(hits), nothing(misses)), None);
    }
}
