//! Comments: the analyser, the search index and its grammar, the theme matcher, emerging phrases and
//! suggestions. Pure but for the index folder it is given: it reads no clock and no settings file.

pub mod analyser;
pub mod emerging;
pub mod index;
pub mod kwic;
pub mod query;
pub mod suggest;
pub mod themes;

pub use analyser::{Analyser, Dictionary};
pub use index::Index;
pub use themes::{Matcher, ThemeBook, Themes};
