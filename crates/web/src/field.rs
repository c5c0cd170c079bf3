//! Fields of forms: faults with the field they belong to, and the plain checks that only a form needs. What a
//! value means is decided by the jobs.

use std::borrow::Cow;

use assay_model::{Date, Month};
use serde::Serialize;

/// A fault of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Fault {
    /// The field's name, which is also its id in the page.
    pub(crate) field: Cow<'static, str>,
    /// What is wrong and what would do.
    pub(crate) text: String,
    /// Where the field is: on this page, or on another.
    pub(crate) href: String,
}

impl Fault {
    /// Returns the fault of a field.
    pub(crate) fn of(field: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        let field = field.into();
        Self { href: format!("#{field}"), field, text: text.into() }
    }

    /// Returns the fault of a field on another page.
    pub(crate) fn on(page: &str, field: &str, text: impl Into<String>) -> Self {
        Self { href: format!("{page}#{field}"), field: field.to_owned().into(), text: text.into() }
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads a date typed in any usual way, day first: `9 March 2026`, `9/3/2026`, `9.3.26`, `2026-03-09`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let parts: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .map(str::to_lowercase)
        .collect();
    let [first, middle, last] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<i16>().ok();
    let (day, year) = match first.len() {
        4 => (number(last)?, number(first)?),
        _ => (number(first.trim_end_matches(char::is_alphabetic))?, number(last)?),
    };
    let year = if year < 100 { year + 2000 } else { year };
    let by_name = |part: &str| {
        let is_named = part.len() >= 3 && part.chars().all(char::is_alphabetic);
        MONTHS.iter().position(|month| is_named && part.starts_with(month)).map(|at| at as i16 + 1)
    };
    let month = number(middle).or_else(|| by_name(middle))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Reads a month like 2026-09; an empty text is none.
pub(crate) fn month(text: &str) -> Result<Option<Month>, String> {
    match text.trim() {
        "" => Ok(None),
        text => Month::parse(text)
            .map(Some)
            .ok_or_else(|| format!("Enter a month like 2026-09; \"{text}\" is not one")),
    }
}

/// Returns a text as part of an address.
pub(crate) fn escaped(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// Returns a date as pages write it; none as nothing.
pub(crate) fn shown(date: Option<Date>) -> String {
    date.map(assay_model::print::date).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_day_first() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), expected, "{text}");
        };
        check("9 March 2026", Some("2026-03-09"));
        check("9th mar 26", Some("2026-03-09"));
        check("9/3/2026", Some("2026-03-09"));
        check("09.03.26", Some("2026-03-09"));
        check("2026-03-09", Some("2026-03-09"));
        check("31/2/2026", None);
        check("March 2026", None);
        check("3/30/2026", None);
        check("9 m 2026", None);
    }

    #[test]
    fn text_in_an_address_is_escaped() {
        assert_eq!(escaped("a b/&?é"), "a%20b%2F%26%3F%C3%A9");
    }
}
