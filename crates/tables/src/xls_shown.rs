//! Numbers of an old binary workbook (.xls) as they are shown: which cells have a format that adds something to
//! their number. The engine reads the numbers and says nothing of their formats.

use std::collections::HashMap;
use std::rc::Rc;

use crate::number_format::Shown;
use crate::xls_guard::{FINISH, MULTIPLE, records, sheets, u16_at};

const FORMAT: u16 = 0x041e;
const STYLE: u16 = 0x00e0;
const NUMBER: u16 = 0x0203;
const NUMBER_IN_SHORT: u16 = 0x027e;
const FORMULA: u16 = 0x0006;

/// The formats of cells by their 0-based position.
pub(crate) type ShownCells = HashMap<(u32, u32), Rc<Shown>>;

/// Returns the cells whose format adds something to their number, for each sheet in the order of the workbook whose
/// records these are.
pub(crate) fn read(stream: &[u8]) -> Vec<ShownCells> {
    let styles = styles(stream);
    if styles.iter().all(Option::is_none) {
        return Vec::new();
    }
    let cells = |start: usize| stream.get(start..).map(|sheet| cells(sheet, &styles));
    sheets(stream).into_iter().map(|start| cells(start).unwrap_or_default()).collect()
}

/// Returns what each style of the workbook adds to numbers.
fn styles(stream: &[u8]) -> Vec<Option<Rc<Shown>>> {
    let mut codes: HashMap<u16, String> =
        HashMap::from([(9, "0%".to_owned()), (10, "0.00%".to_owned())]);
    let mut numbers = Vec::new();
    for (kind, data) in records(stream).take_while(|(kind, _)| *kind != FINISH) {
        match kind {
            FORMAT => codes.extend(u16_at(data, 0).zip(code(data))),
            STYLE => numbers.push(u16_at(data, 2).unwrap_or_default()),
            _ => {}
        }
    }
    let shown = |number: &u16| codes.get(number).and_then(|code| Shown::read(code)).map(Rc::new);
    numbers.iter().map(shown).collect()
}

/// Returns the code of a format: its length, whether its letters are of two bytes, and the letters.
fn code(data: &[u8]) -> Option<String> {
    let (length, flags) = (usize::from(u16_at(data, 2)?), *data.get(4)?);
    let letters = data.get(5..)?;
    Some(if flags & 1 == 0 {
        letters.get(..length)?.iter().map(|byte| char::from(*byte)).collect()
    } else {
        let wide = letters.get(..length * 2)?.chunks_exact(2);
        let wide: Vec<u16> = wide.map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        String::from_utf16_lossy(&wide)
    })
}

fn cells(sheet: &[u8], styles: &[Option<Rc<Shown>>]) -> ShownCells {
    let mut found = ShownCells::new();
    let mut put = |row: u16, column: u16, style: u16| {
        if let Some(Some(shown)) = styles.get(usize::from(style)) {
            found.insert((row.into(), column.into()), Rc::clone(shown));
        }
    };
    for (kind, data) in records(sheet).take_while(|(kind, _)| *kind != FINISH) {
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { continue };
        match kind {
            NUMBER | NUMBER_IN_SHORT | FORMULA => {
                if let Some(style) = u16_at(data, 4) {
                    put(row, column, style);
                }
            }
            MULTIPLE => {
                let several = data.get(4..data.len().saturating_sub(2)).unwrap_or_default();
                for (further, one) in (0..).zip(several.chunks_exact(6)) {
                    put(row, column.saturating_add(further), u16_at(one, 0).unwrap_or(u16::MAX));
                }
            }
            _ => {}
        }
    }
    found
}
