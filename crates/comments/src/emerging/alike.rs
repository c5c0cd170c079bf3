//! Comments that are nearly the same, as pasted text is: of each such group the first is kept. Candidates share a
//! band of smallest hashes of three-word runs (Broder 1997); they are alike when the runs overlap by four fifths.

use std::collections::{HashMap, HashSet};

use crate::analyser::fingerprint;

/// Words in a run.
const RUN: usize = 3;
/// Smallest hashes taken, one a way of mixing.
const MIXES: u64 = 12;
/// Hashes in a band.
const BAND: usize = 2;
/// Overlap (Jaccard) from which comments are alike.
const ALIKE: f64 = 0.8;

/// Returns the numbers of the comments to keep, in order.
pub(super) fn one_of_each<'a>(comments: impl Iterator<Item = &'a [String]>) -> Vec<usize> {
    let mut kept: Vec<(usize, HashSet<u64>)> = Vec::new();
    let mut bands: HashMap<(usize, Vec<u64>), Vec<usize>> = HashMap::new();
    for (number, stems) in comments.enumerate() {
        let runs = runs(stems);
        let keys: Vec<(usize, Vec<u64>)> =
            smallest(&runs).chunks(BAND).map(<[u64]>::to_vec).enumerate().collect();
        let is_known = keys.iter().filter_map(|key| bands.get(key)).flatten().any(|&place| {
            let other: &HashSet<u64> = &kept[place].1;
            let shared = runs.intersection(other).count() as f64;
            shared >= ALIKE * (runs.len() + other.len()) as f64 - ALIKE * shared
        });
        if !is_known {
            for key in keys {
                bands.entry(key).or_default().push(kept.len());
            }
            kept.push((number, runs));
        }
    }
    kept.into_iter().map(|(number, _)| number).collect()
}

/// The hashes of the runs of words; of all words where there are fewer than a run has.
fn runs(stems: &[String]) -> HashSet<u64> {
    if stems.len() < RUN {
        return HashSet::from([fingerprint(&stems.join(" "))]);
    }
    stems.windows(RUN).map(|run| fingerprint(&run.join(" "))).collect()
}

fn smallest(runs: &HashSet<u64>) -> Vec<u64> {
    let mixed = |run: u64, mix: u64| {
        let mut x = run ^ mix.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    };
    (1..=MIXES)
        .map(|mix| runs.iter().map(|&run| mixed(run, mix)).min().unwrap_or_default())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_text_with_a_word_changed_is_kept_once() {
        let long = "core group held on time and all agencies came with their reports ready and the plan was gone through line by line";
        let texts = [
            long.to_owned(),
            long.replace("line by line", "line by line today"),
            "visit made and recorded the same day".to_owned(),
        ];
        let stems: Vec<Vec<String>> =
            texts.iter().map(|t| t.split(' ').map(str::to_owned).collect()).collect();
        assert_eq!(one_of_each(stems.iter().map(Vec::as_slice)), [0, 2]);
    }
}
