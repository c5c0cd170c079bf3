//! Urgent concerns without a response, said before anything else. Talk: it goes to stderr.

use assay_workspace::Workspace;
use assay_workspace::round::urgent;

use crate::error::CommandError;

/// Says each urgent concern that nobody has answered; the oldest first.
pub(crate) fn warn(workspace: &Workspace) -> Result<(), CommandError> {
    for concern in urgent::unanswered(&*workspace.reader()?)? {
        let audit = &concern.audit;
        let since = concern.since.map_or(String::new(), |date| format!(", since {date}"));
        say!("urgent: case {} ({}){since}: {}", audit.case, audit.auditor, concern.missing);
    }
    Ok(())
}
