//! A theme before and after a month: its comments in as many months on either side, and the change.

use std::collections::BTreeMap;

use assay_model::Month;

use super::Counted;
use crate::Confidence;
use crate::change::{Change, of_shares};

/// A theme in the months up to one month, and in those after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Around {
    /// Comments with the theme, of those read, in the month and before it.
    pub before: Counted,
    /// The same after it.
    pub after: Counted,
    /// The change from the one to the other.
    pub change: Option<Change>,
}

/// Returns the theme in `span` months up to the month and in `span` after it, by the comments with it and
/// those read in each month.
#[must_use]
pub fn around(
    month: Month,
    span: i32,
    with_theme: &BTreeMap<Month, u64>,
    read: &BTreeMap<Month, u64>,
) -> Around {
    let sum = |months: &mut dyn Iterator<Item = Month>| {
        months.fold(Counted::default(), |sum, month| {
            let one = of_month(month, with_theme, read);
            Counted { hits: sum.hits + one.hits, base: sum.base + one.base, interval: None }
        })
    };
    let before = sum(&mut (0..span).map(|back| month.plus(-back)));
    let after = sum(&mut (1..=span).map(|on| month.plus(on)));
    let change = of_shares((before.hits, before.base), (after.hits, after.base), Confidence::USUAL);
    Around { before, after, change }
}

/// Returns the comments with the theme of those read, in each of these months.
#[must_use]
pub fn shares_by_month(
    months: &[Month],
    with_theme: &BTreeMap<Month, u64>,
    read: &BTreeMap<Month, u64>,
) -> Vec<Counted> {
    months.iter().map(|month| of_month(*month, with_theme, read)).collect()
}

fn of_month(
    month: Month,
    with_theme: &BTreeMap<Month, u64>,
    read: &BTreeMap<Month, u64>,
) -> Counted {
    let of = |counts: &BTreeMap<Month, u64>| counts.get(&month).copied().unwrap_or(0);
    Counted { hits: of(with_theme), base: of(read), interval: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_month_itself_is_before_and_months_without_comments_count_nothing() {
        let month = |text: &str| Month::parse(text).unwrap();
        let counts = |of: [u64; 3]| {
            let months = ["2026-08", "2026-09", "2026-10"].map(month);
            months.into_iter().zip(of).collect::<BTreeMap<_, _>>()
        };
        let (with, read) = (counts([1, 2, 4]), counts([10, 20, 40]));
        let found = around(month("2026-09"), 3, &with, &read);
        assert_eq!((found.before.hits, found.before.base), (3, 30));
        assert_eq!((found.after.hits, found.after.base), (4, 40));
        assert_eq!(found.change, of_shares((3, 30), (4, 40), Confidence::USUAL));
        let shown = shares_by_month(&[month("2026-10"), month("2026-11")], &with, &read);
        assert_eq!([shown[0].base, shown[1].base], [40, 0]);
    }
}
