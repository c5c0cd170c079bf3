//! Where the workspace is: the folder named, or the nearest one upwards with an `assay.yaml`. It opens none.

use std::path::{Path, PathBuf};

use crate::desk::error::{Error, Result};
use crate::desk::folder::SETTINGS;
use crate::desk::making;
use crate::desk::next::Next;

/// Returns the workspace to use: the one named, else the nearest folder from `start` upwards with an `assay.yaml`.
///
/// # Errors
/// When there is none, or the one named is not a workspace. A file may be a snapshot: opening it shows which.
pub fn find(named: Option<&Path>, start: &Path) -> Result<PathBuf> {
    if let Some(folder) = named {
        return match folder.join(SETTINGS).metadata() {
            Ok(data) if data.is_file() => Ok(folder.to_path_buf()),
            _ if folder.is_file() => Ok(folder.to_path_buf()),
            Err(fault) if fault.kind() == std::io::ErrorKind::PermissionDenied => {
                Err(Error::file("look into", folder, fault))
            }
            _ => Err(no_workspace(folder)),
        };
    }
    start
        .ancestors()
        .find(|folder| folder.join(SETTINGS).is_file())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            Error::missing(format!(
                "no workspace here: neither {} nor a folder above it has an {SETTINGS}",
                start.display()
            ))
            .then(Next::FindWorkspace)
        })
}

/// Returns the workspaces directly inside a folder, by name; at most `most`.
#[must_use]
pub fn inside(folder: &Path, most: usize) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.is_dir() && find(Some(path), path).is_ok())
        .take(most)
        .collect();
    found.sort();
    found
}

fn no_workspace(folder: &Path) -> Error {
    let shown = folder.display();
    let message = if making::is_half_made(folder) {
        format!("{shown} is a workspace that was begun and not finished; it holds nothing yet")
    } else {
        format!("{shown} is not a workspace: it has no {SETTINGS}")
    };
    Error::missing(message).then(Next::Init { folder: folder.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_workspace_upwards_is_found() {
        let top = tempfile::tempdir().unwrap();
        let deep = top.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        assert!(find(None, &deep).is_err());
        std::fs::write(top.path().join(SETTINGS), "").unwrap();
        assert_eq!(find(None, &deep).unwrap(), top.path());
        assert_eq!(find(Some(top.path()), Path::new("/")).unwrap(), top.path());
        assert!(find(Some(&deep), Path::new("/")).is_err());
    }

    #[test]
    fn workspaces_inside_a_folder_are_found_and_none_deeper() {
        let top = tempfile::tempdir().unwrap();
        for folder in ["b", "a", "c/deeper", "d"] {
            std::fs::create_dir_all(top.path().join(folder)).unwrap();
        }
        for folder in ["b", "a", "c/deeper"] {
            std::fs::write(top.path().join(folder).join(SETTINGS), "").unwrap();
        }
        assert_eq!(inside(top.path(), 12), [top.path().join("a"), top.path().join("b")]);
        assert_eq!(inside(top.path(), 1).len(), 1);
        assert!(inside(&top.path().join("nowhere"), 12).is_empty());
    }
}
