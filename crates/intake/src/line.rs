//! A table read through a column map: every row becomes a `Line`, whose values are asked for by field
//! and whose oddities land in the problems with their place.

use std::collections::BTreeMap;

use assay_model::{CaseId, Date, Judgement, Score};
use assay_tables::{Book, Cell, EMPTY, Epoch, Limits, Row};

use crate::header::fold;
use crate::id::read_id;
use crate::map::ColumnMap;
use crate::problems::{Oddity, Problems, Where};
use crate::table::{self, Head, Visitor};
use crate::value::{self, Reading};
use crate::{IntakeError, Source};

/// The header row as it was understood.
#[derive(Debug, Clone, Default)]
pub(crate) struct Columns {
    /// For each sheet column its header text; empty where there is none.
    pub(crate) headers: Vec<String>,
    /// Field → sheet column.
    fields: BTreeMap<String, usize>,
    /// Sheet columns that no field claims.
    pub(crate) rest: Vec<usize>,
}

/// One row below the header.
pub(crate) struct Line<'a> {
    pub(crate) row: &'a Row,
    pub(crate) columns: &'a Columns,
    pub(crate) place: &'a Where,
    map: &'a ColumnMap,
    epoch: Epoch,
    typed: bool,
}

/// What reading one file through a map gave besides its lines.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Data rows.
    pub(crate) read: u64,
    /// What is worth saying.
    pub(crate) said: Vec<String>,
}

/// Hands every line of the file's table to `take`. The table is the map's sheet, else the first sheet,
/// visible ones first, whose header has one of the `needed` fields.
pub(crate) fn each_line(
    source: Source,
    map: &ColumnMap,
    needed: &[&str],
    limits: &Limits,
    problems: &mut Problems,
    take: &mut dyn FnMut(&Line<'_>, &mut Problems),
) -> Result<Seen, IntakeError> {
    let Source { name, bytes } = source;
    let unreadable = |fault| IntakeError::Unreadable { file: name.clone(), fault };
    let mut book = Book::open(&name, bytes, limits).map_err(unreadable)?;
    let mut seen = Seen { read: 0, said: book.said().to_vec() };
    let mut order: Vec<usize> = (0..book.sheets().len()).collect();
    order.sort_by_key(|index| book.sheets()[*index].hidden);
    let mut first_row = String::new();
    for index in order {
        let info = book.sheets()[index].clone();
        if map.sheet.is_some() && info.name.is_some() && map.sheet != info.name {
            continue;
        }
        let place = Where { file: name.clone(), sheet: info.name };
        let mut reader = Reader {
            map,
            needed,
            epoch: book.epoch(),
            typed: place.sheet.is_some(),
            place: &place,
            columns: Columns::default(),
            read: 0,
            problems: &mut *problems,
            take: &mut *take,
        };
        let (head, strays) = table::visit(&mut book, index, 1, &mut reader).map_err(unreadable)?;
        let read = reader.read;
        match head {
            Head::Nothing => continue,
            Head::Missing(row) => {
                if first_row.is_empty() {
                    first_row = row;
                }
                continue;
            }
            Head::Found(_) => {}
        }
        if info.hidden {
            let oddity = Oddity::new("a visible sheet", "the sheet was read all the same");
            problems.note(place.whole(), "a hidden sheet", oddity);
        }
        for (row, column) in strays {
            let oddity = Oddity::new("nothing far outside the table", "the cell was not stored");
            problems.note(place.at(row, ""), format!("a value in column {column}"), oddity);
        }
        seen.read = read;
        return Ok(seen);
    }
    let wanted: Vec<String> = needed
        .iter()
        .map(|field| {
            let headers = map.columns.get(*field).cloned().unwrap_or_default();
            let listed: Vec<String> = headers.iter().take(4).map(|h| format!("\"{h}\"")).collect();
            format!("{field} ({})", listed.join(", "))
        })
        .collect();
    Err(IntakeError::NotThat {
        file: name,
        found: if first_row.is_empty() {
            "no rows".to_owned()
        } else {
            format!("the headers {first_row}")
        },
        expected: format!("a header row with a column for {}", wanted.join(" and ")),
        hint: format!(
            "write a column map in maps.yaml and give it with --map; this was read with \"{}\"",
            map.name
        ),
    })
}

struct Reader<'a> {
    map: &'a ColumnMap,
    needed: &'a [&'a str],
    epoch: Epoch,
    typed: bool,
    place: &'a Where,
    columns: Columns,
    read: u64,
    problems: &'a mut Problems,
    take: &'a mut dyn FnMut(&Line<'_>, &mut Problems),
}

impl Visitor for Reader<'_> {
    /// Counts known headers, and none at all where a needed field is missing.
    fn score(&self, row: &Row) -> usize {
        let columns = understand(row, self.map);
        let has = |field: &&&str| {
            columns.fields.contains_key(**field) || self.map.constants.contains_key(**field)
        };
        if self.needed.iter().filter(has).count() < self.needed.len() {
            0
        } else {
            columns.fields.len()
        }
    }

    fn header(&mut self, row: &Row) {
        self.columns = understand(row, self.map);
    }

    fn row(&mut self, row: &Row) {
        if row.filled() == 0 {
            return;
        }
        self.read += 1;
        let line = Line {
            row,
            columns: &self.columns,
            place: self.place,
            map: self.map,
            epoch: self.epoch,
            typed: self.typed,
        };
        (self.take)(&line, self.problems);
    }
}

