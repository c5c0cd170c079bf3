//! The same event twice in one file: a row that says what another says is left out, letter case and spaces
//! aside, and one that says something else of the same event is reported. Versions in other files are the
//! store's.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use assay_model::alike::folded;
use assay_model::event::own_ids;
use assay_model::{CaseId, Event, EventSpec};

use crate::problems::{Oddity, Where};

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

/// The rows of a file so far: by the digest of what they are of, or of all they say, and the row, counted
/// through all sheets.
pub(crate) struct Repeated<'m> {
    own_key: Option<&'m [String]>,
    /// The kind of the last event, and the fields that are its own id.
    own_ids: (String, Vec<String>),
    seen: HashMap<u64, (u32, u32)>,
    /// The sheets so far, with the count that their row 0 has.
    sheets: Vec<(u32, Where)>,
    last: u32,
}

impl<'m> Repeated<'m> {
    /// Begins a file; `own_key` is the key that its map names.
    pub(crate) fn new(own_key: Option<&'m [String]>) -> Self {
        let own_ids = (String::new(), Vec::new());
        Self { own_key, own_ids, seen: HashMap::new(), sheets: Vec::new(), last: 0 }
    }

    /// Returns the count of a row through all sheets.
    fn counted(&mut self, here: &Where, row: u32) -> u32 {
        let is_of_last = self.sheets.last().is_some_and(|(_, sheet)| sheet == here);
        if !is_of_last {
            self.sheets.push((self.last, here.clone()));
        }
        let from = self.sheets.last().map_or(0, |(from, _)| *from);
        self.last = from.saturating_add(row);
        self.last
    }

    /// Names a row by its count, for a message about a row that is here.
    pub(crate) fn named(&self, count: u32, here: &Where) -> String {
        let sheet = self.sheets.iter().rev().find(|(from, _)| *from < count);
        let Some((from, there)) = sheet else { return count.to_string() };
        here.rows([(there, count - from)].into_iter())
    }

