//! Reads Annex A files: finds which sheet or file is which list, reads every list there is, and joins
//! lists 6 to 9 into children. Rows of the other lists become cases of lists of their own.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::{CaseId, CaseRecord, Understood};
use assay_tables::fold_header as fold;
use assay_tables::{Book, Limits, ReadError};

use super::children::{self, ListRows};
use super::list::{ListReader, ListRow};
use super::schema::{ListSchema, Schema};
use super::services::ServiceNames;
use crate::one_row::OneRow;
use crate::problems::{Oddity, Problems, Where};
use crate::table::{self, Head, How};
use crate::{IntakeError, Outcome, Source};

/// What Annex A files gave: children with their problems, and the rows of the other lists.
#[derive(Debug, Clone, Default)]
pub struct AnnexA {
    /// The children; `read` counts the rows of lists 6 to 9, or of the others where these are empty.
    pub children: Outcome<CaseRecord>,
    /// Rows of the lists of happenings that were found, by the names the schema gives them.
    pub happenings: BTreeMap<String, Vec<CaseRecord>>,
    /// The numbers of the lists that were found.
    pub lists: Vec<u8>,
}

/// Reads Annex A files, one workbook or one CSV a list, as one collection. Of several rows of one child
/// on a list those count that `one_row` says.
///
/// # Errors
/// When a file cannot be read, or no file holds a list of Annex A.
pub fn read_annexa(
    sources: Vec<Source>,
    schema: &Schema,
    services: &ServiceNames,
    one_row: &OneRow,
    limits: &Limits,
) -> Result<AnnexA, IntakeError> {
    let files: Vec<String> = sources.iter().map(|source| source.name.clone()).collect();
    let mut found = Found::of(schema, one_row, limits);
    for source in sources {
        found.take_file(source)?;
    }
    if found.lists.is_empty() {
        return Err(IntakeError::NotThat {
            file: files.join(", "),
            found: "no sheet with the headers of a list".to_owned(),
            expected: format!("a list of Annex A (version {})", schema.version()),
            hint: "for another table name a column map of maps.yaml".to_owned(),
        });
    }
    let Found { mut problems, said, aside, lists, mut happenings, .. } = found;
    let numbers = lists.keys().copied().collect();
    let children = lists.into_values().filter(|list| matches!(list.schema.number, 6..=9)).collect();
    let records = children::join(children, services, one_row, &mut problems);
    // Where there are no children the other lists are what was read.
    let read = if found.read == 0 { found.read_besides } else { found.read };
    let understood = Understood { sheets: problems.take_sheets(), aside, ids: None };
    let problems = problems.finish(files.first().map_or("", String::as_str));
    let children = Outcome { records, problems, read, said, understood };
    happenings.values_mut().for_each(number_equal_ones);
    Ok(AnnexA { children, happenings, lists: numbers })
}

/// What the files read so far gave.
struct Found<'a> {
    schema: &'a Schema,
    one_row: &'a OneRow,
    limits: &'a Limits,
    problems: Problems,
    said: Vec<String>,
    aside: Vec<(String, String)>,
    lists: BTreeMap<u8, ListRows<'a>>,
    happenings: BTreeMap<String, Vec<CaseRecord>>,
    /// Rows of the lists of children, and of the other lists.
    read: u64,
    read_besides: u64,
}

impl<'a> Found<'a> {
    fn of(schema: &'a Schema, one_row: &'a OneRow, limits: &'a Limits) -> Self {
        Self {
            schema,
            one_row,
            limits,
            problems: Problems::default(),
            said: Vec::new(),
            aside: Vec::new(),
            lists: BTreeMap::new(),
            happenings: BTreeMap::new(),
            read: 0,
            read_besides: 0,
        }
    }

    fn take_file(&mut self, source: Source) -> Result<(), IntakeError> {
        let Source { name, bytes } = source;
        let unreadable = |fault: ReadError| IntakeError::Unreadable { file: name.clone(), fault };
        let mut book = Book::open(&name, bytes, self.limits).map_err(unreadable)?;
        self.said.extend(book.said().iter().cloned());
        for index in 0..book.sheets().len() {
            if let Some(list) = find_list(&mut book, index, self.schema).map_err(unreadable)? {
                self.take_list(&name, &mut book, index, list).map_err(unreadable)?;
            } else if let Some(sheet) = &book.sheets()[index].name {
                self.said
                    .push(format!("{name}, sheet \"{sheet}\": not a list of Annex A, left aside"));
                self.aside.push((name.clone(), sheet.clone()));
            }
        }
        Ok(())
    }

