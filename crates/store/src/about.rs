//! What a record says of its body next to its JSON: key, case and draw.

use assay_model::{CaseId, DrawId};

use crate::Error;

/// What a record says of its body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// The key.
    pub key: String,
    /// The case.
    pub case: Option<CaseId>,
    /// The draw.
    pub draw: Option<DrawId>,
}

impl About {
    /// Returns the case of a record that must be about one.
    pub(crate) fn the_case(&self) -> Result<CaseId, Error> {
        self.case.clone().ok_or_else(|| Error::damaged("case id", "nothing"))
    }

    /// Returns the draw of a record that must belong to one.
    pub(crate) fn the_draw(&self) -> Result<DrawId, Error> {
        self.draw.clone().ok_or_else(|| Error::damaged("draw id", "nothing"))
    }
}
