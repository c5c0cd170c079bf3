//! Files that only their owner may read and write. What goes into them is for others.

use std::path::Path;

/// Makes an empty file that only its owner may read and write.
pub(crate) fn owner_only(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}
