//! One list's rows, checked cell by cell against the schema. It does not join lists.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::{CaseId, ColumnRead, Date, Effect};
use assay_tables::{Cell, Epoch, Row};

use super::code::Codes;
use super::reading::{age, as_text, whole};
use super::schema::{ColumnKind, ListSchema, Schema};
use crate::DateOrder;
use crate::case_dates::DatesOfCase;
use crate::id::{has_annexa_shape, read_id};
use crate::problems::{Oddity, Problems, Where};
use crate::table::Visitor;
use crate::value::{self, Reading};

/// One checked row: its place, its id and its values by schema column.
#[derive(Debug, Clone)]
pub(crate) struct ListRow {
    pub(crate) place: Arc<Where>,
    pub(crate) row: u32,
    pub(crate) id: CaseId,
    /// The id as it is written there, where the child has another now.
    pub(crate) had: Option<CaseId>,
    /// Values as text (dates ISO, codes in full), by schema column; further columns come after.
    pub(crate) values: Box<[Option<Arc<str>>]>,
}

/// The rows of one list from one sheet.
pub(crate) struct ListReader<'a> {
    pub(crate) schema: &'a ListSchema,
    pub(crate) place: Arc<Where>,
    pub(crate) rows: Vec<ListRow>,
    /// Data rows seen, stored or refused.
    pub(crate) read: u64,
    /// Headers of columns beyond the schema, in sheet order.
    pub(crate) extra: Vec<String>,
    pub(crate) problems: &'a mut Problems,
    /// The day that the list is of.
    pub(crate) as_at: Option<Date>,
    codes: Vec<Option<Codes>>,
    epoch: Epoch,
    typed: bool,
    /// For each sheet column: which value it fills, and its header as it is written.
    columns: Vec<Option<(usize, String)>>,
    texts: BTreeMap<String, Arc<str>>,
    zeros: LeadingZeros,
}

/// Ids whose leading zeros a spreadsheet may have taken: whole numbers in cells, shorter than ids
/// next to them that are text and begin with a zero.
#[derive(Default)]
struct LeadingZeros {
    /// The length of ids in text that begin with a zero.
    length: usize,
    /// Rows whose id is a number, with its length.
    numbers: Vec<(u32, usize)>,
    header: String,
}

impl<'a> ListReader<'a> {
    pub(crate) fn new(
        whole: &Schema,
        schema: &'a ListSchema,
        place: Arc<Where>,
        epoch: Epoch,
        problems: &'a mut Problems,
    ) -> Self {
        let codes = schema.columns.iter().map(|column| match &column.kind {
            ColumnKind::Code(name) => Some(Codes::new(whole.codes(name))),
            _ => None,
        });
        Self {
            schema,
            typed: place.sheet.is_some(),
            place,
            rows: Vec::new(),
            read: 0,
            extra: Vec::new(),
            problems,
            as_at: None,
            codes: codes.collect(),
            epoch,
            columns: Vec::new(),
            texts: BTreeMap::new(),
            zeros: LeadingZeros::default(),
        }
    }

    /// Notes ids that may have lost their leading zeros; to be called after the last row.
    pub(crate) fn note_lost_zeros(&mut self) {
        let LeadingZeros { length, numbers, header } = std::mem::take(&mut self.zeros);
        for (row, own) in numbers.into_iter().filter(|(_, own)| *own < length) {
            let hint = "a spreadsheet takes the leading zeros of numbers: format the id column as text in the source and export again";
            let oddity =
                Oddity::understood(format!("an id of {length} characters, as others here"), hint);
            self.problems.note(
                self.place.at(row, &header),
                format!("{own} figures in a number"),
                oddity,
            );
        }
    }

    /// Returns the header text that a schema column has in this sheet.
    pub(crate) fn header_of(&self, index: usize) -> Option<&str> {
        let found = self.columns.iter().flatten().find(|(at, _)| *at == index);
        found.map(|(_, header)| header.as_str())
    }

