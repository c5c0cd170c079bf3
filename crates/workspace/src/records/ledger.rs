//! Reading the ledger: what was done, by whom, when, and whether the chain still holds.

use assay_store::LedgerCheck;
use assay_views::records::{Actor, ChainReport, EntryLine};

use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Returns all entries in order.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<EntryLine>> {
    let entries = workspace.store.ledger()?;
    Ok(entries
        .into_iter()
        .map(|entry| EntryLine {
            number: entry.number,
            at: format!("{:.3}", entry.at),
            kind: entry.kind,
            hash: entry.hash,
            actor: Actor {
                name: entry.actor.name,
                login: entry.actor.login,
                machine: entry.actor.machine,
            },
        })
        .collect())
}

/// Recomputes every hash and compares every record with the entry that names it.
///
/// # Errors
/// When the store cannot be read.
pub fn check(workspace: &Reader) -> Result<ChainReport> {
    let LedgerCheck { entries, withdrawn, difference } = workspace.store.verify_ledger()?;
    Ok(ChainReport {
        ledger_intact: difference.is_none(),
        entries,
        withdrawn,
        first_difference: difference.map(|d| d.to_string()),
    })
}
