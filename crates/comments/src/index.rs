//! The search index: a disposable cache of the comments in a folder of its own. It can be deleted and built
//! again from the store at any time; nothing counts from it that the matcher has not decided.

mod candidates;
mod facets;
mod only;
mod search;
mod stored;
mod tables;
mod tokens;
mod writer;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::analyser::{ANALYSER_VERSION, Analyser, Dictionary};
use tables::Tables;

pub use search::{Hit, Page, SearchOptions, Sort};
pub use writer::Writer;

/// Rises when the index's own layout changes.
const LAYOUT_VERSION: u32 = 2;
/// The file that says what the index was built with.
const VERSION_FILE: &str = "assay-index-version";

/// An open index.
pub struct Index {
    engine: tantivy::Index,
    reader: tantivy::IndexReader,
    tables: Tables,
    analyser: Analyser,
}

/// Why the index could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum IndexError {
    /// There is no index in the folder, or it was built by another version or with other words.
    #[error("the search index in {} is missing or was built by another version", .0.display())]
    Stale(PathBuf),
    /// The folder could not be read or written.
    #[error("the search index in {} could not be read or written", .0.display())]
    Folder(PathBuf, #[source] std::io::Error),
    /// A file of the index is damaged.
    #[error("a file of the search index is damaged")]
    Damaged(#[source] Engine),
    /// The engine failed.
    #[error("the search index cannot be used")]
    Engine(#[source] Engine),
}

/// What the search engine said. It is shown by its kind; its words are the source.
#[derive(Debug)]
pub struct Engine(tantivy::TantivyError);

impl std::fmt::Display for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a fault of the search engine")
    }
}

impl std::error::Error for Engine {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl From<tantivy::TantivyError> for IndexError {
    fn from(cause: tantivy::TantivyError) -> Self {
        match cause {
            tantivy::TantivyError::DataCorruption(_) => Self::Damaged(Engine(cause)),
            _ => Self::Engine(Engine(cause)),
        }
    }
}

impl Index {
    /// Makes an empty index, deleting whatever index the folder held.
    ///
    /// # Errors
    /// When the folder cannot be emptied or written.
    pub fn create(folder: &Path, dictionary: Arc<Dictionary>) -> Result<Self, IndexError> {
        let io = |cause| IndexError::Folder(folder.to_owned(), cause);
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(io)?;
        }
        fs::create_dir_all(folder).map_err(io)?;
        let engine = tantivy::Index::create_in_dir(folder, Tables::schema())?;
        fs::write(folder.join(VERSION_FILE), version(&dictionary)).map_err(io)?;
        Self::over(engine, dictionary)
    }

    /// Opens the index in the folder.
    ///
    /// # Errors
    /// [`IndexError::Stale`] when there is none or it must be built again.
    pub fn open(folder: &Path, dictionary: Arc<Dictionary>) -> Result<Self, IndexError> {
        let stale = || IndexError::Stale(folder.to_owned());
        let built_with = fs::read_to_string(folder.join(VERSION_FILE)).map_err(|_| stale())?;
        if built_with != version(&dictionary) {
            return Err(stale());
        }
        let engine = tantivy::Index::open_in_dir(folder).map_err(|_| stale())?;
        Self::over(engine, dictionary)
    }

    /// Makes an empty index that lives as long as it is held.
    ///
    /// # Errors
    /// When the engine refuses.
    pub fn in_memory(dictionary: Arc<Dictionary>) -> Result<Self, IndexError> {
        Self::over(tantivy::Index::create_in_ram(Tables::schema()), dictionary)
    }

    fn over(engine: tantivy::Index, dictionary: Arc<Dictionary>) -> Result<Self, IndexError> {
        tokens::register(&engine, &dictionary);
        let analyser = Analyser::new(dictionary);
        let reader =
            engine.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
        let tables = Tables::of(&engine.schema());
        Ok(Self { engine, reader, tables, analyser })
    }

    /// Returns how many comments it holds.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Returns whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

fn version(dictionary: &Dictionary) -> String {
    format!(
        "layout {LAYOUT_VERSION}\nanalyser {ANALYSER_VERSION}\nwords {:016x}\n",
        dictionary.fingerprint()
    )
}

#[cfg(test)]
mod brute;
#[cfg(test)]
mod tests;
