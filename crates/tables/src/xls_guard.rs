//! The guard before an old binary workbook (.xls) is read: its container's chains must end, and the
//! table from a sheet's first to its last cell must be of a size that can be held, since the engine
//! lays it out whole. It follows the same bytes as the engine and keeps none of them.

use std::ops::Range;

use crate::ReadError;
use crate::guard::within;

/// Cells of all sheets, from each one's first to its last, blank ones too, and the same once more from its first formula to
/// its last: the engine lays out every sheet and all formulas when it opens the workbook.
const MOST_CELLS: u64 = 3_000_000;
/// Cells a sheet may claim: all that the format has. Nothing is held for a claim.
const MOST_CLAIMED: u64 = 65_536 * 256;

const END: u32 = 0xffff_fffe;
const RESERVED: u32 = 0xffff_fffa;
const BOUND_SHEET: u16 = 0x0085;
const BEGIN: u16 = 0x0809;
pub(crate) const FINISH: u16 = 0x000a;
const PASSWORD: u16 = 0x002f;
const DIMENSIONS: u16 = 0x0200;
pub(crate) const MULTIPLE: u16 = 0x00bd;
const FORMULA: u16 = 0x0006;
/// Records of one cell: number, label, rich text, flag, shared text, number in short, formula.
const CELL: [u16; 7] = [0x0203, 0x0204, 0x00d6, 0x0205, 0x00fd, 0x027e, FORMULA];

/// Checks the records of an old workbook before it is opened.
///
/// # Errors
/// When it has a password, or its sheets reach too far.
pub(crate) fn inspect(stream: &[u8]) -> Result<(), ReadError> {
    // After this record everything but the records' kinds and lengths is encrypted.
    let mut globals = records(stream).take_while(|(kind, _)| *kind != FINISH);
    if globals.any(|(kind, _)| kind == PASSWORD) {
        return Err(ReadError::Locked);
    }
    let mut before = 0;
    for start in sheets(stream) {
        let Some(sheet) = stream.get(start..) else { continue };
        before += laid_out(sheet, before)?;
    }
    Ok(())
}

fn damaged() -> ReadError {
    ReadError::Damaged("its parts do not fit together".to_owned())
}

pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at + 2).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

fn u32s(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// The container: sectors after the header, linked by a table.
struct Container<'b> {
    bytes: &'b [u8],
    sector: usize,
    links: Vec<u32>,
}

impl Container<'_> {
    fn range(&self, id: u32) -> Option<Range<usize>> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        (start < end).then_some(start..end)
    }

    /// Returns the bytes of a chain of sectors, at most `length` of them.
    fn chain(&self, first: u32, length: usize) -> Result<Vec<u8>, ReadError> {
        follow(first, length, &self.links, |id| self.range(id).map(|range| &self.bytes[range]))
    }
}

/// Follows a chain to its end. One that is longer than there are links runs in a circle.
fn follow<'p>(
    first: u32,
    length: usize,
    links: &[u32],
    piece: impl Fn(u32) -> Option<&'p [u8]>,
) -> Result<Vec<u8>, ReadError> {
    let (mut found, mut id) = (Vec::new(), first);
    for _ in 0..=links.len() {
        if id == END || found.len() >= length {
            found.truncate(length);
            return Ok(found);
        }
        found.extend_from_slice(piece(id).ok_or_else(damaged)?);
        if found.len() >= length {
            continue;
        }
        id = *links.get(id as usize).ok_or_else(damaged)?;
    }
    if found.len() >= length {
        found.truncate(length);
        return Ok(found);
    }
    Err(damaged())
}

/// Returns the stream of the workbook's records.
///
/// # Errors
/// When its chains do not end.
pub(crate) fn workbook(bytes: &[u8]) -> Result<Vec<u8>, ReadError> {
    let header = |at| u32_at(bytes, at).ok_or_else(damaged);
    let sector = match u16_at(bytes, 30) {
        Some(9) => 512,
        Some(12) => 4096,
        _ => return Err(damaged()),
    };
    let mut container = Container { bytes, sector, links: Vec::new() };
    let mut tables: Vec<u32> = u32s(bytes.get(76..512).ok_or_else(damaged)?).collect();
    let (mut id, mut seen) = (header(68)?, 0);
    while id < RESERVED {
        seen += 1;
        let range = container.range(id).filter(|_| seen <= bytes.len() / sector + 1);
        tables.extend(u32s(&bytes[range.ok_or_else(damaged)?]));
        id = tables.pop().ok_or_else(damaged)?;
    }
    let in_use = tables.into_iter().filter(|id| *id < 0xffff_fffc);
    for id in in_use.take(bytes.len() / sector + 1) {
        let range = container.range(id).ok_or_else(damaged)?;
        container.links.extend(u32s(&bytes[range]));
    }
    let folder = container.chain(header(48)?, usize::MAX)?;
    let length_at = |entry: &[u8]| {
        let long = u32_at(entry, 124).filter(|_| sector == 4096).unwrap_or(0);
        let short = u32_at(entry, 120).unwrap_or(0);
        (u64::from(long) << 32 | u64::from(short)).min(usize::MAX as u64) as usize
    };
    let name_of = |entry: &[u8]| {
        let letters = entry[..64].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]]));
        String::from_utf16_lossy(&letters.take_while(|c| *c != 0).collect::<Vec<_>>())
    };
    let entries: Vec<&[u8]> = folder.chunks_exact(128).collect();
    let root = entries.first().ok_or_else(damaged)?;
    let named = |wanted: &str| entries.iter().find(|e| name_of(e).eq_ignore_ascii_case(wanted));
    let Some(entry) = named("Workbook").or_else(|| named("Book")) else { return Err(damaged()) };
    let first = u32_at(entry, 116).unwrap_or(END);
    // The engine reads the small streams' chains whatever they are needed for.
    let small_links = header(64)? as usize;
    let (small, links) = if small_links == 0 {
        (Vec::new(), Vec::new())
    } else {
        let small = container.chain(u32_at(root, 116).unwrap_or(END), length_at(root))?;
        let links = container.chain(header(60)?, small_links.saturating_mul(sector))?;
        (small, u32s(&links).collect())
    };
    let length = length_at(entry);
    if length >= 4096 {
        return container.chain(first, length);
    }
    follow(first, length, &links, |id| {
        let start = id as usize * 64;
        small.get(start..(start + 64).min(small.len())).filter(|piece| !piece.is_empty())
    })
}

