//! Which kind of events a file holds, and by which columns it is read. A kind is one that the program
//! knows, one that a plan draws from, or one that a map of the settings names.

use assay_config::maps::{Maps, NamedMap};
use assay_intake::{ColumnMap, near_kind};
use assay_model::EventSpec;
use assay_model::event::guide;
use assay_sampler::plan::PlanSource;

use super::ImportOptions;
use super::reading::named_map;
use crate::{Error, Reader, Result};

const EVENTS: &str = "events";

/// Returns the kind of events that a file holds: `--kind` says it, else the map, else the file's name
/// (`visits-2026.csv` holds visits).
///
/// # Errors
/// When there is no such kind.
pub(super) fn of_file(
    workspace: &Reader,
    options: &ImportOptions,
    maps: &Maps,
    file: &str,
) -> Result<String> {
    let chosen = options.map.as_ref().map(|_| named_map(maps, options)).transpose()?;
    let said = options.of_kind.clone().or_else(|| chosen?.kind.clone());
    let stem = file.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let is_said = said.is_some();
    let kind = said.unwrap_or_else(|| stem.to_lowercase());
    if EventSpec::of(&kind).is_some() || maps.has_kind(&kind) || is_drawn_from(workspace, &kind)? {
        return Ok(kind);
    }
    let message = if is_said {
        format!("{file}: there is no kind of events \"{kind}\"")
    } else {
        format!("{file}: which kind of events it holds is not said, and its name is not one")
    };
    let near = near_kind(&kind).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
    Err(Error::input(message).hint(format!(
        "{near}the kinds are {}; one of your own is named in a map (kind: in maps.yaml) or drawn from by a plan",
        guide::words()
    )))
}

/// Returns the columns that a kind is read by: those of the map that is asked for, and for what it does not
/// name or find those of the kind's own map and of the map `events`.
///
/// # Errors
/// When there is no such map, or it is for something else.
pub(super) fn map(maps: &Maps, options: &ImportOptions, kind: &str) -> Result<ColumnMap> {
    let chosen = options.map.as_ref().map(|_| named_map(maps, options)).transpose()?;
    let of_kind = maps.get(kind).filter(|named| named.of == EVENTS);
    let general = maps.get(EVENTS);
    // A council's own map of all events goes before what is shipped for the kind.
    let shipped = assay_config::maps::shipped()?;
    let is_own = general.is_some_and(|named| shipped.get(EVENTS) != Some(named));
    let order = if is_own { [chosen, general, of_kind] } else { [chosen, of_kind, general] };
    let mut found = order.into_iter().flatten().map(|named: &NamedMap| &named.map);
    let first = found.next().cloned().unwrap_or_default();
    Ok(found.fold(first, ColumnMap::with_usual))
}

fn is_drawn_from(workspace: &Reader, word: &str) -> Result<bool> {
    let plans = crate::draws::plans::list(workspace)?;
    Ok(plans
        .iter()
        .any(|entry| matches!(&entry.plan.source, PlanSource::Events { kind } if kind == word)))
}
