//! Ticket, frozen frame, plan, allocation, draw, extension, replacement, assignment and verify: the
//! published method `assay/1`. Pure: it reads no file, clock or ambient randomness; time, actor, seed
//! and salt are arguments. Floats and hash order decide nothing here.

pub mod allocate;
pub mod assign;
pub mod balance;
pub mod chances;
pub mod count;
pub mod digest;
pub mod draw;
pub mod extend;
pub mod frame;
pub mod freeze;
pub mod manifest;
pub mod plan;
pub mod replace;
pub mod rules;
pub mod seed;
pub mod sql;
pub mod standing;
pub mod stream;
pub mod ticket;
pub mod verify;

pub use allocate::{Allocation, Method};
pub use digest::Digest;
pub use draw::{Draw, DrawError, Drawn, DrawnStratum, draw};
pub use frame::{Frame, FrameFault, FrameReadError, FrameRow, Status};
pub use manifest::{
    Assignment, Extension, FrameSummary, Freeze, LedgerRef, Manifest, ManifestReadError, PlanText,
    Program, Replacement, SeedRecord, Source, Targeted,
};
pub use plan::Plan;
pub use rules::{Cap, Rules, SecondReads, Selection, Unit};
pub use seed::{Seed, SeedFault, Weakness};
pub use ticket::{EqualTickets, Purpose, Ticket, TicketKey};
pub use verify::{Answer, Verification, verify};
