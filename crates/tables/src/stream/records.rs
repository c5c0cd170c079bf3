//! Records of a block, field by field, without copying what needs no unquoting.

use std::borrow::Cow;

use memchr::{memchr, memchr2_iter};

/// The wanted fields of one record.
pub type Fields<'a> = [Cow<'a, [u8]>];

/// Hands every record that holds something to `visit`; without `columns`, with all its fields.
/// Returns how many rows there are, blank ones too.
pub(super) fn each(
    bytes: &[u8],
    separator: u8,
    columns: Option<&[usize]>,
    visit: &mut dyn FnMut(u64, &Fields),
) -> u64 {
    match columns {
        Some(columns) if memchr(b'"', bytes).is_none() => plain(bytes, separator, columns, visit),
        _ => quoted(bytes, separator, columns, visit),
    }
}

/// No quotation mark in the whole block: separators and line ends are all there is to find.
fn plain(
    bytes: &[u8],
    separator: u8,
    columns: &[usize],
    visit: &mut dyn FnMut(u64, &Fields),
) -> u64 {
    let mut fields: Vec<Cow<[u8]>> = vec![Cow::Borrowed(b""); columns.len()];
    let last = columns.iter().copied().max().unwrap_or(0);
    let (mut row, mut column, mut start) = (0, 0, 0);
    let ends = memchr2_iter(separator, b'\n', bytes);
    let close = if bytes.ends_with(b"\n") { None } else { Some(bytes.len()) };
    for end in ends.chain(close) {
        let is_line_end = end == bytes.len() || bytes[end] == b'\n';
        let mut field = &bytes[start..end];
        if is_line_end {
            field = field.strip_suffix(b"\r").unwrap_or(field);
        }
        for (slot, wanted) in fields.iter_mut().zip(columns) {
            if *wanted == column {
                *slot = Cow::Borrowed(field);
            }
        }
        start = end + 1;
        column += 1;
        if is_line_end {
            let is_blank = column == 1 && field.is_empty();
            if column <= last {
                // A short row: what still stands there is of the row before.
                for (slot, wanted) in fields.iter_mut().zip(columns) {
                    if *wanted >= column {
                        *slot = Cow::Borrowed(b"");
                    }
                }
            }
            if !is_blank {
                visit(row, &fields);
            }
            column = 0;
            row += 1;
        }
    }
    row
}

/// With quotation marks: a field may hold separators, line ends and doubled marks.
fn quoted(
    bytes: &[u8],
    separator: u8,
    columns: Option<&[usize]>,
    visit: &mut dyn FnMut(u64, &Fields),
) -> u64 {
    let (mut row, mut at) = (0, 0);
    while at < bytes.len() {
        let mut all: Vec<Cow<[u8]>> = Vec::new();
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
            match columns {
                None => visit(row, &all),
                Some(columns) => {
                    let empty = Cow::Borrowed(&b""[..]);
                    let wanted: Vec<Cow<[u8]>> =
                        columns.iter().map(|c| all.get(*c).unwrap_or(&empty).clone()).collect();
                    visit(row, &wanted);
                }
            }
        }
        row += 1;
    }
    row
}

/// Reads one field; returns it and where it ends, before the separator or line end.
fn field(bytes: &[u8], separator: u8) -> (Cow<'_, [u8]>, usize) {
    let ends = |byte: &u8| *byte == separator || *byte == b'\n';
    if bytes.first() != Some(&b'"') {
        let end = bytes.iter().position(ends).unwrap_or(bytes.len());
        let is_line = bytes.get(end).is_none_or(|byte| *byte == b'\n');
        let bare = &bytes[..end];
        let bare = if is_line { bare.strip_suffix(b"\r").unwrap_or(bare) } else { bare };
        return (Cow::Borrowed(bare), bare.len());
    }
    let mut text = Vec::new();
    let mut at = 1;
    loop {
        let Some(mark) = memchr(b'"', &bytes[at..]) else {
            text.extend_from_slice(&bytes[at..]);
            return (Cow::Owned(text), bytes.len());
        };
        text.extend_from_slice(&bytes[at..at + mark]);
        at += mark + 1;
        if bytes.get(at) == Some(&b'"') {
            text.push(b'"');
            at += 1;
            continue;
        }
        // What follows a closing mark belongs to the field, as every reader takes it.
        let rest = bytes[at..].iter().position(ends).unwrap_or(bytes.len() - at);
        let tail = &bytes[at..at + rest];
        let is_line = bytes.get(at + rest).is_none_or(|byte| *byte == b'\n');
        let tail = if is_line { tail.strip_suffix(b"\r").unwrap_or(tail) } else { tail };
        text.extend_from_slice(tail);
        return (Cow::Owned(text), at + tail.len());
    }
}
