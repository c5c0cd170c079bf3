//! A CSV that comes in a stream: one record at a time, in constant memory, with the line it begins on. It
//! reads no workbooks; `Book` does.

use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder};

use crate::ReadError;

/// A CSV with a header row, read record by record.
pub struct CsvStream<R> {
    reader: Reader<R>,
    header: Vec<String>,
    record: ByteRecord,
}

impl<R: Read> CsvStream<R> {
    /// Reads the header row.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn new(source: R) -> Result<Self, ReadError> {
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(source);
        let names = reader.byte_headers().map_err(|error| fault(&error))?;
        let header = names.iter().map(|field| decoded(field).trim().to_owned()).collect();
        Ok(Self { reader, header, record: ByteRecord::new() })
    }

    /// Returns the 0-based column with this header; case does not matter.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// Returns the header row.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Goes to the next record and returns its line, or none at the end.
    ///
    /// # Errors
    /// When the stream cannot be read.
    pub fn advance(&mut self) -> Result<Option<u64>, ReadError> {
        let more = self.reader.read_byte_record(&mut self.record).map_err(|error| fault(&error))?;
        Ok(more.then(|| self.record.position().map_or(0, csv::Position::line)))
    }

    /// Returns a field of the record; empty where the record is too short.
    #[must_use]
    pub fn field(&self, column: usize) -> String {
        self.record.get(column).map(decoded).unwrap_or_default()
    }
}

/// UTF-8, or what Windows programs write in its place.
fn decoded(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .map_or_else(|_| encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), str::to_owned)
}

fn fault(error: &csv::Error) -> ReadError {
    ReadError::Text(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_one_by_one_with_their_lines() {
        let text = b"\xef\xbb\xbfComment_ID,comment\n1,\"two\nlines\"\n2,caf\xe9\n3\n";
        let mut stream = CsvStream::new(&text[..]).expect("a header");
        let column = stream.column("comment_id").expect("a column");
        let mut seen = Vec::new();
        while let Some(line) = stream.advance().expect("a record") {
            seen.push((line, stream.field(column), stream.field(1)));
        }
        let expected = [(2, "1", "two\nlines"), (4, "2", "caf\u{e9}"), (5, "3", "")];
        assert_eq!(seen, expected.map(|(l, a, b)| (l, a.to_owned(), b.to_owned())));
    }
}
