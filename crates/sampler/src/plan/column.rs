//! Columns of a case: a field as the list gives it, or something derived from it at the as-at date,
//! in bands where the plan asks for them; and conditions on columns.

use assay_model::alike::alike;
use assay_model::case::field;
use assay_model::id::{ValueFault, normalise, parse_value};
use assay_model::jiff::Unit as TimeUnit;
use assay_model::jiff::civil::DateDifference;
use assay_model::{CaseRecord, Date};

use super::bands::band_label;

/// A column that strata, caps, sort keys, filters or the balance table use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The field's name, or what is derived.
    pub name: String,
    /// What is derived, if anything.
    pub derived: Option<Derived>,
    /// The lower ends of all bands but the first; empty without bands.
    pub bands: Vec<i64>,
}

/// What can be derived from a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Derived {
    /// Age in whole years.
    Age,
    /// Whole months since the start of the episode.
    MonthsOpen,
    /// Whole days since the child was last seen.
    DaysSinceSeen,
}

/// A value that cannot be in a frame.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ColumnFault {
    /// The text cannot be a value.
    #[error("expected {0}")]
    Value(#[from] ValueFault),
    /// Bands need numbers.
    #[error("expected a whole number to find its band")]
    NotANumber,
}

impl Column {
    /// Returns the column of this name, without bands.
    #[must_use]
    pub fn named(name: &str) -> Self {
        let derived = match name {
            field::AGE => Some(Derived::Age),
            "months_open" => Some(Derived::MonthsOpen),
            "days_since_seen" => Some(Derived::DaysSinceSeen),
            _ => None,
        };
        Self { name: name.to_owned(), derived, bands: Vec::new() }
    }

    /// Returns the case's value as strata and caps use it; blank is `(blank)`.
    ///
    /// # Errors
    /// When the value cannot be in a frame, or has to be a number and is none.
    pub fn value(&self, case: &CaseRecord, as_at: Date) -> Result<String, ColumnFault> {
        let text = self.text(case, as_at);
        if self.bands.is_empty() || normalise(&text).is_empty() {
            return Ok(parse_value(&text)?);
        }
        let number: i64 = normalise(&text).parse().map_err(|_| ColumnFault::NotANumber)?;
        Ok(band_label(&self.bands, number))
    }

    /// Returns the case's value as a sort key: normalised text, blank where there is none.
    ///
    /// # Errors
    /// When the value holds an invisible character.
    pub fn sort_key(&self, case: &CaseRecord, as_at: Date) -> Result<String, ColumnFault> {
        match self.value(case, as_at) {
            Ok(value) if value == "(blank)" => Ok(String::new()),
            Err(ColumnFault::Value(ValueFault::Blank | ValueFault::Joiner)) => {
                Ok(normalise(&self.text(case, as_at)))
            }
            other => other,
        }
    }

    /// Returns the text of the field or of what is derived, before it is normalised.
    #[must_use]
    pub fn text(&self, case: &CaseRecord, as_at: Date) -> String {
        let date = |name: &str| case.field(name).trim().parse::<Date>().ok();
        let derived = match self.derived {
            None => None,
            Some(Derived::Age) => {
                let given = case.field(field::AGE);
                if !given.trim().is_empty() {
                    return given.to_owned();
                }
                date(field::BORN_ON).map(|born| whole(born, as_at, TimeUnit::Year).max(-1))
            }
            Some(Derived::MonthsOpen) => {
                date(field::START_DATE).map(|start| whole(start, as_at, TimeUnit::Month))
            }
            Some(Derived::DaysSinceSeen) => {
                date(field::LAST_SEEN).map(|seen| whole(seen, as_at, TimeUnit::Day))
            }
        };
        // Where nothing can be derived, the list may bring its own column of this name.
        derived.map_or_else(|| case.field(&self.name).to_owned(), |number: i64| number.to_string())
    }
}

/// Whole units from one date to another, rounded towards the past.
fn whole(from: Date, to: Date, unit: TimeUnit) -> i64 {
    let Ok(span) = from.until(DateDifference::new(to).largest(unit)) else { return 0 };
    let whole = match unit {
        TimeUnit::Year => i64::from(span.get_years()),
        TimeUnit::Month => i64::from(span.get_months()),
        _ => i64::from(span.get_days()),
    };
    if from > to && unit != TimeUnit::Day { whole - 1 } else { whole }
}

/// A condition on a column: part of a plan's scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The column.
    pub column: Column,
    /// What its value has to be.
    pub test: Test,
}

