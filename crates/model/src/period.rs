//! Weeks, quarters and years as people label them: `2026-W05`, `Week 5 2026`, `Q1 2025/26`, `2025/26`.
//! Months and dates are read elsewhere. It knows the order of periods and not what happened in them.

use std::fmt;

use jiff::civil::{Date, ISOWeekDate, Weekday};

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A week from Monday.
    Week,
    /// A quarter, of the calendar or the financial year.
    Quarter,
    /// A calendar or financial year.
    Year,
}

/// A week, quarter or year. Those of one step are in order of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How long it is.
    pub step: Step,
    /// Its number among those of its step, one more for the next.
    pub number: i64,
    /// Whether its year is a financial one, written `2025/26`.
    pub financial: bool,
}

/// A Monday to count weeks from.
const MONDAY: Date = jiff::civil::date(1970, 1, 5);

impl Period {
    /// Returns the period of a label, or none where it is none of these; a week or quarter without its
    /// year is none.
    #[must_use]
    pub fn parse(label: &str) -> Option<Self> {
        let lower = label.trim().to_lowercase();
        // `2026-W05` and `2026-Q1` are two words.
        let spaced = lower.replace("-w", " w").replace("-q", " q").replace(',', " ");
        let mut year = None;
        let mut part = None;
        let mut unit = None;
        for word in spaced.split_whitespace() {
            let figures = |letters: &[&str]| {
                letters.iter().find_map(|start| word.strip_prefix(start)?.parse::<i64>().ok())
            };
            if let Some(found) = year_of(word) {
                year.replace(found).is_none().then_some(())?;
            } else if matches!(word, "week" | "wk" | "quarter" | "qtr") {
                unit = Some(if word.starts_with('w') { Step::Week } else { Step::Quarter });
            } else if let Some(number) = figures(&["week", "wk", "w"]) {
                part.replace((Step::Week, number)).is_none().then_some(())?;
            } else if let Some(number) = figures(&["quarter", "qtr", "q"]) {
                part.replace((Step::Quarter, number)).is_none().then_some(())?;
            } else {
                let number = word.parse().ok()?;
                part.replace((unit?, number)).is_none().then_some(())?;
            }
        }
        let (year, financial) = year?;
        let (step, number) = match part {
            Some((Step::Quarter, quarter)) => {
                (1..=4).contains(&quarter).then_some((Step::Quarter, year * 4 + quarter - 1))?
            }
            Some((_, week)) if !financial => (Step::Week, week_number(year, week)?),
            Some(_) => return None,
            None if unit.is_none() => (Step::Year, year),
            None => return None,
        };
        Some(Self { step, number, financial })
    }

    /// Returns the week that begins on the Monday on or before a date.
    #[must_use]
    pub fn week_of(date: Date) -> Self {
        Self { step: Step::Week, number: days(date).div_euclid(7), financial: false }
    }

    /// Returns the period so many after this one.
    #[must_use]
    pub fn plus(self, steps: i64) -> Self {
        Self { number: self.number + steps, ..self }
    }
}

fn days(date: Date) -> i64 {
    MONDAY.until(date).map_or(0, |span| i64::from(span.get_days()))
}

fn week_number(year: i64, week: i64) -> Option<i64> {
    let week =
        ISOWeekDate::new(year.try_into().ok()?, week.try_into().ok()?, Weekday::Monday).ok()?;
    Some(days(week.date()).div_euclid(7))
}

/// A year and whether it is a financial one: `2026`, `2025/26`, `2025-26`, `2025/2026`.
fn year_of(word: &str) -> Option<(i64, bool)> {
    let plain = |text: &str| text.parse::<i64>().ok().filter(|year| (1900..2200).contains(year));
    if word.len() == 4 {
        return plain(word).map(|year| (year, false));
    }
    let (first, second) = word.split_once(['/', '-'])?;
    let year = plain(first).filter(|_| first.len() == 4)?;
    let next = year + 1;
    (second == next.to_string() || second == format!("{:02}", next % 100)).then_some((year, true))
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let year = |number: i64| {
            if self.financial {
                format!("{number}/{:02}", (number + 1).rem_euclid(100))
            } else {
                number.to_string()
            }
        };
        match self.step {
            Step::Year => f.write_str(&year(self.number)),
            Step::Quarter => {
                write!(f, "{} Q{}", year(self.number.div_euclid(4)), self.number.rem_euclid(4) + 1)
            }
            Step::Week => {
                let from = jiff::Span::new().days(self.number * 7);
                let week = MONDAY.saturating_add(from).iso_week_date();
                write!(f, "{}-W{:02}", week.year(), week.week())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_people_write_them() {
        let check = |label: &str, step: Step, shown: &str| {
            let found = Period::parse(label).unwrap_or_else(|| panic!("{label}"));
            assert_eq!((found.step, found.to_string().as_str()), (step, shown), "{label}");
        };
        check("2026-W05", Step::Week, "2026-W05");
        check("Week 5 2026", Step::Week, "2026-W05");
        check("2026 wk5", Step::Week, "2026-W05");
        check("W53 2020", Step::Week, "2020-W53");
        check("Q1 2026", Step::Quarter, "2026 Q1");
        check("2026-Q4", Step::Quarter, "2026 Q4");
        check("Quarter 2, 2025/26", Step::Quarter, "2025/26 Q2");
        check("2026", Step::Year, "2026");
        check("2025-26", Step::Year, "2025/26");
        check("1999/2000", Step::Year, "1999/00");
        for label in ["Q1", "Week 3", "Q5 2026", "W54 2026", "2025/27", "April 2026", "26", "", "1"]
        {
            assert_eq!(Period::parse(label), None, "{label}");
        }
    }

    #[test]
    fn the_next_is_one_more_over_the_turn_of_a_year() {
        let check = |before: &str, after: &str| {
            let (before, after) = (Period::parse(before).unwrap(), Period::parse(after).unwrap());
            assert_eq!(before.plus(1), after);
        };
        check("2020-W53", "2021-W01");
        check("2025-W52", "2026-W01");
        check("2025/26 Q4", "2026/27 Q1");
        let monday: Date = "2026-01-26".parse().unwrap();
        assert_eq!(Period::week_of(monday).to_string(), "2026-W05");
    }
}
