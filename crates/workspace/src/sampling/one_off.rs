//! A one-off draw straight from a file of any size, without a workspace. A CSV is read in blocks by as
//! many threads as there are processors; a workbook, or a CSV in another encoding, row by row.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use assay_model::CaseId;
use assay_model::id::parse_value;
use assay_sampler::stream::{Pool, repeated};
use assay_sampler::{Allocation, Method, Purpose, Seed, TicketKey};
use assay_tables::stream::{Block, CsvStream, Fields, cell_text, find_column};
use assay_tables::{Book, Limits};

pub use assay_sampler::stream::{Line, Role};

use super::draw::WeakSeed;
use crate::error::{Error, Result};
use crate::files;
use crate::session::Session;

/// How many faults are told at once.
const TOLD: usize = 20;

/// What to draw from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOffOptions {
    /// The file.
    pub file: PathBuf,
    /// The column of the case ids.
    pub id_column: String,
    /// The sample size.
    pub n: u64,
    /// The columns the strata are made of.
    pub strata: Vec<String>,
    /// The seed; none takes the operating system's randomness.
    pub seed: Option<String>,
    /// `proportional` or `equal`.
    pub allocation: String,
    /// What each stratum gets at least.
    pub minimum: u64,
    /// Reserves per stratum.
    pub reserves: u64,
    /// The draw's id.
    pub draw_id: String,
    /// What happens to a weak seed.
    pub weak_seed: WeakSeed,
}

/// What was drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOffReport {
    /// The lines, by stratum, then order.
    pub lines: Vec<Line>,
    /// The seed that was used.
    pub seed: String,
    /// How many rows were read.
    pub rows: u64,
    /// What to know of the draw.
    pub notes: Vec<String>,
}

/// Draws from a file.
///
/// # Errors
/// When the file cannot be read, an id or stratum does not stand, an id stands twice, the seed is weak,
/// or `n` cannot be spread.
pub fn sample(session: &Session, options: &OneOffOptions) -> Result<OneOffReport> {
    let id = super::draw_id(&options.draw_id)?;
    let (seed, weak) = seed(session, options)?;
    let rules = rules(options)?;
    if options.n == 0 {
        return Err(Error::new("n is 0: expected a sample size of at least 1"));
    }
    let reader = Reader { options, key: TicketKey::new(&seed, &id, Purpose::Select) };
    let pool = reader.read()?;
    let rows = pool.rows();
    if rows == 0 {
        return Err(Error::new(format!("{}: no rows below the header", reader.name())));
    }
    let lines = pool
        .draw(options.n, options.reserves, &rules)
        .map_err(|fault| Error::new(fault.to_string()))?;
    let mut notes = Vec::new();
    if options.n > rows {
        notes.push(format!("n reduced from {} to {rows}", options.n));
    }
    notes.extend(weak.map(|weakness| format!("weak seed, expressly allowed: {weakness}")));
    Ok(OneOffReport { lines, seed: seed.to_string(), rows, notes })
}

fn seed(session: &Session, options: &OneOffOptions) -> Result<(Seed, Option<String>)> {
    let Some(text) = &options.seed else {
        return Ok((Seed::from_entropy(&session.random_bytes()?), None));
    };
    let seed = Seed::parse(text).map_err(|fault| Error::new(fault.to_string()))?;
    let weak = seed.weakness().map(|weakness| weakness.to_string());
    match (&weak, options.weak_seed) {
        (Some(weakness), WeakSeed::Refused) => Err(Error::new(weakness.clone()).hint(
            "throw ten-sided dice twenty times, or leave --seed out; --allow-weak-seed takes it all the same",
        )),
        _ => Ok((seed, weak)),
    }
}

fn rules(options: &OneOffOptions) -> Result<Allocation> {
    let method = match options.allocation.as_str() {
        "proportional" => Method::Proportional,
        "equal" => Method::Equal,
        other => {
            return Err(Error::new(format!(
                "expected the allocation proportional or equal, found \"{other}\""
            ))
            .hint("fixed and neyman need a plan: assay plan new"));
        }
    };
    Ok(Allocation { method, minimum: options.minimum, nested: false })
}

struct Reader<'a> {
    options: &'a OneOffOptions,
    key: TicketKey,
}

/// What one thread has seen.
struct Part {
    pool: Pool,
    strata: HashMap<Vec<u8>, usize>,
    joined: Vec<u8>,
    /// Rows of each block, to say in which row of the file a fault stands.
    blocks: Vec<(u64, u64)>,
    faults: Vec<(u64, u64, String)>,
    not_utf8: bool,
}

