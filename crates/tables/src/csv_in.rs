//! Text files with separators, record by record. A record's row number is the one a spreadsheet would
//! show: blank lines count, line ends inside quotes do not.

use csv::{ReaderBuilder, StringRecord};

use crate::guard::within;
use crate::sheet::{Pool, Rows};
use crate::text::Text;
use crate::{Limits, ReadError, Row};

pub(crate) fn for_each_row(
    text: &Text,
    limits: &Limits,
    visit: &mut dyn FnMut(Row),
) -> Result<Vec<(u32, u32)>, ReadError> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(text.separator)
        .from_reader(text.text.as_bytes());
    let (mut pool, mut rows) = (Pool::default(), Rows::new(limits.columns, visit));
    let mut record = StringRecord::new();
    let mut inner_lines = 0;
    while reader.read_record(&mut record).map_err(|fault| ReadError::Text(fault.to_string()))? {
        let line = first_line(text, &record);
        let row = line - inner_lines + u64::from(text.skipped);
        within("the number of rows", row, u64::from(limits.rows))?;
        for (column, field) in record.iter().enumerate() {
            rows.put(row as u32 - 1, column as u32, pool.cell(crate::csv_out::restore(field)));
            inner_lines += memchr::memchr_iter(b'\n', field.as_bytes()).count() as u64;
        }
    }
    Ok(rows.finish())
}

/// Returns the 1-based line on which the record's first field begins. The csv reader counts from the
/// end of the record before, so blank lines between the two are added here.
fn first_line(text: &Text, record: &StringRecord) -> u64 {
    let Some(position) = record.position() else { return 1 };
    let rest = &text.text.as_bytes()[position.byte() as usize..];
    let blank = rest.iter().take_while(|b| matches!(b, b'\n' | b'\r'));
    position.line() + blank.filter(|b| **b == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use crate::{Book, Limits};

    fn numbers(content: &str) -> Vec<(u32, String)> {
        let mut book =
            Book::open("a.csv", content.as_bytes().to_vec(), &Limits::default()).unwrap();
        let sheet = book.read(0).unwrap();
        sheet.rows.iter().map(|row| (row.number, row.cell(0).to_string())).collect()
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let content = "id,text\n\n1,\"two\nlines\"\r\n2,x\n\n\n3,\"a\n\nb\"\n4,\n";
        let expected = [(1, "id"), (3, "1"), (4, "2"), (7, "3"), (8, "4")];
        assert_eq!(numbers(content), expected.map(|(n, t)| (n, t.to_owned())));
        assert_eq!(numbers("sep=,\na,b\n1,2\n"), [(2, "a".to_owned()), (3, "1".to_owned())]);
    }
}
