//! The jobs that look after what is kept: the ledger, the check of the workspace, copies, exports,
//! what is held on one person, holds, retention, erasure, and taking names out of text.

pub mod copies;
pub mod disclose;
pub mod doctor;
pub mod erase;
pub mod export;
pub mod hold;
pub mod ledger;
pub mod people;
pub mod redact;
pub mod retention;
pub mod settings;
pub mod written;
