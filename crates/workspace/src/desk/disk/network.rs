//! Folders of other machines: by the server in a Windows path, or by Linux's table of mounts. It decides nothing.

use std::path::Path;

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

/// Returns the server or protocol by which the folder is reached, where it is another machine's.
pub(super) fn server_of(real: &Path) -> Option<String> {
    server(real).or_else(|| {
        let mounts = std::fs::read_to_string("/proc/self/mountinfo").unwrap_or_default();
        remote_mount(&mounts, real)
    })
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
}