    /// Takes a sheet that is a list.
    fn take_list(
        &mut self,
        file: &str,
        book: &mut Book,
        index: usize,
        list: &'a ListSchema,
    ) -> Result<(), ReadError> {
        let sheet = book.sheets()[index].clone();
        let place = Arc::new(Where { file: file.to_owned(), sheet: sheet.name });
        if sheet.hidden {
            let oddity = Oddity::understood("visible sheets", "the sheet was read anyway");
            self.problems.note(place.whole(), "a hidden sheet", oddity);
        }
        let epoch = book.epoch();
        let mut reader =
            ListReader::new(self.schema, list, Arc::clone(&place), epoch, &mut self.problems);
        reader.as_at = self.one_row.as_at;
        let (head, strays) = table::visit(book, index, how(list, self.limits), &mut reader)?;
        reader.note_lost_zeros();
        let ListReader { rows, extra, read: here, .. } = reader;
        let rows = as_now(rows, list, self.one_row, &mut self.problems);
        report_sheet(&place, list, &head, &strays, &mut self.problems);
        if matches!(head, Head::Found(_)) {
            self.refuse_other_list(&place, list);
        }
        if matches!(list.number, 6..=9) {
            self.read += here;
            add_rows(&mut self.lists, list, rows, extra);
            return Ok(());
        }
        self.read_besides += here;
        if let Some(name) = &list.cases {
            let known = self.happenings.entry(name.clone()).or_default();
            known.extend(rows.into_iter().map(|row| happening(name, list, &extra, row)));
        }
        let without_rows = ListRows { schema: list, rows: Vec::new(), extra: Vec::new() };
        self.lists.entry(list.number).or_insert(without_rows);
        Ok(())
    }
}

impl Found<'_> {
    /// Refuses the last sheet where its headers are those of another list than its name says.
    fn refuse_other_list(&mut self, place: &Where, list: &ListSchema) {
        let known = |list: &ListSchema| {
            let is_known = |header: &&str| list.column_of(header).is_some();
            self.problems.last_headers().filter(is_known).count()
        };
        let own = known(list);
        let others = self.schema.lists().iter().map(|other| (other, known(other)));
        let most = others.max_by_key(|(_, count)| *count);
        let Some((other, count)) = most.filter(|(_, count)| *count > own) else { return };
        if count * 4 >= other.usual() * 3 && own * 4 < list.usual() * 3 {
            let expected = format!("the headers of list {} ({})", list.number, list.name);
            let found = format!("those of list {} ({})", other.number, other.name);
            let hint = "name the sheet or file after the list that it holds, and import it again";
            self.problems.refuse(place.whole(), found, Oddity::new(expected, hint));
        }
    }
}

/// Gives rows the ids that their children have now.
fn as_now(
    mut rows: Vec<ListRow>,
    list: &ListSchema,
    one_row: &OneRow,
    problems: &mut Problems,
) -> Vec<ListRow> {
    if !one_row.former.is_empty() || one_row.ids.is_some() {
        for row in &mut rows {
            let header = children::id_header(list);
            let (id, had) = one_row.now(row.id.clone(), (&row.place, row.row, header), problems);
            (row.id, row.had) = (id, had);
        }
    }
    rows
}

/// A list is recognised by a third of its headers, or four.
fn how(list: &ListSchema, limits: &Limits) -> How {
    How { needed: list.columns.len().div_ceil(3).min(4), keep: limits.keep }
}

/// Further columns of a second sheet of the same list are matched to the first's by header.
fn add_rows<'a>(
    lists: &mut BTreeMap<u8, ListRows<'a>>,
    schema: &'a ListSchema,
    rows: Vec<ListRow>,
    extra: Vec<String>,
) {
    let Some(known) = lists.get_mut(&schema.number) else {
        lists.insert(schema.number, ListRows { schema, rows, extra });
        return;
    };
    let base = schema.columns.len();
    let places: Vec<usize> = extra
        .into_iter()
        .map(|header| {
            known.extra.iter().position(|other| *other == header).unwrap_or_else(|| {
                known.extra.push(header);
                known.extra.len() - 1
            })
        })
        .collect();
    let width = base + known.extra.len();
    for mut row in rows {
        let mut values = vec![None; width];
        for (at, value) in row.values.iter_mut().enumerate() {
            let to = if at < base { at } else { base + places[at - base] };
            values[to] = value.take();
        }
        row.values = values.into_boxed_slice();
        known.rows.push(row);
    }
}

