//! Local pages: a small server on this machine alone, whose handlers call one job each and render its view.
//! Pages are in `pages`, one file each; the rest is what they need: connections, the checks of every
//! request, forms, background work and templates. It decides nothing about audits and stores nothing itself.

mod act;
mod asked;
mod assets;
mod build;
mod built;
mod cache;
mod desk;
mod entry;
mod failure;
mod field;
mod guard;
mod guide;
mod headers;
mod jobs;
mod limits;
mod lock;
mod next;
mod page;
mod pages;
mod reply;
mod routes;
mod running;
mod serve;
mod state;
mod templates;
mod token;
mod upload;
mod uploads;
mod words;

pub use limits::Limits;
pub use running::launch_address as running_address;
pub use serve::{Options, ServeError, Server};
