//! One `SQLite` file: records, versions, verdicts and the hash-chained ledger. Every change is one
//! transaction of records and ledger entry, together or not at all; nothing is overwritten. It reads
//! no clock, login or randomness: those are arguments. SQL stands in this crate alone.

mod about;
mod actions;
mod backup;
pub mod cases;
mod column;
pub mod comments;
pub mod commitment;
mod copying;
mod drafts;
pub mod draws;
mod engine;
pub mod erase;
mod error;
pub mod events;
pub mod guard;
mod health;
mod holdings;
pub mod import;
pub mod kept;
mod ledger;
mod lent;
mod long;
mod moment;
mod moved;
mod on_hold;
mod open;
mod outside;
mod owner;
mod people;
pub mod record;
mod rests;
mod retention;
mod return_wire;
pub mod returns;
mod rows;
mod salts;
mod schema;
mod scored;
mod snapshot;
mod tx;
pub mod undo;
mod unfinished;
mod unwritable;
mod verdicts;
mod verify;
mod wires;

pub use about::About;
pub use cases::{CaseList, ListOfImport, StoredCases, StoredList};
pub use comments::CommentCursor;
pub use copying::{Copied, PART, part_of};
pub use drafts::{AuditDraft, DraftAnswer, DraftOf};
pub use draws::{
    DrawCase, DrawPlace, DrawRecord, DrawRole, DrawState, Drawn, FrozenList, Manifest, SeedRecord,
};
pub use engine::{Engine, Part};
pub use erase::{Erased, ErasedDraw};
pub use error::Error;
pub use guard::mismatch::{Mismatch, RowsCheck};
pub use import::{Import, ImportDraft, Source, Stored};
pub use kept::Kept;
pub use ledger::{Entry, FIRST_HASH, Head};
pub use on_hold::OnHold;
pub use open::{Journal, Opening, Store};
pub use record::{Draft, EVERY, Numbers, Put, Record};
pub use rests::{Rests, text_of};
pub use retention::{Cutoffs, Purged};
pub use returns::StoredReturn;
pub use tx::Tx;
pub use undo::{TakenBack, Undone};
pub use unfinished::{FileWork, Unfinished};
pub use verify::{Difference, LedgerCheck};
