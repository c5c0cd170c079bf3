//! One record of a text with separators: its cells, where it ends, and what is wrong with its quotation
//! marks. A mark that never closes costs its own row and never the rows below. It knows no header.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use crate::csv_like::{Like, Span};

/// Bytes of a record that a stream waits for: a longer one has lost a quotation mark.
pub(crate) const LONGEST_RECORD: usize = 8 << 20;

/// What is wrong with the marks of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkFault {
    /// A quotation mark opens a cell and none closes it.
    NeverClosed,
    /// The same, with a curly mark where the closing one should be.
    ClosedByCurly,
    /// Text follows the mark that closes a cell: marks inside were not doubled.
    TextBehind,
}

/// A record without its cells, which the caller's list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// Where the next record begins.
    pub(crate) end: usize,
    /// What is wrong with its marks.
    pub(crate) fault: Option<MarkFault>,
}

/// How a cell ended.
enum Ended {
    Cell(usize),
    Line(usize),
    Broken(MarkFault),
    NeedsMore,
}

/// Reads the record that begins at `from` into `cells`; none where its end is not among the bytes yet.
/// `is_all` says that nothing follows the bytes.
pub(crate) fn record<'a>(
    bytes: &'a [u8],
    from: usize,
    like: &Like,
    is_all: bool,
    cells: &mut Vec<Cow<'a, [u8]>>,
) -> Option<Extent> {
    cells.clear();
    let separator = like.separator;
    let (mut at, mut fault, mut spans) = (from, None, Vec::new());
    loop {
        let column = cells.len();
        let ended = if bytes.get(at) == Some(&b'"') {
            let (cell, ended, odd) = quoted(bytes, at, separator, is_all);
            fault = fault.or(odd);
            if let Ended::Cell(end) | Ended::Line(end) = ended
                && memchr2(b'\n', b'\r', &cell).is_some()
            {
                spans.push(Span { column, open: at, end });
            }
            cells.push(unprotected(cell));
            ended
        } else {
            let end = bare_end(bytes, at, separator);
            cells.push(unprotected(Cow::Borrowed(&bytes[at..end])));
            behind(bytes, end, separator, is_all)
        };
        match ended {
            Ended::Cell(next) => at = next,
            Ended::Line(next) => {
                let swallowed = spans.iter().find(|span| like.has_swallowed(bytes, **span, cells));
                let Some(span) = swallowed else { return Some(Extent { end: next, fault }) };
                cells.truncate(span.column + 1);
                return Some(cut(bytes, span.open, open_fault(bytes, span.open), cells));
            }
            Ended::NeedsMore => return None,
            Ended::Broken(fault) => return Some(cut(bytes, at, fault, cells)),
        }
    }
}

/// Takes off what exports put around an id so that a spreadsheet keeps its zeros: `="00123"`, `'00123`.
pub(crate) fn unprotected(cell: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    let is_figures = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let bare = match cell.first() {
        Some(b'=') => cell.strip_prefix(b"=\"").and_then(|rest| rest.strip_suffix(b"\"")),
        Some(b'\'') => cell.strip_prefix(b"'").filter(|rest| is_figures(rest)),
        _ => None,
    };
    let Some(bare) = bare.filter(|bare| !bare.contains(&b'"')) else { return cell };
    let from = if cell[0] == b'=' { 2 } else { 1 };
    let to = from + bare.len();
    match cell {
        Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[from..to]),
        Cow::Owned(bytes) => Cow::Owned(bytes[from..to].to_vec()),
    }
}

/// Ends a record with its line, where the mark of its last cell never closes.
fn cut<'a>(bytes: &'a [u8], open: usize, fault: MarkFault, cells: &mut [Cow<'a, [u8]>]) -> Extent {
    let line = memchr2(b'\n', b'\r', &bytes[open..]).map_or(bytes.len(), |n| open + n);
    if let Some(last) = cells.last_mut() {
        *last = Cow::Borrowed(&bytes[open..line]);
    }
    Extent { end: past_line_end(bytes, line), fault: Some(fault) }
}

/// Returns where the line ends that begin at `from` have ended, and how many there are.
pub(crate) fn past_blank_lines(bytes: &[u8], from: usize) -> (usize, u32) {
    let (mut at, mut lines) = (from, 0);
    while matches!(bytes.get(at), Some(b'\n' | b'\r')) {
        at = past_line_end(bytes, at);
        lines += 1;
    }
    (at, lines)
}

