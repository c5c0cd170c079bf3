//! The desk: the workspace's folder and store, who sits at it, the one writer's lock, files written
//! whole, and the error that every job ends with. It does no job itself.

pub(crate) mod disk;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod folder;
pub(crate) mod lock;
mod making;
mod mapping;
pub mod next;
pub(crate) mod place;
pub(crate) mod progress;
pub(crate) mod session;
pub(crate) mod steady;
pub(crate) mod streamed;
