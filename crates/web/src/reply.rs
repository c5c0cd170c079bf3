//! What a handler answers with: a page, a step to another page, or a file. It renders nothing.

use std::sync::Arc;

use crate::built::Built;
use crate::failure::Failure;
use crate::page::Page;

/// A handler's answer.
pub(crate) type Answer = Result<Reply, Failure>;

/// What a handler answers with.
pub(crate) enum Reply {
    /// A page.
    Page(Box<Page>),
    /// The page to go on with, and what is to be said there.
    See(String, Option<String>),
    /// A file to keep.
    Download(Download),
    /// A page that somebody else's style sheet makes, shown in a frame of its own.
    Framed(Vec<u8>),
    /// Plain text for our own script.
    Plain(String),
    /// The answer of work that ended in the background, as it is.
    Built(Arc<Built>),
}

/// A file to keep.
pub(crate) struct Download {
    /// The name it is offered under.
    pub(crate) name: String,
    /// What it contains.
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    /// Returns the step to another page.
    pub(crate) fn see(address: impl Into<String>) -> Self {
        Self::See(address.into(), None)
    }

    /// Returns the step to another page, where this sentence is shown.
    pub(crate) fn done(address: impl Into<String>, said: impl Into<String>) -> Self {
        Self::See(address.into(), Some(said.into()))
    }

    /// Returns a file to keep.
    pub(crate) fn download(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self::Download(Download { name: name.into(), bytes })
    }
}

impl From<Page> for Reply {
    fn from(page: Page) -> Self {
        Self::Page(Box::new(page))
    }
}
