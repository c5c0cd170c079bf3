//! The values of a line, asked for by field; what is odd lands in the problems with its place.

use assay_model::{CaseId, Date, Judgement, Score, When};
use assay_tables::fold_header as fold;
use assay_tables::{Cell, EMPTY, is_nothing};

use super::under::{judgement_in, score_in};
use super::{Line, Under};
use crate::id::read_id;
use crate::not_applicable;
use crate::problems::{Oddity, Problems};
use crate::value::{self, Reading};

impl Line<'_> {
    /// Returns the row's number.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }

    /// Returns a name for a record that has none: its file and row, and its sheet where that is a
    /// further one.
    pub(crate) fn own_name(&self) -> String {
        match &self.place.sheet {
            Some(sheet) if self.is_on_further_sheet => {
                format!("{}:{sheet}:{}", self.place.file, self.number())
            }
            _ => format!("{}:{}", self.place.file, self.number()),
        }
    }

    /// Returns whether the table has a column for the field.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.columns.fields.contains_key(field) || self.map.constants.contains_key(field)
    }

    /// Returns the field's header as it is written in the table, or the field's own name.
    pub(crate) fn header<'s>(&'s self, field: &'s str) -> &'s str {
        self.columns.fields.get(field).map_or(field, |at| self.columns.headers[*at].as_str())
    }

    /// Says whether a field's cell is blank; so it is where the table has no column for it.
    pub(crate) fn is_blank(&self, field: &str) -> bool {
        self.cell(field).is_blank()
    }

    /// Says whether a field's cell is what people and systems write for nothing.
    pub(crate) fn is_nothing(&self, field: &str) -> bool {
        self.cell(field).as_text().is_some_and(is_nothing)
    }

    /// Says whether a cell of the row is blank.
    pub(crate) fn is_blank_at(&self, at: usize) -> bool {
        self.row.cell(at).is_blank()
    }

    /// Returns the fields that the map gives the same value in every row.
    pub(crate) fn constants(&self) -> impl Iterator<Item = (&String, &String)> {
        self.map.constants.iter()
    }

    /// Reads a cell as a date, as the map and the file write them.
    pub(crate) fn date_of(&self, cell: &Cell) -> Reading<Date> {
        value::date(cell, self.epoch, self.map.dates, self.typed)
    }

    /// Reads a date out of a text.
    pub(crate) fn written_date(&self, text: &str) -> Option<Date> {
        value::written_date(text, self.map.dates)
    }

    /// Takes the text of a date as it is read, so that its column can be judged as a whole.
    pub(crate) fn take_date(&self, at: usize, cell: &Cell, problems: &mut Problems) {
        let header = &self.columns.headers[at];
        problems.date((self.place, self.number(), header), cell, self.map.dates);
    }

    /// The same for one of several dates of a field's text.
    pub(crate) fn take_date_of(&self, field: &str, text: &str, problems: &mut Problems) {
        let place = (self.place, self.number(), self.header(field));
        problems.date(place, &Cell::text(text), self.map.dates);
    }

    /// Takes the text of a number as it is read, so that its column can be judged as a whole.
    pub(crate) fn take_number(&self, at: usize, cell: &Cell, problems: &mut Problems) {
        let header = &self.columns.headers[at];
        problems.number((self.place, self.number(), header), "", cell);
    }

    /// Adds a note about a column of this row.
    pub(crate) fn note_at(&self, at: usize, oddity: Oddity, problems: &mut Problems) {
        let place = self.place.at(self.number(), &self.columns.headers[at]);
        problems.note(place, value::shown(self.row.cell(at)), oddity);
    }

    /// Returns a field's cell; a blank one where the table has no column for it.
    pub(crate) fn cell(&self, field: &str) -> &Cell {
        self.columns.fields.get(field).map_or(&EMPTY, |at| self.row.cell(*at))
    }

    /// Adds a note about a field of this row.
    pub(crate) fn note(&self, field: &str, oddity: Oddity, problems: &mut Problems) {
        let place = self.place.at(self.number(), self.header(field));
        problems.note(place, value::shown(self.cell(field)), oddity);
    }

    /// Refuses the row because of a field.
    pub(crate) fn refuse(&self, field: &str, oddity: Oddity, problems: &mut Problems) {
        let place = self.place.at(self.number(), self.header(field));
        problems.refuse(place, value::shown(self.cell(field)), oddity);
    }

    /// Returns tidy text; empty when blank. A constant of the map takes the place of a missing column.
    pub(crate) fn text(&self, field: &str, problems: &mut Problems) -> String {
        let found = match value::text(self.cell(field)) {
            Reading::Blank => String::new(),
            Reading::Good(text) | Reading::Odd(text, _) => text,
            Reading::Bad(oddity) => {
                self.note(field, oddity, problems);
                String::new()
            }
        };
        if found.is_empty() {
            return self.map.constants.get(field).cloned().unwrap_or_default();
        }
        match self.map.values.get(field).and_then(|values| values.get(&found)) {
            Some(other) => other.clone(),
            None => found,
        }
    }

    /// Returns text as written, line breaks and all, only trimmed; for comments.
    pub(crate) fn prose(&self, field: &str, problems: &mut Problems) -> String {
        match self.cell(field) {
            Cell::Text(text) if !text.trim().starts_with('#') => text.trim().to_owned(),
            _ => self.text(field, problems),
        }
    }

    /// Returns the id, or refuses the row.
    pub(crate) fn id(&self, field: &str, problems: &mut Problems) -> Option<CaseId> {
        match read_id(self.cell(field)) {
            Ok(id) => Some(match &self.map.ids {
                Some(known) if field == "case_id" => {
                    known.read(id, (self.place, self.number(), self.header(field)), problems)
                }
                _ => id,
            }),
            Err(oddity) => {
                self.refuse(field, oddity, problems);
                None
            }
        }
    }

    /// Returns the id, and reports one that is near to another new one of the table. `of` are the ids that it is
    /// compared with.
    pub(crate) fn compared_id(
        &self,
        field: &str,
        of: &'static str,
        problems: &mut Problems,
    ) -> Option<CaseId> {
        let id = self.id(field, problems)?;
        let is_like_known = self.map.ids.as_ref().is_some_and(|known| known.has_like(&id));
        if !is_like_known {
            problems.new_id(of, (self.place, self.number(), self.header(field)), &id);
        }
        Some(id)
    }

    /// Returns the id, none when blank; a damaged one refuses the row (`Err`).
    pub(crate) fn optional_id(
        &self,
        field: &str,
        problems: &mut Problems,
    ) -> Result<Option<CaseId>, ()> {
        if self.cell(field).is_blank() {
            return Ok(None);
        }
        self.id(field, problems).map(Some).ok_or(())
    }

    /// Returns the date; an unreadable one is noted and none.
    pub(crate) fn date(&self, field: &str, problems: &mut Problems) -> Option<Date> {
        let constant = self.map.constants.get(field).and_then(|text| text.parse().ok());
        let header = self.header(field);
        problems.date((self.place, self.number(), header), self.cell(field), self.map.dates);
        let read = |cell: &Cell| value::date(cell, self.epoch, self.map.dates, self.typed);
        let date = self.read(field, read, problems);
        if let Some(date) = date {
            problems.saw_date(header, date);
        }
        date.or(constant)
    }

    /// Returns the date with its time of day, where there is one; what is unreadable is noted and none.
    pub(crate) fn moment(&self, field: &str, problems: &mut Problems) -> Option<When> {
        let day = self.date(field, problems)?;
        let cell = self.cell(field);
        if value::has_no_such_time(cell) {
            let hint = "the time was left out and the day kept: write a time of that day, or the day alone";
            self.note(field, Oddity::new("a time from 00:00 to 23:59", hint), problems);
        }
        Some(When { day, minute: value::minute_of(cell) })
    }

    /// Reports a date that is later than the day of the table.
    pub(crate) fn report_to_come(&self, field: &str, date: Option<Date>, problems: &mut Problems) {
        if let Some(up_to) = self.map.up_to.filter(|up_to| date.is_some_and(|date| date > *up_to)) {
            let hint = "the date was kept: look at it in the source";
            let expected = format!("a date up to that of the table, {up_to}");
            self.note(field, Oddity::understood(expected, hint), problems);
        }
    }

    /// Returns the number; an unreadable one is noted and none. `of` says what it measures, where the
    /// rows of one column measure different things.
    pub(crate) fn number_in(&self, field: &str, of: &str, problems: &mut Problems) -> Option<f64> {
        problems.number((self.place, self.number(), self.header(field)), of, self.cell(field));
        self.read(field, value::number, problems)
    }

    /// Returns yes or no; anything else is noted and none.
    pub(crate) fn yes_no(&self, field: &str, problems: &mut Problems) -> Option<bool> {
        self.read(field, value::yes_no, problems)
    }

    /// Returns whether the field says that a domain does not apply; what says neither is noted.
    pub(crate) fn not_applicable(&self, field: &str, problems: &mut Problems) -> bool {
        self.read(field, not_applicable::read, problems).unwrap_or(false)
    }

    /// Returns the score, none for a blank or not applicable.
    pub(crate) fn score(&self, field: &str, problems: &mut Problems) -> Option<Score> {
        let text = self.text(field, problems);
        score_in(&text).unwrap_or_else(|oddity| {
            self.note(field, oddity, problems);
            None
        })
    }

    /// Returns the judgement, none for a blank or not applicable.
    pub(crate) fn judgement(&self, field: &str, problems: &mut Problems) -> Option<Judgement> {
        let text = self.text(field, problems);
        judgement_in(&text).unwrap_or_else(|oddity| {
            self.note(field, oddity, problems);
            None
        })
    }

    /// Returns the value under a header that no field claims.
    pub(crate) fn under(&self, header: &str) -> Under<'_> {
        let at = self.columns.headers.iter().position(|other| fold(other) == fold(header));
        let cell = at.map_or(&EMPTY, |at| self.row.cell(at));
        let header = at.map_or("", |at| self.columns.headers[at].as_str());
        Under::new(cell, self.place, self.number(), header)
    }

    /// Returns every column that no field claims, as header and tidy text, blanks left out.
    pub(crate) fn others(&self, problems: &mut Problems) -> Vec<(String, String)> {
        let rest = self.columns.rest.iter();
        rest.filter_map(|at| Some((self.columns.headers[*at].clone(), self.value(*at, problems)?)))
            .collect()
    }

    fn value(&self, at: usize, problems: &mut Problems) -> Option<String> {
        let cell = self.row.cell(at);
        match value::text(cell) {
            Reading::Blank => None,
            Reading::Good(text) | Reading::Odd(text, _) => Some(text),
            Reading::Bad(oddity) => {
                let place = self.place.at(self.number(), &self.columns.headers[at]);
                problems.note(place, value::shown(cell), oddity);
                None
            }
        }
    }

    fn read<T>(
        &self,
        field: &str,
        reader: impl Fn(&Cell) -> Reading<T>,
        problems: &mut Problems,
    ) -> Option<T> {
        match reader(self.cell(field)) {
            Reading::Blank => None,
            Reading::Good(value) => Some(value),
            Reading::Odd(value, oddity) => {
                self.note(field, oddity.but_read(), problems);
                Some(value)
            }
            Reading::Bad(oddity) => {
                self.note(field, oddity, problems);
                None
            }
        }
    }
}