    /// Takes a row.
    pub(crate) fn take(&mut self, event: &Event, (here, row): (&Where, u32)) -> Found {
        let row = self.counted(here, row);
        let key = self.key(event);
        if !key.is_of_one {
            return Found::First;
        }
        let whole = digest(|hasher| {
            (key.hash, event.on).hash(hasher);
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

    /// Finds out which fields of the key are the own id of events of a kind; a file is of one kind nearly always.
    fn learn_own_ids(&mut self, kind: &str) {
        if self.own_ids.0 == kind {
            return;
        }
        let ids = if let Some(fields) = self.own_key {
            own_ids(kind, fields.iter().map(String::as_str))
        } else {
            let parts = EventSpec::of(kind).map_or(&[][..], |spec| spec.key);
            own_ids(kind, parts.iter().flat_map(|part| part.iter().copied()))
        };
        self.own_ids = (kind.to_owned(), ids.into_iter().map(str::to_owned).collect());
    }

    /// Returns the digest of what a row is of, and whether fields say so besides case and date.
    fn key(&mut self, event: &Event) -> Key {
        self.learn_own_ids(&event.kind);
        let spec = EventSpec::of(&event.kind).map_or(&[][..], |spec| spec.key);
        let value = |name: &str| event.field(name).trim();
        let filled =
            |part: &&[&'static str]| part.iter().copied().find(|name| !value(name).is_empty());
        let names: Vec<&str> = match self.own_key {
            Some(fields) => fields.iter().map(String::as_str).collect(),
            None => spec.iter().map(|part| filled(part).unwrap_or_default()).collect(),
        };
        let parts: Vec<&str> = names.iter().map(|name| value(name)).collect();
        let is_dateless = self.own_ids.1.iter().any(|name| !value(name).is_empty());
        let on = event.on.filter(|_| !is_dateless);
        let hash = digest(|hasher| {
            (&event.kind, event.case.as_ref().map(CaseId::as_str), on).hash(hasher);
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
    /// Returns what is odd about the row, and what it is reported as; none for the first of its event.
    pub(crate) fn oddity(self, repeated: &Repeated<'_>, here: &Where) -> Option<(String, Oddity)> {
        let named = |row| repeated.named(row, here);
        match self {
            Self::First => None,
            Self::Same(row) => {
                let hint = "the row was left out: it says the same as that one";
                Some((
                    format!("the event of row {} again", named(row)),
                    Oddity::left_out("each event once", hint),
                ))
            }
            Self::Other { row, is_keyed: true } => {
                let hint = "it counts twice: delete the row that is wrong, or name what tells the two apart as the map's key";
                Some((
                    format!("something else of the event of row {}", named(row)),
                    Oddity::new("each event once", hint),
                ))
            }
            Self::Other { row, is_keyed: false } => {
                let hint = "both were kept and both count, as two events of one day";
                Some((
                    format!("another event of the case and day of row {}", named(row)),
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
    fn equal_rows_are_one_event_and_rows_that_differ_are_reported_with_their_row() {
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
            (6, meeting("2026-02-04", &[("meeting_id", "K6")]), Found::First),
            (7, meeting(day, &[("meeting_id", "K5")]), Found::First),
        ] {
            assert_eq!(repeated.take(&event, (&Where::default(), row)), expected, "{row}");
        }
    }

    #[test]
    fn an_id_beats_a_date_but_where_the_key_names_the_date() {
        let other_day = [(2, "2026-02-03"), (3, "2026-02-10")];
        let dated = ["meeting_id".to_owned(), "date".to_owned()];
        let other = Found::Other { row: 2, is_keyed: true };
        for (key, expected) in
            [(None, other), (Some(&dated[..1]), other), (Some(&dated[..]), Found::First)]
        {
            let mut repeated = Repeated::new(key);
            let found = other_day.map(|(row, day)| {
                repeated.take(&meeting(day, &[("meeting_id", "K4")]), (&Where::default(), row))
            });
            assert_eq!(found, [Found::First, expected], "{key:?}");
        }
    }

    #[test]
    fn a_row_of_another_sheet_is_named_with_its_sheet() {
        let sheet = |name: &str| Where { file: "a.xlsx".to_owned(), sheet: Some(name.to_owned()) };
        let (may, june) = (sheet("May"), sheet("June"));
        let mut repeated = Repeated::new(None);
        let event = meeting("2026-02-03", &[("meeting_id", "K4")]);
        assert_eq!(repeated.take(&event, (&may, 7)), Found::First);
        let found = repeated.take(&event, (&june, 2));
        let (found, _) = found.oddity(&repeated, &june).unwrap();
        assert_eq!(found, "the event of row 7 of sheet \"May\" again");
        let other = meeting("2026-02-04", &[]);
        assert_eq!(repeated.take(&other, (&june, 3)), Found::First);
        let (found, _) = repeated.take(&other, (&june, 4)).oddity(&repeated, &june).unwrap();
        assert_eq!(found, "the event of row 3 again");
    }

    #[test]
    fn rows_of_nobody_in_particular_are_events_each() {
        let mut repeated = Repeated::new(None);
        let of = |worker| Event {
            kind: "workforce".to_owned(),
            case: None,
            ..meeting("2026-05-31", &[("worker", worker), ("team", "East"), ("fte", "1")])
        };
        assert_eq!(repeated.take(&of(""), (&Where::default(), 2)), Found::First);
        assert_eq!(repeated.take(&of(""), (&Where::default(), 3)), Found::First);
        assert_eq!(repeated.take(&of("K1"), (&Where::default(), 4)), Found::First);
        assert_eq!(repeated.take(&of("k1"), (&Where::default(), 5)), Found::Same(4));
    }

    #[test]
    fn a_map_s_own_key_tells_rows_apart() {
        let key = ["ref".to_owned()];
        let mut repeated = Repeated::new(Some(&key));
        let of = |text, team| meeting("2026-02-03", &[("ref", text), ("team", team)]);
        assert_eq!(repeated.take(&of("a", "N"), (&Where::default(), 2)), Found::First);
        assert_eq!(repeated.take(&of("b", "N"), (&Where::default(), 3)), Found::First);
        assert_eq!(
            repeated.take(&of("A", "S"), (&Where::default(), 4)),
            Found::Other { row: 2, is_keyed: true }
        );
    }
}
