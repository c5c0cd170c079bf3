//! What doctor found, in words: each a fact that was looked at. What to do about it, the job knows.

use std::fmt;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked<'a> {
    /// The store's file is whole.
    StoreWhole,
    /// The store's file is damaged.
    StoreDamaged {
        /// Its name.
        file: &'a str,
        /// The parts that are, e.g. `table events`.
        parts: &'a [String],
    },
    /// The ledger's chain holds.
    LedgerIntact {
        /// Its entries.
        entries: u64,
        /// Records that were lawfully withdrawn.
        withdrawn: u64,
    },
    /// Lists and events are as they were imported.
    RowsAsImported {
        /// How many imports there are.
        imports: usize,
    },
    /// An import does not have its rows.
    OtherRows {
        /// Its number.
        import: u64,
    },
    /// Single rows were not looked at.
    NotDeep,
    /// Rows are not guarded yet.
    NotGuarded,
    /// Every row is as the ledger says.
    Guarded {
        /// The ledger entry from which rows are guarded.
        from: u64,
        /// How many rows there are.
        rows: u64,
        /// How many were lawfully destroyed.
        gone: u64,
    },
    /// Rows are not as the ledger says.
    Differs(&'a str),
    /// So many more are not.
    MoreDiffer(usize),
    /// The files of packs are as they were written.
    PacksWritten(usize),
    /// A pack's file.
    PackFile {
        /// The file's name.
        name: &'a str,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// The forms of the draws are as they were written.
    FormsWritten {
        /// How many.
        whole: usize,
        /// How many are not in their folder any longer.
        gone: usize,
    },
    /// A form.
    FormFile {
        /// The draw.
        draw: &'a str,
        /// The file's name.
        name: &'a str,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// The feedback pages are as they were written.
    FeedbackWritten(usize),
    /// A feedback page.
    FeedbackFile {
        /// The file's name.
        name: &'a str,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// A snapshot has no files of draws.
    NoFilesInSnapshot,
    /// Work that belongs to a change is not done yet.
    Unfinished {
        /// The file that is to be written or removed; none for work on the index or the disk.
        file: Option<&'a str>,
        /// Whether what was deleted is to leave the disk; else without a file it is the index that goes.
        is_scouring: bool,
    },
    /// What is on hold, and since when.
    OnHold(&'a [String]),
    /// There is no search index.
    NoIndex,
    /// The index holds so many comments.
    Indexed(u64),
    /// The index cannot be used.
    Index(&'a IndexFault),
    /// All settings files were read.
    SettingsRead(usize),
    /// The files of the draws are as they were written.
    DrawsWritten(usize),
    /// A draw's file.
    DrawFile {
        /// The draw.
        draw: &'a str,
        /// The file's name.
        name: &'a str,
        /// What is wrong with it.
        fault: FileFault,
    },
    /// The folder is on a disk of this machine.
    Local,
    /// The folder is on the network.
    Network(&'a str),
    /// A program keeps the folder in step with other machines.
    Synced(&'a str),
    /// The store is kept with the journal that is right for its folder.
    JournalFits {
        /// Whether it is a write-ahead log.
        is_log: bool,
    },
    /// The store has a write-ahead log in a folder where one is not safe.
    LogNotSafe,
    /// Only the owner may read.
    OwnersOnly,
    /// Others may read these.
    OthersRead(&'a [String]),
    /// Accounts besides the owner's are on the folder's access list.
    OnAccessList(&'a [String]),
    /// The system could not be asked who may read.
    AccessUnknown,
}

/// What is wrong with a file that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFault {
    /// It is another one.
    Other,
    /// It is not there, or not for us to read.
    Unreadable,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Other => "is not the one that was written",
            Self::Unreadable => "cannot be read",
        })
    }
}

/// Why a search index cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexFault {
    /// It is of other themes, or was never finished.
    Unfinished,
    /// A file of it is not the one that was written.
    File(String),
    /// A part of it cannot be read.
    Damaged,
    /// What it says of the comments is not what the store has.
    Comments,
    /// It lacks comments, or has too many.
    Other {
        /// Comments in it.
        held: u64,
        /// Comments in the store.
        wanted: u64,
    },
}

impl fmt::Display for IndexFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unfinished => f.write_str("it was made with other themes, or never finished"),
            Self::File(name) => write!(f, "index/{name} is not the file that was written"),
            Self::Damaged => f.write_str("a part of it cannot be read"),
            Self::Comments => f.write_str("what it says of the comments is not what the store has"),
            Self::Other { held, wanted } => write!(f, "it holds {held} of {wanted} comments"),
        }
    }
}

impl fmt::Display for Looked<'_> {
    #[expect(clippy::too_many_lines, reason = "a table of words")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StoreWhole => f.write_str("the file is whole"),
            Self::StoreDamaged { file, parts } => {
                write!(f, "{file} is damaged: {}", parts.join(", "))
            }
            Self::LedgerIntact { entries, withdrawn } => {
                write!(f, "intact, {entries} entries{}", withdrawn_words(*withdrawn))
            }
            Self::RowsAsImported { imports } => write!(f, "as imported ({imports} imports)"),
            Self::OtherRows { import } => {
                write!(f, "import {import} does not have the rows it brought")
            }
            Self::NotDeep => f.write_str("not looked at"),
            Self::NotGuarded => f.write_str(
                "not guarded yet, since an older program wrote them: the next change puts them under guard",
            ),
            Self::Guarded { from, rows, gone } => {
                write!(f, "{rows} as the ledger says, guarded from entry {from}{}", destroyed(*gone))
            }
            Self::Differs(words) => f.write_str(words),
            Self::MoreDiffer(more) => write!(f, "{more} more differ"),
            Self::PacksWritten(sound) => write!(f, "{sound} files in packs/ as they were written"),
            Self::FormsWritten { whole, gone } => {
                write!(f, "{whole} in the draws' folders as they were written")?;
                if *gone > 0 { write!(f, ", {gone} no longer there") } else { Ok(()) }
            }
            Self::FormFile { draw, name, fault } => write!(f, "draws/{draw}/forms/{name} {fault}"),
            Self::FeedbackWritten(whole) => write!(f, "{whole} in feedback/ as they were written"),
            Self::FeedbackFile { name, fault } => write!(f, "feedback/{name} {fault}"),
            Self::NoFilesInSnapshot => {
                f.write_str("their files are in the workspace; a snapshot has what the store keeps of them")
            }
            Self::PackFile { name, fault } => write!(f, "packs/{name} {fault}"),
            Self::Unfinished { file: Some(file), .. } => write!(
                f,
                "a run was stopped before its files were written or removed, and {file} could not be yet"
            ),
            Self::Unfinished { file: None, is_scouring: true } => f.write_str(
                "a run was stopped before what it deleted had left the disk, and it could not yet",
            ),
            Self::Unfinished { file: None, is_scouring: false } => f.write_str(
                "a run was stopped before the search index was removed, and it could not be yet",
            ),
            Self::OnHold(holds) => {
                write!(f, "not to be destroyed: {}", holds.join(", "))
            }
            Self::NoIndex => f.write_str("none yet: the next search makes it"),
            Self::Indexed(comments) => write!(f, "{comments} comments"),
            Self::Index(fault) => fault.fmt(f),
            Self::SettingsRead(files) => write!(f, "{files} files read"),
            Self::DrawsWritten(sound) => write!(f, "{sound} with the files that were written"),
            Self::DrawFile { draw, name, fault } => {
                write!(f, "draws/{draw}/{name} {fault}")
            }
            Self::Local => f.write_str("on a disk of this machine"),
            Self::Network(server) => {
                write!(
                    f,
                    "on the network ({server}): one writer at a time, and readers wait for it"
                )
            }
            Self::Synced(client) => write!(f, "{client} keeps it in step with other machines"),
            Self::JournalFits { is_log: true } => {
                f.write_str("a write-ahead log: nobody waits to read")
            }
            Self::JournalFits { is_log: false } => {
                f.write_str("a rollback journal: right for any folder")
            }
            Self::LogNotSafe => {
                f.write_str("a write-ahead log, with which a store in such a folder can be damaged")
            }
            Self::OwnersOnly => f.write_str("for the owner alone"),
            Self::OthersRead(paths) => {
                write!(f, "others on this machine may read {}", paths.join(", "))
            }
            Self::OnAccessList(accounts) => {
                write!(f, "on the folder's access list are also {}", accounts.join(", "))
            }
            Self::AccessUnknown => f.write_str(
                "not checked: the system did not say who may read; look at the folder's properties",
            ),
        }
    }
}

fn withdrawn_words(records: u64) -> String {
    match records {
        0 => String::new(),
        1 => ", 1 record withdrawn".to_owned(),
        n => format!(", {n} records withdrawn"),
    }
}

fn destroyed(rows: u64) -> String {
    match rows {
        0 => String::new(),
        n => format!(", {n} lawfully destroyed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_said() {
        let ledger = Looked::LedgerIntact { entries: 12, withdrawn: 1 };
        assert_eq!(ledger.to_string(), "intact, 12 entries, 1 record withdrawn");
        let fault = FileFault::Unreadable;
        let file = Looked::DrawFile { draw: "2026-09-monthly", name: "frame.tsv", fault };
        assert_eq!(file.to_string(), "draws/2026-09-monthly/frame.tsv cannot be read");
    }
}