/// Matches a header row to fields: each field takes the first of its headers that stands there.
fn understand(row: &Row, map: &ColumnMap) -> Columns {
    let tidy = |cell: &Cell| cell.to_string().replace('\u{a0}', " ").trim().to_owned();
    let headers: Vec<String> = row.cells().iter().map(tidy).collect();
    let folded: Vec<String> = headers.iter().map(|header| fold(header)).collect();
    let mut fields = BTreeMap::new();
    for (field, names) in &map.columns {
        let at = names.iter().find_map(|name| {
            let wanted = fold(name);
            folded.iter().position(|header| *header == wanted && !wanted.is_empty())
        });
        if let Some(at) = at {
            fields.insert(field.clone(), at);
        }
    }
    let claimed: Vec<usize> = fields.values().copied().collect();
    let rest =
        (0..headers.len()).filter(|at| !claimed.contains(at) && !headers[*at].is_empty()).collect();
    Columns { headers, fields, rest }
}

impl Line<'_> {
    /// Returns the row's number.
    pub(crate) fn number(&self) -> u32 {
        self.row.number
    }

    /// Tells whether the table has a column for the field.
    pub(crate) fn has(&self, field: &str) -> bool {
        self.columns.fields.contains_key(field) || self.map.constants.contains_key(field)
    }

    /// Returns the field's header as it stands in the table, or the field's own name.
    pub(crate) fn header<'s>(&'s self, field: &'s str) -> &'s str {
        self.columns.fields.get(field).map_or(field, |at| self.columns.headers[*at].as_str())
    }

    fn cell(&self, field: &str) -> &Cell {
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

    /// Returns tidy text; empty when blank. A constant of the map stands in for a missing column.
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
            Ok(id) => Some(id),
            Err(oddity) => {
                self.refuse(field, oddity, problems);
                None
            }
        }
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
        self.read(field, |cell| value::date(cell, self.epoch, self.map.dates, self.typed), problems)
            .or(constant)
    }

    /// Returns the number; an unreadable one is noted and none.
    pub(crate) fn number_in(&self, field: &str, problems: &mut Problems) -> Option<f64> {
        self.read(field, value::number, problems)
    }

    /// Returns yes or no; anything else is noted and none.
    pub(crate) fn yes_no(&self, field: &str, problems: &mut Problems) -> Option<bool> {
        self.read(field, value::yes_no, problems)
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
        Under { cell, place: self.place, row: self.number(), header }
    }

    /// Returns every column that no field claims, as header and tidy text, blanks left out.
    pub(crate) fn others(&self, problems: &mut Problems) -> Vec<(String, String)> {
        let rest = self.columns.rest.iter();
        rest.filter_map(|at| Some((self.columns.headers[*at].clone(), self.value(*at, problems)?)))
            .collect()
    }

    /// Returns every filled column's place and tidy text.
    pub(crate) fn values(&self, problems: &mut Problems) -> Vec<(usize, String)> {
        let headed =
            (0..self.columns.headers.len()).filter(|at| !self.columns.headers[*at].is_empty());
        headed.filter_map(|at| Some((at, self.value(at, problems)?))).collect()
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
                self.note(field, oddity, problems);
                Some(value)
            }
            Reading::Bad(oddity) => {
                self.note(field, oddity, problems);
                None
            }
        }
    }
}

/// A value under a header that no field claims.
pub(crate) struct Under<'a> {
    cell: &'a Cell,
    place: &'a Where,
    row: u32,
    header: &'a str,
}

impl Under<'_> {
    /// Returns text as written, only trimmed.
    pub(crate) fn prose(&self, problems: &mut Problems) -> String {
        match value::text(self.cell) {
            Reading::Blank => String::new(),
            Reading::Good(text) | Reading::Odd(text, _) => text,
            Reading::Bad(oddity) => {
                self.note(oddity, problems);
                String::new()
            }
        }
    }

    /// Returns the score, none for a blank or not applicable.
    pub(crate) fn score(&self, problems: &mut Problems) -> Option<Score> {
        score_in(&self.prose(problems)).unwrap_or_else(|oddity| {
            self.note(oddity, problems);
            None
        })
    }

    /// Returns the judgement, none for a blank or not applicable.
    pub(crate) fn judgement(&self, problems: &mut Problems) -> Option<Judgement> {
        judgement_in(&self.prose(problems)).unwrap_or_else(|oddity| {
            self.note(oddity, problems);
            None
        })
    }

    fn note(&self, oddity: Oddity, problems: &mut Problems) {
        problems.note(self.place.at(self.row, self.header), value::shown(self.cell), oddity);
    }
}

fn score_in(text: &str) -> Result<Option<Score>, Oddity> {
    if text.is_empty() || is_not_applicable(text) {
        return Ok(None);
    }
    let oddity =
        || Oddity::new("a score from 0 to 10", "the score was left blank; n/a is not a score");
    Score::parse(text).map(Some).ok_or_else(oddity)
}

fn judgement_in(text: &str) -> Result<Option<Judgement>, Oddity> {
    if text.is_empty() || is_not_applicable(text) {
        return Ok(None);
    }
    let expected = "outstanding, good, requires improvement or inadequate";
    let oddity = || Oddity::new(expected, "the judgement was left blank");
    Judgement::parse(text).map(Some).ok_or_else(oddity)
}

/// Tells whether a cell says that a domain does not apply.
pub(crate) fn is_not_applicable(text: &str) -> bool {
    matches!(fold(text).as_str(), "n a" | "na" | "not applicable" | "not relevant")
}
