//! Urgent concerns that nobody has answered. They stand first everywhere until they have a response.

use assay_model::{AuditReturn, Date};
use assay_views::round;

use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// An urgent concern without a response, or with nobody told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    /// The return it is in.
    pub audit: AuditReturn,
    /// What is missing, in words.
    pub missing: String,
    /// The day the audit was made, or came in.
    pub since: Option<Date>,
}

/// Returns the urgent concerns of the latest returns that lack who was told, when, or the response;
/// the oldest first. An answer comes with the next version of the return.
///
/// # Errors
/// When the store cannot be read.
pub fn unanswered(workspace: &Reader) -> Result<Vec<Unanswered>> {
    let mut found = Vec::new();
    for stored in workspace.store.urgent_returns()? {
        if let Some(missing) = stored.audit.urgent.as_ref().and_then(round::unanswered) {
            let since = stored.audit.audited_on.or(stored.audit.received_on);
            found.push(Unanswered { audit: stored.audit, missing, since });
        }
    }
    found.sort_by_key(|concern| concern.since);
    Ok(found)
}
