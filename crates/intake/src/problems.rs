//! The collector of problems. Refusals are all kept up to a bound, at which the reading ends; notes of one kind in one
//! column are kept up to a thousand, and the rest is counted, so that a list of 200,000 rows with one habit stays readable.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_model::near_id::near_key;
use assay_model::number::NumberColumn;
use assay_model::print::count;
use assay_model::{CaseId, ColumnRead, Date, Effect, Level, Place, Problem, SheetRead};
use assay_tables::{Cell, Row};

use crate::DateOrder;
use crate::date_order::DateOrders;
use crate::placeholder::is_no_date;

/// Notes of one kind that are kept one by one.
const KEPT: u64 = 1000;
/// Refused rows of one reading. A table with more is not what it was taken for, or one quotation mark spoils it; each
/// refusal is kept with its texts, some 500 bytes.
const MOST_REFUSED: usize = 100_000;

/// Where a reader is: the file and the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Where {
    pub(crate) file: String,
    pub(crate) sheet: Option<String>,
}

/// How many other rows a message names.
const MOST_NAMED: usize = 10;

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

    /// Names rows for a message about one that is here: with file and sheet where these are others.
    pub(crate) fn rows<'a>(&self, rows: impl Iterator<Item = (&'a Self, u32)>) -> String {
        let name = |(there, row): (&Self, u32)| match &there.sheet {
            _ if there.file == self.file && there.sheet == self.sheet => row.to_string(),
            Some(sheet) if there.file == self.file => format!("{row} of sheet \"{sheet}\""),
            Some(sheet) => format!("{row} of {}, sheet \"{sheet}\"", there.file),
            None => format!("{row} of {}", there.file),
        };
        rows.map(name).collect::<Vec<_>>().join(", ")
    }

    /// Names the other rows of those that are the same as one that is here: the first few, and how many more there are,
    /// since each of very many rows would name all others.
    pub(crate) fn other_rows<'a>(
        &self,
        same: impl ExactSizeIterator<Item = (&'a Self, u32)>,
        own: usize,
    ) -> String {
        let more = same.len().saturating_sub(1 + MOST_NAMED);
        let others = same.enumerate().filter(|(at, _)| *at != own).map(|(_, row)| row);
        let named = self.rows(others.take(MOST_NAMED));
        if more == 0 { named } else { format!("{named} and {more} more") }
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

/// File and sheet, column, what was expected, and the effect.
type Kind = (Where, Option<String>, String, Effect);

#[derive(Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    refused: usize,
    dates: DateOrders,
    numbers: BTreeMap<(Where, String, String), NumberColumn>,
    kinds: BTreeMap<Kind, u64>,
    sheets: Vec<SheetRead>,
    /// The settings that say how dates are written, where they are not the map's.
    settings: Option<String>,
    unknown: Option<UnknownIds>,
    /// New ids by what near ones share: the first with its row, and the others that were reported.
    new: HashMap<(&'static str, String), NewId>,
}

#[derive(Debug)]
struct NewId {
    first: CaseId,
    place: Where,
    row: u32,
    reported: Vec<CaseId>,
}

/// Rows whose ids belong to no list and no draw.
#[derive(Debug)]
struct UnknownIds {
    first: Place,
    rows: u64,
    ids: BTreeSet<CaseId>,
}

/// Unknown ids that are named one by one.
const NAMED: usize = 10;

impl Problems {
    /// Begins the problems of tables that a settings file of their own describes, and no column map.
    pub(crate) fn of_settings(file: &str) -> Self {
        Self { settings: Some(file.to_owned()), ..Self::default() }
    }

    /// Adds a note: the row is kept.
    pub(crate) fn note(&mut self, place: Place, found: impl Into<String>, oddity: Oddity) {
        let expected = oddity.expected.clone();
        let here = Where { file: place.file.clone(), sheet: place.sheet.clone() };
        let kind = (here, place.column.clone(), expected, oddity.effect);
        let count = self.kinds.entry(kind).or_default();
        *count += 1;
        let is_kept = *count <= KEPT;
        self.count_value(&place, oddity.effect);
        if is_kept {
            self.push(Level::Note, place, found.into(), oddity);
        }
    }

    /// Begins a sheet whose columns are these.
    pub(crate) fn begin_sheet(&mut self, here: &Where, header_row: u32, columns: Vec<ColumnRead>) {
        self.sheets.push(SheetRead {
            file: here.file.clone(),
            sheet: here.sheet.clone(),
            header_row,
            rows: 0,
            columns,
        });
    }

    /// Counts the values of a row of the last sheet.
    pub(crate) fn count_row(&mut self, row: &Row) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        sheet.rows += 1;
        for (column, cell) in sheet.columns.iter_mut().zip(row.cells()) {
            column.filled += u64::from(!cell.is_blank());
        }
    }

    /// Widens the span of dates of a column of the last sheet.
    pub(crate) fn saw_date(&mut self, header: &str, date: Date) {
        let Some(sheet) = self.sheets.last_mut() else { return };
        if let Some(column) = sheet.columns.iter_mut().find(|column| column.header == header) {
            let (from, to) = column.dates.unwrap_or((date, date));
            column.dates = Some((from.min(date), to.max(date)));
        }
    }

    fn count_value(&mut self, place: &Place, effect: Effect) {
        let is_it = |sheet: &&mut SheetRead| sheet.file == place.file && sheet.sheet == place.sheet;
        let sheet = self.sheets.iter_mut().rev().find(is_it);
        let (Some(header), Some(sheet)) = (&place.column, sheet) else { return };
        let Some(column) = sheet.columns.iter_mut().find(|column| column.header == *header) else {
            return;
        };
        match effect {
            Effect::PutRight => column.put_right += 1,
            Effect::Lost => column.lost += 1,
            Effect::Understood | Effect::LeftOut | Effect::Refused => {}
        }
    }

    /// Counts a row whose id belongs to no list and no draw.
    pub(crate) fn unknown_id(&mut self, here: &Where, row: u32, header: &str, id: &CaseId) {
        let unknown = self.unknown.get_or_insert_with(|| UnknownIds {
            first: here.at(row, header),
            rows: 0,
            ids: BTreeSet::new(),
        });
        unknown.rows += 1;
        if !unknown.ids.contains(id) {
            unknown.ids.insert(id.clone());
        }
    }

    /// Takes an id that is new, and reports it where it is near to another new one of the same ids.
    pub(crate) fn new_id(
        &mut self,
        of: &'static str,
        (here, row, header): (&Where, u32, &str),
        id: &CaseId,
    ) {
        let near = self.new.entry((of, near_key(id.as_str())));
        let fresh = || NewId { first: id.clone(), place: here.clone(), row, reported: Vec::new() };
        let near = near.or_insert_with(fresh);
        if near.first == *id || near.reported.contains(id) {
            return;
        }
        near.reported.push(id.clone());
        let row_of_first = here.rows([(&near.place, near.row)].into_iter());
        let found = format!("\"{id}\", near \"{}\" in row {row_of_first}", near.first);
        let hint =
            "they count as two cases: correct one, or import an alias where both ids are right";
        self.note(here.at(row, header), found, Oddity::new("each case under one id", hint));
    }

    fn report_unknown(&mut self) {
        let Some(UnknownIds { first, rows, ids }) = self.unknown.take() else { return };
        let mut named: Vec<String> = ids.iter().take(NAMED).map(|id| format!("\"{id}\"")).collect();
        if ids.len() > NAMED {
            named.push("…".to_owned());
        }
        let (word, of) =
            (if ids.len() == 1 { "id" } else { "ids" }, if rows == 1 { "row" } else { "rows" });
        let found = format!("{} {word} in {rows} {of}: {}", ids.len(), named.join(", "));
        let hint = "they are on no list and in no draw here, and were stored all the same: look for slips, or import the list they are on";
        let oddity = Oddity::understood("ids of known cases", hint);
        self.push(Level::Note, first, found, oddity);
    }

    /// Returns the headers of the last sheet.
    pub(crate) fn last_headers(&self) -> impl Iterator<Item = &str> {
        let columns = self.sheets.last().map_or(&[][..], |sheet| &sheet.columns);
        columns.iter().map(|column| column.header.as_str())
    }

    /// Takes out what was seen of the sheets.
    pub(crate) fn take_sheets(&mut self) -> Vec<SheetRead> {
        std::mem::take(&mut self.sheets)
    }

    /// Adds a refusal: the row is not stored.
    pub(crate) fn refuse(&mut self, place: Place, found: impl Into<String>, oddity: Oddity) {
        self.refused += 1;
        self.push(Level::Refused, place, found.into(), oddity);
    }

    /// Returns why the reading is to end, where more rows are refused than are kept: the first of them.
    pub(crate) fn too_many(&self) -> Option<String> {
        if self.refused <= MOST_REFUSED {
            return None;
        }
        let first = self.list.iter().find(|problem| problem.level == Level::Refused)?;
        let most = count(MOST_REFUSED as u64);
        Some(format!("more than {most} rows are refused, the first is {first}"))
    }

    /// Takes the text of a date, so that its column can be judged as a whole.
    pub(crate) fn date(
        &mut self,
        (here, row, column): (&Where, u32, &str),
        cell: &Cell,
        order: DateOrder,
    ) {
        // What a system writes for nothing says nothing of the order.
        if let Cell::Text(text) = cell
            && !is_no_date(cell)
        {
            self.dates.take((&here.file, here.sheet.as_deref(), column), row, text, order);
        }
    }

    /// Takes the text of a number, so that its column can be judged as a whole. Numbers of one column
    /// that measure different things are judged apart, by `of`.
    pub(crate) fn number(
        &mut self,
        (here, row, column): (&Where, u32, &str),
        of: &str,
        cell: &Cell,
    ) {
        let text = match cell {
            Cell::Text(text) => Cow::Borrowed(&**text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
            _ => return,
        };
        let key = (here.clone(), column.to_owned(), of.to_lowercase());
        self.numbers.entry(key).or_default().take(row, &text);
    }

    /// Refuses whole columns whose numbers are written in two ways.
    fn refuse_mixed(&mut self) {
        for ((here, column, _), numbers) in std::mem::take(&mut self.numbers) {
            let Some(mixed) = numbers.mixed() else { continue };
            let place = Place { column: Some(column), ..here.whole() };
            let hint =
                format!("nothing was stored, since one of them would be misread: {}", mixed.hint);
            self.refuse(place, mixed.found, Oddity::new(mixed.expected, hint));
        }
    }

    /// Refuses whole columns whose dates are written in another order than they were to be read in.
    fn refuse_orders(&mut self) {
        let settings = self.settings.clone();
        let settings = settings.as_deref().unwrap_or("the map of maps.yaml");
        for other in std::mem::take(&mut self.dates).others() {
            let (expected, is, setting) = match other.expected {
                DateOrder::DayFirst => ("day first", "month first", "dates: month first"),
                DateOrder::MonthFirst => ("month first", "day first", "dates: day first"),
            };
            let place = Place {
                file: other.file,
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
                "nothing was stored, since the column's other dates may be {is} too: write \"{setting}\" in {settings}, or export the dates like 2026-09-30"
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
        self.refuse_orders();
        self.refuse_mixed();
        self.report_unknown();
        for ((here, column, expected, effect), count) in self.kinds {
            if count > KEPT {
                let mut place = Place { column, ..here.whole() };
                if place.file.is_empty() {
                    file.clone_into(&mut place.file);
                }
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
mod tests;
