//! Text files with separators, record by record. A record's row number is the one a spreadsheet would
//! show: blank lines count, line ends inside quotes do not.

use std::borrow::Cow;

use crate::csv_like::Like;
use crate::csv_record::{past_blank_lines, record};
use crate::sheet::{Marks, RowEncoding};
use crate::text::Text;

/// What is done with a record: its row number, cells, marks and place in the text; false ends the reading.
pub(crate) type Visit<'v> = dyn FnMut(u32, &[Cow<'_, [u8]>], Marks, usize) -> bool + 'v;

/// Hands every record to `visit`, until it returns false.
pub(crate) fn each_record(text: &Text, visit: &mut Visit<'_>) {
    let bytes = text.text.as_bytes();
    let (mut at, mut row, mut cells) = (0, text.skipped, Vec::new());
    let mut like = Like::new(text.separator, 0);
    let mut odd = text.windows_lines.iter().copied().peekable();
    loop {
        let (next, blank) = past_blank_lines(bytes, at);
        (at, row) = (next, row + blank + 1);
        if at >= bytes.len() {
            return;
        }
        let Some(extent) = record(bytes, at, &like, true, &mut cells) else { return };
        if extent.fault.is_none() {
            like.learn(&cells);
        }
        let mut encoding = RowEncoding::OfFile;
        while odd.next_if(|line| *line < extent.end).is_some() {
            encoding = RowEncoding::Windows;
        }
        let marks = Marks {
            cells: Some(u32::try_from(cells.len()).unwrap_or(u32::MAX)),
            fault: extent.fault,
            encoding,
            ..Marks::default()
        };
        if !visit(row, &cells, marks, at) {
            return;
        }
        at = extent.end;
    }
}
