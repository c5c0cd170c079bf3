//! One typo: a letter left out, doubled, wrong, or two swapped. Words meet over what is left when one
//! letter is left out of each (the symmetric-delete method), so that long lists stay fast.

use std::collections::BTreeMap;

/// Shorter words are too often near to others.
pub(super) const LEAST_LETTERS: usize = 5;
/// Next to another part of the same name a shorter word will do.
pub(super) const LEAST_BESIDE: usize = 4;

/// Returns the word and everything that is left of it without one of its letters.
pub(super) fn deletions(word: &str) -> Vec<String> {
    let letters: Vec<char> = word.chars().collect();
    let mut all: Vec<String> = (0..letters.len())
        .map(|gone| {
            letters.iter().enumerate().filter(|(i, _)| *i != gone).map(|(_, c)| c).collect()
        })
        .collect();
    all.push(word.to_owned());
    all.sort_unstable();
    all.dedup();
    all
}

/// Returns who is listed under a word of at least so many letters one typo away.
pub(super) fn near(
    listed: &BTreeMap<String, Vec<(String, usize)>>,
    word: &str,
    least: usize,
) -> Option<usize> {
    if word.chars().count() + 1 < least {
        return None;
    }
    deletions(word).iter().find_map(|shorter| {
        let candidates = listed.get(shorter)?;
        let fits = |name: &str| name.chars().count() >= least && is_one_typo(name, word);
        candidates.iter().find(|(name, _)| fits(name)).map(|(_, index)| *index)
    })
}

/// Returns whether the words are one typo apart (or the same).
fn is_one_typo(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    let Some(at) = short.iter().zip(long).position(|(x, y)| x != y) else {
        return long.len() - short.len() <= 1;
    };
    match long.len() - short.len() {
        0 => {
            let rest_same = long[at + 1..] == short[at + 1..];
            let swapped = at + 1 < long.len()
                && long[at] == short[at + 1]
                && long[at + 1] == short[at]
                && long[at + 2..] == short[at + 2..];
            rest_same || swapped
        }
        1 => long[at + 1..] == short[at..],
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_typo_is_found_and_two_are_not() {
        for (name, written) in [
            ("sophie", "sohpie"),
            ("sophie", "sophe"),
            ("sophie", "sopphie"),
            ("sophie", "sophia"),
            ("turner", "turnner"),
        ] {
            assert!(is_one_typo(name, written), "{written}");
        }
        assert!(!is_one_typo("sophie", "sphia"));
        assert!(!is_one_typo("turner", "tunrerr"));
    }
}
