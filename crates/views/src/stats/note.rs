//! What is said of how a plain table was read.

use std::fmt;

/// How part of a table was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableNote<'a> {
    /// Rows without a cluster are clusters of their own.
    BlankClusters(usize),
    /// A sheet has other headings.
    SheetAside(&'a str),
    /// A column holds ids.
    SubjectIds(&'a str),
    /// The periods were not in order.
    PutInOrder,
    /// A period is not understood as the others are: its row and its text.
    NotInOrder(u32, &'a str),
}

impl fmt::Display for TableNote<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BlankClusters(1) => f.write_str("1 row has no cluster and is one of its own"),
            Self::BlankClusters(many) => {
                write!(f, "{many} rows have no cluster, and each is one of its own")
            }
            Self::SheetAside(name) => {
                write!(f, "sheet \"{name}\" was left aside: it has other headings")
            }
            Self::SubjectIds(heading) => {
                write!(f, "column \"{heading}\" is read as the subject's id, not as a rater")
            }
            Self::NotInOrder(row, text) => write!(
                f,
                "row {row}: the period \"{text}\" is not understood as the others are, so the periods were left as they come"
            ),
            Self::PutInOrder => f.write_str("the periods were put in order, the oldest first"),
        }
    }
}
