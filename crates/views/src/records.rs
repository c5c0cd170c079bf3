//! Answers about the store itself: the workspace made, its ledger and whether that is intact, what doctor
//! found, copies, exports, and the search index.

use std::fmt;
use std::path::PathBuf;

use serde::Serialize;

use crate::doctor::Looked;
use crate::shown;

/// A workspace that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MadeWorkspace {
    /// The folder.
    #[serde(rename = "workspace", serialize_with = "shown::path")]
    pub root: PathBuf,
    /// The settings files in it.
    pub files: Vec<String>,
    /// What to know about where it lies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl MadeWorkspace {
    /// Returns what to know about a workspace on another machine, which is reached by this server or protocol.
    #[must_use]
    pub fn on_network(server: &str) -> String {
        format!(
            "the folder is {}. A server that does not keep locks lets two people write at once: make backups with \
             assay backup, and use a disk of this machine where one person does the work",
            Looked::Network(server)
        )
    }
}

/// A copy of the store: what was written, and what reading it again showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopyReport {
    /// The file.
    #[serde(serialize_with = "shown::path")]
    pub file: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// The entries of its ledger.
    pub entries: u64,
    /// The hash of the last one.
    pub head: String,
    /// Why it is not in the ledger with its digest; none where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_on_record: Option<String>,
}

/// An export: the folder and its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportReport {
    /// The folder.
    #[serde(serialize_with = "shown::path")]
    pub folder: PathBuf,
    /// The files, in the order of writing.
    pub files: Vec<ExportedFile>,
    /// Why it is not in the ledger with its digest; none where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub not_on_record: Option<String>,
}

/// A backup, a snapshot, an export or an exported ledger, compared with itself and with the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileVerified {
    /// The file or folder.
    #[serde(serialize_with = "shown::path")]
    pub file: PathBuf,
    /// What it is, e.g. `snapshot`.
    pub what: &'static str,
    /// Whether it is whole by what it says of itself.
    pub whole: bool,
    /// Whether the workspace's ledger has it as it is; none where there is no workspace to ask.
    pub on_record: Option<bool>,
    /// The first difference in words, if there is one.
    pub first_difference: Option<String>,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Its name.
    pub file: String,
    /// How many rows it has.
    pub rows: u64,
}

/// One entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryLine {
    /// The entry's number, from 1.
    pub number: u64,
    /// RFC 3339 UTC with milliseconds.
    pub at: String,
    /// What kind of step it was.
    pub kind: String,
    /// The entry's hash, 64 hex figures.
    pub hash: String,
    /// Who acted.
    pub actor: Actor,
}

/// Who acted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Actor {
    /// The display name.
    pub name: String,
    /// The operating system's login.
    pub login: String,
    /// The machine.
    pub machine: String,
}

/// What recomputing the ledger's chain showed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChainReport {
    /// Whether the chain is intact.
    pub ledger_intact: bool,
    /// How many entries were read.
    pub entries: u64,
    /// How many records were lawfully erased.
    pub withdrawn: u64,
    /// The first difference in words, if there is one.
    pub first_difference: Option<String>,
}

/// One thing that doctor looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, e.g. `ledger`.
    pub check: String,
    /// Whether it is sound; none where it was not looked at.
    pub sound: Option<bool>,
    /// What was found, in words.
    pub found: String,
    /// What to do about it, in the words of whoever answers; none when it is sound.
    pub hint: Option<String>,
}

/// What was done when a workspace was opened, since the run that had begun it was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Recovered {
    /// Files written.
    pub written: u64,
    /// Files removed.
    pub removed: u64,
    /// Whether the search index was removed.
    pub index_removed: bool,
    /// Whether what was deleted was made to leave the disk.
    pub scoured: bool,
    /// Half-written files and folders removed.
    pub left_over: u64,
}

impl fmt::Display for Recovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = |count: u64, what: &str| match count {
            0 => None,
            1 => Some(format!("1 file {what}")),
            n => Some(format!("{n} files {what}")),
        };
        let parts = [
            files(self.written, "written"),
            files(self.removed, "removed"),
            self.index_removed.then(|| "the search index removed".to_owned()),
            self.scoured.then(|| "what was deleted taken off the disk".to_owned()),
            files(self.left_over, "that it left half written removed"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        write!(f, "an earlier run was stopped; finished now: {}", parts.join(", "))
    }
}

/// The search index after it was built again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct IndexReport {
    /// Comments read from the store.
    #[serde(skip)]
    pub read: u64,
    /// Comments in the index.
    pub comments: u64,
}

/// A comment without names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RedactedComment {
    /// The comment's id.
    pub comment_id: String,
    /// Its text, with pseudonyms.
    pub comment: String,
}
