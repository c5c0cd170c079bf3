//! Modern workbooks, streamed cell by cell through calamine: value and formula in one pass, so that a
//! formula whose result was never stored is seen as such and not as a blank.

use std::collections::HashMap;
use std::io::Cursor;
use std::rc::Rc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, XlsxError};

use crate::careful::careful;
use crate::guard::within;
use crate::number_format::Shown;
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
    let formats = formats(xlsx, name)?;
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
        let shown = |number: f64| formats.get(&found.pos).and_then(|shown| shown.write(number));
        let cell = match found.value {
            DataRef::Empty if found.formula.is_some() => Cell::Unsaved,
            DataRef::Empty => continue,
            DataRef::Int(number) => as_shown(number as f64, shown),
            DataRef::Float(number) => as_shown(number, shown),
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

fn as_shown(number: f64, shown: impl Fn(f64) -> Option<String>) -> Cell {
    shown(number).map_or(Cell::Number(number), |text| Cell::text(&text))
}

/// Returns the cells of a sheet whose format adds something to their number. The sheet is only looked
/// through where the workbook has such a format.
fn formats(xlsx: &mut Xlsx, name: &str) -> Result<HashMap<(u32, u32), Rc<Shown>>, ReadError> {
    let mut found = HashMap::new();
    careful(|| {
        let mut cells = xlsx.worksheet_cells_reader(name).map_err(|fault| damaged(&fault))?;
        let shown: Vec<Option<Rc<Shown>>> = cells
            .styles()
            .iter()
            .map(|style| Shown::read(&style.number_format.as_ref()?.format_code).map(Rc::new))
            .collect();
        while shown.iter().any(Option::is_some)
            && let Some((row, column, style)) =
                cells.next_style_id().map_err(|fault| damaged(&fault))?
        {
            if let Some(Some(shown)) = shown.get(style) {
                found.insert((row, column), Rc::clone(shown));
            }
        }
        Ok(())
    })?;
    Ok(found)
}

fn damaged(fault: &XlsxError) -> ReadError {
    match fault {
        XlsxError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{Format, Workbook};

    use crate::{Book, Limits};

    #[test]
    fn numbers_with_zeros_texts_and_percent_signs_are_read_as_they_are_shown() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "ID").unwrap();
        for (row, code) in [(1, "000000"), (2, "\"K\"0000"), (3, "0%"), (4, "General")] {
            let number = if row == 3 { 0.35 } else { 742.0 };
            let format = Format::new().set_num_format(code);
            sheet.write_number_with_format(row, 0, number, &format).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let rows = Book::open("a.xlsx", bytes, &Limits::default()).unwrap().read(0).unwrap().rows;
        let shown: Vec<String> = rows.iter().map(|row| row.cell(0).to_string()).collect();
        assert_eq!(shown, ["ID", "000742", "K0742", "35%", "742"]);
    }
}
