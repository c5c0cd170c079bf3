//! The review pack: typed views of what was found, charts, disclosure control, and the files made of
//! them. It counts nothing itself (figures come from `measures` and from the jobs that call it) and
//! reads or writes no file.

// The sample figures of the tests name this crate as others do.
#[cfg(test)]
extern crate self as assay_pack;

pub mod assemble;
pub mod chart;
pub mod disclosure;
pub mod docx;
pub mod error;
pub mod html;
pub mod narrative;
pub mod profile;
pub mod reminder;
pub mod rests;
pub mod section;
pub mod supervision;
pub mod typst;
pub mod view;
pub mod xlsx;

pub use assemble::{Figures, assemble};
pub use error::Error;
pub use html::{Override, Templates, render};
pub use profile::Profile;
pub use view::Document;
