//! The same event twice in one file: a row that says what another says is left out, letter case and spaces
//! aside, and one that says something else of the same event is reported. Versions in other files are the
//! store's.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use assay_model::alike::folded;
use assay_model::{CaseId, Event, EventSpec};

use crate::problems::Oddity;

/// What a row is to those above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// There is none like it.
    First,
    /// It says what this row says.
    Same(u32),
    /// It is of the same event as this row and says something else. Whether a field of the key says so, or
    /// the case and the date alone.
    Other {
        /// The row.
        row: u32,
        /// Whether fields tell the events of the kind apart.
        is_keyed: bool,
    },
}

/// The rows of a file so far: by the digest of what they are of, or of all they say, and the row.
pub(crate) struct Repeated<'m> {
    own_key: Option<&'m [String]>,
    seen: HashMap<u64, (u32, u32)>,
}

impl<'m> Repeated<'m> {
    /// Begins a file; `own_key` is the key that its map names.
    pub(crate) fn new(own_key: Option<&'m [String]>) -> Self {
        Self { own_key, seen: HashMap::new() }
    }

    /// Takes a row.
    pub(crate) fn take(&mut self, event: &Event, row: u32) -> Found {
        let key = self.key(event);
        if !key.is_of_one {
            return Found::First;
        }
        let whole = digest(|hasher| {
            key.hash.hash(hasher);
            for (name, value) in &event.fields {
                (name, folded(value)).hash(hasher);
            }
        });
        let short = (whole >> 32) as u32;
        let first = match self.seen.entry(key.hash) {
            Entry::Vacant(place) => {
                place.insert((short, row));
                return Found::First;
            }
            Entry::Occupied(found) => *found.get(),
        };
        if first.0 == short {
            return Found::Same(first.1);
        }
        match self.seen.entry(whole) {
            Entry::Vacant(place) => {
                place.insert((short, row));
                Found::Other { row: first.1, is_keyed: key.is_filled }
            }
            Entry::Occupied(found) => Found::Same(found.get().1),
        }
    }

    /// Returns the digest of what a row is of, and whether fields say so besides case and date.
    fn key(&self, event: &Event) -> Key {
        let spec = EventSpec::of(&event.kind).map_or(&[][..], |spec| spec.key);
        let own = self.own_key.map(|fields| fields.iter().map(|name| event.field(name)).collect());
        let filled = |part: &&[&str]| {
            let values = part.iter().map(|name| event.field(name).trim());
            values.into_iter().find(|value| !value.is_empty()).unwrap_or_default()
        };
        let parts: Vec<&str> = own.unwrap_or_else(|| spec.iter().map(filled).collect());
        let hash = digest(|hasher| {
            (&event.kind, event.case.as_ref().map(CaseId::as_str), event.on).hash(hasher);
            for part in &parts {
                folded(part).hash(hasher);
            }
        });
        let is_filled = |part: &&str| !part.trim().is_empty();
        let is_of_one = event.case.is_some() || parts.first().is_some_and(is_filled);
        Key { hash, is_filled: parts.iter().any(is_filled), is_of_one }
    }
}

struct Key {
    hash: u64,
    is_filled: bool,
    /// Whether it is known of whom the event is: two workers without a name are not one.
    is_of_one: bool,
}

fn digest(write: impl FnOnce(&mut DefaultHasher)) -> u64 {
    let mut hasher = DefaultHasher::new();
    write(&mut hasher);
    hasher.finish()
}

impl Found {
    /// Returns what is odd about the row, and what it is told as; none for the first of its event.
    pub(crate) fn oddity(self) -> Option<(String, Oddity)> {
        match self {
            Self::First => None,
            Self::Same(row) => {
                let hint = "the row was left out: it says the same as that one";
                Some((
                    format!("the event of row {row} again"),
                    Oddity::left_out("each event once", hint),
                ))
            }
            Self::Other { row, is_keyed: true } => {
                let hint = "it counts twice: delete the row that is wrong, or name what tells the two apart as the map's key";
                Some((
                    format!("something else of the event of row {row}"),
                    Oddity::new("each event once", hint),
                ))
            }
            Self::Other { row, is_keyed: false } => {
                let hint = "both were kept and both count, as two events of one day";
                Some((
                    format!("another event of the case and day of row {row}"),
                    Oddity::understood("each event once", hint),
                ))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meeting(on: &str, fields: &[(&str, &str)]) -> Event {
        Event {
            kind: "meetings".to_owned(),
            case: CaseId::parse("Q1").ok(),
            on: on.parse().ok(),
            fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        }
    }

    #[test]
    fn equal_rows_are_one_event_and_rows_that_differ_are_told_with_their_row() {
        let mut repeated = Repeated::new(None);
        let id = ("meeting_id", "K4");
        let kind = |word| ("meeting_type", word);
        let day = "2026-02-03";
        let written = ("written_up_on", "2026-02-05");
        for (row, event, expected) in [
            (2, meeting(day, &[id, kind("review")]), Found::First),
            (3, meeting(day, &[id, kind("Review ")]), Found::Same(2)),
            (
                4,
                meeting(day, &[id, kind("review"), written]),
                Found::Other { row: 2, is_keyed: true },
            ),
            (5, meeting(day, &[id, kind("REVIEW"), written]), Found::Same(4)),
            (6, meeting("2026-02-04", &[id, kind("review")]), Found::First),
            (7, meeting(day, &[("meeting_id", "K5")]), Found::First),
        ] {
            assert_eq!(repeated.take(&event, row), expected, "{row}");
        }
    }

    #[test]
    fn rows_of_nobody_in_particular_are_events_each() {
        let mut repeated = Repeated::new(None);
        let of = |worker| Event {
            kind: "workforce".to_owned(),
            case: None,
            ..meeting("2026-05-31", &[("worker", worker), ("team", "East"), ("fte", "1")])
        };
        assert_eq!(repeated.take(&of(""), 2), Found::First);
        assert_eq!(repeated.take(&of(""), 3), Found::First);
        assert_eq!(repeated.take(&of("K1"), 4), Found::First);
        assert_eq!(repeated.take(&of("k1"), 5), Found::Same(4));
    }

    #[test]
    fn a_map_s_own_key_tells_rows_apart() {
        let key = ["ref".to_owned()];
        let mut repeated = Repeated::new(Some(&key));
        let of = |text, team| meeting("2026-02-03", &[("ref", text), ("team", team)]);
        assert_eq!(repeated.take(&of("a", "N"), 2), Found::First);
        assert_eq!(repeated.take(&of("b", "N"), 3), Found::First);
        assert_eq!(repeated.take(&of("A", "S"), 4), Found::Other { row: 2, is_keyed: true });
    }
}
