//! The exact interval for the number of hits in a list from one simple draw without replacement:
//! lo = min{M: P(X ≥ m | M) > α/2}, hi = max{M: P(X ≤ m | M) > α/2}, X hypergeometric (Konijn 1973;
//! Buonaccorsi 1987). It covers at least the confidence for every list, sample size and share.

use crate::bisection::first;
use crate::distribution::{Hypergeometric, exceeds};
use crate::{Confidence, CountInterval, Error};

/// Returns the interval for the hits in a list of `population` of which `n` were drawn and `hits` hit.
///
/// # Errors
/// When nothing was drawn, there are more hits than draws, or more draws than cases.
pub fn exact(
    hits: u64,
    n: u64,
    population: u64,
    confidence: Confidence,
) -> Result<CountInterval, Error> {
    super::check_hits(hits, n)?;
    if n > population {
        return Err(Error::Sample { n, population });
    }
    let limit = confidence.each_side();
    let fewest = hits;
    let most = population - (n - hits);
    // P(X ≥ m | M) rises with M and P(X ≤ m | M) falls, so both ends are found by bisection.
    let low = first(fewest, most, |marked| {
        exceeds(Hypergeometric::new(population, marked, n).at_least(hits), limit)
    });
    let down = first(0, most - fewest, |down| {
        exceeds(Hypergeometric::new(population, most - down, n).at_most(hits), limit)
    });
    Ok(CountInterval { low, high: most - down })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_cases_come_out() {
        let check = |hits, n, population, low, high| {
            let found = exact(hits, n, population, Confidence::USUAL).unwrap();
            assert_eq!((found.low, found.high), (low, high), "{hits} of {n} from {population}");
        };
        check(45, 100, 300, 111, 160);
        // One of forty drawn, a hit: P = 1/40 is α/2 exactly and does not exceed it.
        check(1, 1, 40, 2, 40);
        check(0, 1, 40, 0, 38);
        // A census has no interval.
        check(7, 20, 20, 7, 7);
        check(0, 20, 20, 0, 0);
        check(20, 20, 20, 20, 20);
    }

    #[test]
    fn bad_counts_are_refused() {
        assert!(exact(0, 0, 10, Confidence::USUAL).is_err());
        assert!(exact(3, 2, 10, Confidence::USUAL).is_err());
        assert!(exact(3, 11, 10, Confidence::USUAL).is_err());
    }
}