fn report_sheet(
    place: &Where,
    list: &ListSchema,
    head: &Head,
    strays: &[(u32, u32)],
    problems: &mut Problems,
) {
    if let Head::Missing(seen) = head {
        let expected = format!("a row with the headers of list {} ({})", list.number, list.name);
        let hint = "the first rows were searched; put the header row back as Annex A has it";
        problems.refuse(place.whole(), format!("\"{seen}\""), Oddity::new(expected, hint));
    }
    for (row, column) in strays {
        let oddity = Oddity::new(
            "nothing far outside the table",
            "the cell was not stored: delete the empty columns to the right and save",
        );
        problems.note(place.at(*row, ""), format!("a value in column {column}"), oddity);
    }
}

/// Returns which list a sheet is: by its name, else by its headers.
fn find_list<'a>(
    book: &mut Book,
    index: usize,
    schema: &'a Schema,
) -> Result<Option<&'a ListSchema>, ReadError> {
    let info = &book.sheets()[index];
    let name = info.name.clone().unwrap_or_else(|| book.name().to_owned());
    if let Some(list) = list_number(&name).and_then(|number| schema.list(number)) {
        return Ok(Some(list));
    }
    let mut best: Option<(&ListSchema, usize)> = None;
    let (mut seen, mut scores) = (0, vec![0; schema.lists().len()]);
    book.for_each_row(index, &mut |row| {
        seen += 1;
        if seen > 15 {
            return;
        }
        for (list, score) in schema.lists().iter().zip(&mut scores) {
            let known = |cell: &&assay_tables::Cell| {
                cell.as_text().is_some_and(|text| list.column_of(text).is_some())
            };
            *score = (*score).max(row.cells().iter().filter(known).count());
        }
    })?;
    for (list, score) in schema.lists().iter().zip(scores) {
        // Without a telling name the headers have to be nearly all there.
        if score * 4 >= list.usual() * 3 && best.is_none_or(|(_, other)| score > other) {
            best = Some((list, score));
        }
    }
    Ok(best.map(|(list, _)| list))
}

/// Returns the number in names like `List 6`, `List_6`, `list6.csv`, `AnnexA - List 6 - CIN`.
fn list_number(name: &str) -> Option<u8> {
    let folded = fold(name);
    let after = folded.split("list").nth(1)?.trim_start();
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    let next = after[digits.len()..].chars().next();
    let alone = next.is_none_or(|c| !c.is_alphanumeric());
    (alone && digits.len() <= 2).then(|| digits.parse().ok()).flatten()
}

/// Turns a row of a list of happenings into a case of its own: `child|date|name`, its child a field.
fn happening(name: &str, list: &ListSchema, extra: &[String], row: ListRow) -> CaseRecord {
    let mut fields = BTreeMap::new();
    fields.insert("child".to_owned(), row.id.as_str().to_owned());
    for (at, text) in row.values.iter().enumerate() {
        let Some(text) = text else { continue };
        let field = match list.columns.get(at) {
            Some(column) => {
                column.field.clone().unwrap_or_else(|| fold(&column.name).replace(' ', "_"))
            }
            None => extra[at - list.columns.len()].clone(),
        };
        fields.insert(field, text.to_string());
    }
    let date = fields.get("date").map_or("", String::as_str);
    let id = CaseId::parse(&format!("{}|{date}|{name}", row.id)).unwrap_or(row.id);
    CaseRecord { id, closed_on: None, restricted: false, fields: fields.into() }
}

/// Gives happenings with the same id `|2`, `|3`… in the order they came.
pub(crate) fn number_equal_ones(cases: &mut Vec<CaseRecord>) {
    let mut seen: BTreeMap<CaseId, u32> = BTreeMap::new();
    for case in cases {
        let count = seen.entry(case.id.clone()).or_default();
        *count += 1;
        if *count > 1
            && let Ok(id) = CaseId::parse(&format!("{}|{count}", case.id))
        {
            case.id = id;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::list_number;

    #[test]
    fn sheets_are_known_by_their_names() {
        for (name, number) in [
            ("List 6", Some(6)),
            ("List_10", Some(10)),
            ("list6.csv", Some(6)),
            ("AnnexA - List 7 - CP", Some(7)),
            ("List 8 (hidden)", Some(8)),
            ("Guidance", None),
            ("Listing", None),
            ("List 6a", None),
        ] {
            assert_eq!(list_number(name), number, "{name}");
        }
    }
}
