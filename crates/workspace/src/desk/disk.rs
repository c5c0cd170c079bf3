//! What kind of place a folder lies in: a local disk, a network folder, or a folder that a cloud
//! client copies elsewhere. On a network folder the store keeps a rollback journal; in a synced
//! folder it is refused, since two machines' copies of it would overwrite each other.

use std::ffi::OsStr;
use std::path::Path;

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
    Synced(&'static str),
}

/// Folder names that cloud clients make: the whole name, or its beginning before a space or bracket.
const CLIENTS: [(&str, &str); 12] = [
    ("OneDrive", "OneDrive"),
    ("SharePoint", "OneDrive"),
    ("Dropbox", "Dropbox"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("iCloudDrive", "iCloud"),
    ("iCloud Drive", "iCloud"),
    ("com~apple~CloudDocs", "iCloud"),
    ("Box Sync", "Box"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("pCloudDrive", "pCloud"),
];

/// File systems of other machines, as Linux names them.
const REMOTE: [&str; 11] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "afs",
    "9p",
    "fuse.sshfs",
    "fuse.rclone",
    "ncpfs",
    "davfs",
];

impl Disk {
    /// Returns the kind of place the folder lies in, as far as the operating system tells.
    #[must_use]
    pub(crate) fn of(folder: &Path) -> Self {
        let real = std::fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        if let Some(client) = synced(&real) {
            return Self::Synced(client);
        }
        if let Some(server) = server(&real) {
            return Self::Network(server);
        }
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        remote_mount(&mounts, &real).map_or(Self::Local, Self::Network)
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

/// Refuses a folder that a cloud client copies elsewhere.
///
/// # Errors
/// When the folder is one.
pub(crate) fn refuse_synced(folder: &Path) -> Result<()> {
    let parent = folder.ancestors().find(|above| above.exists()).unwrap_or(folder);
    match Disk::of(parent) {
        Disk::Synced(client) => Err(Error::refused(format!(
            "{} is kept in step with other machines by {client}, which can damage a store that is being written",
            folder.display()
        ))
        .hint("put the workspace on a disk of this machine, e.g. in C:\\assay, or on a network drive of the council")),
        _ => Ok(()),
    }
}

/// The client whose folder the path lies in.
fn synced(path: &Path) -> Option<&'static str> {
    path.components().find_map(|part| client(part.as_os_str()))
}

fn client(name: &OsStr) -> Option<&'static str> {
    let name = name.to_str()?;
    let is_of = |folder: &str| {
        name.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '(']))
    };
    CLIENTS.iter().find(|(folder, _)| is_of(folder)).map(|(_, client)| *client)
}

/// The server of a Windows network path, `\\server\share\…`; a mapped drive's real path is one too.
fn server(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let rest = text
        .strip_prefix(r"\\?\UNC\")
        .or_else(|| text.strip_prefix(r"\\").filter(|rest| !rest.starts_with(['?', '.'])))?;
    rest.split('\\').next().filter(|server| !server.is_empty()).map(str::to_owned)
}

/// The remote file system the path lies on, by Linux's table of mounts: the longest mount point
/// above the path counts.
fn remote_mount(mounts: &str, path: &Path) -> Option<String> {
    let path = path.to_str()?;
    let on = |point: &str| {
        path.strip_prefix(point.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    mounts
        .lines()
        .filter_map(|line| {
            let (left, right) = line.split_once(" - ")?;
            let point = left.split(' ').nth(4)?.replace("\\040", " ");
            let kind = right.split(' ').next()?;
            on(&point).then(|| (point.len(), kind.to_owned()))
        })
        .max_by_key(|(length, _)| *length)
        .map(|(_, kind)| kind)
        .filter(|kind| REMOTE.contains(&kind.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_of_cloud_clients_are_known_by_name() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(synced(Path::new(path)), expected, "{path}");
        };
        check("/home/jo/OneDrive - Anytown Council/Quality/assay", Some("OneDrive"));
        check("/home/jo/Dropbox (Work)/assay", Some("Dropbox"));
        check("/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/x", Some("iCloud"));
        check("/home/jo/Dropboxes/assay", None);
        check("/srv/quality/assay", None);
    }

    #[test]
    fn servers_are_read_from_windows_paths() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(server(Path::new(path)).as_deref(), expected, "{path}");
        };
        check(r"\\files01\quality\assay", Some("files01"));
        check(r"\\?\UNC\files01\quality\assay", Some("files01"));
        check(r"\\?\C:\assay", None);
        check(r"C:\assay", None);
    }

    #[test]
    fn the_longest_mount_point_decides() {
        let mounts = "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n\
                      40 22 0:5 / /mnt/team\\040files rw - cifs //files01/q rw\n\
                      41 40 8:2 / /mnt/team\\040files/local rw - ext4 /dev/sdb rw\n";
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(remote_mount(mounts, Path::new(path)).as_deref(), expected, "{path}");
        };
        check("/mnt/team files/assay", Some("cifs"));
        check("/mnt/team files/local/assay", None);
        check("/mnt/team files2/assay", None);
        check("/home/jo", None);
    }

    #[test]
    fn a_new_workspace_in_a_synced_folder_is_refused() {
        let top = tempfile::tempdir().unwrap();
        let synced = top.path().join("OneDrive - Council");
        std::fs::create_dir(&synced).unwrap();
        let error = refuse_synced(&synced.join("assay")).unwrap_err();
        assert!(error.to_string().contains("by OneDrive"), "{error}");
        assert!(refuse_synced(&top.path().join("assay")).is_ok());
    }
}
