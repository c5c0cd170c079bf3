//! Files that were brought in and wait for a person's "store": each is in a private folder in the
//! workspace, removed when it is taken down or the program ends. It reads none of them.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use assay_workspace::SentFolder;

use crate::lock::lock;

/// How many uploads wait at most; the oldest makes room.
const PLACES: usize = 20;

/// The uploads that wait.
#[derive(Default)]
pub(crate) struct Uploads {
    held: Mutex<VecDeque<Arc<Upload>>>,
}

/// One upload.
pub(crate) struct Upload {
    /// Its number in addresses, which nobody can guess.
    pub(crate) id: String,
    /// What the person chose along with the files, by field.
    pub(crate) fields: Vec<(String, String)>,
    /// The files, in the order they came.
    pub(crate) files: Vec<PathBuf>,
    /// Removed with the last holder.
    pub(crate) folder: SentFolder,
}

impl Uploads {
    /// Keeps an upload.
    pub(crate) fn keep(&self, held: Upload) -> Arc<Upload> {
        let held = Arc::new(held);
        let mut all = lock(&self.held);
        if all.len() == PLACES {
            all.pop_front();
        }
        all.push_back(Arc::clone(&held));
        held
    }

    /// Returns the upload under this number.
    pub(crate) fn find(&self, id: &str) -> Option<Arc<Upload>> {
        lock(&self.held).iter().find(|held| held.id == id).cloned()
    }

    /// Takes an upload down; its files go once nobody reads them.
    pub(crate) fn drop(&self, id: &str) {
        lock(&self.held).retain(|held| held.id != id);
    }

    /// Takes everything down.
    pub(crate) fn clear(&self) {
        lock(&self.held).clear();
    }
}

impl Upload {
    /// Returns what the person chose in a field; nothing where it was left empty.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Returns the names of the files.
    pub(crate) fn names(&self) -> Vec<String> {
        let name = |path: &PathBuf| {
            path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
        };
        debug_assert!(self.files.iter().all(|path| path.starts_with(self.folder.path())));
        self.files.iter().map(name).collect()
    }
}
