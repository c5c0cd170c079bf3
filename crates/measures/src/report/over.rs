//! The report over chosen months: how many returns they count, and the change of good or better from the first
//! of them to the last.

use assay_model::Month;

use super::{MonthFigures, Report, ShareFigure};
use crate::Confidence;
use crate::change::{Change, between, too_few};
use crate::estimate::Measure;

impl Report {
    /// Returns the figures of a month; none where it has no return.
    #[must_use]
    pub fn of_month(&self, month: Month) -> Option<&MonthFigures> {
        self.monthly.months.iter().find(|figures| figures.month == month)
    }

    /// Returns how many returns the headline counts in these months.
    #[must_use]
    pub fn returned_in(&self, months: &[Month]) -> u64 {
        months.iter().filter_map(|month| self.of_month(*month)).map(|month| month.returned).sum()
    }

    /// Returns the change of the share good or better from the first judged month of these to the last; none
    /// under two judged months.
    #[must_use]
    pub fn change_over(&self, months: &[Month], confidence: Confidence) -> Option<Change> {
        let judged = || {
            let figures = months.iter().filter_map(|month| self.of_month(*month));
            figures.map(|month| &month.good_or_better).filter(|share| share.figure.base > 0)
        };
        let (first, last) = (judged().next()?, judged().next_back()?);
        if first == last {
            return None;
        }
        let plain = |share: &ShareFigure| Some((share.value()?, share.figure.base));
        Some(match (&first.estimate, &last.estimate) {
            (Some(then), Some(now)) => between(then, now, Measure::Share, confidence),
            _ => too_few(plain(first)?, plain(last)?, Measure::Share),
        })
    }
}
