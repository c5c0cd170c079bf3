//! Why a file cannot be read at all, with what to do about it. What is wrong with single rows is data, not an
//! error, and is reported by `intake`.

/// A file that cannot be read. The text says what was found; [`ReadError::hint`] how to fix it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing in it.
    #[error("the file is empty")]
    Empty,
    /// An OLE container where an .xlsx was promised, or one with an encrypted package.
    #[error("this workbook has a password or a sensitivity label: save a copy without it")]
    Locked,
    /// A lock file that Excel leaves next to an open workbook.
    #[error("this is the lock file of a workbook that is open in Excel, not the workbook")]
    LockFile,
    /// Content of another kind.
    #[error("expected a workbook or a CSV file, found {0}")]
    Kind(&'static str),
    /// More than the limits allow.
    #[error("the file is too large to read safely: {what} is {found}, the limit is {limit}")]
    TooLarge {
        /// What is too large.
        what: String,
        /// How large it is.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// A part unpacks to far more than its packed size.
    #[error(
        "the file is not a normal workbook: part \"{part}\" unpacks to more than {ratio} times its size"
    )]
    Bomb {
        /// The part's name.
        part: String,
        /// The limit.
        ratio: u64,
    },
    /// More rows cannot be read than are listed.
    #[error("{0}")]
    Rows(String),
    /// The workbook's inside is broken.
    #[error("the workbook is damaged: {0}")]
    Damaged(String),
    /// An XML message that is not well formed.
    #[error("the XML is damaged: {0}")]
    Xml(String),
    /// A text file that is not readable text.
    #[error("the text file is damaged: {0}")]
    Text(String),
}

impl ReadError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Empty => "export the list again",
            Self::Locked => {
                "in Excel: File, Info, remove the password or set the label to one without encryption, then save a copy"
            }
            Self::LockFile => "choose the workbook itself; its name does not begin with ~$",
            Self::Kind(_) => "open it in Excel and save it as .xlsx or CSV",
            Self::TooLarge { .. } => {
                "delete unused rows and columns, or save only the sheets that are needed"
            }
            Self::Rows(_) => {
                "correct the row that is named and import again: one quotation mark or one comma too many is often behind all of them"
            }
            Self::Bomb { .. } => "open it in Excel and save it again as .xlsx",
            Self::Damaged(_) => "open it in Excel, let Excel repair it, and save it again",
            Self::Xml(_) => "export the message again from the system it comes from",
            Self::Text(_) => "save it again as CSV UTF-8",
        }
    }
}
