//! What Windows itself knows of synchronised folders: the lists of its registry, the marks on folders whose
//! files are fetched when they are opened. It reads, and changes nothing.

#[cfg(windows)]
pub(super) use of_windows::{marks, roots};

/// Attributes of files and folders, by Microsoft's "File Attribute Constants".
#[cfg(any(windows, test))]
mod attribute {
    pub(super) const REPARSE_POINT: u32 = 0x400;
    pub(super) const RECALL_ON_OPEN: u32 = 0x4_0000;
    pub(super) const PINNED: u32 = 0x8_0000;
    pub(super) const UNPINNED: u32 = 0x10_0000;
    pub(super) const RECALL_ON_DATA_ACCESS: u32 = 0x40_0000;
}

/// Whether a folder has the marks of a client that fetches its files when they are opened: a reparse point that
/// is no link, or what such clients say of files that they hold, keep or fetch.
#[cfg(any(windows, test))]
fn is_fetched(attributes: u32, is_link: bool) -> bool {
    use attribute::{PINNED, RECALL_ON_DATA_ACCESS, RECALL_ON_OPEN, REPARSE_POINT, UNPINNED};
    let of_clients = RECALL_ON_OPEN | PINNED | UNPINNED | RECALL_ON_DATA_ACCESS;
    attributes & of_clients != 0 || (attributes & REPARSE_POINT != 0 && !is_link)
}

/// The client in the name of an entry of Windows' list of synchronised folders: `OneDrive!S-1-5-21-…!Business1`.
#[cfg(any(windows, test))]
fn client_in(entry: &str) -> String {
    let name = entry.split('!').next().unwrap_or_default().trim();
    if name.is_empty() { "a cloud client".to_owned() } else { name.to_owned() }
}

#[cfg(not(windows))]
pub(super) fn roots() -> Vec<(std::path::PathBuf, String)> {
    Vec::new()
}

#[cfg(not(windows))]
pub(super) fn marks(_real: &std::path::Path) -> Option<String> {
    None
}

#[cfg(windows)]
mod of_windows {
    use std::os::windows::fs::MetadataExt as _;
    use std::path::{Component, Path, PathBuf, Prefix};

    use winsafe::{HKEY, RegistryValue, co};

    /// OneDrive's own list, with the libraries of SharePoint: each entry has its folder as `MountPoint`.
    const OF_ONEDRIVE: &str = r"Software\SyncEngines\Providers\OneDrive";
    /// Windows' list of all clients that fetch files: each entry has the folders of people by their ids.
    const OF_ALL: &str = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager";

    /// Returns the synchronised folders in the registry, with their clients. What cannot be read is passed over.
    pub(in super::super) fn roots() -> Vec<(PathBuf, String)> {
        let mut found = Vec::new();
        for entry in below(&HKEY::CURRENT_USER, OF_ONEDRIVE) {
            let key = format!("{OF_ONEDRIVE}\\{entry}");
            found.extend(
                text(&HKEY::CURRENT_USER, &key, "MountPoint")
                    .map(|folder| (folder, "OneDrive".to_owned())),
            );
        }
        for entry in below(&HKEY::LOCAL_MACHINE, OF_ALL) {
            let key = format!("{OF_ALL}\\{entry}\\UserSyncRoots");
            let people = values(&HKEY::LOCAL_MACHINE, &key);
            let folders =
                people.iter().filter_map(|person| text(&HKEY::LOCAL_MACHINE, &key, person));
            found.extend(folders.map(|folder| (folder, super::client_in(&entry))));
        }
        found
    }

    /// Returns the client by the marks on the folder and those above; none for a folder of another machine,
    /// whose disks have marks of their own.
    pub(in super::super) fn marks(real: &Path) -> Option<String> {
        let Some(Component::Prefix(prefix)) = real.components().next() else { return None };
        if !matches!(prefix.kind(), Prefix::Disk(_) | Prefix::VerbatimDisk(_)) {
            return None;
        }
        let is_fetched = |folder: &Path| {
            std::fs::symlink_metadata(folder)
                .is_ok_and(|data| super::is_fetched(data.file_attributes(), data.is_symlink()))
        };
        real.ancestors().any(is_fetched).then(|| "a cloud client".to_owned())
    }

    fn below(top: &HKEY, key: &str) -> Vec<String> {
        let opened = top.RegOpenKeyEx(Some(key), co::REG_OPTION::default(), co::KEY::READ);
        let Ok(opened) = opened else { return Vec::new() };
        let names = opened.RegEnumKeyEx().map(|all| all.flatten().collect());
        names.unwrap_or_default()
    }

    fn values(top: &HKEY, key: &str) -> Vec<String> {
        let opened = top.RegOpenKeyEx(Some(key), co::REG_OPTION::default(), co::KEY::READ);
        let Ok(opened) = opened else { return Vec::new() };
        let names = opened.RegEnumValue().map(|all| all.flatten().map(|(name, _)| name).collect());
        names.unwrap_or_default()
    }

    fn text(top: &HKEY, key: &str, value: &str) -> Option<PathBuf> {
        match top.RegGetValue(Some(key), Some(value), co::RRF::RT_ANY).ok()? {
            RegistryValue::Sz(text) | RegistryValue::ExpandSz(text) => Some(text.into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_whose_files_are_fetched_are_known_by_their_marks() {
        const FOLDER: u32 = 0x10;
        let check = |marks: u32, is_link: bool, expected: bool| {
            assert_eq!(is_fetched(FOLDER | marks, is_link), expected, "{marks:#x}");
        };
        check(0, false, false);
        check(attribute::REPARSE_POINT, false, true);
        // A link or a mounted disk is a reparse point too, and says nothing of a client.
        check(attribute::REPARSE_POINT, true, false);
        check(attribute::PINNED, false, true);
        check(attribute::UNPINNED, false, true);
        check(attribute::RECALL_ON_DATA_ACCESS, false, true);
        check(attribute::RECALL_ON_OPEN, false, true);
        // Archive, not indexed: as on any disk.
        check(0x20 | 0x2000, false, false);
    }

    #[test]
    fn the_client_is_named_in_windows_list() {
        assert_eq!(client_in("OneDrive!S-1-5-21-1-2-3-1001!Business1"), "OneDrive");
        assert_eq!(client_in("Nextcloud"), "Nextcloud");
        assert_eq!(client_in("!x"), "a cloud client");
    }
}
