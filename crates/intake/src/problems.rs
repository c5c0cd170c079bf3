//! The collector of problems. Refusals are all kept; notes of one kind in one column are kept up to a
//! thousand, and the rest is counted, so that a list of 200,000 rows with one habit stays readable.

use std::collections::BTreeMap;

use assay_model::{Effect, Level, Place, Problem};
use assay_tables::Cell;

use crate::DateOrder;
use crate::date_order::DateOrders;

/// Notes of one kind that are kept one by one.
const KEPT: u64 = 1000;

/// Where a reader stands: the file and the sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Where {
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
}

impl Where {
    /// Returns the place of a cell, or of a row when the column is empty.
    pub(crate) fn at(&self, row: u32, column: &str) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: Some(u64::from(row)),
            column: (!column.is_empty()).then(|| column.to_owned()),
        }
    }

    /// Returns the sheet as a place.
    pub(crate) fn whole(&self) -> Place {
        Place { file: self.file.clone(), sheet: self.sheet.clone(), row: None, column: None }
    }
}

/// What is odd about a value: what was expected, the fix, and what became of the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Oddity {
    pub(crate) expected: String,
    pub(crate) hint: String,
    pub(crate) effect: Effect,
}

impl Oddity {
    /// A value that is lost, unless the row is refused.
    pub(crate) fn new(expected: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { expected: expected.into(), hint: hint.into(), effect: Effect::Lost }
    }

    /// A value or sheet that is read as it is.
    pub(crate) fn understood(expected: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { effect: Effect::Understood, ..Self::new(expected, hint) }
    }

    /// A value that is read as something else.
    pub(crate) fn put_right(expected: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { effect: Effect::PutRight, ..Self::new(expected, hint) }
    }

    /// A row that is no record, or a column that is not read.
    pub(crate) fn left_out(expected: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { effect: Effect::LeftOut, ..Self::new(expected, hint) }
    }

    /// The same for a value that was read after all.
    pub(crate) fn but_read(self) -> Self {
        let effect = if self.effect == Effect::Lost { Effect::PutRight } else { self.effect };
        Self { effect, ..self }
    }
}

/// Sheet, column, what was expected, and the effect.
type Kind = (Option<String>, Option<String>, String, Effect);

#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    dates: DateOrders,
    kinds: BTreeMap<Kind, u64>,
}

impl Problems {
    /// Adds a note: the row is kept.
    pub(crate) fn note(&mut self, place: Place, found: impl Into<String>, oddity: Oddity) {
        let expected = oddity.expected.clone();
        let kind = (place.sheet.clone(), place.column.clone(), expected, oddity.effect);
        let count = self.kinds.entry(kind).or_default();
        *count += 1;
        if *count <= KEPT {
            self.push(Level::Note, place, found.into(), oddity);
        }
    }

    /// Adds a refusal: the row is not stored.
    pub(crate) fn refuse(&mut self, place: Place, found: impl Into<String>, oddity: Oddity) {
        self.push(Level::Refused, place, found.into(), oddity);
    }

    /// Takes the text of a date, so that its column can be judged as a whole.
    pub(crate) fn date(
        &mut self,
        here: &Where,
        row: u32,
        column: &str,
        cell: &Cell,
        order: DateOrder,
    ) {
        if let Cell::Text(text) = cell {
            self.dates.take(here.sheet.as_deref(), column, row, text, order);
        }
    }

    /// Refuses whole columns whose dates are written in another order than they were to be read in.
    fn refuse_orders(&mut self, file: &str) {
        for other in std::mem::take(&mut self.dates).others() {
            let (expected, is, setting) = match other.expected {
                DateOrder::DayFirst => ("day first", "month first", "dates: month first"),
                DateOrder::MonthFirst => ("month first", "day first", "dates: day first"),
            };
            let place = Place {
                file: file.to_owned(),
                sheet: other.sheet,
                row: None,
                column: Some(other.column),
            };
            let cells = if other.count == 1 {
                "1 date".to_owned()
            } else {
                format!("{} dates", other.count)
            };
            let found = format!(
                "{cells} that can only be {is}, the first in row {}: \"{}\"",
                other.row, other.text
            );
            let hint = format!(
                "nothing was stored, since the column's other dates may be {is} too: write \"{setting}\" in the map of maps.yaml, or export the dates like 2026-09-30"
            );
            self.refuse(place, found, Oddity::new(format!("dates, {expected}"), hint));
        }
    }

    fn push(&mut self, level: Level, place: Place, found: String, oddity: Oddity) {
        let Oddity { expected, hint, effect } = oddity;
        let effect = if level == Level::Refused { Effect::Refused } else { effect };
        self.list.push(Problem { level, effect, place, found, expected, hint });
    }

    /// Returns all problems; kinds with more notes than are kept end with their count.
    pub(crate) fn finish(mut self, file: &str) -> Vec<Problem> {
        self.refuse_orders(file);
        for ((sheet, column, expected, effect), count) in self.kinds {
            if count > KEPT {
                let place = Place { file: file.to_owned(), sheet, row: None, column };
                self.list.push(Problem {
                    level: Level::Note,
                    effect,
                    place,
                    found: format!("{} more like it", count - KEPT),
                    expected,
                    hint: "fix the export where the list comes from".to_owned(),
                });
            }
        }
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_habit_is_counted_and_every_refusal_kept() {
        let (mut problems, here) = (Problems::default(), Where::default());
        for row in 1..=1500 {
            problems.note(here.at(row, "Age"), "6.1", Oddity::new("whole years", ""));
            problems.refuse(here.at(row, "ID"), "a blank", Oddity::new("an id", ""));
        }
        let list = problems.finish("a.xlsx");
        assert_eq!(list.iter().filter(|p| p.level == Level::Refused).count(), 1500);
        assert_eq!(list.iter().filter(|p| p.level == Level::Note).count(), 1001);
        assert_eq!(list.last().unwrap().found, "500 more like it");
    }
}
