//! Whether the rows of a draw and of its list are as the ledger says: asked before anything is drawn from them.

use assay_store::DrawRecord;

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// Returns the first difference in words.
pub(super) fn difference(workspace: &Reader, record: &DrawRecord) -> Result<Option<String>> {
    let frozen = &record.frozen;
    let found = workspace.store.check_draw(frozen.id.as_str(), frozen.import)?;
    Ok(found.first().map(ToString::to_string))
}

/// Refuses a draw whose rows were changed behind the program's back.
pub(super) fn check(workspace: &Reader, record: &DrawRecord) -> Result<()> {
    match difference(workspace, record)? {
        None => Ok(()),
        Some(found) => {
            Err(Error::damaged(format!("draw {} cannot be drawn from: {found}", record.frozen.id))
                .then(Next::Restore))
        }
    }
}
