//! Where the periods of a series are in time: months, weeks, quarters or years by their labels, so that a
//! missing one is a gap. Labels of another kind are taken as consecutive.

use assay_model::period::Period as Span;
use assay_model::{Date, Month};

use super::Period;

/// The places of a series.
pub(super) enum Places {
    /// Months, where the label is one; the series has one every so many.
    Months(Vec<Option<Month>>, i32),
    /// Weeks, quarters or years.
    Spans(Vec<Span>),
}

impl Places {
    /// Returns the places of these periods.
    pub(super) fn of(periods: &[Period]) -> Self {
        let labels = || periods.iter().map(|period| period.label.as_str());
        let spans: Option<Vec<Span>> = labels().map(Span::parse).collect();
        if let Some(spans) =
            spans.filter(|spans| spans.windows(2).all(|pair| pair[0].step == pair[1].step))
        {
            return Self::Spans(spans);
        }
        let months: Vec<Option<Month>> = labels().map(month).collect();
        if let Some(weeks) = weeks(&labels().collect::<Vec<_>>()) {
            return Self::Spans(weeks);
        }
        let every = every(&months);
        Self::Months(months, every)
    }

    /// Returns the names of what is missing between a period and the one before.
    pub(super) fn between(&self, place: usize) -> Vec<String> {
        let Some(before) = place.checked_sub(1) else { return Vec::new() };
        match self {
            Self::Spans(spans) => {
                let (earlier, later) = (spans[before], spans[place]);
                let steps = 1..later.number - earlier.number;
                steps.map(|step| earlier.plus(step).to_string()).collect()
            }
            Self::Months(months, every) => match (months[before], months[place]) {
                (Some(earlier), Some(later)) => {
                    let steps = 1..later.since(earlier) / every;
                    steps.map(|step| earlier.plus(step * every).to_string()).collect()
                }
                _ => Vec::new(),
            },
        }
    }
}

/// Reads a label as a month: `2026-09`, or the first day of one.
fn month(label: &str) -> Option<Month> {
    Month::parse(label).or_else(|| {
        let date: Date = label.trim().parse().ok()?;
        (date.day() == 1).then(|| Month::of(date))
    })
}

/// Returns the weeks of labels that are dates on one day of the week, of which two are a week apart.
fn weeks(labels: &[&str]) -> Option<Vec<Span>> {
    let dates: Option<Vec<Date>> = labels.iter().map(|label| label.trim().parse().ok()).collect();
    let dates = dates?;
    let weeks: Vec<Span> = dates.iter().map(|date| Span::week_of(*date)).collect();
    let is_weekly = dates.windows(2).all(|pair| pair[0].weekday() == pair[1].weekday())
        && weeks.windows(2).any(|pair| pair[1].number - pair[0].number == 1);
    is_weekly.then_some(weeks)
}

/// Returns 3 or 12 for four months or more that are all quarters or years apart, else 1.
fn every(months: &[Option<Month>]) -> i32 {
    let known: Option<Vec<Month>> = months.iter().copied().collect();
    let Some(known) = known.filter(|known| known.len() >= 4) else { return 1 };
    let apart = |by: i32| known.windows(2).all(|pair| pair[1].since(pair[0]) % by == 0);
    [12, 3].into_iter().find(|by| apart(*by)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Seen;

    #[test]
    fn missing_weeks_quarters_and_years_are_named() {
        let check = |labels: &[&str], expected: &[&str]| {
            let seen = Seen::Value(1.0);
            let period = |label: &&str| Period { label: (*label).to_owned(), seen };
            let periods: Vec<Period> = labels.iter().map(period).collect();
            let places = Places::of(&periods);
            let found: Vec<String> = (0..labels.len()).flat_map(|at| places.between(at)).collect();
            assert_eq!(found, expected, "{labels:?}");
        };
        check(&["2026-01", "2026-02", "2026-04"], &["2026-03"]);
        check(&["2026-01-05", "2026-01-12", "2026-01-26"], &["2026-W04"]);
        check(&["2025-W51", "2026-W01"], &["2025-W52"]);
        check(&["Q3 2025", "Q4 2025", "Q2 2026"], &["2026 Q1"]);
        check(&["2022/23", "2023/24", "2025/26"], &["2024/25"]);
        check(&["2019", "2020", "2022"], &["2021"]);
        // Every third month is a series by quarters, of which one may be missing.
        check(&["2025-01", "2025-04", "2025-07", "2026-01"], &["2025-10"]);
        check(&["2024-01", "2025-01", "2026-01", "2027-01"], &[]);
        // Three points may as well be months of which some are missing.
        check(&["2025-01", "2025-04"], &["2025-02", "2025-03"]);
        check(&["A", "B", "D"], &[]);
        check(&["2026-01-05", "2026-01-06", "2026-01-09"], &[]);
    }
}
