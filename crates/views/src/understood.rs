//! What an import understood: sheets read and left aside, what each column was taken for, lost values
//! before understood ones, spans of dates, and how the ids compare with the list before.

use assay_model::{self as model, Date, print};
use serde::Serialize;

use crate::shown;

/// What was understood of the files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Understood {
    /// Sheets that were read, in their order.
    pub sheets: Vec<Sheet>,
    /// Sheets that were left aside.
    pub left_aside: Vec<Aside>,
    /// How the ids of a list compare with the list before; null where there was none.
    pub ids: Option<Ids>,
}

/// A sheet that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// The file.
    pub file: String,
    /// The sheet; null for a text file.
    pub sheet: Option<String>,
    /// The row that the headers are in.
    pub header_row: u32,
    /// Rows read below it.
    pub rows: u64,
    /// Its columns: those that lost values first, the others in their order.
    pub columns: Vec<Column>,
}

impl Sheet {
    /// Says which file and sheet it is, where its headers are, and how many rows were read.
    #[must_use]
    pub fn words(&self) -> String {
        let name =
            self.sheet.as_ref().map(|name| format!(", sheet \"{name}\"")).unwrap_or_default();
        let rows = if self.rows == 1 { "row" } else { "rows" };
        format!(
            "{}{name}: headers in row {}, {} {rows} below",
            self.file,
            self.header_row,
            print::count(self.rows)
        )
    }
}

/// A sheet that was left aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aside {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: String,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Its header.
    pub header: String,
    /// The field it was taken for; null where it is none of them.
    pub field: Option<String>,
    /// Cells that are not blank.
    pub filled: u64,
    /// Of these, values that were not stored.
    pub lost: u64,
    /// Of these, values that were read as something else than is written there.
    pub put_right: u64,
    /// Of these, values that were understood as they are written.
    pub understood: u64,
    /// The first date in it.
    #[serde(serialize_with = "shown::maybe")]
    pub from: Option<Date>,
    /// The last date in it.
    #[serde(serialize_with = "shown::maybe")]
    pub to: Option<Date>,
}

impl Column {
    /// Returns the first and the last date in words; nothing where it has none.
    #[must_use]
    pub fn dates(&self) -> String {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => print::date(from),
            (Some(from), Some(to)) => format!("{} to {}", print::date(from), print::date(to)),
            _ => String::new(),
        }
    }
}

/// How the ids of a list compare with the list before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ids {
    /// On both.
    pub known: u64,
    /// On this one only.
    pub new: u64,
    /// On the one before only.
    pub gone: u64,
    /// New, and near to a known one.
    pub near: u64,
}

impl From<&model::Understood> for Understood {
    fn from(found: &model::Understood) -> Self {
        let ids = |ids: model::IdsRead| Ids {
            known: ids.known,
            new: ids.new,
            gone: ids.gone,
            near: ids.near,
        };
        let aside =
            |(file, sheet): &(String, String)| Aside { file: file.clone(), sheet: sheet.clone() };
        Self {
            sheets: found.sheets.iter().map(sheet).collect(),
            left_aside: found.aside.iter().map(aside).collect(),
            ids: found.ids.map(ids),
        }
    }
}

fn sheet(found: &model::SheetRead) -> Sheet {
    let headed = found.columns.iter().filter(|column| !column.header.is_empty());
    let mut columns: Vec<Column> = headed.map(column).collect();
    columns.sort_by_key(|column| column.lost == 0);
    Sheet {
        file: found.file.clone(),
        sheet: found.sheet.clone(),
        header_row: found.header_row,
        rows: found.rows,
        columns,
    }
}

fn column(found: &model::ColumnRead) -> Column {
    Column {
        header: found.header.clone(),
        field: found.field.clone(),
        filled: found.filled,
        lost: found.lost,
        put_right: found.put_right,
        understood: found.understood(),
        from: found.dates.map(|(from, _)| from),
        to: found.dates.map(|(_, to)| to),
    }
}
