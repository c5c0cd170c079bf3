//! The desk: the workspace's folder and store, who sits at it, the one writer's lock, files written
//! whole, and the error that every job ends with. It does no job itself.

pub(crate) mod apart;
pub(crate) mod cell;
pub(crate) mod disk;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod finding;
pub(crate) mod folder;
pub(crate) mod frameworks;
pub(crate) mod input;
mod leftovers;
pub(crate) mod lock;
pub(crate) mod making;
mod mapping;
pub mod next;
pub(crate) mod one_column;
mod passes;
pub(crate) mod place;
pub(crate) mod progress;
pub(crate) mod reader;
pub(crate) mod running;
pub(crate) mod sent;
pub(crate) mod session;
pub(crate) mod steady;
pub(crate) mod streamed;
pub(crate) mod unfinished;
pub(crate) mod writer;