    fn id_cell<'r>(&self, row: &'r Row) -> (&'r Cell, String) {
        let at = self.key();
        let header = at.and_then(|at| self.columns[at].as_ref()).map(|(_, header)| header.clone());
        (row.cell(at.unwrap_or(usize::MAX)), header.unwrap_or_default())
    }

    /// Returns whether a row without a usable id still looks like a child's: it has a date or a code
    /// where the list has dates or codes. Totals and notes have neither.
    fn looks_like_data(&self, row: &Row) -> bool {
        if row.filled() * 2 > self.columns.len() {
            return true;
        }
        row.cells().iter().zip(&self.columns).any(|(cell, column)| {
            let Some((index, _)) = column else { return false };
            match self.schema.columns.get(*index).map(|column| &column.kind) {
                Some(ColumnKind::Date) => {
                    matches!(cell, Cell::Date(_) | Cell::Text(_))
                        && matches!(
                            value::date(cell, self.epoch, DateOrder::DayFirst, false),
                            Reading::Good(_)
                        )
                }
                Some(ColumnKind::Code(_)) => match (&self.codes[*index], cell) {
                    (Some(codes), Cell::Text(text)) => !matches!(codes.read(text), Reading::Bad(_)),
                    _ => false,
                },
                _ => false,
            }
        })
    }

    fn take_id(&mut self, row: &Row) -> Option<CaseId> {
        let (cell, header) = self.id_cell(row);
        let oddity = match read_id(cell) {
            Ok(id) if has_annexa_shape(id.as_str()) => {
                self.read += 1;
                let length = id.as_str().len();
                match cell {
                    Cell::Number(_) => self.zeros.numbers.push((row.number, length)),
                    Cell::Text(_) if id.as_str().starts_with('0') => {
                        self.zeros.length = self.zeros.length.max(length);
                    }
                    _ => {}
                }
                if self.zeros.header.is_empty() {
                    self.zeros.header.clone_from(&header);
                }
                return Some(id);
            }
            Ok(_) => Oddity::new(
                "a child's id: letters, digits, - / _ and at least one digit",
                "correct the id in the source and export again",
            ),
            Err(oddity) => oddity,
        };
        let place = self.place.at(row.number, &header);
        let numeric = matches!(cell, Cell::Number(_) | Cell::Date(_) | Cell::Unsaved);
        if numeric || self.looks_like_data(row) || damaged(cell) {
            self.read += 1;
            self.problems.refuse(place, value::shown(cell), oddity);
        } else {
            let found = row.cells().iter().find(|cell| !cell.is_blank());
            let found = found.map_or_else(|| "a blank".to_owned(), value::shown);
            let expected = Oddity::left_out(
                "a row with a child's id",
                "it was taken for a total or a note under the table and not stored",
            );
            self.problems.note(place, found, expected);
        }
        None
    }

    fn value(&mut self, index: usize, cell: &Cell, row: u32, header: &str) -> Option<Arc<str>> {
        let kind = self.schema.columns.get(index).map_or(&ColumnKind::Text, |column| &column.kind);
        if *kind == ColumnKind::Date {
            self.problems.date((&self.place, row, header), cell, DateOrder::DayFirst);
        }
        let reading = match kind {
            ColumnKind::Date => {
                let read = value::date(cell, self.epoch, DateOrder::DayFirst, self.typed);
                if let Reading::Good(date) | Reading::Odd(date, _) = &read {
                    self.problems.saw_date(header, *date);
                }
                as_text(read)
            }
            ColumnKind::Whole => whole(cell),
            ColumnKind::Age => age(cell),
            ColumnKind::Code(_) => match value::text(cell) {
                Reading::Good(text) | Reading::Odd(text, _) => {
                    self.codes[index].as_ref().map_or(Reading::Blank, |codes| codes.read(&text))
                }
                other => other,
            },
            ColumnKind::Id | ColumnKind::Text => value::text(cell),
        };
        let keeps_text = !matches!(kind, ColumnKind::Date | ColumnKind::Age);
        let text = match reading {
            Reading::Blank => return None,
            Reading::Good(text) => text,
            Reading::Odd(text, oddity) => {
                let place = self.place.at(row, header);
                self.problems.note(place, value::shown(cell), oddity.but_read());
                text
            }
            Reading::Bad(oddity) => {
                let kept = match cell {
                    Cell::Text(text) if keeps_text && !text.trim().starts_with('#') => {
                        Some(text.replace('\u{a0}', " ").trim().to_owned())
                    }
                    _ => None,
                };
                let effect = if kept.is_some() { Effect::Understood } else { oddity.effect };
                let place = self.place.at(row, header);
                self.problems.note(place, value::shown(cell), Oddity { effect, ..oddity });
                kept?
            }
        };
        Some(self.shared(text))
    }

    fn check_dates(&mut self, values: &[Option<Arc<str>>], row: u32) {
        let columns = &self.schema.columns;
        let at = |field: &str| columns.iter().position(|c| c.field.as_deref() == Some(field));
        let date = |field: &str| values[at(field)?].as_deref()?.parse().ok();
        let dates = DatesOfCase {
            born: date("born_on"),
            begun: date("start_date"),
            seen: date("last_seen"),
            ended: date("closed_on"),
        };
        let mut found = Vec::new();
        dates.check(self.as_at, &mut |field, date, oddity| {
            let header = at(field).and_then(|index| self.header_of(index)).unwrap_or_default();
            found.push((self.place.at(row, header), format!("\"{date}\""), oddity));
        });
        for (place, found, oddity) in found {
            self.problems.note(place, found, oddity);
        }
    }

    fn shared(&mut self, text: String) -> Arc<str> {
        if let Some(known) = self.texts.get(&text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = Arc::from(text.as_str());
        if self.texts.len() < 50_000 {
            self.texts.insert(text, Arc::clone(&fresh));
        }
        fresh
    }
}

