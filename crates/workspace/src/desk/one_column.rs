//! A column that is asked for by its name has to be there once: of two nobody knows which is meant.

use crate::desk::error::{Error, Result};

/// Refuses a table in which the column found comes a second time.
pub(crate) fn only(file: &str, headings: &[String], found: Option<usize>) -> Result<()> {
    let Some(at) = found else { return Ok(()) };
    let Some((_, again)) = assay_tables::twice(headings).find(|(first, _)| *first == at) else {
        return Ok(());
    };
    Err(Error::input(format!(
        "{file}: expected one column \"{}\", found it as column {} and as column {}",
        headings[at].trim(),
        at + 1,
        again + 1
    ))
    .hint("give each column a header of its own, and put a table that is beside another on a sheet of its own"))
}