impl Reader<'_> {
    fn read(&self) -> Result<Pool> {
        let path = &self.options.file;
        let file = File::open(path).map_err(|source| {
            Error::file("read", path, source)
                .hint("check the name and the folder; put names with spaces in quotation marks")
        })?;
        let Some(stream) = CsvStream::open(file).map_err(|fault| self.unread(&fault))? else {
            return self.read_book();
        };
        let columns = self.columns(stream.header())?;
        let parts = self.in_threads(stream, &columns, &|part, fields| part.add_row(fields))?;
        if parts.iter().any(|part| part.not_utf8) {
            return self.read_book();
        }
        self.refuse_faults(&parts)?;
        let mut pools: Vec<Pool> = parts.into_iter().map(|part| part.pool).collect();
        let marks = sorted_marks(&mut pools);
        let twice = repeated(&marks);
        if !twice.is_empty() {
            self.refuse_twice(&twice, &columns)?;
        }
        drop(marks);
        let mut pools = pools.into_iter();
        let mut first = pools.next().unwrap_or_else(|| self.pool());
        pools.for_each(|pool| first.merge(pool));
        Ok(first)
    }

    /// Lets every processor take blocks in turn until there are none.
    fn in_threads(
        &self,
        stream: CsvStream<File>,
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
                        let rows = block.each(columns, &mut |row, fields| {
                            if let Err(fault) = visit(&mut part, fields) {
                                part.faults.push((block.sequence, row, fault));
                            }
                        });
                        part.blocks.push((block.sequence, rows));
                    }
                }
            }
        };
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            workers
                .into_iter()
                .map(|worker| worker.join().unwrap_or_else(|_| Err(Error::new("a reader failed"))))
                .collect()
        })
    }

    /// Reads a workbook, or a CSV that is not UTF-8, row by row.
    fn read_book(&self) -> Result<Pool> {
        let name = self.name();
        let bytes = files::read(&self.options.file)?;
        let mut book = Book::open(&name, bytes, &Limits::default()).map_err(|f| self.unread(&f))?;
        let mut rows: Vec<(u64, Vec<Option<String>>)> = Vec::new();
        let mut columns: Option<Result<Vec<usize>>> = None;
        let mut visit = |row: assay_tables::Row| {
            let texts: Vec<Option<String>> = row.cells().iter().map(cell_text).collect();
            match &columns {
                None => {
                    let header: Vec<String> = texts
                        .into_iter()
                        .map(|t| t.unwrap_or_default().trim().to_owned())
                        .collect();
                    columns = Some(self.columns(&header));
                }
                Some(Ok(places)) => {
                    let empty = || Some(String::new());
                    let wanted = places
                        .iter()
                        .map(|c| texts.get(*c).cloned().unwrap_or_else(empty))
                        .collect();
                    rows.push((u64::from(row.number), wanted));
                }
                Some(Err(_)) => {}
            }
        };
        book.for_each_row(0, &mut visit).map_err(|fault| self.unread(&fault))?;
        columns.unwrap_or_else(|| Err(Error::new(format!("{name}: the file is empty"))))?;
        let mut part = self.part();
        let mut seen: HashMap<String, u64> = HashMap::new();
        for (number, texts) in rows {
            let told = book_row(&mut part, &mut seen, number, texts);
            if let Err(fault) = told {
                part.faults.push((0, number, fault));
            }
        }
        part.blocks.clear();
        self.refuse_numbered(part.faults.iter().map(|(_, row, f)| (*row, f.clone())).collect())?;
        Ok(part.pool)
    }

    /// Reads the file again for the ids that seem to stand twice: eight equal bytes may be chance.
    fn refuse_twice(&self, twice: &[u64], columns: &[usize]) -> Result<()> {
        let file = File::open(&self.options.file)
            .map_err(|source| Error::file("read", &self.options.file, source))?;
        let Some(stream) = CsvStream::open(file).map_err(|fault| self.unread(&fault))? else {
            return Err(Error::new(format!("{} changed while it was read", self.name())));
        };
        // A candidate is handed over as a fault that says its id; the row comes with it.
        let key = &self.key;
        let parts = self.in_threads(stream, &columns[..1], &|_, fields| {
            let Ok(text) = std::str::from_utf8(&fields[0]) else { return Ok(()) };
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
                    faults.push((row, format!("case id \"{id}\" stands in row {before} already")));
                }
            }
        }
        self.refuse_numbered(faults)
    }

    fn columns(&self, header: &[String]) -> Result<Vec<usize>> {
        std::iter::once(&self.options.id_column)
            .chain(&self.options.strata)
            .map(|name| {
                find_column(header, name).ok_or_else(|| {
                    Error::new(format!("{}: expected a column \"{name}\", found none", self.name()))
                        .hint(format!("the columns are {}", header.join(", ")))
                })
            })
            .collect()
    }

    fn refuse_faults(&self, parts: &[Part]) -> Result<()> {
        self.refuse_numbered(numbered(parts))
    }

    fn refuse_numbered(&self, mut faults: Vec<(u64, String)>) -> Result<()> {
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
        Err(Error::new(format!("{}{more}", lines.join("\n"))).hint(
            "every row needs an id of its own: mend the list, or import it as cases to merge rows",
        ))
    }

    fn part(&self) -> Part {
        Part {
            pool: self.pool(),
            strata: HashMap::new(),
            joined: Vec::new(),
            blocks: Vec::new(),
            faults: Vec::new(),
            not_utf8: false,
        }
    }

    fn pool(&self) -> Pool {
        let keep = self.options.n.saturating_add(self.options.reserves);
        Pool::new(self.key.clone(), usize::try_from(keep).unwrap_or(usize::MAX))
    }

    fn name(&self) -> String {
        name_of(&self.options.file)
    }

    fn unread(&self, fault: &assay_tables::ReadError) -> Error {
        Error::new(format!("{}: {fault}", self.name())).hint(fault.hint())
    }
}

