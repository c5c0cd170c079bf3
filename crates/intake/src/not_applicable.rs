//! The box that says that a domain does not apply, and which counts where a domain has a score as well:
//! n/a does, since a score that was left over would count as a finding. It does not know where it is.

use assay_model::DomainResult;
use assay_tables::fold_header as fold;
use assay_tables::{Cell, is_nothing};

use crate::problems::Oddity;
use crate::value::{self, Reading};

/// Returns whether a text says that a domain does not apply.
pub(crate) fn is_not_applicable(text: &str) -> bool {
    matches!(fold(text).as_str(), "n a" | "na" | "not applicable" | "not relevant")
}

/// Reads the box or column: true where the domain does not apply.
pub(crate) fn read(cell: &Cell) -> Reading<bool> {
    let text = match value::text(cell) {
        Reading::Good(text) | Reading::Odd(text, _) => text,
        Reading::Blank => return Reading::Blank,
        Reading::Bad(oddity) => return Reading::Bad(oddity),
    };
    if is_not_applicable(&text) || matches!(text.as_str(), "\u{2713}" | "\u{2714}") {
        return Reading::Good(true);
    }
    if is_nothing(&text) {
        return Reading::Blank;
    }
    if matches!(fold(&text).as_str(), "applicable" | "applies" | "relevant") {
        return Reading::Good(false);
    }
    match value::yes_no(cell) {
        Reading::Bad(_) => {
            let hint = "it was read as a blank: the domain counts as one that applies";
            Reading::Bad(Oddity::new("yes, no, n/a or a blank", hint))
        }
        read => read,
    }
}

/// Takes score and judgement out of a domain that does not apply, and returns what is odd about them; none
/// where it has neither.
pub(crate) fn settle(result: &mut DomainResult) -> Option<Oddity> {
    let has_both = result.not_applicable && (result.score.is_some() || result.judgement.is_some());
    (result.score, result.judgement) =
        if result.not_applicable { (None, None) } else { (result.score, result.judgement) };
    let expected = format!("n/a or a grade for {}, not both", result.domain);
    let hint = "n/a counts, and the score or judgement was left out: clear what is not meant, and import it again";
    has_both.then(|| Oddity::new(expected, hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_is_read_by_its_words_and_not_by_being_filled() {
        for (text, expected) in [
            ("n/a", Some(true)),
            ("NA", Some(true)),
            ("Yes", Some(true)),
            ("x", Some(true)),
            ("\u{2713}", Some(true)),
            ("TRUE", Some(true)),
            ("no", Some(false)),
            ("N", Some(false)),
            ("Applicable", Some(false)),
            ("0", Some(false)),
        ] {
            let read = read(&Cell::text(text));
            assert!(matches!(read, Reading::Good(is) if Some(is) == expected), "{text}: {read:?}");
        }
        for blank in ["", " ", "-", "\u{2013}", "none"] {
            assert!(matches!(read(&Cell::text(blank)), Reading::Blank), "{blank}");
        }
        for bad in ["see below", "?", "n/k", "7"] {
            assert!(matches!(read(&Cell::text(bad)), Reading::Bad(_)), "{bad}");
        }
        assert_eq!(read(&Cell::Flag(false)), Reading::Good(false));
    }
}
