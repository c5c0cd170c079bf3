//! Records of a block, field by field, without copying what needs no unquoting.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};

use crate::csv_like::Like;
use crate::csv_record::{MarkFault, past_blank_lines, record, unprotected};

/// The wanted fields of one record.
pub type Fields<'a> = [&'a [u8]];

/// The rows of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rows {
    /// How many there are, blank ones too.
    pub count: u64,
    /// Whether all have as many cells as the header and whole quotation marks.
    pub is_regular: bool,
}

/// Hands every record that holds something to `visit`; without `columns`, with all its fields. `width`
/// is how many cells the header has.
pub(super) fn each(
    bytes: &[u8],
    separator: u8,
    columns: Option<&[usize]>,
    width: usize,
    mut visit: impl FnMut(u64, &Fields),
) -> Rows {
    match columns {
        Some(columns) if memchr(b'"', bytes).is_none() => {
            let mut records = 0;
            let count = plain(bytes, separator, columns, &mut |row, fields: &Fields| {
                records += 1;
                visit(row, fields);
            });
            // A row too long makes up for one too short only in a file that is odd anyhow.
            let separators = memchr_iter(separator, bytes).count();
            Rows { count, is_regular: separators == records * width.saturating_sub(1) }
        }
        _ => quoted(bytes, separator, columns, width, &mut visit),
    }
}

/// No quotation mark in the whole block: separators and line ends are all there is to find, and behind
/// the last wanted column line ends alone.
fn plain(
    bytes: &[u8],
    separator: u8,
    columns: &[usize],
    visit: &mut impl FnMut(u64, &Fields),
) -> u64 {
    let mut fields: Vec<&[u8]> = vec![b""; columns.len()];
    let mut wanted: Vec<(usize, usize)> = columns.iter().copied().zip(0..).collect();
    wanted.sort_unstable();
    let last = wanted.last().map_or(0, |(column, _)| *column);
    let (mut row, mut at) = (0, 0);
    while at < bytes.len() {
        let (mut column, mut next) = (0, 0);
        let line_end = loop {
            let end = field_end(bytes, at, separator);
            let is_line_end = bytes.get(end).is_none_or(|byte| *byte == b'\n');
            let mut field = &bytes[at..end];
            if is_line_end {
                field = field.strip_suffix(b"\r").unwrap_or(field);
            }
            while let Some((_, slot)) = wanted.get(next).filter(|(wanted, _)| *wanted == column) {
                fields[*slot] = bare(field);
                next += 1;
            }
            if is_line_end {
                break end;
            }
            at = end + 1;
            if column == last {
                break line_end(bytes, at);
            }
            column += 1;
        };
        // A short row: what is still there is of the row before.
        wanted[next..].iter().for_each(|(_, slot)| fields[*slot] = b"");
        let is_blank = column == 0 && matches!(&bytes[at..line_end], b"" | b"\r");
        if !is_blank {
            visit(row, &fields);
        }
        at = line_end + 1;
        row += 1;
    }
    row
}

/// Returns a field without the apostrophe that protects its zeros.
fn bare(field: &[u8]) -> &[u8] {
    match unprotected(Cow::Borrowed(field)) {
        Cow::Borrowed(bare) => bare,
        Cow::Owned(_) => field,
    }
}

/// Returns where the field that begins at `from` ends: at a separator, a line end or the end of all.
/// Most fields are shorter than a call of a library's search takes, so eight bytes are looked at in one.
fn field_end(bytes: &[u8], from: usize, separator: u8) -> usize {
    let mut at = from;
    while let Some(eight) = bytes[at..].first_chunk() {
        let word = u64::from_le_bytes(*eight);
        let found = places(word, separator) | places(word, b'\n');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let is_end = |byte: &u8| *byte == separator || *byte == b'\n';
    bytes[at..].iter().position(is_end).map_or(bytes.len(), |length| at + length)
}

/// Returns where the line ends, from somewhere in it on: the next 32 bytes are looked at as above.
fn line_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(eight) = bytes[at..].first_chunk().filter(|_| at < from + 32) {
        let found = places(u64::from_le_bytes(*eight), b'\n');
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length)
}

/// Marks the first byte of eight that is the one looked for by its high bit, the lowest that is set.
fn places(word: u64, byte: u8) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let nought = word ^ (ONES * u64::from(byte));
    nought.wrapping_sub(ONES) & !nought & HIGH
}

/// With quotation marks: a field may hold separators, line ends and doubled marks.
fn quoted(
    bytes: &[u8],
    separator: u8,
    columns: Option<&[usize]>,
    width: usize,
    visit: &mut impl FnMut(u64, &Fields),
) -> Rows {
    let (mut row, mut at, mut is_regular) = (0, 0, true);
    let mut all: Vec<Cow<[u8]>> = Vec::new();
    let mut like = Like::new(separator, width);
    loop {
        let (next, blank) = past_blank_lines(bytes, at);
        (at, row) = (next, row + u64::from(blank));
        if at >= bytes.len() {
            return Rows { count: row, is_regular };
        }
        let Some(extent) = record(bytes, at, &like, true, &mut all) else {
            return Rows { count: row, is_regular: false };
        };
        if extent.fault.is_none() {
            like.learn(&all);
        }
        is_regular &= all.len() == width && extent.fault.is_none_or(|f| f == MarkFault::TextBehind);
        let fields: Vec<&[u8]> = match columns {
            None => all.iter().map(|field| &**field).collect(),
            Some(columns) => {
                columns.iter().map(|c| all.get(*c).map_or(&b""[..], |field| field)).collect()
            }
        };
        visit(row, &fields);
        row += 1;
        at = extent.end;
    }
}
