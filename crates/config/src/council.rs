//! `assay.yaml`: who the council is, and what is printed on its packs and forms.

use serde::Deserialize;

use crate::source::{At, Source};
use crate::{Error, Fault};

/// The council and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Council {
    /// The council's name.
    pub name: String,
    /// The words after OFFICIAL-SENSITIVE.
    pub descriptor: String,
    /// Whom an auditor rings when a child may be at risk now.
    pub urgent_contact: String,
    /// The name of the case-management system.
    pub record_system: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    council: At<String>,
    descriptor: At<String>,
    urgent_contact: At<String>,
    record_system: At<String>,
}

/// Reads `assay.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Council, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    let council = Council {
        name: words(&source, &wire.council, &mut faults),
        descriptor: words(&source, &wire.descriptor, &mut faults),
        urgent_contact: words(&source, &wire.urgent_contact, &mut faults),
        record_system: words(&source, &wire.record_system, &mut faults),
    };
    Error::of(faults).map_or(Ok(council), Err)
}

fn words(source: &Source<'_>, value: &At<String>, faults: &mut Vec<Fault>) -> String {
    let trimmed = value.value.trim();
    if trimmed.is_empty() {
        faults.push(source.fault(value, "a few words", "write them after the colon"));
    }
    trimmed.to_owned()
}
