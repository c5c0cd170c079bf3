//! Records of a block, field by field, without copying what needs no unquoting.

use std::borrow::Cow;

use memchr::memchr;

/// The wanted fields of one record.
pub type Fields<'a> = [&'a [u8]];

/// Hands every record that holds something to `visit`; without `columns`, with all its fields.
/// Returns how many rows there are, blank ones too.
pub(super) fn each(
    bytes: &[u8],
    separator: u8,
    columns: Option<&[usize]>,
    mut visit: impl FnMut(u64, &Fields),
) -> u64 {
    match columns {
        Some(columns) if memchr(b'"', bytes).is_none() => {
            plain(bytes, separator, columns, &mut visit)
        }
        _ => quoted(bytes, separator, columns, &mut visit),
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
                fields[*slot] = field;
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
    visit: &mut impl FnMut(u64, &Fields),
) -> u64 {
    let (mut row, mut at) = (0, 0);
    let mut all: Vec<Cow<[u8]>> = Vec::new();
    while at < bytes.len() {
        all.clear();
        loop {
            let (field, length) = field(&bytes[at..], separator);
            all.push(field);
            at += length;
            let is_separator = bytes.get(at) == Some(&separator);
            at += if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
            if !is_separator {
                break;
            }
        }
        if all.len() > 1 || !all[0].is_empty() {
            let fields: Vec<&[u8]> = match columns {
                None => all.iter().map(|field| &**field).collect(),
                Some(columns) => {
                    columns.iter().map(|c| all.get(*c).map_or(&b""[..], |field| field)).collect()
                }
            };
            visit(row, &fields);
        }
        row += 1;
    }
    row
}

/// Reads one field; returns it and where it ends, before the separator or line end.
fn field(bytes: &[u8], separator: u8) -> (Cow<'_, [u8]>, usize) {
    if bytes.first() != Some(&b'"') {
        let end = field_end(bytes, 0, separator);
        let is_line = bytes.get(end).is_none_or(|byte| *byte == b'\n');
        let bare = &bytes[..end];
        let bare = if is_line { bare.strip_suffix(b"\r").unwrap_or(bare) } else { bare };
        return (Cow::Borrowed(bare), bare.len());
    }
    let mut text = Cow::Borrowed(&b""[..]);
    let mut at = 1;
    loop {
        let Some(mark) = memchr(b'"', &bytes[at..]) else {
            join(&mut text, &bytes[at..]);
            return (text, bytes.len());
        };
        join(&mut text, &bytes[at..at + mark]);
        at += mark + 1;
        if bytes.get(at) == Some(&b'"') {
            join(&mut text, b"\"");
            at += 1;
            continue;
        }
        // What follows a closing mark belongs to the field, as every reader takes it.
        let rest = field_end(bytes, at, separator) - at;
        let tail = &bytes[at..at + rest];
        let is_line = bytes.get(at + rest).is_none_or(|byte| *byte == b'\n');
        let tail = if is_line { tail.strip_suffix(b"\r").unwrap_or(tail) } else { tail };
        join(&mut text, tail);
        return (text, at + tail.len());
    }
}

/// Adds a part to a field; the first part is lent, only what is joined is copied.
fn join<'a>(text: &mut Cow<'a, [u8]>, part: &'a [u8]) {
    if text.is_empty() {
        *text = Cow::Borrowed(part);
    } else if !part.is_empty() {
        text.to_mut().extend_from_slice(part);
    }
}
