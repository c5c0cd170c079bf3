//! Folders that a cloud client keeps in step with other machines: known by their names, by what the environment
//! and the clients' own lists say, by what a client leaves in its folder, and on Windows by the marks of files
//! that are fetched when they are opened. It refuses nothing.

use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// Folder names that cloud clients make: the whole name, or its beginning before a space or bracket.
const NAMES: [(&str, &str); 13] = [
    ("OneDrive", "OneDrive"),
    ("SharePoint", "OneDrive"),
    ("Dropbox", "Dropbox"),
    ("Google Drive", "Google Drive"),
    ("GoogleDrive", "Google Drive"),
    ("iCloudDrive", "iCloud"),
    ("iCloud Drive", "iCloud"),
    ("iCloudPhotos", "iCloud"),
    ("com~apple~CloudDocs", "iCloud"),
    ("Box Sync", "Box"),
    ("Nextcloud", "Nextcloud"),
    ("ownCloud", "ownCloud"),
    ("pCloudDrive", "pCloud"),
];

/// The folders at the top of the drive that Google's client makes.
const TOP_OF_GOOGLE_DRIVE: [&str; 2] = ["My Drive", "Shared drives"];

/// Variables in which Windows holds the folders of OneDrive: the one in use, a council's, a person's own.
const ONEDRIVE: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// Where Dropbox writes which folders it has: the variable of a folder, and the file in it.
const DROPBOX: [(&str, &str); 3] =
    [("APPDATA", "Dropbox"), ("LOCALAPPDATA", "Dropbox"), ("HOME", ".dropbox")];

/// What clients leave at the top of the folders that they copy.
const LEFT: [(&str, &str); 6] = [
    (".dropbox.cache", "Dropbox"),
    (".tmp.drivedownload", "Google Drive"),
    (".shortcut-targets-by-id", "Google Drive"),
    (".stfolder", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
];

/// What a program reads of its environment.
pub(super) type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Returns the client that keeps the folder in step with other machines, if one does.
pub(super) fn client_of(real: &Path, environment: Environment<'_>) -> Option<String> {
    let by_name = by_name(real).or_else(|| web_folder(real)).map(str::to_owned);
    by_name
        .or_else(|| {
            let mut roots = said(environment);
            roots.extend(super::registered::roots());
            roots.into_iter().find(|(root, _)| is_inside(real, root)).map(|(_, client)| client)
        })
        .or_else(|| left_in(real).map(str::to_owned))
        .or_else(|| super::registered::marks(real))
}

/// The client by the names of the folders above.
fn by_name(real: &Path) -> Option<&'static str> {
    let mut parts = real.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let first = parts.clone().next()?;
    let is_drives = TOP_OF_GOOGLE_DRIVE.contains(&first)
        && matches!(real.components().next(), Some(Component::Prefix(_)));
    if is_drives {
        return Some("Google Drive");
    }
    let mut above = "";
    parts.find_map(|name| {
        let found = client(name, above == "CloudStorage");
        above = name;
        found
    })
}

/// The client that makes folders of this name; below macOS' folder for clients an account follows it.
fn client(name: &str, is_in_cloud_storage: bool) -> Option<&'static str> {
    let is_of = |folder: &str| {
        let start = name.get(..folder.len()).filter(|start| start.eq_ignore_ascii_case(folder));
        start.is_some_and(|start| {
            let rest = &name[start.len()..];
            let has_account = is_in_cloud_storage && rest.starts_with('-');
            rest.is_empty() || rest.starts_with([' ', '(']) || has_account
        })
    };
    NAMES.iter().find(|(folder, _)| is_of(folder)).map(|(_, client)| *client)
}

/// A library of SharePoint or OneDrive that is opened over the web as if it were a drive.
fn web_folder(real: &Path) -> Option<&'static str> {
    let text = real.to_str()?.to_lowercase();
    let is_share = text.starts_with(r"\\");
    (is_share && (text.contains("@ssl") || text.contains("davwwwroot"))).then_some("SharePoint")
}

/// The folders that the environment and Dropbox' own list name.
fn said(environment: Environment<'_>) -> Vec<(PathBuf, String)> {
    let of_onedrive = ONEDRIVE
        .iter()
        .filter_map(|name| Some((PathBuf::from(environment(name)?), "OneDrive".to_owned())));
    let of_dropbox = DROPBOX.iter().filter_map(|(name, folder)| {
        let list = PathBuf::from(environment(name)?).join(folder).join("info.json");
        std::fs::read_to_string(list).ok()
    });
    let of_dropbox = of_dropbox.flat_map(|text| dropbox_folders(&text));
    of_onedrive.chain(of_dropbox.map(|folder| (folder, "Dropbox".to_owned()))).collect()
}

/// The folders in Dropbox' list, one for each account: `{"business":{"path":"C:\\Users\\jo\\Quality"}}`.
fn dropbox_folders(text: &str) -> Vec<PathBuf> {
    let accounts: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).unwrap_or_default();
    accounts.values().filter_map(|account| account["path"].as_str().map(PathBuf::from)).collect()
}

