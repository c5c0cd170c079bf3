//! Text files with separators as rows of cells, those that were cut after their last value too.

use crate::csv_records::each_record;
use crate::guard::within;
use crate::sheet::{Pool, RowEncoding, Rows};
use crate::text::{Text, WINDOWS, is_doubtful};
use crate::twice_encoded::once;
use crate::widths::trimmed_rows;
use crate::{Limits, ReadError, Row};

pub(crate) fn for_each_row(
    text: &Text,
    limits: &Limits,
    visit: &mut dyn FnMut(Row),
) -> Result<Vec<(u32, u32)>, ReadError> {
    let trimmed = trimmed_rows(text);
    let (mut pool, mut rows) = (Pool::default(), Rows::new(limits.columns, visit));
    let mut fault = None;
    each_record(text, &mut |number, cells, marks, _| {
        if let Err(too_many) = within("the number of rows", u64::from(number), limits.rows.into()) {
            fault.get_or_insert(too_many);
            return false;
        }
        let mut marks = marks;
        if let Some(usual) = trimmed.usual.filter(|_| trimmed.rows.contains(&number)) {
            marks.cells = Some(usual);
        }
        let is_windows = text.encoding == WINDOWS || marks.encoding == RowEncoding::Windows;
        let texts: Vec<_> = cells.iter().map(|cell| String::from_utf8_lossy(cell)).collect();
        // What was encoded twice is put right as cells are put down, and is in no doubt then.
        let is_odd = |text: &str| is_doubtful(once(text).as_deref().unwrap_or(text));
        marks.is_in_doubt = is_windows && texts.iter().any(|text| is_odd(text));
        rows.mark(number - 1, marks);
        for (column, text) in texts.iter().enumerate() {
            rows.put(number - 1, column as u32, pool.cell(crate::csv_out::restore(text)));
        }
        true
    });
    match fault {
        Some(fault) => Err(fault),
        None => Ok(rows.finish()),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Book, Limits, MarkFault, RowEncoding};

    fn numbers(content: &[u8]) -> Vec<(u32, String)> {
        let mut book = Book::open("a.csv", content.to_vec(), &Limits::default()).unwrap();
        let sheet = book.read(0).unwrap();
        sheet.rows.iter().map(|row| (row.number, row.cell(0).to_string())).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let content = b"id,text\n\n1,\"two\nlines\"\r\n2,x\n\n\n3,\"a\n\nb\"\n4,\n";
        let expected = [(1, "id"), (3, "1"), (4, "2"), (7, "3"), (8, "4")];
        assert_eq!(numbers(content), expected.map(|(n, t)| (n, t.to_owned())));
        assert_eq!(numbers(b"sep=,\na,b\n1,2\n"), [(2, "a".to_owned()), (3, "1".to_owned())]);
    }

    #[test]
    fn line_ends_of_every_kind_are_read() {
        let expected = [(1, "id"), (2, "1"), (3, "2")].map(|(n, t)| (n, t.to_owned()));
        for end in ["\n", "\r\n", "\r"] {
            let content = format!("id,text{end}1,\"a\nb\"{end}2,x{end}");
            assert_eq!(numbers(content.as_bytes()), expected, "{end:?}");
        }
    }

    #[test]
    fn a_row_in_another_encoding_and_one_with_an_open_mark_are_marked() {
        let content = b"id,name\n1,Zo\xc3\xab\n2,Zo\xeb\n3,\"Zoe\n4,x\n".to_vec();
        let mut book = Book::open("a.csv", content, &Limits::default()).unwrap();
        let rows = book.read(0).unwrap().rows;
        let names: Vec<String> = rows.iter().map(|row| row.cell(1).to_string()).collect();
        assert_eq!(names, ["name", "Zo\u{eb}", "Zo\u{eb}", "\"Zoe", "x"]);
        let windows = rows.iter().filter(|row| row.marks.encoding == RowEncoding::Windows);
        assert_eq!(windows.map(|row| row.number).collect::<Vec<_>>(), [3]);
        assert_eq!(rows[3].marks.fault, Some(MarkFault::NeverClosed));
        assert_eq!(rows[4].marks.fault, None);
    }
}
