//! The same draw as SQL, for whoever has the list in a database.

use assay_sampler::sql::{Engine, sql as write_sql};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Returns a draw as SQL for `duckdb`, `postgres` or `spark`.
///
/// # Errors
/// When there is no such draw or engine, or nothing is drawn yet.
pub fn sql(workspace: &Reader, id: &str, engine: &str) -> Result<String> {
    let engine = Engine::parse(engine).ok_or_else(|| {
        Error::input(format!("expected the engine duckdb, postgres or spark, found \"{engine}\""))
    })?;
    let record = super::record(workspace, &super::draw_id(id)?)?;
    let manifest = super::manifest(&record)?;
    Ok(write_sql(&manifest, &super::frame(&record)?, engine))
}
