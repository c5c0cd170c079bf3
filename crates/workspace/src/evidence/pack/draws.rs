//! The draws of the period for the sampling statement, each drawn again here and now.

use assay_model::Month;
use assay_pack::Profile;
use assay_pack::section::sampling::{Draw, DrawsMade, continuity_counted, sentence, status_words};
use assay_sampler::chances::{Chances, Readers};
use assay_sampler::standing::standing;
use assay_sampler::{Manifest, verify};
use assay_store::{DrawRecord, DrawState};

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::draws::draw::balance_sentences;
use crate::draws::draws_of_list;

/// Returns the draws of these months.
pub(super) fn gather(workspace: &Reader, profile: &Profile, months: &[Month]) -> Result<DrawsMade> {
    let all = workspace.store.draws()?;
    let of_period = |draw: &&DrawRecord| {
        let month = draw.frozen.month.unwrap_or_else(|| Month::of(draw.frozen.as_at));
        draw.state == DrawState::Drawn && months.contains(&month)
    };
    let shown: Vec<&DrawRecord> = all.iter().filter(of_period).collect();
    let mut draws = Vec::new();
    for record in &shown {
        let readers = if profile.public { Readers::Anybody } else { Readers::Service };
        draws.push(draw(record, &all, readers)?);
    }
    let continuity = shown.last().map_or(Vec::new(), |last| last.frozen.continuity.clone());
    let continuity = if profile.public { continuity_counted(continuity.len()) } else { continuity };
    // Small groups can be read off it, so that it stays in the restricted packs.
    let balance = match shown.last() {
        Some(last) if !profile.public => {
            let manifest = manifest_of(last)?;
            balance_sentences(workspace, last, &manifest)?.iter().map(|s| sentence(s)).collect()
        }
        _ => Vec::new(),
    };
    Ok(DrawsMade { draws, continuity, balance, restricted: !profile.public })
}

fn draw(record: &DrawRecord, all: &[DrawRecord], readers: Readers) -> Result<Draw> {
    let id = &record.frozen.id;
    let manifest = manifest_of(record)?;
    let redrawn = verify(&manifest, &record.frozen.frame);
    let of_list = draws_of_list(all, &record.frozen.list, record.frozen.import);
    let places = standing(&manifest);
    let frozen_on = assay_model::jiff::tz::TimeZone::UTC.to_datetime(manifest.frozen_at).date();
    let chances = Chances::of_drawn(manifest.rules.unit, &manifest.strata);
    Ok(Draw {
        id: id.to_string(),
        frozen: Some(frozen_on),
        cases: manifest.frame.cases,
        eligible: manifest.frame.eligible,
        excluded: manifest.frame.excluded.iter().map(|(s, n)| (status_words(s), *n)).collect(),
        selected: places.len() as u64,
        strata: manifest
            .strata
            .iter()
            .map(|stratum| (stratum.name.clone(), stratum.eligible, stratum.n))
            .collect(),
        replaced: manifest.replacements.len() as u64,
        replaced_opened: manifest.replacements.iter().filter(|r| r.opened).count() as u64,
        seed_source: manifest.seed.source.clone(),
        weak_seed: manifest.seed.weak,
        chances: chances.sentences(readers).iter().map(|text| sentence(text)).collect(),
        draws_of_list: of_list.count() as u64,
        redrawn: redrawn.cases_match.as_bool(),
        salted_digest: manifest.frame.salted_sha256.to_string(),
        plain_digest: manifest.frame.sha256.to_string(),
        notes: manifest.notes.iter().map(|note| sentence(note)).collect(),
        after_results: manifest.after_results().map(sentence).collect(),
    })
}

fn manifest_of(record: &DrawRecord) -> Result<Manifest> {
    let id = &record.frozen.id;
    let unreadable = || {
        Error::damaged(format!("the manifest of draw {id} cannot be read"))
            .then(Next::Verify { draw: id.to_string() })
    };
    let bytes = &record.manifest.as_ref().ok_or_else(unreadable)?.bytes;
    Manifest::parse(bytes).map_err(|_| unreadable())
}
