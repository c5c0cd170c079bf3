//! A one-off draw straight from a file of any size, without a workspace. A CSV is read in blocks by as
//! many threads as there are processors; a workbook, or a CSV in another encoding, row by row.

mod book;
mod part;
mod reader;
mod strata;
mod twice;

use assay_model::alike::Spellings;
use assay_sampler::{Allocation, Method, Purpose, Seed, TicketKey};
use assay_views::draws::SampleNote;
use assay_views::rows::Said;

pub use assay_sampler::stream::{Line, Role};

use super::draw::WeakSeed;
use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::next::Next;
use crate::desk::progress::Progress;
use crate::desk::session::Session;
use crate::import::Rows;
use reader::{FileReader, Seen};

/// What to draw from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOffOptions {
    /// The file.
    pub file: Input,
    /// The sheet of a workbook; else the first that has the columns, and those with the same header.
    pub sheet: Option<String>,
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
    /// Which rows are taken for records.
    pub rows: Rows,
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
    pub said: Said,
}

/// Draws from a file.
///
/// # Errors
/// When the file cannot be read, an id or stratum is not usable, an id is there twice, the seed is weak,
/// `n` cannot be spread, or [`Error::Cancelled`].
pub fn sample(
    session: &Session,
    options: &OneOffOptions,
    progress: &dyn Progress,
) -> Result<OneOffReport> {
    let id = super::draw_id(&options.draw_id)?;
    let (seed, weak) = seed(session, options)?;
    let rules = rules(options)?;
    if options.n == 0 {
        return Err(Error::input("n is 0: expected a sample size of at least 1"));
    }
    let stage = progress.stage("reading the list", None);
    let key = TicketKey::new(&seed, &id, Purpose::Select);
    let reader = FileReader { options, key, stage: &stage };
    let Seen { pool, mut said } = reader.read()?;
    let rows = pool.rows();
    if rows == 0 {
        return Err(Error::input(format!("{}: no rows below the header", reader.name())));
    }
    let mut spellings = Spellings::default();
    pool.sizes().for_each(|(stratum, rows)| spellings.count(stratum, rows));
    let lines = pool
        .draw(options.n, options.reserves, &rules)
        .map_err(|fault| Error::input(fault.to_string()))?;
    if options.n > rows {
        said.note(SampleNote::Reduced { asked: options.n, rows });
    }
    spellings.several().for_each(|all| said.note(SampleNote::Spellings(&all)));
    if let Some(weakness) = &weak {
        said.note(SampleNote::WeakSeed(weakness));
    }
    Ok(OneOffReport { lines, seed: seed.to_string(), rows, said })
}

fn seed(session: &Session, options: &OneOffOptions) -> Result<(Seed, Option<String>)> {
    let Some(text) = &options.seed else {
        return Ok((Seed::from_entropy(&session.random_bytes()?), None));
    };
    let seed = Seed::parse(text).map_err(|fault| Error::input(fault.to_string()))?;
    let weak = seed.weakness().map(|weakness| weakness.to_string());
    match (&weak, options.weak_seed) {
        (Some(weakness), WeakSeed::Refused) => {
            Err(Error::refused(weakness.clone()).then(Next::BetterSeed { reported: false }))
        }
        _ => Ok((seed, weak)),
    }
}

fn rules(options: &OneOffOptions) -> Result<Allocation> {
    let method = match options.allocation.as_str() {
        "proportional" => Method::Proportional,
        "equal" => Method::Equal,
        other => {
            return Err(Error::input(format!(
                "expected the allocation proportional or equal, found \"{other}\""
            ))
            .then(Next::NewPlan));
        }
    };
    Ok(Allocation { method, minimum: options.minimum, nested: false })
}
