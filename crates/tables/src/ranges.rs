//! Old binary, modern binary and `OpenDocument` workbooks, which calamine reads a sheet at a time.

use std::io::Cursor;

use calamine::{
    CellErrorType, Data, Dimensions, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible,
    Xls, XlsError, Xlsb, XlsbError,
};

use crate::careful::careful;
use crate::guard::{Zipped, within};
use crate::ods_shown::{self, Looks};
use crate::sheet::{Pool, Rows};
use crate::sheet_marks::{Marking, Merge, SheetMarks};
use crate::xls_shown::{self, ShownCells};
use crate::{Cell, Epoch, Limits, Moment, ReadError, Row, SheetInfo, xls_guard};

type Bytes = Cursor<Vec<u8>>;

pub(crate) enum Ranges {
    Xls(Xls<Bytes>, Vec<ShownCells>),
    Xlsb(Xlsb<Bytes>),
    Ods(Ods<Bytes>, Vec<Looks>),
}

pub(crate) fn open_xls(bytes: Vec<u8>) -> Result<(Ranges, Vec<SheetInfo>), ReadError> {
    let stream = xls_guard::workbook(&bytes)?;
    xls_guard::inspect(&stream)?;
    let shown = xls_shown::read(&stream);
    drop(stream);
    let xls = careful(|| Xls::new(Cursor::new(bytes)).map_err(|fault| xls_fault(&fault)))?;
    let sheets = infos(xls.sheets_metadata());
    Ok((Ranges::Xls(xls, shown), sheets))
}

pub(crate) fn open_zipped(
    kind: Zipped,
    bytes: Bytes,
) -> Result<(Ranges, Vec<SheetInfo>), ReadError> {
    if kind == Zipped::Ods {
        crate::ods_guard::inspect(bytes.get_ref())?;
        let shown = ods_shown::read(bytes.get_ref());
        let ods = careful(|| Ods::new(bytes).map_err(|fault| ods_fault(&fault)))?;
        let sheets = infos(ods.sheets_metadata());
        return Ok((Ranges::Ods(ods, shown), sheets));
    }
    let xlsb = careful(|| Xlsb::new(bytes).map_err(|fault| xlsb_fault(&fault)))?;
    let sheets = infos(xlsb.sheets_metadata());
    Ok((Ranges::Xlsb(xlsb), sheets))
}

impl Ranges {
    pub(crate) fn for_each_row(
        &mut self,
        name: &str,
        limits: &Limits,
        visit: &mut dyn FnMut(Row),
    ) -> Result<Vec<(u32, u32)>, ReadError> {
        let place = |sheets: &[Sheet]| sheets.iter().position(|sheet| sheet.name == name);
        match self {
            Self::Xlsb(xlsb) => visit_cells(xlsb, name, limits, visit),
            Self::Xls(xls, shown) => {
                let range =
                    careful(|| xls.worksheet_range(name).map_err(|fault| xls_fault(&fault)))?;
                let shown = place(xls.sheets_metadata()).and_then(|at| shown.get(at));
                let as_shown = |at: (u32, u32), number: Option<f64>| {
                    number.and_then(|number| shown?.get(&at)?.write(number))
                };
                let merges = careful(|| {
                    xls.merge_cells_by_sheet_name(name).map_err(|fault| xls_fault(&fault))
                })?;
                let marks = marks_of(&merges);
                let mut marking = Marking::new(&marks);
                let mut marked = |row| visit(marking.mark(row));
                visit_range(&range, &as_shown, limits, &mut marked)
            }
            Self::Ods(ods, shown) => {
                let range =
                    careful(|| ods.worksheet_range(name).map_err(|fault| ods_fault(&fault)))?;
                let plain = Looks::default();
                let looks = place(ods.sheets_metadata()).and_then(|at| shown.get(at));
                let looks = looks.unwrap_or(&plain);
                let as_shown = |at: (u32, u32), _: Option<f64>| looks.texts.get(&at).cloned();
                let mut marking = Marking::new(&looks.marks);
                let mut marked = |row| visit(marking.mark(row));
                visit_range(&range, &as_shown, limits, &mut marked)
            }
        }
    }

