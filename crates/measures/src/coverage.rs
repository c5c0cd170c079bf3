//! How often child, family and worker were heard in returns, each with its base. A return that does not say
//! is in the base: silence is not a yes.

use assay_model::AuditReturn;
use assay_model::audit::{View, ViewOf};
use assay_model::closing::FixedCoverage;

/// Returns the counts over these returns, the first reads that count.
pub fn coverage<'a>(audits: impl IntoIterator<Item = &'a AuditReturn>) -> FixedCoverage {
    let mut counts = FixedCoverage::default();
    for audit in audits {
        let asked = |of: ViewOf| {
            let view = |view: &&View| view.of == of;
            audit.views.iter().find(view).and_then(|view| view.asked)
        };
        counts.base += 1;
        let child = (&mut counts.child_asked, &mut counts.child_not_asked);
        add(asked(ViewOf::Child), child);
        let family = (&mut counts.family_asked, &mut counts.family_not_asked);
        add(asked(ViewOf::Family), family);
        let worker = (&mut counts.worker_took_part, &mut counts.worker_did_not);
        add(audit.worker_took_part, worker);
    }
    counts
}

fn add(answer: Option<bool>, (yes, no): (&mut u64, &mut u64)) {
    *yes += u64::from(answer == Some(true));
    *no += u64::from(answer == Some(false));
}
