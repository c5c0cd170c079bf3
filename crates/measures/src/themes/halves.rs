//! Themes over a period: comments and cases in all, and the later half against the earlier.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, Month};

use super::Counted;
use crate::Confidence;
use crate::change::{Change, of_shares};

/// Comments of a period with the themes they speak of.
#[derive(Debug, Clone)]
pub struct Halves {
    middle: Month,
    whole: Tally,
    themes: BTreeMap<String, Tally>,
}

#[derive(Debug, Clone, Default)]
struct Tally {
    earlier: u64,
    later: u64,
    cases: BTreeSet<CaseId>,
    months: BTreeMap<Month, u64>,
}

/// One theme over the period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InHalves {
    /// Comments that speak of it, of those read.
    pub comments: Counted,
    /// Cases with such a comment, of the cases with any; none where comments belong to no case.
    pub cases: Option<Counted>,
    /// Comments of the earlier half; none where there is no earlier half.
    pub earlier: Option<Counted>,
    /// Comments of the later half; none where there is no earlier half to compare it with.
    pub later: Option<Counted>,
    /// The change from the earlier half to the later.
    pub change: Option<Change>,
}

impl Tally {
    fn add(&mut self, month: Option<Month>, middle: Month, case: Option<&CaseId>) {
        let is_later = month.is_some_and(|month| month >= middle);
        self.earlier += u64::from(!is_later);
        self.later += u64::from(is_later);
        if let Some(month) = month {
            *self.months.entry(month).or_default() += 1;
        }
        self.cases.extend(case.cloned());
    }
}

impl Halves {
    /// Returns a period without comments, whose later half begins with this month.
    #[must_use]
    pub fn new(middle: Month) -> Self {
        Self { middle, whole: Tally::default(), themes: BTreeMap::new() }
    }

    /// Adds a comment, which counts once for each of these themes.
    pub fn add<'a>(
        &mut self,
        month: Option<Month>,
        case: Option<&CaseId>,
        themes: impl IntoIterator<Item = &'a str>,
    ) {
        self.whole.add(month, self.middle, case);
        for theme in themes {
            if !self.themes.contains_key(theme) {
                self.themes.insert(theme.to_owned(), Tally::default());
            }
            if let Some(tally) = self.themes.get_mut(theme) {
                tally.add(month, self.middle, case);
            }
        }
    }

    /// Returns how many comments were read.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.whole.earlier + self.whole.later
    }

    /// Returns how many comments were read in each month.
    #[must_use]
    pub fn read_by_month(&self) -> BTreeMap<Month, u64> {
        self.whole.months.clone()
    }

    /// Returns how many comments of each month speak of the theme.
    #[must_use]
    pub fn by_month(&self, theme: &str) -> BTreeMap<Month, u64> {
        self.themes.get(theme).map(|tally| tally.months.clone()).unwrap_or_default()
    }

    /// Returns how many comments speak of the theme.
    #[must_use]
    pub fn said(&self, theme: &str) -> u64 {
        self.themes.get(theme).map_or(0, |tally| tally.earlier + tally.later)
    }

    /// Returns the theme's counts with their bases.
    #[must_use]
    pub fn of(&self, theme: &str) -> InHalves {
        let none = Tally::default();
        let tally = self.themes.get(theme).unwrap_or(&none);
        let whole = &self.whole;
        let cases = whole.cases.len() as u64;
        let half = |hits, base| (whole.earlier > 0).then(|| Counted::with_interval(hits, base));
        let halves = ((tally.earlier, whole.earlier), (tally.later, whole.later));
        InHalves {
            comments: Counted::with_interval(tally.earlier + tally.later, self.read()),
            cases: (cases > 0).then(|| Counted::with_interval(tally.cases.len() as u64, cases)),
            earlier: half(tally.earlier, whole.earlier),
            later: half(tally.later, whole.later),
            change: of_shares(halves.0, halves.1, Confidence::USUAL),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_half_is_compared_with_the_earlier_and_a_case_counts_once() {
        let month = |text: &str| Month::parse(text).unwrap();
        let mut halves = Halves::new(month("2026-09"));
        let case = CaseId::parse("1").unwrap();
        halves.add(Some(month("2026-08")), Some(&case), ["late"]);
        halves.add(Some(month("2026-08")), Some(&case), []);
        halves.add(Some(month("2026-09")), Some(&case), ["late"]);
        halves.add(Some(month("2026-10")), None, ["late"]);
        let found = halves.of("late");
        let pair = |counted: Counted| (counted.hits, counted.base);
        assert_eq!((pair(found.comments), halves.read(), halves.said("late")), ((3, 4), 4, 3));
        assert_eq!(found.cases.map(pair), Some((1, 1)));
        assert_eq!(found.earlier.map(pair), Some((1, 2)));
        assert_eq!(found.later.map(pair), Some((2, 2)));
        assert_eq!(found.change, of_shares((1, 2), (2, 2), Confidence::USUAL));
        assert_eq!(halves.by_month("late").get(&month("2026-08")), Some(&1));
        assert_eq!(pair(halves.of("thin").comments), (0, 4));
    }

    #[test]
    fn a_period_of_one_half_has_no_halves() {
        let month = Month::parse("2026-09").unwrap();
        let mut halves = Halves::new(month);
        halves.add(Some(month), None, ["late"]);
        let found = halves.of("late");
        assert_eq!((found.earlier, found.later, found.cases), (None, None, None));
    }
}
