//! Headers as people vary them: letter case, spaces, quotes and punctuation do not matter.

/// Returns the header folded for comparison: lower-case letters and digits, single spaces.
#[must_use]
pub(crate) fn fold(header: &str) -> String {
    let mut folded = String::with_capacity(header.len());
    let mut gap = false;
    for c in header.chars() {
        match c {
            // Apostrophes of every kind vanish: "child's", "child’s" and "childs" are one word.
            '\'' | '\u{2018}' | '\u{2019}' | '`' => {}
            c if c.is_alphanumeric() => {
                if gap && !folded.is_empty() {
                    folded.push(' ');
                }
                gap = false;
                folded.extend(c.to_lowercase());
            }
            _ => gap = true,
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn variants_of_a_header_fold_alike() {
        for (a, b) in [
            ("Case Status", "Case status"),
            ("LA In Touch ", "LA in Touch"),
            ("Last 12 Months (Y/N))", "last 12  months (Y/N)"),
            ("Child's Legal\u{a0}Status", "Child’s legal status"),
            ("\u{feff}case_id", "Case ID"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("Age"), fold("Age of Child (Years)"));
    }
}
