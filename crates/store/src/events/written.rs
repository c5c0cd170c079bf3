//! An event as its row says it, with the key by which another version of it is known.

use assay_model::event::{Holds, own_ids};
use assay_model::{CaseId, Date, Event, EventSpec, When};
use sha2::{Digest, Sha256};

use crate::Error;
use crate::commitment::canonical;

/// The first half of a SHA-256.
pub(super) type Half = [u8; 16];

/// By which fields, besides case and date, two rows of a kind are the same event: parts, and for each the
/// fields of which the first that is filled counts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventKey {
    parts: Vec<Vec<String>>,
    /// The fields of them that are the event's own id: where one is filled, the date is no part of the key.
    own_ids: Vec<String>,
}

/// What a row is known by.
pub(super) struct Ids {
    pub(super) key: Half,
    /// Whether the row has nothing in any field of the key.
    pub(super) is_blank: bool,
    /// Whether it lacks the event's own id, and has something else of the key.
    pub(super) lacks_id: bool,
    /// The key that it would have without its own id; none where it has no id, or nothing else of the key.
    pub(super) without_id: Option<Half>,
}

impl EventKey {
    /// Returns the key that the program knows for a kind; nothing but case and date for one of a
    /// council's own.
    #[must_use]
    pub fn of_kind(kind: &str) -> Self {
        let parts = EventSpec::of(kind).map_or(&[][..], |spec| spec.key);
        let owned = |part: &&[&str]| part.iter().map(|name| (*name).to_owned()).collect();
        Self::new(kind, parts.iter().map(owned).collect())
    }

    /// Returns a key of these fields.
    #[must_use]
    pub fn of_fields(kind: &str, fields: &[String]) -> Self {
        Self::new(kind, fields.iter().map(|field| vec![field.clone()]).collect())
    }

    fn new(kind: &str, parts: Vec<Vec<String>>) -> Self {
        let own_ids = own_ids(kind, parts.iter().flatten().map(String::as_str));
        let own_ids = own_ids.into_iter().map(str::to_owned).collect();
        Self { parts, own_ids }
    }

    /// Says whether a row with such a key filled is the same event whatever its date.
    pub(super) fn has_own_id(&self) -> bool {
        !self.own_ids.is_empty()
    }

    /// Returns the fields of it that are the event's own id.
    pub(super) fn own_ids(&self) -> &[String] {
        &self.own_ids
    }

    /// Returns what a stored row is known by.
    pub(super) fn of(&self, event: &Event) -> Ids {
        let on = event.on.map(|date| date.to_string()).unwrap_or_default();
        let case = event.case.as_ref().map_or("", CaseId::as_str);
        self.of_row([&event.kind, case, &on], |name| event.field(name))
    }

    fn of_row<'f>(&self, row: [&str; 3], field: impl Fn(&str) -> &'f str) -> Ids {
        let (key, is_blank) = self.digest(row, &field);
        let has_id = self.own_ids.iter().any(|name| !field(name).trim().is_empty());
        let is_id = |name: &str| self.own_ids.iter().any(|id| id == name);
        let without = || self.digest(row, |name| if is_id(name) { "" } else { field(name) });
        let without_id = has_id.then(without).filter(|(_, is_blank)| !is_blank).map(|(key, _)| key);
        let lacks_id = !self.own_ids.is_empty() && !has_id && !is_blank;
        Ids { key, is_blank, lacks_id, without_id }
    }

    /// Returns the key as it is stored, e.g. `meeting_id|meeting_type,agency`.
    pub(super) fn text(&self) -> String {
        self.parts.iter().map(|part| part.join("|")).collect::<Vec<_>>().join(",")
    }

    pub(super) fn parse(kind: &str, text: &str) -> Self {
        let part = |part: &str| part.split('|').map(str::to_owned).collect();
        Self::new(kind, text.split(',').filter(|part| !part.is_empty()).map(part).collect())
    }

    /// Returns the digest of a row's key, and whether the row has nothing in any of its fields.
    pub(super) fn digest<'f>(
        &self,
        [kind, case, on]: [&str; 3],
        field: impl Fn(&str) -> &'f str,
    ) -> (Half, bool) {
        let is_filled = |name: &String| !field(name).trim().is_empty();
        let on = if self.own_ids.iter().any(is_filled) { "" } else { on };
        let mut hashed = Sha256::new_with_prefix([kind, case, on].map(str::as_bytes).join(&0));
        let mut is_blank = true;
        for part in &self.parts {
            let filled = part.iter().map(|name| field(name).trim()).find(|text| !text.is_empty());
            is_blank &= filled.is_none();
            hashed.update([0]);
            hashed.update(filled.unwrap_or_default().to_lowercase());
        }
        (half(hashed), is_blank && !self.parts.is_empty())
    }
}

/// An event as its row says it. Making one is a good part of the work of storing it and needs no store: who
/// reads on a thread of its own makes them there.
pub struct WrittenEvent {
    pub(super) kind: String,
    pub(super) case: Option<CaseId>,
    pub(super) on: Option<String>,
    pub(super) fields: String,
    pub(super) key: Half,
    /// The key of a row of the same case and date that has nothing in the fields of the key.
    pub(super) blank_key: Half,
    pub(super) is_blank: bool,
    pub(super) lacks_id: bool,
    /// The key that the row would have without the event's own id.
    pub(super) without_id: Option<Half>,
    pub(super) filled: u64,
    /// The last date that the row knows of.
    pub(super) known_to: Option<Date>,
}

impl WrittenEvent {
    /// Writes an event.
    ///
    /// # Errors
    /// When a field's name cannot be written as canonical JSON.
    pub fn of(event: Event, by: &EventKey) -> Result<Self, Error> {
        let fields = fields_text(&event)?;
        let known_to = known_to(&event);
        let on = event.on.map(|date| date.to_string());
        let case = event.case.as_ref().map_or("", CaseId::as_str);
        let row = [event.kind.as_str(), case, on.as_deref().unwrap_or_default()];
        let Ids { key, is_blank, lacks_id, without_id } = by.of_row(row, |name| event.field(name));
        let blank_key = if by.parts.is_empty() { key } else { by.digest(row, |_| "").0 };
        let filled = event.fields.len() as u64;
        let Event { kind, case, .. } = event;
        Ok(Self {
            kind,
            case,
            on,
            fields,
            key,
            blank_key,
            is_blank,
            lacks_id,
            without_id,
            filled,
            known_to,
        })
    }

    pub(super) fn parts(&self) -> [&str; 4] {
        let case = self.case.as_ref().map_or("", CaseId::as_str);
        [&self.kind, case, self.on.as_deref().unwrap_or_default(), &self.fields]
    }
}

/// Returns the last date that a row knows of: its own, or one that a field of its kind holds.
fn known_to(event: &Event) -> Option<Date> {
    let fields = EventSpec::of(&event.kind).map_or(&[][..], |spec| spec.fields);
    let dates = fields.iter().filter(|field| matches!(field.holds, Holds::Day | Holds::Moment));
    let known = dates.filter_map(|field| Some(When::parse(event.field(field.name))?.day));
    known.chain(event.on).max()
}

/// Canonical JSON of the fields. Keys of plain letters are in their byte order already, and then
/// plain JSON is the canonical one.
fn fields_text(event: &Event) -> Result<String, Error> {
    if event.fields.keys().all(|name| name.is_ascii()) {
        return Ok(serde_json::to_string(&event.fields)?);
    }
    canonical(&event.fields)
}

fn half(digest: Sha256) -> Half {
    let full: [u8; 32] = digest.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(&full[..16]);
    half
}
