//! The path of a file as `SQLite` opens it. Windows' own calls, which `SQLite` makes, take some 260 characters
//! unless a path is marked as long; the standard library marks its own.

use std::borrow::Cow;
use std::path::Path;

/// Returns the path as `SQLite` is to open it.
pub(crate) fn for_sqlite(path: &Path) -> Cow<'_, Path> {
    if !cfg!(windows) {
        return Cow::Borrowed(path);
    }
    std::path::absolute(path)
        .ok()
        .and_then(|whole| assay_model::windows::long_path(whole.to_str()?))
        .map_or(Cow::Borrowed(path), |long| Cow::Owned(long.into()))
}
