//! Something that was due, such as a visit or a review, before anything is counted.

use std::rc::Rc;

use assay_model::Date;

use crate::calendar::Limit;

/// Something that was due.
#[derive(Debug, Clone, PartialEq)]
pub struct Obligation {
    /// The case; empty when the row names none.
    pub case: Rc<str>,
    /// The team; empty when unknown.
    pub team: Rc<str>,
    /// The limit it had.
    pub limit: Limit,
    /// The last day on time.
    pub due: Date,
    /// The last day by the national minimum, where there is one.
    pub national_due: Option<Date>,
    /// When it was done.
    pub done: Option<Date>,
    /// When it ceased to be owed without being done, e.g. the plan ended.
    pub ended: Option<Date>,
    /// Whether an exception was recorded for it.
    pub excepted: bool,
    /// Whether other rules hold for it, so that it can be neither on time nor late here.
    pub not_modelled: bool,
}
