//! The chances of the cases of a draw with a cap, where its plan weighs by them. How they are found is the
//! sampler's; how they weigh is the estimator's.

use std::collections::BTreeMap;

use assay_model::{CaseId, DrawId};
use assay_sampler::draw::{Chance, simulated_chances, simulation_words};
use assay_sampler::plan::Weights;
use assay_sampler::{Frame, Manifest};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::draws::plans;

/// Chances found by simulation.
pub(super) struct Simulated {
    /// How they were found, in words.
    pub(super) words: String,
    of_case: BTreeMap<CaseId, Chance>,
}

impl Simulated {
    /// Returns the chance of a case (0–1).
    pub(super) fn of(&self, case: &CaseId) -> Option<f64> {
        self.of_case.get(case).copied().map(Chance::share)
    }
}

/// Returns the frozen list of a draw.
pub(super) fn frozen_list(workspace: &Reader, draw: &DrawId) -> Result<Frame> {
    let unread = || Error::damaged(format!("the frozen list of draw {draw} cannot be read"));
    let frozen = workspace.store.draw(draw)?.ok_or_else(unread)?;
    Frame::parse(&frozen.frozen.frame).map_err(|fault| unread().because(fault))
}

/// Returns the chances of a draw whose cap passed units over, where its plan weighs by them.
pub(super) fn simulated(
    workspace: &Reader,
    draw: &DrawId,
    manifest: &Manifest,
) -> Result<Option<Simulated>> {
    let passed_over = manifest.strata.iter().any(|stratum| !stratum.passed_over.is_empty());
    if !passed_over || plans::frozen(&manifest.plan.text)?.weights != Weights::Simulated {
        return Ok(None);
    }
    let frame = frozen_list(workspace, draw)?;
    let of_case = simulated_chances(&frame, &manifest.rules, &manifest.strata, draw);
    let words = simulation_words(draw);
    Ok(Some(Simulated { words, of_case }))
}
