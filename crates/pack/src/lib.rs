//! The review pack: typed views of what was found, charts, disclosure control, and the files made of
//! them. It counts nothing itself (figures come from `measures` and from the jobs that call it) and
//! reads or writes no file.

pub mod assemble;
pub mod chart;
pub mod error;
pub mod html;
pub mod number;
pub mod section;
pub mod view;

pub use assemble::{Figures, Profile, assemble};
pub use error::Error;
pub use html::{Override, Templates, render};
pub use view::Document;
