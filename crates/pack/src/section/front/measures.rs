//! The figures of a pack by measure, under names that stay the same from month to month, so that a later pack
//! can say what changed.

use assay_model::print::{decimal, percent, share_short};

use super::Sources;
use crate::section::indicators;

/// Returns each measure with its figure as printed.
pub(crate) fn measures(sources: &Sources<'_>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    if let Some(last) = sources.judgements.periods.iter().rev().find(|p| p.good().base > 0) {
        found.push(("good or better".to_owned(), last.short()));
        found.push(("graded inadequate".to_owned(), last.inadequate()));
    }
    for series in &sources.domains.domains {
        let scored = series.months.iter().rev().find_map(|month| month.score.as_ref());
        found.extend(scored.map(|score| {
            (format!("{}, score out of 10", series.domain), decimal(score.value(), 1))
        }));
    }
    for theme in sources.themes.themes.iter().filter(|theme| theme.comments.base > 0) {
        let figure = match theme.cases {
            Some(cases) if cases.base > 0 => share_short(cases.hits, cases.base),
            _ => theme.comments.value().map_or(String::new(), percent),
        };
        found.push((theme.label.clone(), figure));
    }
    found.extend(indicators::latest(sources.indicators));
    found
}
