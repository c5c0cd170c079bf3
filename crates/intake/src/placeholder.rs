//! Dates and words that systems write where there is nothing: the first or last day that a program can
//! hold, `NULL`, a dash. It does not know whether a blank is allowed.

use assay_tables::{Cell, Moment, is_nothing, nothing};

/// Days that are no dates, written day first, month first or ISO; a time of day behind them is left off.
const DAYS: [&str; 17] = [
    "30/12/1899",
    "12/30/1899",
    "31/12/1899",
    "12/31/1899",
    "00/01/1900",
    "01/01/1900",
    "01/01/1753",
    "01/01/0001",
    "01/01/1970",
    "31/12/9999",
    "12/31/9999",
    "1899-12-30",
    "1899-12-31",
    "1900-01-00",
    "1900-01-01",
    "1753-01-01",
    "1970-01-01",
];

/// The same where no day of the usual years is meant.
const MORE_DAYS: [&str; 5] = ["0001-01-01", "9999-12-31", "0000-00-00", "00/00/0000", "0"];

/// Times of nothing in a column of dates.
const TIMES: [&str; 2] = ["00:00.0", "00:00:00"];

/// Returns whether a cell of a column of dates holds nothing but a placeholder.
pub(crate) fn is_no_date(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) => is_no_date_text(text),
        Cell::Number(number) => (0.0..3.0).contains(number),
        Cell::Date(moment) => is_no_day(*moment),
        _ => false,
    }
}

/// Returns whether a text in place of a family or a person says that there is none, or nobody knows.
pub(crate) fn is_nobody(text: &str) -> bool {
    nothing(text).is_some() || text.trim() == "0"
}

fn is_no_day(moment: Moment) -> bool {
    let (year, month, day) = moment.ymd();
    year < 1900 || year == 9999 || matches!((year, month, day), (1900 | 1970, 1, 1))
}

fn is_no_date_text(text: &str) -> bool {
    let tidy = text.trim().to_lowercase();
    if is_nothing(text) || TIMES.contains(&tidy.as_str()) {
        return true;
    }
    let day = tidy.split([' ', 't']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split('/').collect();
    // "1/1/1900" is written with noughts before it is looked up.
    let day = match parts[..] {
        [a, b, year] if a.len() <= 2 && b.len() <= 2 => format!("{a:0>2}/{b:0>2}/{year}"),
        _ => day.to_owned(),
    };
    DAYS.contains(&day.as_str()) || MORE_DAYS.contains(&day.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_words_for_nothing_are_known() {
        for text in [
            "01/01/1900",
            "1/1/1900 00:00",
            "1900-01-01 00:00:00",
            "30/12/1899",
            "1970-01-01T00:00:00Z",
            "01/01/1753",
            "31/12/9999",
            "NULL",
            "N/A",
            "-",
            "00:00.0",
            "0",
        ] {
            assert!(is_no_date(&Cell::text(text)), "{text}");
        }
        for text in ["02/01/1970", "01/01/2000", "open", "n/k", "", "01/01/2099"] {
            assert!(!is_no_date(&Cell::text(text)), "{text}");
        }
        assert!(is_no_date(&Cell::Number(1.0)) && !is_no_date(&Cell::Number(45_000.0)));
    }
}
