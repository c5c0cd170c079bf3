//! Addresses and the handlers behind them, as the pages list them. How a handler is run is in `act`.

use crate::desk::Desk;
use crate::reply::Answer;

/// A handler: it calls a job and answers with its view.
pub(crate) type Handler = fn(&Desk) -> Answer;

/// The addresses of a page.
#[derive(Default)]
pub(crate) struct Routes {
    pub(crate) shown: Vec<(&'static str, Handler)>,
    pub(crate) acts: Vec<(&'static str, Handler)>,
}

impl Routes {
    /// Adds a page that is looked at; it changes nothing.
    #[must_use]
    pub(crate) fn show(mut self, path: &'static str, handler: Handler) -> Self {
        self.shown.push((path, handler));
        self
    }

    /// Adds a step that is posted; it ends in another page, or in its form with faults.
    #[must_use]
    pub(crate) fn act(mut self, path: &'static str, handler: Handler) -> Self {
        self.acts.push((path, handler));
        self
    }

    /// Adds the addresses of another page.
    #[must_use]
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.shown.extend(other.shown);
        self.acts.extend(other.acts);
        self
    }
}