impl Visitor for ListReader<'_> {
    fn score(&self, row: &Row) -> usize {
        let known =
            |cell: &&Cell| cell.as_text().is_some_and(|text| self.schema.column_of(text).is_some());
        row.cells().iter().filter(known).count()
    }

    fn header(&mut self, row: &Row) {
        for cell in row.cells() {
            let header = cell.to_string().replace('\u{a0}', " ").trim().to_owned();
            let column = match self.schema.column_of(&header) {
                _ if header.is_empty() => None,
                Some((index, _)) if self.header_of(index).is_some() => {
                    let oddity =
                        Oddity::left_out("each column once", "the second one was not read");
                    self.problems.note(
                        self.place.at(row.number, &header),
                        format!("\"{header}\" again"),
                        oddity,
                    );
                    None
                }
                Some((index, alias)) => {
                    let name = &self.schema.columns[index].name;
                    if alias {
                        let oddity = Oddity::understood(
                            format!("the header \"{name}\""),
                            "it was read as that column",
                        );
                        self.problems.note(
                            self.place.at(row.number, &header),
                            format!("\"{header}\""),
                            oddity,
                        );
                    }
                    Some((index, header))
                }
                None => {
                    self.extra.push(header.clone());
                    Some((self.schema.columns.len() + self.extra.len() - 1, header))
                }
            };
            self.columns.push(column);
        }
        for (index, column) in self.schema.columns.iter().enumerate() {
            let needed =
                (column.field.is_some() && !column.further) || column.kind == ColumnKind::Id;
            if self.header_of(index).is_some() || !needed {
                continue;
            }
            let place = self.place.at(row.number, &column.name);
            let oddity = Oddity::understood(
                format!("a column \"{}\"", column.name),
                "add the column, or its new header to the aliases in the Annex A schema",
            );
            if column.kind == ColumnKind::Id {
                self.problems.refuse(place, "no such column", oddity);
            } else {
                self.problems.note(place, "no such column", oddity);
            }
        }
    }

    fn meanings(&self) -> Vec<ColumnRead> {
        let meaning = |column: &Option<(usize, String)>| {
            let Some((index, header)) = column else { return ColumnRead::default() };
            let known = self.schema.columns.get(*index);
            let field = known.map(|known| known.field.clone().unwrap_or(known.name.clone()));
            ColumnRead { header: header.clone(), field, ..ColumnRead::default() }
        };
        self.columns.iter().map(meaning).collect()
    }

    fn key(&self) -> Option<usize> {
        let id = self.schema.columns.iter().position(|column| column.kind == ColumnKind::Id);
        self.columns.iter().position(|c| c.as_ref().map(|(i, _)| *i) == id)
    }

    fn count_broken(&mut self) {
        self.read += 1;
    }

    fn problems(&mut self) -> (&Where, &mut Problems) {
        (&self.place, self.problems)
    }

    fn row(&mut self, row: &Row) {
        if row.filled() == 0 {
            return;
        }
        let Some(id) = self.take_id(row) else { return };
        let columns = std::mem::take(&mut self.columns);
        let mut values = vec![None; self.schema.columns.len() + self.extra.len()];
        for (at, cell) in row.cells().iter().enumerate() {
            match columns.get(at) {
                Some(Some((index, header))) => {
                    let is_id =
                        self.schema.columns.get(*index).is_some_and(|c| c.kind == ColumnKind::Id);
                    values[*index] =
                        if is_id { None } else { self.value(*index, cell, row.number, header) };
                }
                _ if cell.is_blank() => {}
                _ => {
                    let oddity = Oddity::new(
                        "nothing outside the table's columns",
                        "the value was not stored",
                    );
                    self.problems.note(self.place.at(row.number, ""), value::shown(cell), oddity);
                }
            }
        }
        self.columns = columns;
        self.check_dates(&values, row.number);
        let values = values.into_boxed_slice();
        self.rows.push(ListRow {
            place: Arc::clone(&self.place),
            row: row.number,
            id,
            had: None,
            values,
        });
    }
}

/// Returns whether the text in an id cell is a number that a spreadsheet damaged, or has characters
/// nobody sees: then the row is a child's, whatever else is in it.
fn damaged(cell: &Cell) -> bool {
    use assay_model::id::IdFault;
    cell.as_text().is_some_and(|text| {
        matches!(CaseId::parse(text), Err(IdFault::Damaged | IdFault::Invisible(_)))
    })
}
