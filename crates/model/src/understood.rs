//! What a reader made of files: which sheets it read and left aside, what each column was taken for, and
//! how many of its values were understood, put right or lost. It holds counts, headers and dates, and no
//! value of a person.

use crate::Date;

/// What was understood of the files of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Understood {
    /// Sheets that were read, in their order; a text file is one.
    pub sheets: Vec<SheetRead>,
    /// Sheets that were left aside: file and name.
    pub aside: Vec<(String, String)>,
    /// How the ids compare with those known before; none where nothing was known.
    pub ids: Option<IdsRead>,
}

/// A sheet that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SheetRead {
    /// The file.
    pub file: String,
    /// The sheet; none for a text file.
    pub sheet: Option<String>,
    /// The row that the headers are in.
    pub header_row: u32,
    /// Rows read below it.
    pub rows: u64,
    /// Its columns, in their order.
    pub columns: Vec<ColumnRead>,
}

/// A column of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ColumnRead {
    /// Its header.
    pub header: String,
    /// The field it was taken for; none where it is kept under its header or not read.
    pub field: Option<String>,
    /// Cells that are not blank.
    pub filled: u64,
    /// Of these, values that were read as something else than is written there.
    pub put_right: u64,
    /// Of these, values that were not stored.
    pub lost: u64,
    /// The first and the last date in it, where it has dates.
    pub dates: Option<(Date, Date)>,
}

/// How the ids of a list compare with those known before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct IdsRead {
    /// On the list before too.
    pub known: u64,
    /// Not on the list before.
    pub new: u64,
    /// On the list before and not on this one.
    pub gone: u64,
    /// New, and near to a known one.
    pub near: u64,
}

impl ColumnRead {
    /// Returns how many values were understood as they are written.
    #[must_use]
    pub fn understood(&self) -> u64 {
        self.filled.saturating_sub(self.put_right + self.lost)
    }
}
