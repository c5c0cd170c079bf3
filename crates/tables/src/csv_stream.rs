//! A CSV that comes in a stream: one record at a time, in constant memory, with the row it is. It reads
//! no workbooks; `Book` does.

use std::io::Read;

use crate::body::{Body, KeepRows, Ruling};
use crate::csv_like::Like;
use crate::csv_record::{LONGEST_RECORD, past_blank_lines, record};
use crate::sheet::{Marks, Row};
use crate::text::{self, find_separator};
use crate::twice_encoded;
use crate::{Cell, ReadError};

/// How much is read at a time.
const BLOCK: usize = 256 << 10;

/// A CSV with a header row, read record by record.
pub struct CsvStream<R> {
    input: R,
    like: Like,
    held: Vec<u8>,
    at: usize,
    is_all: bool,
    row: u32,
    header: Row,
    headings: Vec<String>,
    body: Body,
    current: Row,
}

impl<R: Read> CsvStream<R> {
    /// Reads the header row.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn new(input: R) -> Result<Self, ReadError> {
        let header = Row::new(1, Vec::new());
        let body = Body::below(&header, None, KeepRows::Records);
        let (held, current) = (Vec::new(), header.clone());
        let headings = Vec::new();
        let mut stream = Self {
            input,
            like: Like::new(b',', 0),
            held,
            at: 0,
            is_all: false,
            row: 0,
            header,
            headings,
            body,
            current,
        };
        stream.fill()?;
        if stream.held.starts_with(b"\xef\xbb\xbf") {
            stream.at = 3;
        }
        let separator = find_separator(&String::from_utf8_lossy(&stream.held[stream.at..]));
        stream.like = Like::new(separator, 0);
        if let Some(header) = stream.next_row()? {
            stream.headings =
                header.cells().iter().map(|cell| cell.to_string().trim().to_owned()).collect();
            stream.header = header;
        }
        stream.key(None);
        Ok(stream)
    }

    /// Says which column tells the records apart, before the first is read.
    pub fn key(&mut self, column: Option<usize>) {
        self.body = Body::below(&self.header, column, KeepRows::Records);
    }

    /// Returns the header row.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.headings
    }

    /// Goes to the next row and returns its number and what it is, or none at the end.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn advance(&mut self) -> Result<Option<(u32, Ruling)>, ReadError> {
        let Some(row) = self.next_row()? else { return Ok(None) };
        self.current = row;
        Ok(Some((self.row, self.body.judge(&self.current))))
    }

    /// Returns a cell's text; empty where the row has none.
    #[must_use]
    pub fn field(&self, column: usize) -> String {
        self.current.cell(column).to_string()
    }

    /// Returns the row itself.
    #[must_use]
    pub fn row(&self) -> &Row {
        &self.current
    }

    fn next_row(&mut self) -> Result<Option<Row>, ReadError> {
        loop {
            let (next, blank) = past_blank_lines(&self.held, self.at);
            let at_the_end = next >= self.held.len();
            if at_the_end && self.is_all {
                return Ok(None);
            }
            let mut cells = Vec::new();
            // A record that goes on and on has lost a quotation mark: it is read to the end of its line.
            let is_all = self.is_all || self.held.len() - self.at > LONGEST_RECORD;
            let extent = record(&self.held, next, &self.like, is_all, &mut cells);
            let Some(extent) = extent.filter(|_| !at_the_end) else {
                self.fill()?;
                continue;
            };
            self.row += blank + 1;
            if extent.fault.is_none() {
                self.like.learn(&cells);
            }
            let mut marks = Marks {
                cells: Some(u32::try_from(cells.len()).unwrap_or(u32::MAX)),
                fault: extent.fault,
                ..Marks::default()
            };
            let decoded = cells.iter().map(|cell| {
                let text = text::decoded_line(cell);
                let is_windows = matches!(text, std::borrow::Cow::Owned(_));
                let once = twice_encoded::once(&text);
                marks.is_encoded_twice |= once.is_some();
                let text = once.as_deref().unwrap_or(&text);
                marks.is_in_doubt |= is_windows && text::is_doubtful(text);
                Cell::text(text)
            });
            let cells = decoded.collect();
            let mut row = Row::new(self.row, cells);
            row.marks = marks;
            self.at = extent.end;
            if row.filled() > 0 {
                return Ok(Some(row));
            }
        }
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        self.held.drain(..self.at);
        self.at = 0;
        let read = self.input.by_ref().take(BLOCK as u64).read_to_end(&mut self.held);
        let read = read.map_err(|fault| ReadError::Text(fault.to_string()))?;
        self.is_all = read == 0;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{Aside, Broken};

    #[test]
    fn records_come_one_by_one_with_their_rows() {
        let text = b"\xef\xbb\xbfComment_ID,comment\n1,\"two\nlines\"\n2,caf\xe9\n\n3,\n";
        let mut stream = CsvStream::new(&text[..]).expect("a header");
        let column = 0;
        let mut seen = Vec::new();
        while let Some((row, ruling)) = stream.advance().expect("a record") {
            assert_eq!(ruling, Ruling::Record);
            seen.push((row, stream.field(column), stream.field(1)));
        }
        let expected = [(2, "1", "two\nlines"), (3, "2", "caf\u{e9}"), (5, "3", "")];
        assert_eq!(seen, expected.map(|(row, a, b)| (row, a.to_owned(), b.to_owned())));
    }

    #[test]
    fn totals_and_broken_rows_are_seen_as_they_come() {
        let text = "comment_id,comment\n1,a\nTotal,1\n2,b,c\n3,\"d\n4,e\n";
        let mut stream = CsvStream::new(text.as_bytes()).expect("a header");
        stream.key(Some(0));
        let mut seen = Vec::new();
        while let Some(row) = stream.advance().expect("a record") {
            seen.push(row);
        }
        let cells = Broken::Cells { found: 3, expected: 2 };
        let mark = Broken::Mark(crate::MarkFault::NeverClosed);
        let expected = [
            (2, Ruling::Record),
            (3, Ruling::Aside(Aside::Total)),
            (4, Ruling::Broken(cells)),
            (5, Ruling::Broken(mark)),
            (6, Ruling::Record),
        ];
        assert_eq!(seen, expected);
    }
}