fn past_line_end(bytes: &[u8], at: usize) -> usize {
    let length = if bytes[at.min(bytes.len())..].starts_with(b"\r\n") { 2 } else { 1 };
    (at + length).min(bytes.len())
}

fn bare_end(bytes: &[u8], from: usize, separator: u8) -> usize {
    memchr3(separator, b'\n', b'\r', &bytes[from..]).map_or(bytes.len(), |length| from + length)
}

/// What is at the end of a cell: a separator, a line end, or the end of all.
fn behind(bytes: &[u8], end: usize, separator: u8, is_all: bool) -> Ended {
    match bytes.get(end) {
        Some(byte) if *byte == separator => Ended::Cell(end + 1),
        None if !is_all => Ended::NeedsMore,
        // The line feed of a pair may not have come yet.
        Some(b'\r') if end + 1 == bytes.len() && !is_all => Ended::NeedsMore,
        _ => Ended::Line(past_line_end(bytes, end)),
    }
}

/// Reads a cell in quotation marks.
fn quoted(
    bytes: &[u8],
    open: usize,
    separator: u8,
    is_all: bool,
) -> (Cow<'_, [u8]>, Ended, Option<MarkFault>) {
    let mut text = Cow::Borrowed(&b""[..]);
    let mut at = open + 1;
    loop {
        let Some(mark) = memchr(b'"', &bytes[at..]).map(|length| at + length) else {
            let ended =
                if is_all { Ended::Broken(open_fault(bytes, open)) } else { Ended::NeedsMore };
            return (text, ended, None);
        };
        if mark + 1 == bytes.len() && !is_all {
            return (text, Ended::NeedsMore, None);
        }
        join(&mut text, &bytes[at..mark]);
        at = mark + 1;
        if bytes.get(at) == Some(&b'"') {
            join(&mut text, b"\"");
            at += 1;
            continue;
        }
        let end = bare_end(bytes, at, separator);
        let tail = &bytes[at..end];
        if tail.iter().all(|byte| *byte == b' ') {
            return (text, behind(bytes, end, separator, is_all), None);
        }
        // Text behind a mark that closes after a line end: the mark opens a cell of a later row.
        if memchr2(b'\n', b'\r', &bytes[open..at]).is_some() {
            return (text, Ended::Broken(open_fault(bytes, open)), None);
        }
        join(&mut text, tail);
        return (text, behind(bytes, end, separator, is_all), Some(MarkFault::TextBehind));
    }
}

/// Returns whether a curly mark ends a cell of the line on which the mark opens.
fn open_fault(bytes: &[u8], open: usize) -> MarkFault {
    let end = memchr2(b'\n', b'\r', &bytes[open..]).map_or(bytes.len(), |length| open + length);
    let curly = ["\u{201d}".as_bytes(), "\u{201c}".as_bytes(), b"\x94", b"\x93"];
    if curly.iter().any(|mark| memchr::memmem::find(&bytes[open..end], mark).is_some()) {
        MarkFault::ClosedByCurly
    } else {
        MarkFault::NeverClosed
    }
}

