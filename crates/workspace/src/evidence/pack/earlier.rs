//! The earlier pack that a pack is compared with: the last one of its profile that was issued, or the one that is named.

use assay_model::{KeyFigure, PackIssued, PackMade, print};

use super::PackOptions;
use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;

/// An earlier pack: its date in words, and its figures by measure.
type Earlier = (String, Vec<(String, String)>);

/// Returns the earlier pack to compare with; none where none is named and none was issued.
pub(super) fn earlier(workspace: &Reader, options: &PackOptions) -> Result<Option<Earlier>> {
    let issued: Vec<PackIssued> = workspace.store.all()?;
    let last = issued
        .iter()
        .filter(|pack| pack.profile == options.profile)
        .filter(|pack| pack.as_at < workspace.session.as_at())
        .max_by_key(|pack| (pack.as_at, pack.edition));
    let figures = |known: &[KeyFigure]| -> Vec<(String, String)> {
        known.iter().map(|f| (f.label.clone(), f.figure.clone())).collect()
    };
    let of_issued = |pack: &PackIssued| Some((print::date(pack.as_at), figures(&pack.key_figures)));
    let Some(named) = &options.since else { return Ok(last.and_then(of_issued)) };
    let is_last = named.eq_ignore_ascii_case("last");
    if let (true, Some(pack)) = (is_last, last) {
        return Ok(of_issued(pack));
    }
    let stem = std::path::Path::new(named)
        .file_stem()
        .map_or(named.clone(), |stem| stem.to_string_lossy().into_owned());
    let of_profile = format!("{stem}-{}", options.profile);
    if let Some(pack) = issued.iter().rev().find(|p| p.name() == stem || p.name() == of_profile) {
        return Ok(of_issued(pack));
    }
    let pack = draft(workspace, options, &[stem, of_profile])?;
    Ok(Some((print::date(pack.as_at), figures(&pack.key_figures))))
}

/// Returns the draft of one of these names, or the last one where that is asked for and none was issued.
fn draft(workspace: &Reader, options: &PackOptions, names: &[String; 2]) -> Result<PackMade> {
    let packs: Vec<PackMade> = workspace.store.all()?;
    let named = options.since.clone().unwrap_or_default();
    if named.eq_ignore_ascii_case("last") {
        let before = |pack: &&PackMade| {
            pack.profile == options.profile && pack.as_at < workspace.session.as_at()
        };
        let last = packs.iter().filter(before).max_by_key(|pack| pack.as_at);
        return last.cloned().ok_or_else(|| {
            let none = format!(
                "there is no earlier pack of the profile \"{}\" on record",
                options.profile
            );
            Error::missing(none).then(Next::FirstPack)
        });
    }
    packs.iter().find(|pack| names.contains(&pack.name())).cloned().ok_or_else(|| {
        let mut known: Vec<String> = packs.iter().map(PackMade::name).collect();
        known.sort();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        Error::missing(format!("there is no earlier pack \"{named}\" on record"))
            .hint(format!("packs on record: {known}"))
    })
}