/// Returns where the sheets' records begin.
pub(crate) fn sheets(stream: &[u8]) -> Vec<usize> {
    let starts = records(stream).take_while(|(kind, _)| *kind != FINISH);
    starts
        .filter(|(kind, _)| *kind == BOUND_SHEET)
        .filter_map(|(_, data)| u32_at(data, 0).map(|at| at as usize))
        .collect()
}

pub(crate) fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let data = stream.get(at + 4..at + 4 + length)?;
        at += 4 + length;
        Some((kind, data))
    })
}

/// Returns the cells a sheet claims to have, as the engine sets room aside for them.
fn claimed(data: &[u8]) -> u64 {
    let short = |at| u16_at(data, at).unwrap_or(0);
    let long = |at| u32_at(data, at).unwrap_or(0);
    let (rows, columns) = if data.len() == 10 {
        ((u32::from(short(0)), u32::from(short(2))), (short(4), short(6)))
    } else {
        ((long(0), long(4)), (short(8), short(10)))
    };
    let rows = u64::from(rows.1.wrapping_sub(rows.0));
    rows.saturating_mul(u64::from(columns.1.wrapping_sub(columns.0)))
}

/// A table from its first to its last cell; rows and columns end before `bottom` and `right`.
struct Extent {
    top: u64,
    bottom: u64,
    left: u64,
    right: u64,
}

impl Extent {
    const NONE: Self = Self { top: u64::MAX, bottom: 0, left: u64::MAX, right: 0 };

    /// Takes some cells of a row in.
    fn take(&mut self, row: u64, column: u64, cells: u64) {
        (self.top, self.bottom) = (self.top.min(row), self.bottom.max(row + 1));
        (self.left, self.right) = (self.left.min(column), self.right.max(column + cells));
    }

    fn cells(&self) -> u64 {
        self.bottom.saturating_sub(self.top) * self.right.saturating_sub(self.left)
    }
}

/// Returns how many cells of a sheet are laid out, as they come after those `before`; charts inside it count with it.
fn laid_out(sheet: &[u8], before: u64) -> Result<u64, ReadError> {
    let (mut all, mut formulas) = (Extent::NONE, Extent::NONE);
    let mut depth = 0_i32;
    for (kind, data) in records(sheet) {
        match kind {
            BEGIN => depth += 1,
            FINISH if depth <= 1 => break,
            FINISH => depth -= 1,
            DIMENSIONS => within("the table's size in cells", claimed(data), MOST_CLAIMED)?,
            _ if CELL.contains(&kind) || kind == MULTIPLE => {
                let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else {
                    continue;
                };
                let column = u64::from(column);
                let more = if kind == MULTIPLE { data.len() as u64 / 6 } else { 1 };
                all.take(row.into(), column, more);
                if kind == FORMULA {
                    formulas.take(row.into(), column, 1);
                }
                let cells = before + all.cells() + formulas.cells();
                within("the table from the first to the last cell", cells, MOST_CELLS)?;
            }
            _ => {}
        }
    }
    Ok(all.cells() + formulas.cells())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    fn cell(kind: u16, row: u16, column: u16) -> Vec<u8> {
        record(kind, &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat())
    }

    /// The records of a workbook whose sheets have these; each is as often a sheet as it is listed.
    fn answer(sheet: &[u8], times: usize) -> String {
        let start = (4 + 12) * times as u32 + 4;
        let listed = record(BOUND_SHEET, &[&start.to_le_bytes()[..], &[0; 8]].concat());
        let begin = record(BEGIN, &[]);
        let stream =
            [listed.repeat(times), record(FINISH, &[]), begin, sheet.to_vec(), record(FINISH, &[])];
        inspect(&stream.concat()).map_or_else(|fault| fault.to_string(), |()| "sound".to_owned())
    }

    #[test]
    fn cells_of_all_sheets_and_of_their_formulas_count_together() {
        let number = 0x0203;
        let corners = |kind| [cell(kind, 0, 0), cell(kind, 9_999, 99)].concat();
        assert_eq!(answer(&corners(number), 3), "sound");
        let refused = "the table from the first to the last cell is 3000001, the limit is 3000000";
        assert!(answer(&corners(number), 4).ends_with(refused), "{}", answer(&corners(number), 4));
        assert_eq!(answer(&corners(FORMULA), 1), "sound");
        assert!(answer(&corners(FORMULA), 2).contains("the limit is 3000000"));
    }

    #[test]
    fn a_sheet_that_claims_more_cells_than_the_format_has_is_refused() {
        let claim = |rows: u32, columns: u16| {
            let ends = [&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &[0; 2]].concat();
            let data = [&ends[..], &columns.to_le_bytes(), &[0; 2]].concat();
            answer(&record(DIMENSIONS, &data), 1)
        };
        assert_eq!(claim(65_536, 256), "sound");
        assert!(claim(65_537, 256).ends_with("the limit is 16777216"), "{}", claim(65_537, 256));
    }
}
