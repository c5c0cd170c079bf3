//! What the index keeps of its comments, read back, for whoever compares it with what they were made from. It says nothing
//! of the words that it finds them by.

use std::fmt::Write as _;

use assay_model::Comment;
use tantivy::TantivyDocument;
use tantivy::schema::document::Value as _;

use super::tables::Tables;
use super::{Index, IndexError};

/// How many documents are kept unpacked at a time while all are read.
const UNPACKED: usize = 10;

impl Index {
    /// Hands over what is kept of every comment, as [`Index::kept_of`] says it, in no particular order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn each_kept(&self, mut receive: impl FnMut(&str)) -> Result<(), IndexError> {
        let mut text = String::new();
        for part in self.reader.searcher().segment_readers() {
            let store = part.get_store_reader(UNPACKED).map_err(tantivy::TantivyError::from)?;
            for document in store.iter::<TantivyDocument>(part.alive_bitset()) {
                self.tables.write_kept(&mut text, &document?);
                receive(&text);
            }
        }
        Ok(())
    }

    /// Returns what is kept of a comment that was added with these themes: every value with its length.
    #[must_use]
    pub fn kept_of(&self, comment: &Comment, themes: &[&str]) -> String {
        let mut text = String::new();
        self.tables.write_kept(&mut text, &self.tables.document(comment, themes));
        text
    }
}

impl Tables {
    fn write_kept(&self, text: &mut String, document: &TantivyDocument) {
        text.clear();
        for field in self.kept() {
            let mut values: Vec<String> = document
                .get_all(field)
                .map(|value| match (value.as_str(), value.as_i64()) {
                    (Some(value), _) => value.to_owned(),
                    (None, Some(number)) => number.to_string(),
                    (None, None) => String::new(),
                })
                .collect();
            values.sort_unstable();
            let _ = write!(text, "{};", values.len());
            for value in values {
                let _ = write!(text, "{}:{value}", value.len());
            }
        }
    }
}
