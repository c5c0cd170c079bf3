//! Headers as people vary them: letter case, spaces, quotes and punctuation do not matter, the signs of a unit do.

/// The signs that say what is counted: "late %" and "late \u{a3}" are two columns. Each is a word by itself.
const UNITS: [char; 3] = ['%', '\u{a3}', '\u{20ac}'];

/// Returns a header folded for comparison: lower-case letters, figures and the signs of units, single spaces.
#[must_use]
pub fn fold_header(header: &str) -> String {
    let mut folded = String::with_capacity(header.len());
    let mut gap = false;
    for c in header.chars() {
        let is_unit = UNITS.contains(&c);
        match c {
            // Apostrophes of every kind vanish: "child's", "child\u{2019}s" and "childs" are one word.
            '\'' | '\u{2018}' | '\u{2019}' | '`' => {}
            c if c.is_alphanumeric() || is_unit => {
                if (gap || is_unit) && !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
                gap = is_unit;
                folded.extend(c.to_lowercase());
            }
            _ => gap = true,
        }
    }
    folded
}

/// Returns a folded header without the signs of units.
#[must_use]
pub fn without_units(folded: &str) -> String {
    let is_unit = |word: &&str| word.chars().all(|c| UNITS.contains(&c));
    folded.split(' ').filter(|word| !is_unit(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_of_a_header_fold_alike() {
        for (a, b) in [
            ("Case Status", "Case status"),
            ("LA In Touch ", "LA in Touch"),
            ("Last 12 Months (Y/N))", "last 12  months (Y/N)"),
            ("Child's Legal\u{a0}Status", "Child\u{2019}s legal status"),
            ("\u{feff}case_id", "Case ID"),
            ("Late (%)", "late%"),
            ("\u{a3}spent", "\u{a3} Spent"),
        ] {
            assert_eq!(fold_header(a), fold_header(b));
        }
        for (a, b) in [
            ("Age", "Age of Child (Years)"),
            ("late %", "late \u{a3}"),
            ("late %", "late"),
            ("spent \u{20ac}", "spent \u{a3}"),
        ] {
            assert_ne!(fold_header(a), fold_header(b));
        }
        assert_eq!(without_units(&fold_header("Late (%)")), "late");
        assert_eq!(without_units(&fold_header("% late")), "late");
    }
}
