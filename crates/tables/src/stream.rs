//! A CSV of any size in blocks of whole records, which several threads may take in turn: constant
//! memory, and no more work a byte than finding separators. It reads UTF-8 (or ASCII) only; for other
//! encodings and for workbooks there is [`crate::Book`].

mod records;

use std::io::Read;

use memchr::{memchr, memchr_iter, memrchr, memrchr_iter};

use crate::csv_record::LONGEST_RECORD;
use crate::text::find_separator;
use crate::{Cell, ReadError};

pub use records::{Fields, Rows};

/// How much is read at a time.
const BLOCK: usize = 1 << 20;

/// A CSV that is read block by block.
pub struct CsvStream<R> {
    input: R,
    separator: u8,
    header: Vec<String>,
    /// What was read beyond the last whole record.
    rest: Vec<u8>,
    next: u64,
    ended: bool,
}

/// Some whole records.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    separator: u8,
    width: usize,
    /// Which block of the file it is, from 0.
    pub sequence: u64,
}

impl<R: Read> CsvStream<R> {
    /// Opens a stream and reads its header; none where the text is not plain UTF-8 from the start, or
    /// has a carriage return on its own.
    ///
    /// # Errors
    /// When it cannot be read or holds nothing.
    pub fn open(mut input: R) -> Result<Option<Self>, ReadError> {
        let mut rest = Vec::with_capacity(BLOCK);
        let read = input.by_ref().take(BLOCK as u64).read_to_end(&mut rest);
        read.map_err(|fault| ReadError::Text(fault.to_string()))?;
        let ended = rest.len() < BLOCK;
        if rest.starts_with(&[0xef, 0xbb, 0xbf]) {
            rest.drain(..3);
        }
        let sample = match std::str::from_utf8(&rest) {
            Ok(text) => text,
            // A character may be cut by the end of the block, and nothing else may be wrong.
            Err(fault) if fault.error_len().is_none() && !ended => {
                std::str::from_utf8(&rest[..fault.valid_up_to()]).unwrap_or_default()
            }
            Err(_) => return Ok(None),
        };
        let has_lone_return =
            memchr_iter(b'\r', &rest).any(|at| rest.get(at + 1).is_some_and(|next| *next != b'\n'));
        let is_workbook = rest.starts_with(b"PK\x03\x04");
        if sample.contains('\0') || is_workbook || sample.starts_with("sep=") || has_lone_return {
            return Ok(None);
        }
        if sample.trim().is_empty() {
            return Err(ReadError::Empty);
        }
        let separator = find_separator(sample);
        let mut stream = Self { input, separator, header: Vec::new(), rest, next: 0, ended };
        let end = stream.record_end(0).unwrap_or(stream.rest.len());
        let mut header = Vec::new();
        records::each(&stream.rest[..end], separator, None, 0, |_, fields| {
            header = fields.iter().map(|f| String::from_utf8_lossy(f).trim().to_owned()).collect();
        });
        stream.header = header;
        stream.rest.drain(..end);
        Ok(Some(stream))
    }

    /// Returns the header's texts.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// Reads the next block into `block`, whose memory is used again; says whether there was one.
    ///
    /// # Errors
    /// When the file cannot be read, or a record never ends.
    pub fn next_block(&mut self, block: &mut Block) -> Result<bool, ReadError> {
        loop {
            if !self.ended && self.rest.len() < BLOCK {
                self.fill()?;
            }
            if self.rest.is_empty() && self.ended {
                return Ok(false);
            }
            let end = if self.ended { Some(self.rest.len()) } else { self.last_record_end() };
            if let Some(end) = end {
                block.bytes.clear();
                block.bytes.extend_from_slice(&self.rest[end..]);
                // What is left over becomes the new rest, and the records the block: no second copy.
                std::mem::swap(&mut block.bytes, &mut self.rest);
                block.bytes.truncate(end);
                block.separator = self.separator;
                block.width = self.header.len();
                block.sequence = self.next;
                self.next += 1;
                return Ok(true);
            }
            if self.rest.len() > LONGEST_RECORD {
                let most = LONGEST_RECORD >> 20;
                let found =
                    format!("a record of more than {most} MB: a quotation mark was not closed");
                return Err(ReadError::Text(found));
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        self.rest.reserve(BLOCK);
        let wanted = BLOCK as u64;
        let read = self.input.by_ref().take(wanted).read_to_end(&mut self.rest);
        let read = read.map_err(|fault| ReadError::Text(fault.to_string()))?;
        self.ended = (read as u64) < wanted;
        Ok(())
    }

    /// Where the first record after `from` ends, its line end included.
    fn record_end(&self, from: usize) -> Option<usize> {
        let mut quoted = false;
        for (index, byte) in self.rest[from..].iter().enumerate() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' if !quoted => return Some(from + index + 1),
                _ => {}
            }
        }
        None
    }

    /// Where the last whole record ends: at the last line end outside quotation marks.
    fn last_record_end(&self) -> Option<usize> {
        if memchr(b'"', &self.rest).is_none() {
            return memrchr(b'\n', &self.rest).map(|index| index + 1);
        }
        let mut is_quoted = memchr_iter(b'"', &self.rest).count() % 2 == 1;
        let mut end = self.rest.len();
        // Backwards from mark to mark: what is between them is quoted in turn.
        for from in memrchr_iter(b'"', &self.rest).chain(std::iter::once(0)) {
            if !is_quoted && let Some(index) = memrchr(b'\n', &self.rest[from..end]) {
                return Some(from + index + 1);
            }
            (end, is_quoted) = (from, !is_quoted);
        }
        None
    }
}

impl Block {
    /// Hands every record that holds something to `visit`, with its place in the block (from 0, blank
    /// lines counted) and the fields of these columns, in the order given; a missing field is empty.
    pub fn each(&self, columns: &[usize], visit: impl FnMut(u64, &Fields)) -> Rows {
        records::each(&self.bytes, self.separator, Some(columns), self.width, visit)
    }
}

/// Returns the column of this header text; letter case and outer spaces do not matter where only one
/// column would be meant.
#[must_use]
pub fn find_column(header: &[String], wanted: &str) -> Option<usize> {
    let wanted = wanted.trim();
    let exact = header.iter().position(|name| name == wanted);
    let alike = || {
        let mut found =
            (0..header.len()).filter(|i| header[*i].to_lowercase() == wanted.to_lowercase());
        found.next().filter(|_| found.next().is_none())
    };
    exact.or_else(alike)
}

/// Returns a cell as the text that ids and values are made of; none where a number is too large or
/// fractional to be an id that somebody typed.
#[must_use]
pub fn cell_text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
            Some(format!("{number:.0}"))
        }
        Cell::Number(_) => None,
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