/// Adds a part to a cell; the first part is lent, only what is joined is copied.
fn join<'a>(text: &mut Cow<'a, [u8]>, part: &'a [u8]) {
    if text.is_empty() {
        *text = Cow::Borrowed(part);
    } else if !part.is_empty() {
        text.to_mut().extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(String, Option<MarkFault>)> {
        let (bytes, mut cells, mut at, mut found) = (text.as_bytes(), Vec::new(), 0, Vec::new());
        let mut like = Like::new(b',', 0);
        while at < bytes.len() {
            let extent = record(bytes, at, &like, true, &mut cells).unwrap();
            if extent.fault.is_none() {
                like.learn(&cells);
            }
            let line: Vec<_> = cells.iter().map(|c| String::from_utf8_lossy(c)).collect();
            found.push((line.join("|"), extent.fault));
            at = extent.end;
        }
        found
    }

    #[test]
    fn cells_may_hold_separators_line_ends_and_doubled_marks() {
        let found = all("a,\"b, \"\"c\"\"\r\nd\" ,e\r\n1,,\"\"\rlast");
        let expected = ["a|b, \"c\"\r\nd|e", "1||", "last"];
        assert_eq!(found, expected.map(|line| (line.to_owned(), None)));
    }

    #[test]
    fn a_mark_that_never_closes_costs_its_own_row_only() {
        let found = all("1,\"b,x\n2,c,\"y, z\"\n3,\"d\u{201d},x\n4,e,x\n");
        let expected = [
            ("1|\"b,x", Some(MarkFault::NeverClosed)),
            ("2|c|y, z", None),
            ("3|\"d\u{201d},x", Some(MarkFault::ClosedByCurly)),
            ("4|e|x", None),
        ];
        assert_eq!(found, expected.map(|(line, fault)| (line.to_owned(), fault)));
    }

    #[test]
    fn a_mark_that_a_later_row_seems_to_close_never_closed() {
        for (text, rows) in [
            ("id,note\n41,\"Review is late\n42,Door is 6'6\"\n43,x\n", 4),
            (
                "id,team,note\nK7,East,\"Review is late\nK8,East,y\nK12,West,a pane of 12\"\nK9,x,y\n",
                5,
            ),
            ("date,note,n\r\n2/3/2026,\"late,1\r\n14/3/2026,8\",2\r\n", 3),
            ("note,id\n\"Review is late,K7\na pane of 12\",K8\n", 3),
            ("team,note\nEast,\"late\nEast,a pane of 12\"\n", 3),
            ("id,by,grade,note\n104,jo,good,\"late\nK7,bo,poor,a pane of 12\"\n", 3),
            ("id, n, note\n4, 1,\"late\n5, 2, a pane of 12\"\n", 3),
        ] {
            let found = all(text);
            assert_eq!(found.len(), rows, "{found:?}");
            let faults: Vec<_> = found.iter().map(|(_, fault)| *fault).collect();
            assert_eq!(faults[1], Some(MarkFault::NeverClosed), "{text}");
            assert!(faults.iter().enumerate().all(|(at, f)| at == 1 || f.is_none()), "{text}");
        }
    }

    #[test]
    fn a_comment_may_go_over_lines_with_commas_and_lists_in_them() {
        for text in [
            "id,note\n7,\"To do:\n1. ring school, clinic\n2, see the child\n- mum, dad\"\n8,x\n",
            "id,note\n7,\"Mum,dad and child seen\nthen,on Monday\nFine.\"\n8,x\n",
            "id,day,note\nK7,2/3/2026,\"3/3/2026, seen, fine\nK8, the brother, too\"\nK8,4/3/2026,x\n",
            "note,id\n\"Seen, 1\nthen, 2\",K7\nx,K8\n",
            "id,note\n7,\"10,000 steps, or 4\nmore\"\n8,x\n",
            "note\n\"Line\nline\"\nx\n",
            "id,note\n7,\"Mum owes\n10,000 pounds\"\n8,x\n",
            "note,id\n\"Owes 10,000\nfine\",7\nx,8\n",
        ] {
            let found = all(text);
            assert_eq!(found.len(), 3, "{found:?}");
            assert!(found.iter().all(|(_, fault)| fault.is_none()), "{found:?}");
        }
    }

    #[test]
    fn what_protects_zeros_is_taken_off() {
        let found = all("=\"00742\",\"=\"\"0031\"\"\",'0058,'twas,=1+1,=\"a\"&\"b\"\n");
        assert_eq!(found, [("00742|0031|0058|'twas|=1+1|=\"a\"&\"b\"".to_owned(), None)]);
    }

    #[test]
    fn text_behind_a_closing_mark_is_kept_and_said() {
        let found = all("1,\"Mia\" Turner,x\n2,he said \"fine,x\n");
        assert_eq!(found[0], ("1|Mia Turner|x".to_owned(), Some(MarkFault::TextBehind)));
        assert_eq!(found[1], ("2|he said \"fine|x".to_owned(), None));
    }

    #[test]
    fn a_record_that_is_cut_waits_for_the_rest() {
        let mut cells = Vec::new();
        for cut in ["1,b", "1,\"b\n", "1,\"b\"", "1,b\r"] {
            assert_eq!(
                record(cut.as_bytes(), 0, &Like::new(b',', 2), false, &mut cells),
                None,
                "{cut:?}"
            );
        }
    }
}
