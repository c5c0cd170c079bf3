//! The local pages, asked as a browser would ask them, and as somebody who should not.

mod browser;
mod damaged;
mod entry;
mod fill;
mod killed;
mod lists;
mod packs;
mod safety;
mod themes;
mod typed;
mod walk;
mod work;

pub(crate) use browser::Browser;
