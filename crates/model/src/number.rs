//! Numbers as people write them: `6.5`, `6,5`, `1,234`, `61%`. A comma before groups of three figures
//! stands between thousands, any other one is a decimal comma. Which of the two a column means, and
//! whether its shares are of a hundred or of one, is judged over the whole column.

/// How a number was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// With figures alone.
    Whole,
    /// With a decimal point, or commas between thousands.
    Point,
    /// With a decimal comma.
    Comma,
}

/// A number, and how it was written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The value; a percentage as a share of one.
    pub value: f64,
    /// How it was written.
    pub form: Form,
    /// Whether it was written with a percent sign.
    pub is_percent: bool,
}

impl Number {
    /// Reads a number as people write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Between thousands, and before a percent sign.
        let tidy = text.replace(['\u{a0}', '\u{202f}'], "");
        let tidy = tidy.trim();
        let (bare, is_percent) = match tidy.strip_suffix('%') {
            Some(bare) => (bare.trim_end(), true),
            None => (tidy, false),
        };
        let (plain, form) = match bare.split_once(',') {
            None if bare.contains('.') => (bare.to_owned(), Form::Point),
            None => (bare.to_owned(), Form::Whole),
            Some(_) if is_grouped(bare) => (bare.replace(',', ""), Form::Point),
            Some((whole, decimals)) if is_figures(decimals) => {
                (format!("{whole}.{decimals}"), Form::Comma)
            }
            Some(_) => return None,
        };
        let number = plain.parse::<f64>().ok().filter(|number| number.is_finite())?;
        Some(Self { value: if is_percent { number / 100.0 } else { number }, form, is_percent })
    }
}

/// Commas between thousands: one to three figures, not a nought alone, then groups of three.
fn is_grouped(text: &str) -> bool {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, "0"));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    is_figures(first)
        && first.len() <= 3
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3 && is_figures(group))
        && is_figures(decimals)
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The numbers of one column, which are to be written in one way.
#[derive(Debug, Default)]
pub struct NumberColumn {
    comma: Option<Written>,
    point: Option<Written>,
    percent: Option<Written>,
    /// A number above one without a percent sign.
    bare: Option<Written>,
}

/// Where a number is, and its text.
type Written = (u32, String);

/// A column whose numbers are written in two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mixed {
    /// The row of the one that would be misread.
    pub row: u32,
    /// What was expected.
    pub expected: &'static str,
    /// What was found, with the rows.
    pub found: String,
    /// What to do.
    pub hint: &'static str,
}

impl NumberColumn {
    /// Takes the text of a cell; one that is no number is passed over.
    pub fn take(&mut self, row: u32, text: &str) {
        let Some(number) = Number::parse(text) else { return };
        let mut keep = |slot: fn(&mut Self) -> &mut Option<Written>| {
            slot(self).get_or_insert_with(|| (row, text.trim().to_owned()));
        };
        match number.form {
            Form::Comma => keep(|column| &mut column.comma),
            Form::Point => keep(|column| &mut column.point),
            Form::Whole => {}
        }
        if number.is_percent {
            keep(|column| &mut column.percent);
        } else if number.value.abs() > 1.0 {
            keep(|column| &mut column.bare);
        }
    }

    /// Returns in what the column is not of one kind.
    #[must_use]
    pub fn mixed(&self) -> Option<Mixed> {
        let both = |(row, text): &Written, (other, beside): &Written| {
            format!("\"{text}\" in row {row} and \"{beside}\" in row {other}")
        };
        if let (Some(comma), Some(point)) = (&self.comma, &self.point) {
            return Some(Mixed {
                row: comma.0,
                expected: "numbers of a column written in one way",
                found: both(comma, point),
                hint: "write all with a decimal point and without commas between thousands",
            });
        }
        let (bare, percent) = (self.bare.as_ref()?, self.percent.as_ref()?);
        Some(Mixed {
            row: bare.0,
            expected: "shares of a column written in one way",
            found: both(bare, percent),
            hint: "write all of them with a percent sign, or all as shares of one",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_is_between_thousands_or_before_decimals() {
        for (text, expected) in [
            ("6.5", Some((6.5, Form::Point, false))),
            ("0,75", Some((0.75, Form::Comma, false))),
            ("0,750", Some((0.75, Form::Comma, false))),
            ("-2,5", Some((-2.5, Form::Comma, false))),
            ("12,345", Some((12_345.0, Form::Point, false))),
            ("1,234,567.5", Some((1_234_567.5, Form::Point, false))),
            (" 62 %", Some((0.62, Form::Whole, true))),
            ("62,5%", Some((0.625, Form::Comma, true))),
            ("12", Some((12.0, Form::Whole, false))),
            ("1.234,5", None),
            ("1,2,3", None),
            ("NaN", None),
            ("6,", None),
            ("", None),
        ] {
            let found = Number::parse(text).map(|n| (n.value, n.form, n.is_percent));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_column_is_written_in_one_way() {
        let mixed = |texts: &[&str]| {
            let mut column = NumberColumn::default();
            (2..).zip(texts).for_each(|(row, text)| column.take(row, text));
            column.mixed().map(|mixed| (mixed.row, mixed.found))
        };
        assert_eq!(mixed(&["0,5", "1", "2,25", "n/a"]), None);
        assert_eq!(mixed(&["0.5", "1,250", "3"]), None);
        assert_eq!(mixed(&["52%", "0.5", "1"]), None);
        let told = |row, text: &str| Some((row, text.to_owned()));
        assert_eq!(mixed(&["0.5", "7,5"]), told(3, "\"7,5\" in row 3 and \"0.5\" in row 2"));
        assert_eq!(mixed(&["71%", "0.2", "71"]), told(4, "\"71\" in row 4 and \"71%\" in row 2"));
    }
}
