//! Reading the ledger: what was done, by whom, when, and whether the chain still holds.

use assay_store::LedgerCheck;

use crate::desk::error::Result;
use crate::desk::place::Workspace;
use crate::desk::steady;

/// One entry as it is shown to people and programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryLine {
    /// The entry's number, from 1.
    pub number: u64,
    /// RFC 3339 UTC with milliseconds.
    pub at: String,
    /// The display name of who acted.
    pub actor: String,
    /// The operating system's login.
    pub login: String,
    /// The machine.
    pub machine: String,
    /// What kind of step it was.
    pub kind: String,
    /// The entry's hash, 64 hex figures.
    pub hash: String,
}

/// Returns all entries in order.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Workspace) -> Result<Vec<EntryLine>> {
    let entries = workspace.store.ledger()?;
    Ok(entries
        .into_iter()
        .map(|entry| EntryLine {
            number: entry.number,
            at: format!("{:.3}", entry.at),
            actor: entry.actor.name,
            login: entry.actor.login,
            machine: entry.actor.machine,
            kind: entry.kind,
            hash: entry.hash,
        })
        .collect())
}

/// What reading the chain again gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChainReport {
    /// How many entries were read.
    pub entries: u64,
    /// How many records were erased by right.
    pub withdrawn: u64,
    /// The first difference in words, if there is one.
    pub difference: Option<String>,
}

/// Recomputes every hash and holds every record against the entry that names it.
///
/// # Errors
/// When the store cannot be read.
pub fn check(workspace: &Workspace) -> Result<ChainReport> {
    let look = || Ok(workspace.store.verify_ledger()?);
    let LedgerCheck { entries, withdrawn, difference } = steady::at_one_moment(workspace, look)?;
    Ok(ChainReport { entries, withdrawn, difference: difference.map(|d| d.to_string()) })
}
