//! Cuts a very long text into stretches that the rules read one after another. It applies no rule.

use std::ops::Range;

/// A text is read in one piece up to here, some 3,500 words. What is longer is a pasted document: the time that a
/// rule takes grows faster than the text, so it is read in stretches.
pub(super) const MOST_BYTES: usize = 20_000;

/// Returns the stretches that make up the text: one, unless it is very long. Each ends after a line or a sentence
/// where there is an end in its second half, or else after a word.
pub(super) fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut from = 0;
    while text.len() - from > MOST_BYTES {
        let most = (0..=from + MOST_BYTES).rev().find(|&at| text.is_char_boundary(at));
        let most = most.unwrap_or(text.len());
        let middle = from + MOST_BYTES / 2;
        let ends = ["\n", ". ", " "].into_iter();
        let mut cuts = ends.filter_map(|end| Some(from + text[from..most].rfind(end)? + end.len()));
        let cut = cuts.find(|&cut| cut > middle).unwrap_or(most);
        all.push(from..cut);
        from = cut;
    }
    all.push(from..text.len());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_leave_nothing_out_and_end_with_a_sentence() {
        assert_eq!(stretches("Short.").len(), 1);
        let long = "Core group held — with notes. ".repeat(3_000);
        let all = stretches(&long);
        assert_eq!(all.iter().map(|one| &long[one.clone()]).collect::<String>(), long);
        assert!(all.len() > 3 && all.iter().all(|one| one.len() <= MOST_BYTES));
        assert!(all.iter().all(|one| long[one.clone()].ends_with("notes. ")));
        let unbroken = "é".repeat(25_000);
        assert_eq!(stretches(&unbroken), [0..20_000, 20_000..40_000, 40_000..50_000]);
    }
}
