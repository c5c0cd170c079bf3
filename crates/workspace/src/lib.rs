//! The jobs: import, freeze, draw, search, count, pack, verify… Each loads, calls the pure engines and
//! records. This is the one place where engines meet, and where the clock, the login and randomness
//! come from. Jobs return reports; they print nothing and do not know who called them.
//!
//! They are in rooms by work: `desk` (folder, store, session, lock), `import`, `draws`, `round`,
//! `comments`, `evidence` and `records`; `home` says where the work stands, and `demo` does a year of an officer's work with them.

pub mod comments;
pub mod demo;
mod desk;
pub mod draws;
pub mod evidence;
pub mod home;
pub mod import;
pub mod records;
pub mod round;

pub use desk::cell::safe_cell;
pub use desk::error::{Error, Fault, Result};
pub use desk::files::read as read_file;
pub use desk::finding::{find as find_folder, inside as folders_inside};
pub use desk::input::{Input, Opened};
pub use desk::next;
pub use desk::place::Workspace;
pub use desk::progress::{Progress, Silent, Stage};
pub use desk::reader::{Reader, Reading};
pub use desk::running::Running;
pub use desk::sent::SentFolder;
pub use desk::session::Session;
pub use desk::streamed::Streamed;
pub use desk::writer::Writer;
