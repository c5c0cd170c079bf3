//! Rows of one table of the dataset: every value read as what its column holds, every fault reported with its
//! row. It knows the ids of the tables before, and makes neither cases nor events.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use assay_model::{Date, Effect};

use super::known::Known;
use super::row::{Differing, SsdRow, left_out};
use super::schema::{Holds, Needed, SsdColumn, SsdKind, SsdSchema, SsdTable, UnknownCode};
use crate::annexa::Codes;
use crate::line::Line;
use crate::placeholder::is_no_date;
use crate::problems::{Oddity, Problems, Where};
use crate::value::Reading;

/// The values of a row by the table's columns.
type Values = Box<[Option<Arc<str>>]>;

/// Where a key was first.
struct First {
    place: Arc<Where>,
    row: u32,
    digest: u64,
    is_told: bool,
}

/// Reads the rows of one table, from however many files.
pub(super) struct RowReader<'a> {
    table: &'a SsdTable,
    codes: Vec<Option<Codes>>,
    /// Texts that were read as codes, by column: the same few come again in every row.
    coded: HashMap<(usize, String), String>,
    place: Arc<Where>,
    as_at: Date,
    seen: HashMap<Arc<str>, First>,
    texts: HashSet<Arc<str>>,
    pub(super) differing: Differing,
    /// Rows that are no events, by why.
    pub(super) left_out: BTreeMap<String, u64>,
}

impl<'a> RowReader<'a> {
    pub(super) fn new(schema: &SsdSchema, table: &'a SsdTable, as_at: Date) -> Self {
        let codes = table.columns.iter().map(|column| match &column.kind {
            SsdKind::Code(name) => Some(Codes::new(schema.codes(name))),
            _ => None,
        });
        Self {
            table,
            codes: codes.collect(),
            coded: HashMap::new(),
            place: Arc::default(),
            as_at,
            seen: HashMap::new(),
            texts: HashSet::new(),
            differing: Differing::default(),
            left_out: BTreeMap::new(),
        }
    }

