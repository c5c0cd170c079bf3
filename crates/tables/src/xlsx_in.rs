//! Modern workbooks, streamed cell by cell through calamine: value and formula in one pass, so that a
//! formula whose result was never stored is seen as such and not as a blank.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};

use crate::careful::careful;
use crate::guard::within;
use crate::ranges::fault_text;
use crate::sheet::{Pool, Rows};
use crate::{Cell, Epoch, Limits, Moment, ReadError, Row, SheetInfo};

pub(crate) type Xlsx = calamine::Xlsx<Cursor<Vec<u8>>>;

pub(crate) fn open(bytes: Vec<u8>) -> Result<(Xlsx, Vec<SheetInfo>), ReadError> {
    let xlsx = careful(|| Xlsx::new(Cursor::new(bytes)).map_err(|fault| damaged(&fault)))?;
    let sheets = xlsx
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| SheetInfo {
            name: Some(sheet.name.clone()),
            hidden: sheet.visible != SheetVisible::Visible,
        })
        .collect();
    Ok((xlsx, sheets))
}

pub(crate) fn epoch(xlsx: &Xlsx) -> Epoch {
    if xlsx.has_1904_epoch() { Epoch::Year1904 } else { Epoch::Year1900 }
}

pub(crate) fn for_each_row(
    xlsx: &mut Xlsx,
    name: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(Row),
) -> Result<Vec<(u32, u32)>, ReadError> {
    let epoch = epoch(xlsx);
    let opened = careful(|| match xlsx.worksheet_cells_reader(name) {
        Ok(cells) => Ok(Some(cells)),
        Err(XlsxError::NotAWorksheet(_)) => Ok(None),
        Err(fault) => Err(damaged(&fault)),
    })?;
    let Some(mut cells) = opened else { return Ok(Vec::new()) };
    let (mut pool, mut rows, mut count) = (Pool::default(), Rows::new(limits.columns, visit), 0);
    while let Some(found) =
        careful(|| cells.next_cell_with_formula_metadata().map_err(|f| damaged(&f)))?
    {
        let (row, column) = found.pos;
        let cell = match found.value {
            DataRef::Empty if found.formula.is_some() => Cell::Unsaved,
            DataRef::Empty => continue,
            DataRef::Int(number) => Cell::Number(number as f64),
            DataRef::Float(number) => Cell::Number(number),
            DataRef::String(text) | DataRef::DurationIso(text) => pool.cell(&text),
            DataRef::SharedString(text) => pool.cell(text),
            DataRef::Bool(flag) => Cell::Flag(flag),
            DataRef::DateTime(date) if date.is_duration() => Cell::Number(date.as_f64()),
            DataRef::DateTime(date) => Moment::from_serial(date.as_f64(), epoch)
                .map_or(Cell::Number(date.as_f64()), Cell::Date),
            DataRef::DateTimeIso(text) => {
                Moment::from_iso(&text).map_or_else(|| pool.cell(&text), Cell::Date)
            }
            DataRef::Error(fault) => Cell::Fault(fault_text(&fault)),
        };
        count += 1;
        within("the number of cells", count, limits.cells)?;
        within("the row number", u64::from(row), u64::from(limits.rows))?;
        rows.put(row, column, cell);
    }
    Ok(rows.finish())
}

fn damaged(fault: &XlsxError) -> ReadError {
    match fault {
        XlsxError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    }
}
