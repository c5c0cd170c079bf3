//! Ids that stand twice. Eight equal bytes of two tickets may be chance, so the file is read again for
//! the ids that seem to.

use std::collections::HashMap;

use assay_model::CaseId;
use assay_sampler::stream::Pool;
use assay_tables::stream::CsvStream;

use super::part::numbered;
use super::reader::FileReader;
use crate::desk::error::{Error, Result};

impl FileReader<'_> {
    /// Reads the file again for the ids that seem to stand twice: eight equal bytes may be chance.
    pub(super) fn refuse_twice(&self, twice: &[u64], columns: &[usize]) -> Result<()> {
        let input = &self.options.file;
        let file = input.open().map_err(|source| input.unread(source))?;
        let Some(stream) = CsvStream::open(file).map_err(|fault| self.unread(&fault))? else {
            return Err(Error::input(format!("{} changed while it was read", self.name())));
        };
        // A candidate is handed over as a fault that says its id; the row comes with it.
        let key = &self.key;
        let parts = self.in_threads(stream, &columns[..1], &|_, fields| {
            let Ok(text) = std::str::from_utf8(fields[0]) else { return Ok(()) };
            let Ok(id) = CaseId::parse(text) else { return Ok(()) };
            let is_candidate = twice.binary_search(&Pool::mark_of(key, id.as_str())).is_ok();
            if is_candidate { Err(id.to_string()) } else { Ok(()) }
        })?;
        let mut first: HashMap<String, u64> = HashMap::new();
        let mut faults = Vec::new();
        for (row, id) in numbered(&parts) {
            match first.get(&id) {
                None => drop(first.insert(id, row)),
                Some(before) => {
                    faults.push((row, format!("case id \"{id}\" is in row {before} already")));
                }
            }
        }
        self.refuse_numbered(faults)
    }
}
