//! Events, in bulk. A row that was imported before, with the same kind, case, date and fields, is
//! not stored again; equal rows within one import are told apart by how often they have occurred.

use std::collections::{BTreeMap, HashMap};

use assay_model::{CaseId, Event};
use rusqlite::{CachedStatement, Connection, Row};
use sha2::{Digest, Sha256};

use crate::commitment::canonical;
use crate::import::{ImportDraft, Stored};
use crate::{Error, Store, Tx, column};
use assay_model::print::hex;

/// What may be held of the file while events come in, in KiB: the index by digest is met at random, and
/// with the usual 2 MB each row would read and write pages of it.
const HELD_WHILE_STORING: i64 = 128 << 10;
/// What `SQLite` holds otherwise, in KiB.
const HELD: i64 = 2_000;

/// An event as its row says it. Making one is a good part of the work of storing it and needs no store: who
/// reads on a thread of its own makes them there.
pub struct WrittenEvent {
    kind: String,
    case: Option<CaseId>,
    on: Option<String>,
    fields: String,
    digest: [u8; 16],
}

impl WrittenEvent {
    /// Writes an event.
    ///
    /// # Errors
    /// When a field's name cannot be written as canonical JSON.
    pub fn of(event: Event) -> Result<Self, Error> {
        let fields = fields_text(&event)?;
        let Event { kind, case, on, .. } = event;
        let on = on.map(|date| date.to_string());
        let mut written = Self { kind, case, on, fields, digest: [0; 16] };
        written.digest = half(written.hashed());
        Ok(written)
    }

    fn parts(&self) -> [&str; 4] {
        let case = self.case.as_ref().map_or("", CaseId::as_str);
        [&self.kind, case, self.on.as_deref().unwrap_or_default(), &self.fields]
    }

    fn hashed(&self) -> Sha256 {
        Sha256::new_with_prefix(self.parts().map(str::as_bytes).join(&0))
    }

    /// The digest of an event that has come before in the same import, by how often it has come now.
    fn digest_of_repeat(&self, count: u32) -> [u8; 16] {
        half(self.hashed().chain_update([0]).chain_update(count.to_be_bytes()))
    }
}

/// Canonical JSON of the fields. Keys of plain letters stand in their byte order already, and then
/// plain JSON is the canonical one.
fn fields_text(event: &Event) -> Result<String, Error> {
    if event.fields.keys().all(|name| name.is_ascii()) {
        return Ok(serde_json::to_string(&event.fields)?);
    }
    canonical(&event.fields)
}

/// Takes the events of one import as they come, and stores those that are not there yet.
pub struct EventSink<'tx> {
    _room: Room<'tx>,
    insert: CachedStatement<'tx>,
    import: u64,
    stored: u64,
    unchanged: u64,
    seen: HashMap<[u8; 16], u32>,
    /// The digest of the rows stored, as [`rows_digest`] computes it from the table.
    rows: Sha256,
}

/// More of the file in memory, for as long as this lives.
struct Room<'tx>(&'tx Connection);

impl<'tx> Room<'tx> {
    fn make(connection: &'tx Connection) -> Result<Self, Error> {
        connection.pragma_update(None, "cache_size", -HELD_WHILE_STORING)?;
        Ok(Self(connection))
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        // Where it fails the file is held until the program ends, which does no harm.
        drop(self.0.pragma_update(None, "cache_size", -HELD));
    }
}

/// What an [`EventSink`] has stored, until the import is closed with it.
pub struct EventsTaken {
    counts: Stored,
    rows_sha256: Option<String>,
}

impl EventSink<'_> {
    /// Stores one event unless it was imported before.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn put(&mut self, event: &WrittenEvent) -> Result<(), Error> {
        let WrittenEvent { kind, case, on, fields, digest } = event;
        let case = case.as_ref().map(CaseId::as_str);
        let count = self.seen.entry(*digest).or_default();
        *count += 1;
        let digest = if *count == 1 { *digest } else { event.digest_of_repeat(*count) };
        if self.insert.execute((self.import as i64, kind, case, on, fields, digest))? == 0 {
            self.unchanged += 1;
            return Ok(());
        }
        self.stored += 1;
        self.rows.update(event.parts().map(str::as_bytes).join(&0));
        self.rows.update([0]);
        Ok(())
    }

    /// Ends the taking; hand the answer to [`Tx::close_events`].
    #[must_use]
    pub fn end(self) -> EventsTaken {
        let counts = Stored { import: self.import, stored: self.stored, unchanged: self.unchanged };
        let rows_sha256 = (self.stored > 0).then(|| hex(&self.rows.finalize()));
        EventsTaken { counts, rows_sha256 }
    }
}

impl Tx<'_> {
    /// Begins an import of events, which are stored one by one as they come.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn event_sink(&self) -> Result<EventSink<'_>, Error> {
        let room = Room::make(&self.connection)?;
        let insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO events (import, kind, case_id, on_date, fields, digest)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        Ok(EventSink {
            _room: room,
            insert,
            import: self.next_import()?,
            stored: 0,
            unchanged: 0,
            seen: HashMap::new(),
            rows: Sha256::new(),
        })
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
        let EventsTaken { counts, rows_sha256 } = taken;
        self.close_import(counts.import, draft, counts, rows_sha256)?;
        Ok(counts)
    }

    /// Stores the events of an import, one by one as they come.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn import_events(
        &mut self,
        draft: &ImportDraft,
        events: impl IntoIterator<Item = Event>,
    ) -> Result<Stored, Error> {
        let mut sink = self.event_sink()?;
        for event in events {
            sink.put(&WrittenEvent::of(event)?)?;
        }
        let taken = sink.end();
        self.close_events(taken, draft)
    }
}

impl Store {
    /// Hands over the events of one kind, or of all kinds, in the order of storing.
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
                "SELECT kind, case_id, on_date, fields FROM events WHERE kind = ?1 ORDER BY number"
            }
            None => {
                "SELECT kind, case_id, on_date, fields FROM events WHERE ?1 IS NULL ORDER BY number"
            }
        };
        let mut statement = self.connection.prepare_cached(sql).map_err(Error::from)?;
        let mut rows = statement.query([kind]).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            receive(read_event(row)?)?;
        }
        Ok(())
    }

    /// Returns the events of one kind, in the order of storing.
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
        let mut statement = self
            .connection
            .prepare_cached("SELECT kind, count(*) FROM events GROUP BY kind ORDER BY kind")?;
        let rows =
            statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? as u64)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Returns the digest of an import's events as they stand in the table, or none without rows.
pub(crate) fn rows_digest(connection: &Connection, import: u64) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT kind, case_id, on_date, fields FROM events WHERE import = ?1 ORDER BY number",
    )?;
    let mut rows = statement.query([import as i64])?;
    let mut digest = Sha256::new();
    let mut is_empty = true;
    while let Some(row) = rows.next()? {
        is_empty = false;
        for column in 0..4 {
            let text = row.get_ref(column)?.as_str_or_null();
            digest
                .update(text.map_err(|fault| Error::damaged("event", fault))?.unwrap_or_default());
            digest.update([0]);
        }
    }
    Ok((!is_empty).then(|| hex(&digest.finalize())))
}

fn half(digest: Sha256) -> [u8; 16] {
    let full: [u8; 32] = digest.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(&full[..16]);
    half
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