    /// Returns what people see in a workbook of this kind and this program does not.
    pub(crate) fn unseen(&self) -> &'static str {
        match self {
            Self::Xls(..) => "rows that are hidden or struck through",
            Self::Xlsb(_) => {
                "rows that are hidden or struck through, merged cells, and leading zeros or letters that a number's format adds"
            }
            Self::Ods(..) => "rows that are struck through",
        }
    }

    /// Returns which day bare serial numbers count from.
    pub(crate) fn epoch(&self) -> Epoch {
        match self {
            Self::Xls(xls, _) if xls.has_1904_epoch() => Epoch::Year1904,
            _ => Epoch::Year1900,
        }
    }
}

/// Modern binary workbooks cell by cell: laid out whole, two cells far apart would fill the memory.
fn visit_cells(
    xlsb: &mut Xlsb<Bytes>,
    name: &str,
    limits: &Limits,
    visit: &mut dyn FnMut(Row),
) -> Result<Vec<(u32, u32)>, ReadError> {
    let mut cells =
        careful(|| xlsb.worksheet_cells_reader(name).map_err(|fault| xlsb_fault(&fault)))?;
    let (mut pool, mut rows, mut count) = (Pool::default(), Rows::new(limits.columns, visit), 0);
    while let Some(found) = careful(|| cells.next_cell().map_err(|fault| xlsb_fault(&fault)))? {
        let (row, column) = found.get_position();
        count += 1;
        within("the number of cells", count, limits.cells)?;
        within("the row number", u64::from(row), u64::from(limits.rows))?;
        rows.put(row, column, cell(&Data::from(found.get_value().clone()), &mut pool));
    }
    Ok(rows.finish())
}

/// The text of a cell at a 0-based position, where it is shown as more than its number or is not what the engine
/// reads.
type AsShown<'a> = dyn Fn((u32, u32), Option<f64>) -> Option<String> + 'a;

/// Returns the merged cells that the engine knows of a sheet.
fn marks_of(merges: &[Dimensions]) -> SheetMarks {
    let mut marks = SheetMarks::default();
    for merge in merges {
        let ((top, column), (bottom, last_column)) = (merge.start, merge.end);
        marks.merge(Merge { top: top + 1, bottom: bottom + 1, column, last_column });
    }
    marks.in_order()
}

fn visit_range(
    range: &Range<Data>,
    as_shown: &AsShown<'_>,
    limits: &Limits,
    visit: &mut dyn FnMut(Row),
) -> Result<Vec<(u32, u32)>, ReadError> {
    let Some((top, left)) = range.start() else { return Ok(Vec::new()) };
    let (mut pool, mut rows) = (Pool::default(), Rows::new(limits.columns, visit));
    for (row, column, value) in range.used_cells() {
        let (row, column) = (row as u32 + top, column as u32 + left);
        within("the row number", u64::from(row), u64::from(limits.rows))?;
        let shown = match value {
            Data::Int(number) => as_shown((row, column), Some(*number as f64)),
            Data::Float(number) => as_shown((row, column), Some(*number)),
            Data::String(_) => as_shown((row, column), None),
            _ => None,
        };
        let cell = shown.map_or_else(|| cell(value, &mut pool), |text| Cell::text(&text));
        rows.put(row, column, cell);
    }
    Ok(rows.finish())
}

fn cell(value: &Data, pool: &mut Pool) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) | Data::DurationIso(text) => pool.cell(text),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::DateTime(date) if date.is_duration() => Cell::Number(date.as_f64()),
        Data::DateTime(date) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let iso = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
            Moment::from_iso(&iso).map_or(Cell::Number(date.as_f64()), Cell::Date)
        }
        Data::DateTimeIso(text) => {
            Moment::from_iso(text).map_or_else(|| pool.cell(text), Cell::Date)
        }
        Data::Error(fault) => Cell::Fault(fault_text(fault)),
    }
}

/// Returns the error as the spreadsheet shows it.
pub(crate) fn fault_text(fault: &CellErrorType) -> &'static str {
    match fault {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#ERROR!",
    }
}

fn infos(sheets: &[Sheet]) -> Vec<SheetInfo> {
    sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| SheetInfo {
            name: Some(sheet.name.clone()),
            hidden: sheet.visible != SheetVisible::Visible,
        })
        .collect()
}

fn xls_fault(fault: &XlsError) -> ReadError {
    match fault {
        XlsError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    }
}

fn xlsb_fault(fault: &XlsbError) -> ReadError {
    match fault {
        XlsbError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    }
}

fn ods_fault(fault: &OdsError) -> ReadError {
    match fault {
        OdsError::Password => ReadError::Locked,
        other => ReadError::Damaged(other.to_string()),
    }
}
