//! A list read in blocks by as many threads as there are processors.

use std::sync::{Mutex, PoisonError};

use assay_sampler::TicketKey;
use assay_sampler::stream::{Marks, Pool, repeated};
use assay_tables::stream::{Block, CsvStream, Fields, find_column};
use rayon::prelude::*;

use assay_views::draws::SampleNote;
use assay_views::rows::Said;

use super::OneOffOptions;
use super::part::{Compared, Part, numbered};
use crate::desk::error::{Error, Result};
use crate::desk::input::Opened;
use crate::desk::one_column;
use crate::desk::progress::Stage;

/// How many faults are told at once.
const TOLD: usize = 20;

/// Up to this size a CSV that is odd in any way is read again row by row, as every other table is.
const SMALL: u64 = 256 << 20;

/// Up to this size the ids of a CSV are compared with each other.
const COMPARED: u64 = 8 << 20;

/// What was seen of the list, and what to know of how it was read.
pub(super) struct Seen {
    pub(super) pool: Pool,
    pub(super) said: Said,
}

/// Reads the list of one draw.
pub(super) struct FileReader<'a> {
    pub(super) options: &'a OneOffOptions,
    pub(super) key: TicketKey,
    pub(super) stage: &'a Stage<'a>,
}

impl FileReader<'_> {
    pub(super) fn read(&self) -> Result<Seen> {
        let input = &self.options.file;
        if input.is_folder() {
            return Err(Error::taken(format!("{} is a folder", input.place()))
                .hint("name the CSV or workbook in it"));
        }
        let file = input.open().map_err(|source| {
            input
                .unread(source)
                .hint("check the name and the folder; put names with spaces in quotation marks")
        })?;
        let size = input.size();
        let Some(stream) = CsvStream::open(file).map_err(|fault| self.unread(&fault))? else {
            return self.read_book();
        };
        let columns = match self.columns(stream.header()) {
            Err(_) if size <= SMALL => return self.read_book(),
            found => found?,
        };
        let parts = self.in_threads(stream, &columns, &|part, fields| part.add_row(fields));
        let is_odd = |part: &Part| part.is_odd || part.is_irregular || !part.faults.is_empty();
        let parts = match parts {
            Err(_) if size <= SMALL => return self.read_book(),
            parts => parts?,
        };
        let is_near = |at: usize| parts[..at].iter().any(|before| parts[at].is_near(before));
        if (1..parts.len()).any(is_near) {
            return self.read_book();
        }
        if parts.iter().any(|part| part.not_utf8 || (size <= SMALL && is_odd(part))) {
            return self.read_book();
        }
        self.refuse_faults(&parts)?;
        if parts.iter().any(|part| part.is_irregular) {
            return Err(Error::input(format!(
                "{}: some rows have a cell too few or too many, or a quotation mark that never closes",
                self.name()
            ))
            .hint("import it as cases in parts: that names the rows"));
        }
        let mut pools: Vec<Pool> = parts.into_iter().map(|part| part.pool).collect();
        let marks: Vec<Marks> = pools.iter_mut().map(Pool::take_marks).collect();
        let twice = repeated_in_threads(&marks);
        if !twice.is_empty() {
            self.refuse_twice(&twice, &columns)?;
        }
        drop(marks);
        let mut pools = pools.into_iter();
        let mut first = pools.next().unwrap_or_else(|| self.pool());
        pools.for_each(|pool| first.merge(pool));
        let mut said = Said::default();
        if size > COMPARED {
            said.note(SampleNote::NotCompared);
        }
        Ok(Seen { pool: first, said })
    }

    /// Lets every processor take blocks in turn until there are none.
    pub(super) fn in_threads(
        &self,
        stream: CsvStream<Opened>,
        columns: &[usize],
        visit: &(dyn Fn(&mut Part, &Fields) -> std::result::Result<(), String> + Sync),
    ) -> Result<Vec<Part>> {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let stream = Mutex::new(stream);
        let work = || {
            let (mut part, mut block) = (self.part(), Block::default());
            loop {
                let more =
                    stream.lock().unwrap_or_else(PoisonError::into_inner).next_block(&mut block);
                match more {
                    Err(fault) => return Err(self.unread(&fault)),
                    Ok(false) => return Ok(part),
                    Ok(true) if part.not_utf8 || part.faults.len() > TOLD => {}
                    Ok(true) => {
                        let rows = block.each(columns, |row, fields| {
                            if let Err(fault) = visit(&mut part, fields) {
                                part.faults.push((block.sequence, row, fault));
                            }
                        });
                        part.is_irregular |= !rows.is_regular;
                        part.blocks.push((block.sequence, rows.count));
                        self.stage.advance(rows.count);
                        self.stage.go_on()?;
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .map(|worker| {
                    worker.join().unwrap_or_else(|_| Err(Error::failed("a reader failed")))
                })
                .collect()
        })
    }

    pub(super) fn columns(&self, header: &[String]) -> Result<Vec<usize>> {
        std::iter::once(&self.options.id_column)
            .chain(&self.options.strata)
            .map(|name| {
                let found = find_column(header, name);
                one_column::only(self.name(), header, found)?;
                found.ok_or_else(|| {
                    Error::input(format!(
                        "{}: expected a column \"{name}\", found none",
                        self.name()
                    ))
                    .hint(format!("the columns are {}", header.join(", ")))
                })
            })
            .collect()
    }

    fn refuse_faults(&self, parts: &[Part]) -> Result<()> {
        self.refuse_numbered(numbered(parts))
    }

    pub(super) fn refuse_numbered(&self, mut faults: Vec<(u64, String)>) -> Result<()> {
        if faults.is_empty() {
            return Ok(());
        }
        faults.sort();
        let name = self.name();
        let lines: Vec<String> = faults
            .iter()
            .take(TOLD)
            .map(|(row, fault)| format!("{name}, row {row}: {fault}"))
            .collect();
        let more = if faults.len() > TOLD { "\nand more" } else { "" };
        Err(Error::input(format!("{}{more}", lines.join("\n"))).hint(
            "every row needs an id of its own and all its cells: fix the list, or import it as cases to merge rows",
        ))
    }

    pub(super) fn part(&self) -> Part {
        let is_compared = self.options.file.size() <= COMPARED;
        Part::new(self.pool(), if is_compared { Compared::WithOthers } else { Compared::Not })
    }

    fn pool(&self) -> Pool {
        let keep = self.options.n.saturating_add(self.options.reserves);
        Pool::new(self.key.clone(), usize::try_from(keep).unwrap_or(usize::MAX))
    }

    pub(super) fn name(&self) -> &str {
        self.options.file.name()
    }

    pub(super) fn unread(&self, fault: &assay_tables::ReadError) -> Error {
        Error::input(format!("{}: {fault}", self.name())).hint(fault.hint())
    }
}

/// Finds the marks that stand twice, with as many threads as read the file.
fn repeated_in_threads(parts: &[Marks]) -> Vec<u64> {
    let share = Marks::BUCKETS.div_ceil(parts.len().max(1));
    let range = |i: usize| i * share..((i + 1) * share).min(Marks::BUCKETS);
    (0..parts.len()).into_par_iter().flat_map_iter(|i| repeated(parts, range(i))).collect()
}
