//! How much of a file is read before the reader refuses it, and whether rows that are no record are kept. The limits are far above what a council's
//! lists need and far below what fills a laptop's memory.

/// Limits on what a reader takes in.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Bytes of all parts of a workbook once unzipped.
    pub unzipped_bytes: u64,
    /// Bytes of one part that has to be held in memory whole, such as the shared texts.
    pub held_bytes: u64,
    /// How many times larger a part of more than 10 MB may be than its packed form.
    pub ratio: u64,
    /// Parts in a workbook.
    pub entries: usize,
    /// Rows of one sheet or text file.
    pub rows: u32,
    /// Columns of one sheet or text file; cells beyond are reported as stray, not kept.
    pub columns: u32,
    /// Filled cells of one sheet.
    pub cells: u64,
    /// Whether totals, footers and the like are left out.
    pub keep: crate::KeepRows,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 300 << 20,
            unzipped_bytes: 2 << 30,
            held_bytes: 128 << 20,
            ratio: 200,
            entries: 5_000,
            rows: 5_000_000,
            columns: 1_000,
            cells: 60_000_000,
            keep: crate::KeepRows::Records,
        }
    }
}
