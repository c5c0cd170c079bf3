//! Events, in bulk, with keys and versions. An event is known by its kind, case and date and by the fields of
//! its key; a row that says something else of it is another version, and of the versions those of the
//! extract that ranks highest count. All versions are kept. Equal rows that are put as one file's are events
//! of their own; reading a table leaves them out.

mod adopt;
mod counts;
mod extract;
mod open;
mod other_readings;
mod pair;
mod prove;
mod resolve;
mod room;
mod sink;
pub(crate) mod taken_back;
mod written;

use std::collections::BTreeMap;

use assay_model::Event;
use assay_model::print::hex;
use rusqlite::{Connection, Row};
use sha2::{Digest, Sha256};

use crate::cases::{self, CaseList, StoredCases};
use crate::import::{ImportDraft, Stored};
use crate::rows::texts_digest;
use crate::{Error, Store, Tx, column};

pub(crate) use adopt::{adopt, without_dates};
pub use counts::{EventCounts, EventTags};
pub use extract::{EventFile, Extract};
pub use other_readings::OtherReading;
pub use sink::{EventSink, EventsTaken};
pub use written::{EventKey, WrittenEvent};

impl Tx<'_> {
    /// Begins an import of events, which are stored one by one as they come.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_sink(&self) -> Result<EventSink<'_>, Error> {
        EventSink::new(&self.connection, self.guard.clone(), self.next_import()?)
    }

    /// Returns the key by which rows of a kind are the same event.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_key(&self, kind: &str) -> Result<EventKey, Error> {
        adopt::key_of(&self.connection, kind)
    }

    /// Gives a kind another key. What is stored gets its key anew, so that nothing is there twice.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn set_event_key(&mut self, kind: &str, key: &EventKey) -> Result<(), Error> {
        adopt::set_key(&self.connection, kind, key)
    }

    /// Returns the events that count and that these do not have, of other readings of the same files.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn other_readings(&self, taken: &EventsTaken) -> Result<Vec<OtherReading>, Error> {
        other_readings::left(&self.connection, taken.import)
    }

    /// Closes an import of events with what was read and told.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn close_events(
        &mut self,
        taken: EventsTaken,
        draft: &ImportDraft,
    ) -> Result<Stored, Error> {
        let EventsTaken { import, counts, rows_sha256, .. } = taken;
        let stored = Stored { import, stored: counts.stored(), unchanged: counts.unchanged };
        self.close_import(import, draft, stored, rows_sha256)?;
        Ok(stored)
    }

    /// Closes an import of events that brings case lists too, as one import.
    ///
    /// # Errors
    /// When an id is twice in a list, or the store cannot be written.
    pub fn close_dataset(
        &mut self,
        taken: EventsTaken,
        draft: &ImportDraft,
        lists: &[CaseList],
    ) -> Result<StoredCases, Error> {
        let EventsTaken { import, counts, rows_sha256, .. } = taken;
        let cases = StoredCases { import, lists: self.put_lists(import, lists)? };
        let of_cases = cases.total();
        let total = Stored {
            import,
            stored: of_cases.stored + counts.stored(),
            unchanged: of_cases.unchanged + counts.unchanged,
        };
        let digest = both(cases::rows_digest(&self.connection, import)?, rows_sha256);
        self.close_import(import, draft, total, digest)?;
        Ok(cases)
    }

    /// Stores the events of an import, one by one as they come, as one file.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn import_events(
        &mut self,
        draft: &ImportDraft,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Stored, Error> {
        let mut sink = self.event_sink()?;
        let sha256 = draft.files.first().map(|file| file.sha256.clone()).unwrap_or_default();
        sink.begin(EventFile { sha256, reading: "-".to_owned(), ..EventFile::default() })?;
        for event in events {
            let key = EventKey::of_kind(&event.kind);
            sink.put(&WrittenEvent::of(event, &key)?, 0)?;
        }
        let taken = sink.end()?;
        self.close_events(taken, draft)
    }
}

