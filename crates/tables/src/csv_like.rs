//! What the rows of a text file look like so far, and so whether a line inside a quoted cell is itself
//! a row: then the mark of that cell never closed, and a mark in the text below only seems to close it.
//! It reads no records.

use std::borrow::Cow;

/// How many records are learnt from, and how many shapes of first cells are kept.
const LEARNT: usize = 400;
const SHAPES: usize = 16;
/// From so many cells on a line is a row although its first cell looks like no other.
const REGULAR: usize = 4;

/// What rows look like.
#[derive(Debug, Clone)]
pub(crate) struct Like {
    /// What is between cells.
    pub(crate) separator: u8,
    /// Cells of the row before.
    width: usize,
    /// Whether cells begin with a space, which is otherwise how commas in a sentence look.
    is_spaced: bool,
    learnt: usize,
    shapes: Vec<String>,
}

/// A quoted cell that goes over line ends: which cell it is, where it opens, and where the next one or
/// the next line begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Span {
    pub(crate) column: usize,
    pub(crate) open: usize,
    pub(crate) end: usize,
}

impl Like {
    /// Returns what is known before the first row: the separator, and the width where a header is known.
    pub(crate) fn new(separator: u8, width: usize) -> Self {
        Self { separator, width, is_spaced: false, learnt: 0, shapes: Vec::new() }
    }

    /// Learns from a record that was read whole.
    pub(crate) fn learn(&mut self, cells: &[Cow<'_, [u8]>]) {
        self.width = cells.len();
        if self.learnt == LEARNT {
            return;
        }
        self.learnt += 1;
        self.is_spaced |= cells.iter().skip(1).any(|cell| cell.starts_with(b" "));
        if let Some(shape) = cells.first().and_then(|cell| key_shape(cell))
            && self.shapes.len() < SHAPES
            && !self.shapes.contains(&shape)
        {
            self.shapes.push(shape);
        }
    }

    /// Returns whether a cell of a record has swallowed rows: one of its lines is a row by itself.
    pub(crate) fn has_swallowed(&self, bytes: &[u8], span: Span, cells: &[Cow<'_, [u8]>]) -> bool {
        let widths = [cells.len(), self.width];
        if span.column == 0 {
            // The first cells are texts here: a row is known by its last cell.
            let last = cells.last().filter(|_| cells.len() > 1);
            let line = &bytes[span.open + 1..line_end(bytes, span.open)];
            let found = self.row_of(line, widths);
            let shape = |cell: Option<&[u8]>| cell.and_then(key_shape);
            let own = shape(last.map(|cell| &**cell));
            return own.is_some()
                && own == shape(found.as_ref().and_then(|row| row.last().copied()));
        }
        let own = cells[0].trim_ascii();
        let mut from = line_end(bytes, span.open) + 1;
        let (mut lines, mut rows) = (0, 0);
        while from < span.end {
            let at = line_end(bytes, from);
            let line = &bytes[from..at];
            from = at + 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            lines += 1;
            let Some(row) = self.row_of(line, widths) else { continue };
            let first = row[0].trim_ascii();
            let is_like = |shape: &String| {
                key_shape(own).as_ref() == Some(shape) || self.shapes.contains(shape)
            };
            let is_again = !own.is_empty() && own == first;
            if is_again || key_shape(first).as_ref().is_some_and(is_like) {
                return true;
            }
            // Several separators on every line, and none as sentences have them: no prose is so regular.
            rows += usize::from(row.len() >= REGULAR);
        }
        lines > 0 && rows == lines
    }

    /// Returns the cells of a line that has one of these widths and no comma as sentences have them.
    fn row_of<'a>(&self, line: &'a [u8], widths: [usize; 2]) -> Option<Vec<&'a [u8]>> {
        let cells = cells_of(line, self.separator);
        let is_sentence = !self.is_spaced && cells.iter().skip(1).any(|c| c.starts_with(b" "));
        let is_amount = cells.len() == 2 && is_amount(cells[0], cells[1]);
        let is_row = cells.len() > 1 && widths.contains(&cells.len());
        (is_row && !is_sentence && !is_amount).then_some(cells)
    }
}

/// Says whether a comma between two texts is in an amount such as `10,000 pounds`.
fn is_amount(before: &[u8], behind: &[u8]) -> bool {
    let figures = behind.iter().take_while(|byte| byte.is_ascii_digit()).count();
    before.last().is_some_and(u8::is_ascii_digit) && figures == 3
}

/// Returns where the line ends that `from` is on.
fn line_end(bytes: &[u8], from: usize) -> usize {
    memchr::memchr2(b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |length| from + length)
}

/// Splits a line at separators outside quotation marks; a doubled mark goes out of them and in again.
fn cells_of(line: &[u8], separator: u8) -> Vec<&[u8]> {
    let (mut cells, mut from, mut is_inside) = (Vec::new(), 0, false);
    for (at, byte) in line.iter().enumerate() {
        if *byte == b'"' && line[from] == b'"' {
            is_inside = !is_inside;
        } else if *byte == separator && !is_inside {
            cells.push(&line[from..at]);
            from = at + 1;
        }
    }
    cells.push(&line[from..]);
    cells
}

/// Returns the shape of a cell that can be a key, such as an id or a date: figures in a row are one `9`,
/// letters in a row one `a`. A text without figures, or of several words, is none.
fn key_shape(cell: &[u8]) -> Option<String> {
    let text = cell.trim_ascii();
    let text = text.strip_prefix(b"\"").and_then(|t| t.strip_suffix(b"\"")).unwrap_or(text);
    if text.len() > 40 || !text.is_ascii() || !text.iter().any(u8::is_ascii_digit) {
        return None;
    }
    let mut shape = String::new();
    for byte in text {
        let class = match byte {
            b'0'..=b'9' => '9',
            b'a'..=b'z' | b'A'..=b'Z' => 'a',
            b' ' => return None,
            other => char::from(*other),
        };
        if !shape.ends_with(class) {
            shape.push(class);
        }
    }
    Some(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_split_as_a_row() {
        for (line, expected) in [
            ("2,Shelf is 5 ft 2\"", vec!["2", "Shelf is 5 ft 2\""]),
            ("2,\"\",x", vec!["2", "\"\"", "x"]),
            ("\"a, b\",c", vec!["\"a, b\"", "c"]),
            (
                "1,\"he said \"\"no, never\"\" twice\",y",
                vec!["1", "\"he said \"\"no, never\"\" twice\"", "y"],
            ),
        ] {
            let found: Vec<String> = cells_of(line.as_bytes(), b',')
                .iter()
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect();
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn keys_have_figures_and_no_spaces() {
        for (cell, shape) in
            [("P0012", Some("a9")), ("01/09/2026", Some("9/9/9")), ("7", Some("9"))]
        {
            assert_eq!(key_shape(cell.as_bytes()).as_deref(), shape, "{cell}");
        }
        for cell in ["North", "2 visits", "", "Actions:"] {
            assert_eq!(key_shape(cell.as_bytes()), None, "{cell}");
        }
    }
}
