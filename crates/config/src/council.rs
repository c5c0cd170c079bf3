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
    /// Whether steps that need two people may be done by one.
    pub second_person: SecondPerson,
}

impl Council {
    /// Returns the marking of what is not to be published.
    #[must_use]
    pub fn marking(&self) -> String {
        format!("OFFICIAL-SENSITIVE: {}", self.descriptor)
    }
}

/// What steps that need two people ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SecondPerson {
    /// A second person, under another login or with a passphrase.
    #[default]
    Required,
    /// Nobody: there is one person only, and every pack says so.
    Nobody,
}

impl SecondPerson {
    /// Returns `required` or `none`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Nobody => "none",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    council: At<String>,
    descriptor: At<String>,
    urgent_contact: At<String>,
    record_system: At<String>,
    second_person: Option<At<String>>,
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
        second_person: second_person(&source, wire.second_person.as_ref(), &mut faults),
    };
    Error::of(faults).map_or(Ok(council), Err)
}

fn second_person(
    source: &Source<'_>,
    value: Option<&At<String>>,
    faults: &mut Vec<Fault>,
) -> SecondPerson {
    let Some(value) = value else { return SecondPerson::default() };
    let known = [SecondPerson::Required, SecondPerson::Nobody];
    let found = known.into_iter().find(|rule| rule.word() == value.value.trim());
    found.unwrap_or_else(|| {
        faults.push(source.fault(
            value,
            "required or none",
            "write one of the two after the colon",
        ));
        SecondPerson::default()
    })
}

fn words(source: &Source<'_>, value: &At<String>, faults: &mut Vec<Fault>) -> String {
    let trimmed = value.value.trim();
    if trimmed.is_empty() {
        faults.push(source.fault(value, "a few words", "write them after the colon"));
    }
    trimmed.to_owned()
}
