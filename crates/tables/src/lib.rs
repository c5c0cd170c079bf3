//! CSV and workbooks in and out, guarded, with cell positions. It knows cells, rows and sheets; what
//! the columns mean is the `intake` crate's business.

mod body;
mod body_words;
mod book;
mod book_out;
mod bundle;
mod careful;
mod cell;
mod csv_in;
mod csv_like;
mod csv_out;
mod csv_record;
mod csv_records;
mod csv_stream;
mod error;
mod form_out;
mod guard;
mod limits;
mod moment;
mod ods_guard;
mod ranges;
mod saved;
mod sheet;
mod sniff;
pub mod stream;
mod text;
mod widths;
mod xls_guard;
mod xlsx_in;
mod xlsx_marks;
mod xml_in;

pub use body::{Aside, Body, Broken, KeepRows, Ruling};
pub use book::{Book, Format};
pub use book_out::{OutCell, OutSheet, WriteError, write_book};
pub use bundle::bundle;
pub use cell::{Cell, EMPTY};
pub use csv_out::{CsvOut, Mark, defuse};
pub use csv_record::MarkFault;
pub use csv_stream::CsvStream;
pub use error::ReadError;
pub use form_out::{Check, FormCell, FormPart, FormSheet, write_form};
pub use limits::Limits;
pub use moment::{Epoch, Moment};
pub use saved::saved_at;
pub use sheet::{Marks, Row, RowEncoding, Sheet, SheetInfo, Shown};
pub use xml_in::{XmlRecord, read_xml};