/// Whether a folder is this one or lies in it. The top of a disk is nobody's folder.
fn is_inside(real: &Path, root: &Path) -> bool {
    let named = std::fs::canonicalize(root).unwrap_or_else(|_| root.to_path_buf());
    let (path, root) = (comparable(real), comparable(&named));
    let is_top = named.parent().is_none() || !named.is_absolute();
    !is_top && path.strip_prefix(&root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A path as it is compared: without the mark of a long one, and on Windows in any letter case.
fn comparable(path: &Path) -> String {
    let text = path.to_string_lossy();
    if !cfg!(windows) {
        return text.trim_end_matches('/').to_owned();
    }
    let text = text.replace(r"\\?\UNC\", r"\\").replace(r"\\?\", "").replace('\\', "/");
    text.trim_end_matches('/').to_lowercase()
}

/// The client by what it left in the folder or in one above.
fn left_in(real: &Path) -> Option<&'static str> {
    let has = |folder: &Path| {
        LEFT.iter().find(|(name, _)| folder.join(name).exists()).map(|(_, client)| *client)
    };
    real.ancestors().find_map(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nothing(_: &str) -> Option<OsString> {
        None
    }

    #[test]
    fn folders_of_cloud_clients_are_known_by_name() {
        let check = |path: &str, expected: Option<&str>| {
            assert_eq!(by_name(Path::new(path)), expected, "{path}");
        };
        check("/home/jo/OneDrive - Anytown Council/Quality/assay", Some("OneDrive"));
        check("/home/jo/onedrive/assay", Some("OneDrive"));
        check("/home/jo/Dropbox (Work)/assay", Some("Dropbox"));
        check("/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/x", Some("iCloud"));
        check("/Users/jo/Library/CloudStorage/OneDrive-AnytownCouncil/x", Some("OneDrive"));
        check(
            "/Users/jo/Library/CloudStorage/GoogleDrive-jo@anytown.example/x",
            Some("Google Drive"),
        );
        check("/home/jo/OneDrive-notes/assay", None);
        check("/home/jo/Dropboxes/assay", None);
        check("/home/jo/My Drive/assay", None);
        check("/srv/quality/assay", None);
        assert_eq!(
            web_folder(Path::new(r"\\?\UNC\anytown.sharepoint.com@SSL\x")),
            Some("SharePoint")
        );
        assert_eq!(web_folder(Path::new(r"\\files01\quality")), None);
    }

    #[test]
    fn a_folder_of_onedrive_under_another_name_is_known_by_the_environment() {
        let top = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(top.path()).unwrap().join("Anytown files");
        std::fs::create_dir_all(root.join("Documents")).unwrap();
        for name in ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"] {
            let environment = |asked: &str| (asked == name).then(|| root.clone().into_os_string());
            let of = |path: &Path| client_of(path, &environment);
            assert_eq!(of(&root.join("Documents")).as_deref(), Some("OneDrive"), "{name}");
            assert_eq!(of(&root.with_file_name("Anytown files 2")), None, "{name}");
        }
        // A variable that is empty or names the whole disk says nothing.
        for odd in ["", "/", "."] {
            let environment = |_: &str| Some(OsString::from(odd));
            assert_eq!(client_of(&root, &environment), None, "{odd}");
        }
    }

    #[test]
    fn dropbox_says_itself_which_folders_it_has() {
        let top = tempfile::tempdir().unwrap();
        let home = std::fs::canonicalize(top.path()).unwrap();
        let quality = home.join("Quality");
        std::fs::create_dir_all(&quality).unwrap();
        std::fs::create_dir_all(home.join("Dropbox")).unwrap();
        let list = serde_json::json!({ "business": { "path": quality, "host": 1 }, "odd": 2 });
        std::fs::write(home.join("Dropbox/info.json"), list.to_string()).unwrap();
        let environment =
            |asked: &str| (asked == "LOCALAPPDATA").then(|| home.clone().into_os_string());
        assert_eq!(client_of(&quality.join("assay"), &environment).as_deref(), Some("Dropbox"));
        assert_eq!(client_of(&home.join("assay"), &environment), None);
        assert!(dropbox_folders("no list").is_empty());
    }

    #[test]
    fn what_a_client_leaves_in_its_folder_gives_it_away() {
        let top = tempfile::tempdir().unwrap();
        let root = std::fs::canonicalize(top.path()).unwrap();
        std::fs::create_dir_all(root.join("Team/assay")).unwrap();
        assert_eq!(client_of(&root.join("Team/assay"), &nothing), None);
        std::fs::create_dir(root.join("Team/.stfolder")).unwrap();
        assert_eq!(client_of(&root.join("Team/assay"), &nothing).as_deref(), Some("Syncthing"));
    }
}