/// What a value has to be. Values that are equal for people (`alike`) are equal here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    Is(Vec<String>),
    /// None of these.
    Not(Vec<String>),
    /// Words separated by spaces, one of which is among these.
    Has(Vec<String>),
    /// A whole number of at least this.
    AtLeast(i64),
    /// A whole number of at most this.
    AtMost(i64),
    /// A date in the last so many days before the as-at date, that day included.
    WithinDays(i64),
    /// Something.
    Given,
    /// Nothing.
    Blank,
}

impl Condition {
    /// Returns whether a case meets it.
    #[must_use]
    pub fn holds(&self, case: &CaseRecord, as_at: Date) -> bool {
        let closed_on = || case.closed_on.map(|date| date.to_string());
        let text = match self.column.name.as_str() {
            "closed_on" => closed_on().unwrap_or_default(),
            _ => self.column.text(case, as_at),
        };
        let text = normalise(&text);
        let same = |wanted: &String| alike(&text, wanted);
        let number = || text.parse::<i64>().ok();
        match &self.test {
            Test::Is(values) => values.iter().any(same),
            Test::Not(values) => !values.iter().any(same),
            Test::Has(values) => {
                text.split_whitespace().any(|word| values.iter().any(|v| alike(v, word)))
            }
            Test::AtLeast(least) => number().is_some_and(|n| n >= *least),
            Test::AtMost(most) => number().is_some_and(|n| n <= *most),
            Test::WithinDays(days) => text
                .parse::<Date>()
                .is_ok_and(|date| (0..=*days).contains(&whole(date, as_at, TimeUnit::Day))),
            Test::Given => !text.is_empty(),
            Test::Blank => text.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use assay_model::CaseId;

    fn case(fields: &[(&str, &str)]) -> CaseRecord {
        CaseRecord {
            id: CaseId::parse("1").unwrap(),
            closed_on: None,
            restricted: false,
            fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        }
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn ages_and_months_are_whole_at_the_as_at_date() {
        let check = |name: &str, fields: &[(&str, &str)], expected: &str| {
            let value = Column::named(name).value(&case(fields), day("2026-09-30")).unwrap();
            assert_eq!(value, expected, "{fields:?}");
        };
        check("age", &[("born_on", "2016-09-30")], "10");
        check("age", &[("born_on", "2016-10-01")], "9");
        check("age", &[("born_on", "2026-12-01")], "-1");
        check("age", &[("age", "4"), ("born_on", "2016-10-01")], "4");
        check("months_open", &[("start_date", "2026-08-31")], "0");
        check("months_open", &[("start_date", "2026-08-30")], "1");
        check("days_since_seen", &[("last_seen", "2026-09-01")], "29");
        check("months_open", &[], "(blank)");
        check("team", &[("team", " CIN\u{a0} 2")], "CIN 2");
    }

    #[test]
    fn bands_need_numbers() {
        let banded = Column { bands: vec![5, 10], ..Column::named("age") };
        assert_eq!(banded.value(&case(&[("age", "7")]), day("2026-01-01")).unwrap(), "5 to 9");
        assert_eq!(banded.value(&case(&[]), day("2026-01-01")).unwrap(), "(blank)");
        assert_eq!(
            banded.value(&case(&[("age", "seven")]), day("2026-01-01")),
            Err(ColumnFault::NotANumber)
        );
    }

    #[test]
    fn conditions_say_what_they_say() {
        let holds = |test: Test, value: &str| {
            Condition { column: Column::named("x"), test }
                .holds(&case(&[("x", value)]), day("2026-09-30"))
        };
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert!(holds(Test::Is(words(&["NFA", "none"])), " nfa "));
        assert!(!holds(Test::Not(words(&["NFA"])), "nfa"));
        assert!(holds(Test::Is(words(&["CIN 2"])), "C.I.N.\u{a0} 2"));
        assert!(!holds(Test::Is(words(&["CIN 1-2"])), "CIN 12"));
        assert!(holds(Test::Has(words(&["7"])), "6 7"));
        assert!(!holds(Test::Has(words(&["7"])), "6 17"));
        assert!(holds(Test::AtLeast(3), "3") && !holds(Test::AtMost(3), "4"));
        assert!(!holds(Test::AtLeast(3), "three"));
        assert!(holds(Test::WithinDays(30), "2026-08-31"));
        assert!(!holds(Test::WithinDays(30), "2026-08-30"));
        assert!(!holds(Test::WithinDays(30), "2026-10-01"));
        assert!(holds(Test::Blank, " ") && holds(Test::Given, "x"));
    }
}
