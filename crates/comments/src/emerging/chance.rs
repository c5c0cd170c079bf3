//! What chance alone would list: the months are shuffled among the audits, the comments of one audit staying
//! together, and the same phrases are looked for (a permutation test; Westfall & Young 1993). Of the phrases that
//! rose as surely as one does, its false share is how many chance lists on average, divided by how many were found
//! (Storey & Tibshirani 2003, "Statistical significance for genomewide studies", with all taken as possibly
//! chance); it never falls further down the list.

use super::pool::{Found, Pool, numbered};

/// How often the months are shuffled.
pub const SHUFFLES: u64 = 200;
/// The seed of the shuffles (`SplitMix64`).
pub const SEED: u64 = 1;

/// What chance alone would list.
#[derive(Debug, Clone, PartialEq)]
pub struct Chance {
    /// How many phrases, on average over the shuffles.
    pub mean: f64,
    /// How many, at most, in 19 of 20 shuffles.
    pub most: u64,
}

/// Returns what chance alone would list, and the false share of each phrase found. `audits` says of each comment
/// which audit it belongs to.
pub(super) fn alone(
    pool: &Pool<'_>,
    found: &[Found<'_>],
    audits: &[&str],
    is_now: &[bool],
) -> (Chance, Vec<f64>) {
    let of_audit = numbered(audits);
    let mut are_now: Vec<bool> = Vec::new();
    for (audit, is_now) in of_audit.iter().zip(is_now) {
        if *audit == are_now.len() {
            are_now.push(*is_now);
        }
    }
    let mut stream = SplitMix64(SEED);
    let mut counts: Vec<u64> = Vec::new();
    let mut lows: Vec<f64> = Vec::new();
    for _ in 0..SHUFFLES {
        stream.shuffle(&mut are_now);
        let shuffled: Vec<bool> = of_audit.iter().map(|audit| are_now[*audit]).collect();
        let listed = pool.rising(&shuffled);
        counts.push(listed.len() as u64);
        lows.extend(listed.iter().map(|one| one.low));
    }
    counts.sort_unstable();
    let chance = Chance {
        mean: counts.iter().sum::<u64>() as f64 / SHUFFLES as f64,
        most: counts[(counts.len() * 19).div_ceil(20) - 1],
    };
    lows.sort_by(f64::total_cmp);
    (chance, false_shares(found, &lows))
}

/// Returns the false share of each phrase. `lows` are those of all shuffles, in order.
fn false_shares(found: &[Found<'_>], lows: &[f64]) -> Vec<f64> {
    let mut least = 1.0_f64;
    let mut shares = vec![1.0; found.len()];
    for (place, one) in found.iter().enumerate().rev() {
        let as_sure = lows.len() - lows.partition_point(|low| *low < one.low);
        let by_chance = as_sure as f64 / SHUFFLES as f64;
        least = least.min(by_chance / (place + 1) as f64);
        shares[place] = least;
    }
    shares
}

/// The generator of G. L. Steele, D. Lea & C. H. Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Puts the values in another order (Fisher & Yates, as Durstenfeld has it).
    fn shuffle(&mut self, values: &mut [bool]) {
        for last in (1..values.len()).rev() {
            let place = (u128::from(self.next()) * (last as u128 + 1)) >> 64;
            values.swap(last, place as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_that_of_its_authors() {
        // The first values for the seed 1234567, as published with the reference code.
        let mut stream = SplitMix64(1_234_567);
        assert_eq!(stream.next(), 6_457_827_717_110_365_317);
        assert_eq!(stream.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn a_false_share_is_chance_over_found_and_falls_no_further_down() {
        let found =
            |low: f64| Found { stems: "", now: vec![], before: 0, g2: 9.0, log_ratio: 1.0, low };
        let all = [found(3.0), found(2.0), found(1.0)];
        // Of 200 shuffles, 20 listed a phrase of 2.5 and 60 one of 1.5: 0 of 1, 0.1 of 2, 0.4 of 3.
        let mut lows = vec![1.5; 60];
        lows.extend(vec![2.5; 20]);
        let shares = false_shares(&all, &lows);
        let expected = [0.0, 0.05, 0.4 / 3.0];
        assert!(shares.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{shares:?}");
    }
}
