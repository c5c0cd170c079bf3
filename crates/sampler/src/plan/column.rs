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
mod tests;