impl Store {
    /// Returns every extract of events, the first taken in first.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn extracts(&self) -> Result<Vec<Extract>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, first_on, last_on, is_stated, known_to, taken_on FROM extracts ORDER BY number",
        )?;
        let mut rows = statement.query([])?;
        let mut extracts = Vec::new();
        while let Some(row) = rows.next()? {
            let date = |at: usize| {
                let text: Option<String> = row.get(at)?;
                column::optional_date(text.as_deref())
            };
            extracts.push(Extract {
                kind: row.get(0)?,
                covers: date(1)?.zip(date(2)?),
                is_stated: row.get(3)?,
                known_to: date(4)?,
                taken_on: date(5)?,
            });
        }
        Ok(extracts)
    }

    /// Hands over the events that count of one kind, or of all kinds, in the order of storing.
    ///
    /// # Errors
    /// When an event cannot be read, or the receiver's own.
    pub fn each_event<E: From<Error>>(
        &self,
        kind: Option<&str>,
        mut receive: impl FnMut(Event) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = match kind {
            Some(_) => {
                "SELECT kind, case_id, on_date, fields FROM events
                 WHERE kind = ?1 AND superseded = 0 ORDER BY number"
            }
            None => {
                "SELECT kind, case_id, on_date, fields FROM events
                 WHERE ?1 IS NULL AND superseded = 0 ORDER BY number"
            }
        };
        let mut statement = self.connection.prepare_cached(sql).map_err(Error::from)?;
        let mut rows = statement.query([kind]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            receive(read_event(row)?)?;
        }
        Ok(())
    }

    /// Returns the events that count of one kind, in the order of storing.
    ///
    /// # Errors
    /// When an event cannot be read.
    pub fn events(&self, kind: &str) -> Result<Vec<Event>, Error> {
        let mut events = Vec::new();
        self.each_event(Some(kind), |event| {
            events.push(event);
            Ok::<(), Error>(())
        })?;
        Ok(events)
    }

    /// Returns the numbers of the imports that brought events of this kind, in their order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn imports_of_events(&self, kind: &str) -> Result<Vec<u64>, Error> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT import FROM events WHERE kind = ?1 ORDER BY import")?;
        let rows = statement.query_map([kind], |row| Ok(row.get::<_, i64>(0)? as u64))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns the kinds of events there are, with how many of each.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_kinds(&self) -> Result<BTreeMap<String, u64>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT kind, count(*) FROM events WHERE superseded = 0 GROUP BY kind ORDER BY kind",
        )?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Returns the digest of an import's cases and events together; of an import that has one sort of them, it is
/// that one's.
pub(crate) fn both(cases: Option<String>, events: Option<String>) -> Option<String> {
    match (cases, events) {
        (Some(cases), Some(events)) => {
            let mut digest = Sha256::new_with_prefix(cases);
            digest.update(events);
            Some(hex(&digest.finalize()))
        }
        (one, other) => one.or(other),
    }
}

/// Returns the digest of an import's events as they stand in the table, or none without rows.
pub(crate) fn rows_digest(connection: &Connection, import: u64) -> Result<Option<String>, Error> {
    let statement = connection.prepare_cached(
        "SELECT kind, case_id, on_date, fields, number FROM events WHERE import = ?1
         UNION ALL SELECT kind, case_id, on_date, fields, number FROM undone_events WHERE import = ?1 ORDER BY number",
    )?;
    texts_digest(statement, import, 4, "event")
}

pub(crate) fn read_event(row: &Row<'_>) -> Result<Event, Error> {
    let text = |index: usize| row.get_ref(index).map_err(Error::from);
    let case = text(1)?.as_str_or_null().map_err(|fault| Error::damaged("event", fault))?;
    let on = text(2)?.as_str_or_null().map_err(|fault| Error::damaged("event", fault))?;
    let fields = text(3)?.as_str().map_err(|fault| Error::damaged("event", fault))?;
    Ok(Event {
        kind: row.get(0)?,
        case: case.map(column::case_id).transpose()?,
        on: column::optional_date(on)?,
        fields: serde_json::from_str(fields).map_err(|fault| Error::damaged("event", fault))?,
    })
}