    /// Returns the row, or none where it is no event, or cannot be stored: that is reported.
    pub(super) fn row(
        &mut self,
        line: &Line<'_>,
        known: &Known,
        problems: &mut Problems,
    ) -> Option<SsdRow<'a>> {
        if *self.place != *line.place {
            self.place = Arc::new(line.place.clone());
        }
        let (values, unread) = self.values(line, problems)?;
        self.report_unread(line, &unread, problems);
        // Workers without a post have a name all the same.
        if self.table.holds != Holds::Workers
            && let Some(why) = left_out(self.table, &values, &unread)
        {
            *self.left_out.entry(why).or_default() += 1;
            return None;
        }
        if !self.has_needed(line, &values, problems) {
            return None;
        }
        let mut row = SsdRow {
            table: self.table,
            place: Arc::clone(&self.place),
            row: line.number(),
            values,
            person: None,
            is_in_order: true,
            unread,
        };
        row.person = known.check(&row, line, problems).ok()?;
        if !self.is_first(&row, problems) {
            return None;
        }
        row.is_in_order = self.table.holds.has_events() || self.check_dates(&row, line, problems);
        Some(row)
    }

    /// Returns the values, and the columns whose cells hold something that could not be read.
    fn values(&mut self, line: &Line<'_>, problems: &mut Problems) -> Option<(Values, Vec<usize>)> {
        let table = self.table;
        let (mut values, mut unread) = (Vec::with_capacity(table.columns.len()), Vec::new());
        for (at, column) in table.columns.iter().enumerate() {
            let field = column.field.as_str();
            if line.is_blank(field) || line.is_nothing(field) {
                values.push(None);
                continue;
            }
            let text = self.value((at, column), line, problems).ok()?;
            if text.is_none() && !is_no_date(line.cell(field)) {
                unread.push(at);
            }
            values.push(text.map(|text| self.shared(&text)));
        }
        Some((values.into_boxed_slice(), unread))
    }

    /// Reports what decides whether a row is an event, and could not be read.
    fn report_unread(&self, line: &Line<'_>, unread: &[usize], problems: &mut Problems) {
        for at in unread {
            let column = &self.table.columns[*at];
            let unwanted = self.table.leave_out.get(&column.field);
            if unwanted.is_some_and(|values| values.iter().any(String::is_empty)) {
                let hint = "the row is no event, as rows without this value are none: correct it in the source";
                let oddity = Oddity::new("a value that can be read, or a blank", hint);
                line.note(&column.field, oddity, problems);
            }
        }
    }

    /// Returns a value as text, in one way of writing it. A damaged id refuses the row (`Err`).
    fn value(
        &mut self,
        (at, column): (usize, &SsdColumn),
        line: &Line<'_>,
        problems: &mut Problems,
    ) -> Result<Option<String>, ()> {
        let field = column.field.as_str();
        Ok(match &column.kind {
            SsdKind::Id => line.optional_id(field, problems)?.map(|id| id.as_str().to_owned()),
            SsdKind::Text => Some(line.text(field, problems)).filter(|text| !text.is_empty()),
            SsdKind::Date => line.date(field, problems).map(|date| date.to_string()),
            SsdKind::Moment => line.moment(field, problems).map(|when| when.to_string()),
            SsdKind::YesNo => line
                .yes_no(field, problems)
                .map(|is_so| if is_so { "yes" } else { "no" }.to_owned()),
            SsdKind::Number => number(column, line, problems),
            SsdKind::Code(_) => self.code((at, column), line, problems),
        })
    }

    /// Returns the code. A short code is what the dataset has, so nothing is said of it.
    fn code(
        &mut self,
        (at, column): (usize, &SsdColumn),
        line: &Line<'_>,
        problems: &mut Problems,
    ) -> Option<String> {
        let text = line.text(&column.field, problems);
        if text.is_empty() {
            return None;
        }
        let key = (at, text);
        if let Some(code) = self.coded.get(&key) {
            return Some(code.clone());
        }
        let (_, text) = key;
        match self.codes[at].as_ref()?.read(&text) {
            Reading::Good(code) | Reading::Odd(code, _) => {
                self.coded.insert((at, text), code.clone());
                Some(code)
            }
            Reading::Blank => None,
            Reading::Bad(oddity) => {
                let hint = match column.unknown {
                    UnknownCode::Kept => "it was kept as it is written: correct it in the source, or add it to the codes of the schema".to_owned(),
                    UnknownCode::Lost => format!("it was not stored; without it {}: correct it in the source, or add it to the codes of the schema", column.without),
                };
                let is_kept = column.unknown == UnknownCode::Kept;
                let effect = if is_kept { Effect::Understood } else { Effect::Lost };
                line.note(&column.field, Oddity { hint, effect, ..oddity }, problems);
                is_kept.then_some(text)
            }
        }
    }

    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = Arc::from(text);
        if self.texts.len() < 50_000 {
            self.texts.insert(Arc::clone(&fresh));
        }
        fresh
    }

    fn has_needed(
        &self,
        line: &Line<'_>,
        values: &[Option<Arc<str>>],
        problems: &mut Problems,
    ) -> bool {
        let mut has_all = true;
        for (column, value) in self.table.columns.iter().zip(values) {
            if column.needed != Needed::Value || value.is_some() {
                continue;
            }
            has_all = false;
            // A value that cannot be read has been reported.
            if line.is_blank(&column.field) || line.is_nothing(&column.field) {
                let expected = match column.kind {
                    SsdKind::Id => "an id",
                    SsdKind::Date | SsdKind::Moment => "a date",
                    _ => "a value",
                };
                let hint = "the row was not stored: fill it in in the source and export again";
                line.refuse(&column.field, Oddity::new(expected, hint), problems);
            } else {
                let hint = "the row was not stored, as it needs this value";
                line.note(&column.field, Oddity::new("a value that can be read", hint), problems);
            }
        }
        has_all
    }

    /// Says whether the row is the first of its key. Others are the same row again, or refused with the first.
    fn is_first(&mut self, row: &SsdRow<'_>, problems: &mut Problems) -> bool {
        let Some(key) = row.key() else { return true };
        let mut hasher = DefaultHasher::new();
        row.values.hash(&mut hasher);
        let digest = hasher.finish();
        let Some(first) = self.seen.get_mut(key) else {
            let (place, row) = (Arc::clone(&row.place), row.row);
            let first = First { place, row, digest, is_told: false };
            self.seen.insert(Arc::clone(key), first);
            return true;
        };
        let column = self.table.key().map_or("", |at| self.table.columns[at].name.as_str());
        let other = row.place.rows([(&*first.place, first.row)].into_iter());
        let found = format!("\"{key}\", as in row {other}");
        if first.digest == digest {
            let oddity =
                Oddity::left_out("each row once", "the row says the same: it was read once");
            problems.note(row.place.at(row.row, column), found, oddity);
            return false;
        }
        let expected = "one row of each id, or rows that say the same";
        let hint = "none of them was stored: keep the row that is right and export again";
        if !first.is_told {
            first.is_told = true;
            let this = first.place.rows([(&*row.place, row.row)].into_iter());
            let found = format!("\"{key}\", as in row {this}");
            problems.refuse(first.place.at(first.row, column), found, Oddity::new(expected, hint));
        }
        problems.refuse(row.place.at(row.row, column), found, Oddity::new(expected, hint));
        self.differing.add(self.table, key);
        false
    }

    /// Reports dates that are over before they began, and dates to come. The first are counted nowhere.
    fn check_dates(&self, row: &SsdRow<'_>, line: &Line<'_>, problems: &mut Problems) -> bool {
        let begun = row.date("date");
        let mut is_in_order = true;
        for field in ["end_date", "closed_on", "completed_on", "ended_on"] {
            let Some((begun, ended)) = begun.zip(row.date(field)) else { continue };
            if ended < begun {
                is_in_order = false;
                let expected = format!("a date from the start on, which is {begun}");
                let hint = "the row is counted nowhere, since nobody knows which of the two is wrong: correct it in the source";
                line.note(field, Oddity::new(expected, hint), problems);
            }
        }
        for field in ["date", "closed_on", "completed_on", "died_on"] {
            if let Some(date) = row.date(field).filter(|date| *date > self.as_at) {
                line.report_to_come(field, Some(date), problems);
            }
        }
        is_in_order
    }
}

fn number(column: &SsdColumn, line: &Line<'_>, problems: &mut Problems) -> Option<String> {
    let number = line.number_in(&column.field, "", problems)?;
    if number < 0.0 {
        let hint = format!("it was left blank; without it {}", column.without);
        line.note(&column.field, Oddity::new("a number from 0", hint), problems);
        return None;
    }
    Some(number.to_string())
}
