//! Whether the dates of a column are written day first or month first, decided from the whole column: a
//! cell such as `03/25/2026` can only be the one, `25/03/2026` only the other. It reads no single date.

use std::collections::BTreeMap;

use crate::DateOrder;

/// So many cells that can only be as expected stand for a slip in one that cannot.
const FOR_A_SLIP: u64 = 20;

/// A column of a sheet of a file.
type Column = (String, Option<String>, String);

/// Counts, by column, of the cells that can only be read in one way.
#[derive(Debug, Default)]
pub(crate) struct DateOrders(BTreeMap<Column, Counts>);

#[derive(Debug)]
struct Counts {
    expected: DateOrder,
    as_expected: u64,
    otherwise: u64,
    first_otherwise: Option<(u32, String)>,
}

/// A column whose dates are not written as they were to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OtherOrder {
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
    pub(crate) column: String,
    /// How it was to be read.
    pub(crate) expected: DateOrder,
    /// How many cells can only be read the other way.
    pub(crate) count: u64,
    /// The row of the first one.
    pub(crate) row: u32,
    /// Its text.
    pub(crate) text: String,
}

impl DateOrders {
    /// Takes a date's text.
    pub(crate) fn take(
        &mut self,
        (file, sheet, column): (&str, Option<&str>, &str),
        row: u32,
        text: &str,
        expected: DateOrder,
    ) {
        let Some(order) = only_order(text) else { return };
        let key = (file.to_owned(), sheet.map(str::to_owned), column.to_owned());
        let counts = self.0.entry(key).or_insert_with(|| Counts {
            expected,
            as_expected: 0,
            otherwise: 0,
            first_otherwise: None,
        });
        if order == expected {
            counts.as_expected += 1;
        } else {
            counts.otherwise += 1;
            counts.first_otherwise.get_or_insert_with(|| (row, text.trim().to_owned()));
        }
    }

    /// Returns the columns that cannot be read as they were to be. Few cells among many others are slips.
    pub(crate) fn others(self) -> Vec<OtherOrder> {
        let columns = self.0.into_iter().filter(|(_, counts)| {
            counts.otherwise > 0 && counts.otherwise * FOR_A_SLIP > counts.as_expected
        });
        columns
            .filter_map(|((file, sheet, column), counts)| {
                let (row, text) = counts.first_otherwise?;
                let (expected, count) = (counts.expected, counts.otherwise);
                Some(OtherOrder { file, sheet, column, expected, count, row, text })
            })
            .collect()
    }
}

/// Returns the order in which a text can be a date, where it can be one in that order alone.
fn only_order(text: &str) -> Option<DateOrder> {
    // As values are read: a no-break space is a space.
    let date = text.trim().split([' ', '\u{a0}', 'T']).next()?;
    let mut parts = date.split(['/', '-', '.']);
    let figure = |part: Option<&str>| -> Option<u32> {
        part.filter(|part| (1..=2).contains(&part.len()))?.parse().ok()
    };
    let (first, second) = (figure(parts.next())?, figure(parts.next())?);
    let year = parts.next().filter(|year| matches!(year.len(), 2 | 4))?;
    if parts.next().is_some() || !year.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match (first, second) {
        (13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn others(texts: &[&str], expected: DateOrder) -> Vec<(u64, u32)> {
        let mut orders = DateOrders::default();
        for (row, text) in (2..).zip(texts) {
            orders.take(("a.csv", None, "Start"), row, text, expected);
        }
        orders.others().into_iter().map(|other| (other.count, other.row)).collect()
    }

    #[test]
    fn a_column_that_can_only_be_month_first_is_found() {
        let texts = ["03/04/2026", "3/25/26\u{a0}14:22:10", "04/30/2026", "n/k", "2026-09-30"];
        assert_eq!(others(&texts, DateOrder::DayFirst), [(2, 3)]);
        assert_eq!(others(&texts, DateOrder::MonthFirst), []);
    }

    #[test]
    fn each_file_is_judged_and_named_by_itself() {
        let mut orders = DateOrders::default();
        for (file, text) in [("one.csv", "25/03/2026"), ("two.csv", "03/26/2026")] {
            orders.take((file, None, "Start"), 4, text, DateOrder::DayFirst);
        }
        let files: Vec<String> = orders.others().into_iter().map(|other| other.file).collect();
        assert_eq!(files, ["two.csv"]);
    }

    #[test]
    fn one_slip_among_many_is_a_slip_and_a_mixture_is_not() {
        let mut texts = vec!["25/03/2026"; 30];
        texts.push("03/25/2026");
        assert_eq!(others(&texts, DateOrder::DayFirst), []);
        assert_eq!(others(&texts[25..], DateOrder::DayFirst), [(1, 7)]);
    }
}
