//! Several files as one zip, the same bytes for the same files. It does not know what is in them.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Returns a zip with these files, by name and bytes. Workbooks are packed already, so nothing is packed twice.
///
/// # Errors
/// When two files have one name, or a file is too large for a zip.
pub fn bundle(files: &[(String, Vec<u8>)]) -> std::io::Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        // Named in the zip: the same bytes on every system.
        .system(zip::System::Unix)
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).map_err(std::io::Error::other)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish().map_err(std::io::Error::other)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_is_bundled_is_read_back() {
        let files = [("a.xlsx".to_owned(), b"one".to_vec()), ("b.xlsx".to_owned(), vec![0; 9])];
        let bytes = bundle(&files).unwrap();
        assert_eq!(bytes, bundle(&files).unwrap(), "the same bytes each time");
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        zip.by_name("a.xlsx").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!((zip.len(), text.as_str()), (2, "one"));
    }
}
