//! The jobs on comments: searching them, counting and checking themes, and quotes for public packs.
//! Finding a word and matching a rule are done by the crate `comments`.

pub mod index;
pub mod quotes;
pub mod search;
pub mod themes;
