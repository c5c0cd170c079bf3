//! What is said of how an import was read, beside its problems: each a fact, and its line.

use std::fmt;

use assay_model::DrawId;

/// How something was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// A name was read as the login that the auditors' list has for it.
    ReadAs {
        /// The name as it came.
        was: &'a str,
        /// The login.
        login: &'a str,
        /// How many returns bear it.
        returns: u64,
    },
    /// Lists 6 to 9 are empty.
    NoChildren,
    /// No episode, plan or care has begun.
    NobodyOnList,
    /// The dataset does not say which records are restricted.
    Restricted {
        /// Cases that stay restricted, as they were on the list before.
        kept: u64,
    },
    /// A kind of events has a key of the council's own.
    KeyStays {
        /// The kind.
        kind: &'a str,
    },
    /// A file is a workforce census.
    Census {
        /// The file.
        file: &'a str,
    },
    /// A file is what Excel leaves beside an open workbook.
    LockFile {
        /// The file.
        file: &'a str,
    },
    /// Returns name a draw that is not here.
    OtherDraw {
        /// The draw.
        draw: &'a DrawId,
        /// How many returns name it.
        returns: u64,
    },
}

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReadAs { was, login, returns } => {
                let word = if *returns == 1 { "return" } else { "returns" };
                write!(
                    f,
                    "auditor \"{was}\" was read as {login}, as the auditors' list has it: {returns} {word}"
                )
            }
            Self::NoChildren => {
                f.write_str("no child is on lists 6 to 9: the list of children was left as it is")
            }
            Self::NobodyOnList => f.write_str(
                "nobody in the dataset is on a list: the list of children was left as it is",
            ),
            Self::Restricted { kept } => {
                let word = if *kept == 1 { "case stays" } else { "cases stay" };
                write!(
                    f,
                    "the dataset does not say which records are restricted: {kept} {word} so, as on the list before; any other has to be marked on a list with a column for it"
                )
            }
            Self::KeyStays { kind } => write!(
                f,
                "{kind} go on being told apart by the key that a map of this workspace gave them, not by the ids of the dataset"
            ),
            Self::Census { file } => write!(f, "{file}: read as a workforce census"),
            Self::LockFile { file } => {
                write!(f, "{file}: the lock file of a workbook that is open in Excel, passed over")
            }
            Self::OtherDraw { draw, returns } => {
                let names = if *returns == 1 { "return names" } else { "returns name" };
                write!(f, "{returns} {names} draw {draw}, which is not in this workspace; kept")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_said_apart_from_many() {
        let draw = &DrawId::parse("2026-09-monthly").unwrap();
        let line = |returns| Said::OtherDraw { draw, returns }.to_string();
        assert!(line(1).starts_with("1 return names draw 2026-09-monthly,"), "{}", line(1));
        assert!(line(2).starts_with("2 returns name draw"), "{}", line(2));
    }
}