impl Part {
    /// Adds a row: the id first, then the columns of the stratum.
    fn add_row(&mut self, fields: &Fields) -> std::result::Result<(), String> {
        let (id, values) = fields.split_first().ok_or("expected a case id")?;
        let stratum = self.stratum(values)?;
        if is_plain(id) {
            // Such bytes are their own normal form: ASCII without spaces, signs or points.
            let text = std::str::from_utf8(id).map_err(|fault| fault.to_string())?;
            self.pool.add(stratum, text);
            return Ok(());
        }
        let Ok(text) = std::str::from_utf8(id) else {
            self.not_utf8 = true;
            return Ok(());
        };
        let id = CaseId::parse(text)
            .map_err(|fault| format!("case id: expected {fault}, found \"{text}\""))?;
        self.pool.add(stratum, id.as_str());
        Ok(())
    }

    fn stratum(&mut self, values: &Fields) -> std::result::Result<usize, String> {
        self.joined.clear();
        for value in values {
            self.joined.extend_from_slice(value);
            self.joined.push(0x1f);
        }
        if let Some(index) = self.strata.get(&self.joined) {
            return Ok(*index);
        }
        let mut parts = Vec::with_capacity(values.len());
        for value in values {
            let Ok(text) = std::str::from_utf8(value) else {
                self.not_utf8 = true;
                return Ok(self.pool.stratum("all"));
            };
            let value = parse_value(text)
                .map_err(|fault| format!("stratum: expected {fault}, found \"{text}\""))?;
            parts.push(value);
        }
        let name = if parts.is_empty() { "all".to_owned() } else { parts.join(" / ") };
        let index = self.pool.stratum(&name);
        self.strata.insert(self.joined.clone(), index);
        Ok(index)
    }
}

/// Adds a row of a workbook, and remembers where its id stands.
fn book_row(
    part: &mut Part,
    seen: &mut HashMap<String, u64>,
    number: u64,
    texts: Vec<Option<String>>,
) -> std::result::Result<(), String> {
    let mut fields = Vec::with_capacity(texts.len());
    for text in texts {
        let text = text.ok_or(
            "expected text, found a number too large or fractional to be an id: format the column as text",
        )?;
        fields.push(std::borrow::Cow::Owned(text.into_bytes()));
    }
    let id = std::str::from_utf8(&fields[0]).unwrap_or_default().to_owned();
    part.add_row(&fields)?;
    match seen.insert(id.trim().to_owned(), number) {
        None => Ok(()),
        Some(first) => Err(format!("case id \"{}\" stands in row {first} already", id.trim())),
    }
}

/// Tells whether these bytes are an id as they stand: no space to trim, nothing to compose, none of
/// the signs without which no number looks damaged.
fn is_plain(id: &[u8]) -> bool {
    !id.is_empty() && id.iter().all(|b| b.is_ascii_graphic() && !matches!(b, b'.' | b',' | b'+'))
}

/// Faults with the rows of the file they stand in: the header is row 1.
fn numbered(parts: &[Part]) -> Vec<(u64, String)> {
    let mut sizes: Vec<(u64, u64)> = parts.iter().flat_map(|part| part.blocks.clone()).collect();
    sizes.sort_unstable();
    let before = |block: u64| {
        sizes
            .iter()
            .take_while(|(sequence, _)| *sequence < block)
            .map(|(_, rows)| rows)
            .sum::<u64>()
    };
    let faults = parts.iter().flat_map(|part| &part.faults);
    let mut rows: Vec<(u64, String)> =
        faults.map(|(block, row, fault)| (before(*block) + row + 2, fault.clone())).collect();
    rows.sort();
    rows
}

/// Sorts the marks of all pools, each in a thread of its own.
fn sorted_marks(pools: &mut [Pool]) -> Vec<Vec<u64>> {
    std::thread::scope(|scope| {
        let workers: Vec<_> =
            pools.iter_mut().map(|pool| scope.spawn(|| pool.take_marks())).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_default()).collect()
    })
}

fn name_of(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
