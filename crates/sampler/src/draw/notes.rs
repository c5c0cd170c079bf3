//! What a reader of the sample has to know, in sentences that go into the manifest and the reports.

use super::Draw;
use crate::{Rules, Seed, Unit};

/// The note of a draw of whole families, by which they are known when a manifest is read back.
pub(crate) const CLUSTER_NOTE: &str =
    "every eligible child of a selected family is audited: a cluster draw";

impl Draw {
    /// Returns the notes of this draw: a reduced size, a weak seed, a cap that passed cases over,
    /// strata too small for a variance, whole families.
    #[must_use]
    pub fn notes(&self, seed: &Seed, rules: &Rules) -> Vec<String> {
        let mut notes = Vec::new();
        let n: u64 = self.strata.iter().map(|stratum| stratum.n).sum();
        if let Some(asked) = self.reduced_from {
            notes.push(format!("n reduced from {asked} to {n}"));
        }
        if let Some(weakness) = seed.weakness() {
            notes.push(format!("weak seed, expressly allowed: {weakness}"));
        }
        let passed: usize = self.strata.iter().map(|stratum| stratum.passed_over.len()).sum();
        if let (1.., Some(cap)) = (passed, &rules.cap) {
            notes.push(format!(
                "the cap of {} per {} passed over {passed}: not every case had the same chance, estimates are approximate",
                cap.k, cap.column
            ));
        }
        if rules.unit == Unit::WholeFamily {
            notes.push(CLUSTER_NOTE.to_owned());
        }
        for stratum in self.strata.iter().filter(|s| s.n == 1 && s.eligible > 1) {
            notes.push(format!(
                "stratum \"{}\": 1 of {} selected, no variance can be estimated",
                stratum.name, stratum.eligible
            ));
        }
        notes
    }
}
