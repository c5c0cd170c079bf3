//! Sections apart from the headline. A round's cases are not what they were to read, so "of drawn" and
//! what is missing say nothing there; and what was chosen by judgement is shown but estimates nothing.

use super::Series;
use crate::counting::Section;

/// Returns the series with nothing that its section cannot tell.
pub(super) fn apart(section: Section, mut series: Series) -> Series {
    let random = section.is_first_of_random() || section == Section::SecondRead;
    for month in &mut series.months {
        month.drawn = None;
        if !random {
            month.limits.clear();
        }
        for share in [&mut month.good_or_better, &mut month.inadequate] {
            share.bounds = None;
            share.estimate = share.estimate.filter(|_| random);
        }
        if let Some(mean) = &mut month.mean_score {
            mean.estimate = mean.estimate.filter(|_| random);
        }
    }
    if !random {
        series.records.clear();
        for domain in &mut series.domains {
            domain.changes.clear();
            for score in domain.months.iter_mut().filter_map(|month| month.score.as_mut()) {
                score.estimate = None;
            }
        }
    }
    series
}
