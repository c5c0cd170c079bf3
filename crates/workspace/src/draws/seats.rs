//! What is said of the seats that a plan gives: who cannot be drawn, and how far chances differ.

use assay_sampler::chances::{Chances, REMEDY, Readers};

/// Returns who cannot be drawn and how far chances differ, with what helps.
pub(super) fn seats_notes(chances: &Chances) -> Vec<String> {
    let mut notes = chances.sentences(Readers::Service);
    let helps = chances.without_seat().next().or(chances.with_one_seat().next()).is_some();
    notes.extend(helps.then(|| REMEDY.to_owned()));
    notes
}
