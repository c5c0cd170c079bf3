//! One table as two files: CSV for people, whose cells no spreadsheet runs, and JSON for programs,
//! with the values exactly as they are. Rows are written as they come.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use assay_tables::{CsvOut, Mark};
use serde_json::Value;

use crate::desk::error::{Error, Result};

/// A folder that tables are written to.
pub(super) struct Out {
    folder: PathBuf,
    files: Vec<(String, u64)>,
}

impl Out {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_path_buf(), files: Vec::new() }
    }

    /// Writes one table, row by row as `fill` gives them.
    pub(super) fn table(
        &mut self,
        name: &str,
        columns: &[&str],
        fill: impl FnOnce(&mut Rows<'_>) -> Result<()>,
    ) -> Result<()> {
        let (csv_name, json_name) = (format!("{name}.csv"), format!("{name}.json"));
        let csv =
            CsvOut::new(self.create(&csv_name)?, Mark::ForExcel).map_err(|e| self.failed(e))?;
        let json = self.create(&json_name)?;
        let folder = self.folder.clone();
        let mut rows = Rows { csv, json, columns, count: 0, folder };
        rows.csv.record(columns).map_err(|e| self.failed(e))?;
        fill(&mut rows)?;
        let count = rows.count;
        rows.finish().map_err(|e| self.failed(e))?;
        self.files.push((csv_name, count));
        self.files.push((json_name, count));
        Ok(())
    }

    /// Writes one file as it is.
    pub(super) fn file(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        crate::desk::files::write(&self.folder.join(name), bytes)?;
        self.files.push((name.to_owned(), bytes.split(|b| *b == b'\n').count() as u64 - 1));
        Ok(())
    }

    /// Writes one JSON array, value by value.
    pub(super) fn json(
        &mut self,
        name: &str,
        fill: impl FnOnce(&mut dyn FnMut(&Value) -> Result<()>) -> Result<()>,
    ) -> Result<()> {
        let mut file = self.create(name)?;
        let folder = self.folder.clone();
        let mut count = 0_u64;
        let mut write = |value: &Value| {
            let begin = if count == 0 { "[\n" } else { ",\n" };
            count += 1;
            write!(file, "{begin}{value}")
                .map_err(|source| Error::file("write to", &folder, source))
        };
        fill(&mut write)?;
        let end = if count == 0 { "[]\n" } else { "\n]\n" };
        file.write_all(end.as_bytes()).and_then(|()| file.flush()).map_err(|e| self.failed(e))?;
        self.files.push((name.to_owned(), count));
        Ok(())
    }

    pub(super) fn written(self) -> Vec<(String, u64)> {
        self.files
    }

    fn create(&self, name: &str) -> Result<BufWriter<File>> {
        let path = self.folder.join(name);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&path).map(BufWriter::new).map_err(|e| Error::file("write", &path, e))
    }

    fn failed(&self, source: std::io::Error) -> Error {
        Error::file("write to", &self.folder, source)
    }
}

/// The rows of a table being written.
pub(super) struct Rows<'a> {
    csv: CsvOut<BufWriter<File>>,
    json: BufWriter<File>,
    columns: &'a [&'a str],
    count: u64,
    folder: PathBuf,
}

impl Rows<'_> {
    /// Adds a row: one cell a column, none for a blank.
    pub(super) fn row(&mut self, cells: &[Option<String>]) -> Result<()> {
        self.write(cells).map_err(|source| Error::file("write to", &self.folder, source))
    }

    fn write(&mut self, cells: &[Option<String>]) -> std::io::Result<()> {
        self.csv.record(cells.iter().map(|cell| cell.as_deref().unwrap_or_default()))?;
        let object: serde_json::Map<String, Value> = self
            .columns
            .iter()
            .zip(cells)
            .map(|(name, cell)| {
                ((*name).to_owned(), cell.clone().map_or(Value::Null, Value::String))
            })
            .collect();
        let begin = if self.count == 0 { "[\n" } else { ",\n" };
        write!(self.json, "{begin}{}", Value::Object(object))?;
        self.count += 1;
        Ok(())
    }

    fn finish(mut self) -> std::io::Result<()> {
        self.json.write_all(if self.count == 0 { b"[]\n" } else { b"\n]\n" })?;
        self.json.flush()?;
        self.csv.finish()?.flush()
    }
}

/// Returns a cell; the empty text is a blank.
#[expect(clippy::needless_pass_by_value, reason = "numbers and dates are handed over as they come")]
pub(super) fn cell(text: impl ToString) -> Option<String> {
    let text = text.to_string();
    (!text.is_empty()).then_some(text)
}

/// Returns a cell of what may not be known.
pub(super) fn maybe(value: Option<impl ToString>) -> Option<String> {
    value.and_then(cell)
}
