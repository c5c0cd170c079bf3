//! Values of Annex A that no other table has: ages and whole numbers, as the texts that are kept. It reports nothing.

use assay_tables::Cell;

use crate::problems::Oddity;
use crate::value::{self, Reading};

/// Returns a reading as the text that is kept.
pub(super) fn as_text<T: ToString>(reading: Reading<T>) -> Reading<String> {
    match reading {
        Reading::Blank => Reading::Blank,
        Reading::Good(value) => Reading::Good(value.to_string()),
        Reading::Odd(value, oddity) => Reading::Odd(value.to_string(), oddity),
        Reading::Bad(oddity) => Reading::Bad(oddity),
    }
}

/// A whole number.
pub(super) fn whole(cell: &Cell) -> Reading<String> {
    match value::number(cell) {
        Reading::Good(number) if number.fract() == 0.0 => Reading::Good(format!("{number}")),
        Reading::Good(_) => Reading::Bad(Oddity::new("a whole number", "")),
        Reading::Blank => Reading::Blank,
        Reading::Odd(_, oddity) | Reading::Bad(oddity) => {
            Reading::Bad(Oddity { expected: "a whole number".to_owned(), ..oddity })
        }
    }
}

/// Age in whole years at the last birthday; −1 is an unborn child.
pub(super) fn age(cell: &Cell) -> Reading<String> {
    let expected = "an age in whole years, -1 for an unborn child";
    match value::number(cell) {
        Reading::Good(-1.0) => Reading::Good("-1".to_owned()),
        Reading::Good(number) if (0.0..=120.0).contains(&number) && number.fract() == 0.0 => {
            Reading::Good(format!("{number}"))
        }
        Reading::Good(number) if (0.0..=120.0).contains(&number) => Reading::Odd(
            format!("{}", number.floor()),
            Oddity::new(expected, "the fraction was cut off: the age at the last birthday"),
        ),
        Reading::Blank => Reading::Blank,
        Reading::Bad(oddity) => Reading::Bad(Oddity { expected: expected.to_owned(), ..oddity }),
        Reading::Good(_) | Reading::Odd(..) => Reading::Bad(Oddity::new(expected, "")),
    }
}
