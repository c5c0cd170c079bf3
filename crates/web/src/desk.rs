//! What a handler has at hand: the state that all requests share, the request as it was read, and who listens to
//! how far it has come.

use std::sync::Arc;

use assay_workspace::Workspace;

use crate::asked::Asked;
use crate::failure::Failure;
use crate::jobs::Watched;
use crate::state::AppState;

/// What a handler has at hand.
pub(crate) struct Desk<'a> {
    pub(crate) state: &'a AppState,
    pub(crate) asked: &'a Asked,
    pub(crate) progress: Arc<Watched>,
}

impl Desk<'_> {
    /// Opens the workspace.
    ///
    /// # Errors
    /// When there is none, or it cannot be opened.
    pub(crate) fn open(&self) -> Result<Workspace, Failure> {
        Ok(self.state.open()?.watched_by(self.progress.clone()))
    }
}
