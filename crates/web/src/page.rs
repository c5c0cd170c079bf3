//! A page as a handler gives it: its template, title and view, and the faults of a form. What every page has
//! around it (navigation, place, tokens) is added when it is rendered.

use serde::Serialize;
use tera::Context;

use crate::field::Fault;

/// A page to render.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) template: &'static str,
    pub(crate) title: String,
    pub(crate) context: Context,
    pub(crate) status: u16,
    pub(crate) faults: Vec<Fault>,
    /// Whether the page shows a pack in a frame.
    pub(crate) has_frame: bool,
    /// Whether the page asks for itself again without script: while work goes on.
    pub(crate) waits: bool,
}

impl Page {
    /// Returns a page with its view.
    pub(crate) fn new(
        template: &'static str,
        title: impl Into<String>,
        view: &impl Serialize,
    ) -> Self {
        let mut context = Context::new();
        context.insert("view", view);
        Self {
            template,
            title: title.into(),
            context,
            status: 200,
            faults: Vec::new(),
            has_frame: false,
            waits: false,
        }
    }

    /// Returns the page with the faults of its form, which lead to their fields.
    pub(crate) fn with_faults(mut self, faults: Vec<Fault>) -> Self {
        if !faults.is_empty() {
            self.status = 422;
        }
        self.faults = faults;
        self
    }

    /// Returns the page with another status.
    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Returns the page as one that shows a pack in a frame.
    pub(crate) fn with_frame(mut self) -> Self {
        self.has_frame = true;
        self
    }

    /// Returns the page as one that asks for itself again.
    pub(crate) fn waiting(mut self) -> Self {
        self.waits = true;
        self
    }
}
