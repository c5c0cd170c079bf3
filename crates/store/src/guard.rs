//! What the ledger says of every row. A row has a proof: a salt and its leaf. Each ledger entry states, for each
//! group of rows that it changed (of a table, those of one import, entry or draw), how many there are and the root over
//! their leaves; so what is current, withdrawn or superseded follows from the chain. Triggers of the connection do this
//! for every change, so that no job can forget it; nothing of them is in the file.

pub(crate) mod adopt;
pub(crate) mod arm;
mod check;
pub(crate) mod leaf;
pub(crate) mod mismatch;
mod replay;
mod schema;
pub(crate) mod settle;
pub(crate) mod state;
mod statement;
pub(crate) mod tables;

/// The member of an entry's body that states roots.
pub(crate) const STATED: &str = "guarded";
/// The member of an entry's body that states what was destroyed.
pub(crate) const GONE: &str = "gone";
/// The kind of the entry that takes the rows that were stored before under guard.
pub const ADOPTED: &str = "adopted";
/// The kind of an entry for what an entry before could not state, as it names that entry.
pub(crate) const ROWS: &str = "rows";
/// The kinds of entries that may destroy rows.
pub(crate) const LAWFUL: [&str; 3] = ["erase", "retention", "import purged"];
