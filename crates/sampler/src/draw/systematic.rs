//! Systematic selection: every so-manieth case of a meaningful order, from a uniform start
//! (selection.md, section 4). The start comes from `ChaCha20`, by name, with a bounded integer of our
//! own, so that no library's idea of "a random number below N" can change a draw.

use assay_model::{CaseId, DrawId};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::{DrawError, Drawn, DrawnStratum, Strata};
use crate::{Digest, Frame, FrameRow, Seed};

/// Selects `n` cases of the whole eligible list, all if it has fewer.
pub(super) fn draw(frame: &Frame, seed: &Seed, id: &DrawId, n: u64) -> Result<Strata, DrawError> {
    if n == 0 {
        return Err(DrawError::NothingAsked);
    }
    let order = order(frame);
    let total = order.len() as u64;
    let taken = n.min(total);
    let start = start(seed, id, total);
    let selected = positions(start, total, taken)
        .map(|position| Drawn { case: order[position as usize].case.clone(), ticket: None })
        .collect();
    let stratum = DrawnStratum {
        name: "all".to_owned(),
        eligible: total,
        n: taken,
        cutoff: None,
        selected,
        reserves: Vec::new(),
        passed_over: Vec::new(),
    };
    Ok((vec![stratum], (n > total).then_some(n)))
}

/// Returns the next later case of the order, cyclically, for which `taken` says no.
pub(crate) fn after(
    frame: &Frame,
    case: &CaseId,
    taken: impl Fn(&CaseId) -> bool,
) -> Option<CaseId> {
    let order = order(frame);
    let position = order.iter().position(|row| row.case == *case)?;
    let (before, behind) = order.split_at(position);
    behind.iter().chain(before).map(|row| &row.case).find(|case| !taken(case)).cloned()
}

/// The eligible rows by sort key, then id, both by bytes.
fn order(frame: &Frame) -> Vec<&FrameRow> {
    let mut rows: Vec<&FrameRow> = frame.eligible().collect();
    rows.sort_by(|a, b| a.key.cmp(&b.key).then_with(|| a.case.cmp(&b.case)));
    rows
}

fn positions(start: u64, total: u64, n: u64) -> impl Iterator<Item = u64> {
    (0..n).map(move |j| {
        let scaled = u128::from(start) + u128::from(j) * u128::from(total);
        (scaled / u128::from(n)) as u64
    })
}

/// Returns the start of the walk, uniform below `total`.
pub(crate) fn start(seed: &Seed, id: &DrawId, total: u64) -> u64 {
    let key = Digest::of(format!("{seed}|{id}|systematic").as_bytes());
    let mut stream = ChaCha20Rng::from_seed(*key.bytes());
    below(total, || stream.next_u64())
}

/// Returns the first word below the largest multiple of `total`, modulo `total`.
fn below(total: u64, mut word: impl FnMut() -> u64) -> u64 {
    let span = u128::from(u64::MAX) + 1;
    let limit = span - span % u128::from(total);
    loop {
        let x = word();
        if u128::from(x) < limit {
            return x % total;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7539's key stream for an all-zero key and nonce, block 0: the words that `start` reads.
    #[test]
    fn the_stream_is_chacha20() {
        let mut stream = ChaCha20Rng::from_seed([0; 32]);
        assert_eq!(stream.next_u64(), u64::from_le_bytes(*b"\x76\xb8\xe0\xad\xa0\xf1\x3d\x90"));
        assert_eq!(stream.next_u64(), u64::from_le_bytes(*b"\x40\x5d\x6a\xe5\x53\x86\xbd\x28"));
    }

    #[test]
    fn every_position_comes_up_equally_often() {
        let (total, n) = (10, 4);
        let mut hits = [0; 10];
        for start in 0..total {
            let chosen: Vec<u64> = positions(start, total, n).collect();
            assert_eq!(chosen.len(), 4);
            assert!(chosen.windows(2).all(|pair| pair[0] < pair[1]));
            for position in chosen {
                hits[position as usize] += 1;
            }
        }
        assert_eq!(hits, [4; 10]);
    }

    #[test]
    fn a_whole_list_is_taken_whole() {
        for start in 0..7 {
            assert!(positions(start, 7, 7).eq(0..7));
        }
    }

    #[test]
    fn words_beyond_the_last_whole_multiple_are_thrown_away() {
        // 2^64 mod 10 is 6: the six highest words go.
        let mut words = [u64::MAX, u64::MAX - 5, u64::MAX - 6].into_iter();
        assert_eq!(below(10, || words.next().unwrap()), (u64::MAX - 6) % 10);
    }
}
