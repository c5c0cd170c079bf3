//! What kind of place a folder lies in: a local disk, a network folder, or a folder that a cloud
//! client copies elsewhere. On a network folder the store keeps a rollback journal; in a synced
//! folder it is refused, since two machines' copies of it would overwrite each other.

mod network;
mod registered;
mod synced;

use std::path::{Path, PathBuf};

use assay_store::Journal;

use crate::desk::error::{Error, Result};

/// The kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Disk {
    /// A disk of this machine.
    Local,
    /// A folder of another machine, by the protocol or server it is reached by.
    Network(String),
    /// A folder that this cloud client keeps in step with other machines.
    Synced(String),
}

impl Disk {
    /// Returns the kind of place the folder lies in, or is going to, as far as the operating system tells.
    #[must_use]
    pub(crate) fn of(folder: &Path) -> Self {
        let real = real(folder);
        if let Some(client) = synced::client_of(&real, &|name| std::env::var_os(name)) {
            return Self::Synced(client);
        }
        network::server_of(&real).map_or(Self::Local, Self::Network)
    }

    /// Returns the journal that is safe here.
    #[must_use]
    pub(crate) fn journal(&self) -> Journal {
        match self {
            Self::Local => Journal::WriteAhead,
            Self::Network(_) | Self::Synced(_) => Journal::Rollback,
        }
    }
}

/// The whole path without links and mapped drives, as far as its folders are there.
fn real(folder: &Path) -> PathBuf {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_path_buf());
    let there = whole.ancestors().find(|above| above.exists()).unwrap_or(&whole);
    let rest = whole.strip_prefix(there).unwrap_or(Path::new(""));
    match std::fs::canonicalize(there) {
        Ok(real) if rest.as_os_str().is_empty() => real,
        Ok(real) => real.join(rest),
        Err(_) => whole,
    }
}

/// Refuses a folder that a cloud client copies elsewhere, and returns the kind of place of any other.
///
/// # Errors
/// When the folder is one.
pub(crate) fn refuse_synced(folder: &Path) -> Result<Disk> {
    match Disk::of(folder) {
        Disk::Synced(client) => Err(Error::refused(format!(
            "{} is kept in step with other machines by {client}, which can damage a store that is being written",
            folder.display()
        ))
        .hint("put the workspace on a disk of this machine, e.g. in C:\\assay, or on a network drive of the council")),
        other => Ok(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_workspace_in_a_synced_folder_is_refused() {
        let top = tempfile::tempdir().unwrap();
        let synced = top.path().join("OneDrive - Council");
        std::fs::create_dir(&synced).unwrap();
        let error = refuse_synced(&synced.join("assay")).unwrap_err();
        assert!(error.to_string().contains("by OneDrive"), "{error}");
        assert!(refuse_synced(&top.path().join("Dropbox")).is_err(), "a name that is to be made");
        assert_eq!(refuse_synced(&top.path().join("assay")).unwrap(), Disk::Local);
    }
}
