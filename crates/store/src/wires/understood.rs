//! What an import understood, as its record keeps it. It holds headers, counts and dates, and no value.

use assay_model::{ColumnRead, Date, IdsRead, SheetRead, Understood};
use serde::{Deserialize, Serialize};

use crate::{Error, column};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WireUnderstood {
    sheets: Vec<WireSheet>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aside: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ids: Option<WireIds>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSheet {
    file: String,
    sheet: Option<String>,
    header_row: u32,
    rows: u64,
    columns: Vec<WireColumn>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireColumn {
    header: String,
    field: Option<String>,
    filled: u64,
    put_right: u64,
    lost: u64,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireIds {
    known: u64,
    new: u64,
    gone: u64,
    near: u64,
}

/// Returns the JSON; none where nothing was read by columns.
pub(crate) fn to_wire(understood: &Understood) -> Option<WireUnderstood> {
    let column = |read: &ColumnRead| WireColumn {
        header: read.header.clone(),
        field: read.field.clone(),
        filled: read.filled,
        put_right: read.put_right,
        lost: read.lost,
        from: read.dates.map(|(from, _)| from.to_string()),
        to: read.dates.map(|(_, to)| to.to_string()),
    };
    let sheet = |read: &SheetRead| WireSheet {
        file: read.file.clone(),
        sheet: read.sheet.clone(),
        header_row: read.header_row,
        rows: read.rows,
        columns: read.columns.iter().map(column).collect(),
    };
    let ids =
        understood.ids.map(|IdsRead { known, new, gone, near }| WireIds { known, new, gone, near });
    (!understood.sheets.is_empty()).then(|| WireUnderstood {
        sheets: understood.sheets.iter().map(sheet).collect(),
        aside: understood.aside.clone(),
        ids,
    })
}

/// Reads the JSON.
pub(crate) fn from_wire(wire: WireUnderstood) -> Result<Understood, Error> {
    let ids = wire.ids.map(|WireIds { known, new, gone, near }| IdsRead { known, new, gone, near });
    let sheets = wire.sheets.into_iter().map(read_sheet).collect::<Result<_, _>>()?;
    Ok(Understood { sheets, aside: wire.aside, ids })
}

fn read_sheet(wire: WireSheet) -> Result<SheetRead, Error> {
    let columns = wire.columns.into_iter().map(read_column).collect::<Result<_, _>>()?;
    let WireSheet { file, sheet, header_row, rows, .. } = wire;
    Ok(SheetRead { file, sheet, header_row, rows, columns })
}

fn read_column(wire: WireColumn) -> Result<ColumnRead, Error> {
    let date = |text: &Option<String>| -> Result<Option<Date>, Error> {
        column::optional_date(text.as_deref())
    };
    let dates = date(&wire.from)?.zip(date(&wire.to)?);
    let WireColumn { header, field, filled, put_right, lost, .. } = wire;
    Ok(ColumnRead { header, field, filled, put_right, lost, dates })
}
