//! Field filters: what is known about a comment besides its words, and how a value or range is read.

use assay_model::alike::folded;
use assay_model::{Comment, Date, Judgement, Month, Score};

use super::QueryError;

/// What can be filtered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The case's team at the freeze.
    Team,
    /// The case's service.
    Service,
    /// The case's plan type.
    PlanType,
    /// The box the comment was written in.
    Domain,
    /// Who wrote it.
    Auditor,
    /// The audit's overall judgement.
    Grade,
    /// The draw.
    Round,
    /// A theme the rules found.
    Theme,
    /// The case id.
    Case,
    /// The round's month.
    Month,
    /// The date of the audit.
    Date,
    /// The domain's score.
    Score,
}

impl Field {
    /// All fields with the names people write.
    pub const NAMES: [(&str, Self); 14] = [
        ("team", Self::Team),
        ("service", Self::Service),
        ("plan_type", Self::PlanType),
        ("plan", Self::PlanType),
        ("domain", Self::Domain),
        ("auditor", Self::Auditor),
        ("grade", Self::Grade),
        ("judgement", Self::Grade),
        ("round", Self::Round),
        ("theme", Self::Theme),
        ("case", Self::Case),
        ("month", Self::Month),
        ("date", Self::Date),
        ("score", Self::Score),
    ];

    /// Returns the field's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, f)| *f == self).map_or("", |(name, _)| name)
    }

    /// Returns whether the field holds names, which people write in several ways.
    pub(crate) fn is_name(self) -> bool {
        matches!(self, Self::Team | Self::Service | Self::PlanType | Self::Domain | Self::Auditor)
    }

    /// Returns the value as the index compares it.
    #[must_use]
    pub fn key(self, value: &str) -> String {
        let names = if self.is_name() { folded(value) } else { String::new() };
        if names.is_empty() { fold(value) } else { names }
    }
}

/// One filter. Ranges include both ends.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The text field has this value, or for names one that is equal for people; case does not matter.
    Is(Field, String),
    /// The month, date (as `yyyymmdd`) or score (in hundredths) lies between.
    Between(Field, i64, i64),
}

impl Filter {
    /// Reads `field:value` or `field:from..to`.
    pub(super) fn parse(name: &str, value: &str, column: usize) -> Result<Self, QueryError> {
        let field =
            Field::NAMES.iter().find(|(n, _)| *n == name).map(|(_, f)| *f).ok_or_else(|| {
                let names: Vec<&str> = Field::NAMES.iter().map(|(n, _)| *n).collect();
                QueryError {
                    column,
                    expected: format!("one of the fields {}", names.join(", ")),
                    found: format!("\"{name}:\""),
                    hint: format!("to search for the words themselves write \"{name} {value}\""),
                }
            })?;
        let value_column = column + name.chars().count() + 1;
        let wrong = |expected: &str, hint: &str| QueryError {
            column: value_column,
            expected: expected.to_owned(),
            found: if value.is_empty() { "nothing".to_owned() } else { format!("\"{value}\"") },
            hint: hint.to_owned(),
        };
        if value.trim().is_empty() {
            return Err(wrong(
                "a value straight after the colon",
                "a value with spaces goes in quotation marks: team:\"CIN 2\"",
            ));
        }
        match field {
            Field::Grade => Judgement::parse(value).map_or_else(
                || Err(wrong("a judgement", "for example grade:requires_improvement")),
                |j| Ok(Self::Is(field, j.code().to_owned())),
            ),
            Field::Month => range(field, value, month_ends).ok_or_else(|| {
                wrong("a month or a range of months", "for example month:2026-07..2026-09")
            }),
            Field::Date => range(field, value, date_ends).ok_or_else(|| {
                wrong("a date or a range of dates", "for example date:2026-07-01..2026-07-31")
            }),
            Field::Score => range(field, value, score_ends)
                .ok_or_else(|| wrong("a score from 0 to 10 or a range", "for example score:..4.5")),
            _ => Ok(Self::Is(field, fold(value))),
        }
    }

    /// Returns whether the comment, with the themes found in it, passes.
    #[must_use]
    pub fn admits(&self, comment: &Comment, themes: &[String]) -> bool {
        match self {
            Self::Is(Field::Theme, value) => themes.iter().any(|t| fold(t) == *value),
            Self::Is(field, value) => {
                text_of(comment, *field).is_some_and(|text| field.key(&text) == field.key(value))
            }
            Self::Between(field, from, to) => {
                number_of(comment, *field).is_some_and(|n| (*from..=*to).contains(&n))
            }
        }
    }
}

/// Folds a value so that case and outer space do not matter.
pub(crate) fn fold(value: &str) -> String {
    value.trim().to_lowercase()
}

/// Returns a text field of the comment, if it has one.
pub(crate) fn text_of(comment: &Comment, field: Field) -> Option<String> {
    let text = match field {
        Field::Team => comment.team.clone(),
        Field::Service => comment.service.clone(),
        Field::PlanType => comment.plan_type.clone(),
        Field::Domain => comment.domain.clone(),
        Field::Auditor => comment.auditor.clone(),
        Field::Grade => comment.grade?.code().to_owned(),
        Field::Round => comment.draw.as_ref()?.to_string(),
        Field::Case => comment.case.as_ref()?.to_string(),
        Field::Month => comment.month?.to_string(),
        Field::Theme | Field::Date | Field::Score => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Returns a month, date or score of the comment as the number filters compare.
pub(crate) fn number_of(comment: &Comment, field: Field) -> Option<i64> {
    match field {
        Field::Month => comment.month.map(|m| date_number(m.first_day()) / 100),
        Field::Date => comment.date.map(date_number),
        Field::Score => comment.score.map(|s| i64::from(s.hundredths())),
        _ => None,
    }
}

fn date_number(date: Date) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day())
}

/// Reads `a`, `a..b`, `a..` or `..b`, where `ends` gives the first and last number a single value covers.
fn range(field: Field, value: &str, ends: impl Fn(&str) -> Option<(i64, i64)>) -> Option<Filter> {
    let (from, to) = match value.split_once("..") {
        None => ends(value)?,
        Some(("", "")) => return None,
        Some((from, "")) => (ends(from)?.0, i64::MAX),
        Some(("", to)) => (i64::MIN, ends(to)?.1),
        Some((from, to)) => (ends(from)?.0, ends(to)?.1),
    };
    (from <= to).then_some(Filter::Between(field, from, to))
}

fn month_ends(text: &str) -> Option<(i64, i64)> {
    let number = date_number(Month::parse(text)?.first_day()) / 100;
    Some((number, number))
}

fn date_ends(text: &str) -> Option<(i64, i64)> {
    if let Some(month) = Month::parse(text) {
        return Some((date_number(month.first_day()), date_number(month.last_day())));
    }
    let number = date_number(text.trim().parse::<Date>().ok()?);
    Some((number, number))
}

fn score_ends(text: &str) -> Option<(i64, i64)> {
    let number = i64::from(Score::parse(text)?.hundredths());
    Some((number, number))
}
