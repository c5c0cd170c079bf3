//! What a job reads in: a name for the messages and where its bytes are, a file on the disk or what a page was
//! sent. It can be opened again and is seekable, as a job may read it more than once. It does not know what is
//! in it.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use assay_tables::Limits;

use crate::desk::error::{Error, Result};
use crate::desk::files;

/// Something to read, under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    name: String,
    held: Held,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Held {
    File(PathBuf),
    Bytes(Arc<[u8]>),
}

impl Input {
    /// Returns the file at a path, under its own name.
    #[must_use]
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        Self { name, held: Held::File(path) }
    }

    /// Returns bytes, such as those of a file that a page was sent. Folders in the name are left out.
    #[must_use]
    pub fn bytes(name: &str, bytes: impl Into<Arc<[u8]>>) -> Self {
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        Self { name: name.to_owned(), held: Held::Bytes(bytes.into()) }
    }

    /// Returns the name, without folders, as messages about rows have it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns how messages about the whole file name it: a file by its path.
    #[must_use]
    pub fn place(&self) -> String {
        self.path().display().to_string()
    }

    /// Returns the size in bytes; 0 where it is not known.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.held {
            Held::File(path) => std::fs::metadata(path).map_or(0, |data| data.len()),
            Held::Bytes(bytes) => bytes.len() as u64,
        }
    }

    /// Returns whether there is such a file.
    #[must_use]
    pub fn is_there(&self) -> bool {
        matches!(&self.held, Held::Bytes(_)) || self.path().exists()
    }

    /// Returns whether this is a folder and no file.
    #[must_use]
    pub fn is_folder(&self) -> bool {
        matches!(&self.held, Held::File(path) if path.is_dir())
    }

    /// Opens it from its beginning.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub fn open(&self) -> std::io::Result<Opened> {
        Ok(Opened(match &self.held {
            Held::File(path) => From::File(File::open(path)?),
            Held::Bytes(bytes) => From::Bytes(Cursor::new(Arc::clone(bytes))),
        }))
    }

    /// Reads it whole.
    ///
    /// # Errors
    /// When the file cannot be read, with what to do about it.
    pub fn read(&self) -> Result<Vec<u8>> {
        match &self.held {
            Held::File(path) => files::read(path),
            Held::Bytes(bytes) => Ok(bytes.to_vec()),
        }
    }

    /// Reads a list or workbook whole, or a byte more than its reader takes.
    ///
    /// # Errors
    /// When the file cannot be read, with what to do about it.
    pub(crate) fn read_table(&self) -> Result<Vec<u8>> {
        self.read_bare().map_err(|source| files::unread(self.path(), source))
    }

    /// The same, and says only what the system says where that fails.
    pub(crate) fn read_bare(&self) -> std::io::Result<Vec<u8>> {
        match &self.held {
            Held::File(path) => files::bounded(path, Limits::default().file_bytes),
            Held::Bytes(bytes) => Ok(bytes.to_vec()),
        }
    }

    /// Returns the error of reading it.
    pub(crate) fn unread(&self, source: std::io::Error) -> Error {
        Error::file("read", self.path(), source)
    }

    fn path(&self) -> &Path {
        match &self.held {
            Held::File(path) => path,
            Held::Bytes(_) => Path::new(&self.name),
        }
    }
}

/// An input that was opened.
#[derive(Debug)]
pub struct Opened(From);

#[derive(Debug)]
enum From {
    File(File),
    Bytes(Cursor<Arc<[u8]>>),
}

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match &mut self.0 {
            From::File(file) => file.read(into),
            From::Bytes(bytes) => bytes.read(into),
        }
    }
}

impl Seek for Opened {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        match &mut self.0 {
            From::File(file) => file.seek(to),
            From::Bytes(bytes) => bytes.seek(to),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_and_the_bytes_of_it_read_alike_and_as_often_as_wanted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, "id\n1\n").unwrap();
        let sent = Input::bytes("C:\\fakepath\\list.csv", "id\n1\n".as_bytes());
        for input in [Input::file(&path), sent] {
            assert_eq!((input.name(), input.size()), ("list.csv", 5));
            for _ in 0..2 {
                let mut text = String::new();
                let mut opened = input.open().unwrap();
                opened.seek(SeekFrom::Start(3)).unwrap();
                opened.read_to_string(&mut text).unwrap();
                assert_eq!(text, "1\n");
                assert_eq!(input.read().unwrap(), b"id\n1\n");
            }
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_named_by_its_path() {
        let gone = Input::file("inbox/gone.csv");
        assert_eq!(gone.read().unwrap_err().to_string(), "could not read inbox/gone.csv");
    }
}
