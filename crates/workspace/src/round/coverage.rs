//! How often child, family and worker were heard in the returns of a round, each with its base. A
//! return that does not say stands in the base: silence is not a yes.

use assay_model::AuditReturn;
use assay_model::audit::{View, ViewOf};

/// Counts over first reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// First reads: the base of all shares here.
    pub base: u64,
    /// The child was asked.
    pub child_asked: u64,
    /// The child was not asked, and the return says so.
    pub child_not_asked: u64,
    /// The family was asked.
    pub family_asked: u64,
    /// The family was not asked, and the return says so.
    pub family_not_asked: u64,
    /// The worker took part.
    pub worker_took_part: u64,
    /// The worker did not take part, and the return says so.
    pub worker_did_not: u64,
}

/// Returns the counts over these returns, the first reads that count.
pub fn coverage<'a>(audits: impl IntoIterator<Item = &'a AuditReturn>) -> Coverage {
    let mut counts = Coverage::default();
    for audit in audits {
        let asked = |of: ViewOf| {
            let view = |view: &&View| view.of == of;
            audit.views.iter().find(view).and_then(|view| view.asked)
        };
        counts.base += 1;
        let mut add =
            |answer: Option<bool>, yes: fn(&mut Coverage), no: fn(&mut Coverage)| match answer {
                Some(true) => yes(&mut counts),
                Some(false) => no(&mut counts),
                None => {}
            };
        add(asked(ViewOf::Child), |c| c.child_asked += 1, |c| c.child_not_asked += 1);
        add(asked(ViewOf::Family), |c| c.family_asked += 1, |c| c.family_not_asked += 1);
        add(audit.worker_took_part, |c| c.worker_took_part += 1, |c| c.worker_did_not += 1);
    }
    counts
}
