//! `maps.yaml`: named column maps, for every kind of table that is imported.

mod written;

use std::collections::BTreeMap;

use assay_intake::map::DomainColumns;
use assay_intake::{ColumnMap, DateOrder};
use serde::Deserialize;

use crate::Error;
use crate::source::{At, Source};

pub use written::entry;

/// What a table can hold.
pub const KINDS: [&str; 13] = [
    "cases",
    "returns",
    "events",
    "actions",
    "findings",
    "auditors",
    "families",
    "names",
    "aliases",
    "history",
    "comparators",
    "comments",
    "verdicts",
];

/// A map with what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedMap {
    /// What the table holds, one of [`KINDS`].
    pub of: String,
    /// For cases: the list's name.
    pub list: Option<String>,
    /// For events: the kind that the table holds, which need not be one that the program knows.
    pub kind: Option<String>,
    /// The map.
    pub map: ColumnMap,
}

/// All maps by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Maps(BTreeMap<String, NamedMap>);

impl Maps {
    /// Returns the map of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&NamedMap> {
        self.0.get(name)
    }

    /// Returns the names of the maps for one kind of table.
    #[must_use]
    pub fn names_for(&self, kind: &str) -> Vec<&str> {
        let of_kind = self.0.iter().filter(|(_, map)| map.of == kind);
        of_kind.map(|(name, _)| name.as_str()).collect()
    }

    /// Says whether a map of events names this kind.
    #[must_use]
    pub fn has_kind(&self, kind: &str) -> bool {
        self.0.values().any(|map| map.kind.as_deref() == Some(kind))
    }

    /// Returns these maps, and for names that are not there the others.
    #[must_use]
    pub fn or(mut self, others: Self) -> Self {
        for (name, map) in others.0 {
            self.0.entry(name).or_insert(map);
        }
        self
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    maps: BTreeMap<String, WireMap>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMap {
    of: At<String>,
    list: Option<String>,
    kind: Option<String>,
    key: Option<Vec<String>>,
    sheet: Option<String>,
    dates: Option<At<String>>,
    columns: BTreeMap<String, OneOrMore>,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    domains: Vec<WireDomain>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDomain {
    domain: String,
    score: Option<String>,
    judgement: Option<String>,
    comment: Option<String>,
    not_applicable: Option<String>,
}

/// Returns the maps that are shipped.
///
/// # Errors
/// When they have a fault, which a test of this crate rules out.
pub fn shipped() -> Result<Maps, Error> {
    const FILE: &str = "maps.yaml";
    read(crate::shipped::text(FILE).unwrap_or_default(), FILE)
}

/// Reads `maps.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Maps, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let (mut maps, mut faults) = (BTreeMap::new(), Vec::new());
    for (name, wire) in wire.maps {
        if !KINDS.contains(&wire.of.value.as_str()) {
            let expected = format!("one of {}", KINDS.join(", "));
            faults.push(source.fault(&wire.of, &expected, "say what the table holds"));
        }
        let dates = match wire.dates.as_ref().map(|dates| dates.value.as_str()) {
            None | Some("day first") => DateOrder::DayFirst,
            Some("month first") => DateOrder::MonthFirst,
            Some(_) => {
                if let Some(at) = &wire.dates {
                    faults.push(source.fault(at, "\"day first\" or \"month first\"", ""));
                }
                DateOrder::DayFirst
            }
        };
        let headers = |headers| match headers {
            OneOrMore::One(header) => vec![header],
            OneOrMore::More(headers) => headers,
        };
        let domain = |wire: WireDomain| DomainColumns {
            domain: wire.domain,
            score: wire.score,
            judgement: wire.judgement,
            comment: wire.comment,
            not_applicable: wire.not_applicable,
        };
        let map = ColumnMap {
            name: name.clone(),
            sheet: wire.sheet,
            columns: wire.columns.into_iter().map(|(field, h)| (field, headers(h))).collect(),
            constants: wire.constants,
            values: wire.values,
            dates,
            domains: wire.domains.into_iter().map(domain).collect(),
            usual: BTreeMap::new(),
            key: wire.key,
            up_to: None,
            ids: None,
        };
        maps.insert(name, NamedMap { of: wire.of.value, list: wire.list, kind: wire.kind, map });
    }
    Error::of(faults).map_or(Ok(Maps(maps)), Err)
}

#[cfg(test)]
mod tests {
    use assay_model::EventSpec;

    use super::*;

    #[test]
    fn the_shipped_map_of_a_kind_of_events_names_its_fields_and_no_others() {
        let maps = shipped().unwrap();
        for spec in EventSpec::all() {
            let columns = &maps.get(spec.word).expect(spec.word).map.columns;
            let known =
                |name: &str| matches!(name, "case_id" | "date") || spec.field(name).is_some();
            assert!(columns.keys().all(|name| known(name)), "{}", spec.word);
            assert!(spec.fields.iter().all(|f| columns.contains_key(f.name)), "{}", spec.word);
        }
    }
}
