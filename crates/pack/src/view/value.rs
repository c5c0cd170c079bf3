//! What a cell holds besides its finished text: the number, share, interval, month or date, with the way it is
//! shown, so that a spreadsheet has it as a value that can be sorted and counted with. It prints nothing on the page.

use assay_model::{Date, Month, print};

/// What a cell holds besides its text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub enum Value {
    /// Words only.
    #[default]
    Words,
    /// A number or a share.
    One(Amount),
    /// Two numbers that are printed in one cell, such as the ends of an interval; a spreadsheet has them in two columns.
    Two(Amount, Amount),
    /// A month.
    Month(Month),
    /// A date.
    Date(Date),
}

/// A number with the way it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// The number; a share is a part of 1.
    pub value: f64,
    /// How it is shown.
    pub shown: Shown,
}

/// How a number is shown, with its decimal places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As it is, with commas at thousands.
    Plain(usize),
    /// With its sign always, for a change.
    Signed(usize),
    /// In per cent.
    Percent(usize),
}

impl Amount {
    /// Returns a number to be shown in that way.
    #[must_use]
    pub fn of(value: f64, shown: Shown) -> Self {
        Self { value, shown }
    }

    /// Returns the number as it is shown without further words.
    #[must_use]
    pub fn text(self) -> String {
        match self.shown {
            Shown::Plain(0) if self.value >= 0.0 => print::count(self.value.round() as u64),
            Shown::Plain(places) => print::decimal(self.value, places),
            Shown::Signed(places) => print::signed(self.value, places),
            Shown::Percent(places) => format!("{}%", print::decimal(self.value * 100.0, places)),
        }
    }

    /// Returns the number rounded as it is shown, for tables whose counts are guarded: more places would say more of a
    /// count than the page does.
    #[must_use]
    pub fn rounded(self) -> Self {
        let places = self.places() as i32;
        Self { value: print::rounded(self.value, places), ..self }
    }

    /// Returns the code of the number format by which a spreadsheet shows `printed`, the text of the page. Words after
    /// the number are part of the format (`63% (66 of 104)`); where the page prints something else (`<1%`, `3 of 8`), or
    /// a spreadsheet might round the other way, the format is the text itself.
    #[must_use]
    pub fn format(self, printed: &str) -> String {
        let rest = printed.strip_prefix(&self.text()).filter(|_| !self.is_at_an_edge());
        let Some(rest) = rest else {
            let text = quoted(printed);
            return format!("{text};{text};{text}");
        };
        let rest = quoted(rest);
        let point = |places: usize| match places {
            0 => String::new(),
            places => format!(".{}", "0".repeat(places)),
        };
        match self.shown {
            Shown::Plain(places) => {
                let number = format!("#,##0{}", point(places));
                format!("{number}{rest};\"\u{2212}\"{number}{rest}")
            }
            Shown::Signed(places) => {
                let number = format!("0{}", point(places));
                format!("\"+\"{number}{rest};\"\u{2212}\"{number}{rest};{number}{rest}")
            }
            Shown::Percent(places) => format!("0{}%{rest}", point(places)),
        }
    }

    fn places(self) -> usize {
        match self.shown {
            Shown::Plain(places) | Shown::Signed(places) => places,
            Shown::Percent(places) => places + 2,
        }
    }

    /// Tells whether the number lies half-way between two that are shown, or is shown as nothing without being it: there
    /// programs round and write signs differently.
    fn is_at_an_edge(self) -> bool {
        let scaled = self.value.abs() * 10_f64.powi(self.places() as i32);
        let is_half = (scaled.fract() - 0.5).abs() < 1e-6;
        is_half || (scaled > 0.0 && scaled < 0.5)
    }
}

/// Returns a text as a number format has it, to be shown as it is.
fn quoted(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("\"{}\"", text.replace('"', "\u{201d}")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_format_shows_what_the_page_prints() {
        let check = |value: f64, shown: Shown, printed: &str, expected: &str| {
            assert_eq!(Amount::of(value, shown).format(printed), expected, "{printed}");
        };
        check(1234.0, Shown::Plain(0), "1,234", "#,##0;\"\u{2212}\"#,##0");
        check(5.25, Shown::Plain(1), "5.2", "\"5.2\";\"5.2\";\"5.2\"");
        check(5.2, Shown::Plain(1), "5.2", "#,##0.0;\"\u{2212}\"#,##0.0");
        check(-0.7, Shown::Signed(1), "\u{2212}0.7", "\"+\"0.0;\"\u{2212}\"0.0;0.0");
        check(0.63, Shown::Percent(0), "63%", "0%");
        check(0.634_615, Shown::Percent(0), "63% (66 of 104)", "0%\" (66 of 104)\"");
        check(0.002, Shown::Percent(0), "<1%", "\"<1%\";\"<1%\";\"<1%\"");
        check(0.375, Shown::Percent(0), "3 of 8", "\"3 of 8\";\"3 of 8\";\"3 of 8\"");
        check(12.0, Shown::Plain(0), "12 of 40", "#,##0\" of 40\";\"\u{2212}\"#,##0\" of 40\"");
    }

    #[test]
    fn a_half_is_shown_by_its_text_since_programs_round_it_differently() {
        // 29 of 200: the page prints 14% or 15% by its own arithmetic, Excel by its own.
        let half = Amount::of(0.145, Shown::Percent(0));
        assert_eq!(half.format("14%"), "\"14%\";\"14%\";\"14%\"");
        let nearly_none = Amount::of(-0.04, Shown::Signed(1));
        assert_eq!(nearly_none.format("0.0"), "\"0.0\";\"0.0\";\"0.0\"");
    }

    #[test]
    fn a_guarded_share_has_no_more_places_than_the_page() {
        let share = Amount::of(66.0 / 104.0, Shown::Percent(0)).rounded();
        assert!((share.value - 0.63).abs() < 1e-12);
    }
}
