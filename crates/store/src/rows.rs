//! The digest of an import's rows as they are in their table. Which rows and columns, the caller's query says.

use assay_model::print::hex;
use rusqlite::CachedStatement;
use sha2::{Digest, Sha256};

use crate::Error;

/// Returns the digest of the first `columns` texts of each row of the import, each text followed by a zero byte, or
/// none without rows. The statement's one parameter is the import; `what` names a row in an error.
pub(crate) fn texts_digest(
    mut statement: CachedStatement<'_>,
    import: u64,
    columns: usize,
    what: &'static str,
) -> Result<Option<String>, Error> {
    let mut rows = statement.query([import as i64])?;
    let mut digest = Sha256::new();
    let mut is_empty = true;
    while let Some(row) = rows.next()? {
        is_empty = false;
        for column in 0..columns {
            let text = row.get_ref(column)?.as_str_or_null();
            digest.update(text.map_err(|fault| Error::damaged(what, fault))?.unwrap_or_default());
            digest.update([0]);
        }
    }
    Ok((!is_empty).then(|| hex(&digest.finalize())))
}
