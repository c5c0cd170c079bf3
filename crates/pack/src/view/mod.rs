//! What templates see: a pack as sections of blocks, every text finished and every number already
//! written out. All formats (HTML, DOCX, typst, XLSX) are made from these same views.

pub mod block;
pub mod chart;
pub mod document;
pub mod table;
pub mod value;

pub use block::{Block, Fact, Figure, Item, Quote, Quotes};
pub use chart::{Chart, Drawing};
pub use document::{Answer, Cover, Document, Edition, FrontChart, Lack, Question, Section};
pub use table::{Cell, Class, Column, Layout, Row, Table};
pub use value::{Amount, Shown, Value};
