//! How often child, family and worker were heard in returns, each with its base. A return that does not say
//! is in the base: silence is not a yes.

use assay_model::AuditReturn;
use assay_model::audit::{View, ViewOf};

/// Counts over first reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// First reads: the base of all shares here.
    pub base: u64,
    /// Whether the child was asked.
    pub child: Said,
    /// Whether the family was asked.
    pub family: Said,
    /// Whether the worker took part.
    pub worker: Said,
}

/// How many returns say so, and how many say that it was not so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Said {
    /// Returns with a yes.
    pub yes: u64,
    /// Returns with a no.
    pub no: u64,
}

impl Said {
    fn add(&mut self, answer: Option<bool>) {
        self.yes += u64::from(answer == Some(true));
        self.no += u64::from(answer == Some(false));
    }
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
        counts.child.add(asked(ViewOf::Child));
        counts.family.add(asked(ViewOf::Family));
        counts.worker.add(audit.worker_took_part);
    }
    counts
}
