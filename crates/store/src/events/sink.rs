//! Taking in events as they come: a row that is there already is left as it is, one with a known key is a
//! new version, any other is new. Which versions count is settled when a file has been read, since only
//! then its rank is known.

use std::collections::{BTreeMap, HashMap};

use assay_model::CaseId;
use assay_model::print::hex;
use rusqlite::{CachedStatement, Connection};
use sha2::{Digest, Sha256};

use super::adopt;
use super::counts::{EventCounts, EventTags};
use super::extract::{self, EventFile, Found};
use super::open::{Ids, Open, Seen, Sorts};
use super::pair;
use super::prove::Prover;
use super::resolve;
use super::room::Room;
use super::written::{Half, WrittenEvent};
use crate::Error;
use crate::guard::state::State;

/// Takes the events of one import as they come, and stores those that are not there yet.
pub struct EventSink<'tx> {
    _room: Room<'tx>,
    connection: &'tx Connection,
    insert: CachedStatement<'tx>,
    find: CachedStatement<'tx>,
    hold: CachedStatement<'tx>,
    prover: Prover,
    import: u64,
    file: EventFile,
    /// The extract of each kind that the file has.
    open: Vec<Open>,
    /// Whether the store has rows with the event's own id, and rows without, of the kinds that were asked for: to find out
    /// reads every row of the kind.
    ids_of: BTreeMap<String, Sorts>,
    counts: EventCounts,
    tags: EventTags,
    /// The number of the row that was stored last.
    last: i64,
    /// The digest of the rows stored, as [`super::rows_digest`] computes it from the table.
    rows: Sha256,
}

/// A stored row with the key that is looked for.
struct Stored {
    number: i64,
    extract: i64,
    version: i64,
    is_same: bool,
    is_of_day: bool,
}

/// What an [`EventSink`] has stored, until the import is closed with it.
pub struct EventsTaken {
    pub(super) import: u64,
    /// The events by what became of them.
    pub counts: EventCounts,
    /// Those of which more is to be said.
    pub tags: EventTags,
    pub(super) rows_sha256: Option<String>,
}

impl<'tx> EventSink<'tx> {
    pub(super) fn new(
        connection: &'tx Connection,
        guard: State,
        import: u64,
    ) -> Result<Self, Error> {
        let room = Room::make(connection)?;
        let insert = connection.prepare_cached(
            "INSERT OR IGNORE INTO events
             (number, import, kind, case_id, on_date, fields, key, extract, version, proof)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        let find = connection.prepare_cached(
            "SELECT number, extract, version, fields = ?2 AND on_date IS ?3, on_date IS ?3
             FROM events WHERE key = ?1 ORDER BY version",
        )?;
        let hold = connection
            .prepare_cached("INSERT OR IGNORE INTO held_events (row, extract) VALUES (?1, ?2)")?;
        Ok(Self {
            _room: room,
            connection,
            insert,
            find,
            hold,
            prover: Prover::new(connection, guard, import)?,
            import,
            file: EventFile::default(),
            open: Vec::new(),
            ids_of: BTreeMap::new(),
            counts: EventCounts::default(),
            tags: EventTags::default(),
            last: 0,
            rows: Sha256::new(),
        })
    }

    /// Begins a file: the events that follow are of it.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn begin(&mut self, file: EventFile) -> Result<(), Error> {
        self.settle()?;
        self.file = file;
        Ok(())
    }

    /// Returns what became of the events of the files before the one that was begun last.
    #[must_use]
    pub fn settled(&self) -> EventCounts {
        self.counts
    }

    /// Stores one event unless it is there already. By `tag` the caller knows it again.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn put(&mut self, event: &WrittenEvent, tag: u64) -> Result<(), Error> {
        let at = self.opened(&event.kind)?;
        self.open[at].found.take(event, self.file.taken_on);
        self.open[at].ids.note(event, tag);
        if event.lacks_id && self.leaves_joined(at, event)? {
            return Ok(());
        }
        let redated = self.counts.redated;
        self.put_keyed(at, event)?;
        if self.counts.redated > redated {
            EventTags::add(&mut self.tags.redated, tag);
        }
        Ok(())
    }

    /// Leaves a row without the event's own id as it is that is a version of an event with one by now.
    fn leaves_joined(&mut self, at: usize, event: &WrittenEvent) -> Result<bool, Error> {
        let Some(case) = event.case.as_ref().filter(|_| self.open[at].ids.has_any()) else {
            return Ok(false);
        };
        let alike = resolve::alike(self.connection, case, event)?;
        let joined = alike
            .iter()
            .find(|row| row.is_same && row.key != event.key && !self.open[at].seen.has(row.number));
        let Some(joined) = joined else { return Ok(false) };
        self.open[at].touched.push(joined.key);
        self.leaves(at, joined.number, joined.extract)?;
        Ok(true)
    }

    fn put_keyed(&mut self, at: usize, event: &WrittenEvent) -> Result<(), Error> {
        if let Some(case) = event.case.as_ref().filter(|_| event.is_blank) {
            return self.put_blank(at, case, event);
        }
        let mut stored = Vec::new();
        if self.open[at].expects_known {
            stored = self.find(event)?;
        }
        if stored.is_empty() {
            self.open[at].expects_known = false;
            if self.stores(at, event, 0)? {
                return self.count_fresh(at, event);
            }
            stored = self.find(event)?;
        }
        self.open[at].expects_known = true;
        if stored.len() > 1 {
            self.open[at].touched.push(event.key);
        }
        let open = &self.open[at];
        let same = stored.iter().find(|row| row.is_same && !open.seen.has(row.number));
        if let Some(same) = same {
            return self.leaves(at, same.number, same.extract);
        }
        let is_other = |row: &Stored| row.extract != open.number && !open.seen.has(row.number);
        let is_version = stored.iter().any(is_other);
        self.counts.redated += u64::from(is_version && !stored.iter().any(|row| row.is_of_day));
        let next = stored.last().map_or(0, |row| row.version + 1);
        self.stores(at, event, next)?;
        self.open[at].touched.push(event.key);
        self.count(at, is_version);
        Ok(())
    }

    /// Stores a row that has nothing in the fields of the key: it may be a version of any row of the same
    /// case and date that the file does not hold.
    fn put_blank(&mut self, at: usize, case: &CaseId, event: &WrittenEvent) -> Result<(), Error> {
        let mut alike = resolve::alike(self.connection, case, event)?;
        alike.retain(|row| !self.open[at].seen.has(row.number));
        if let Some(same) = alike.iter().find(|row| row.is_same) {
            self.open[at].touched.push(same.key);
            return self.leaves(at, same.number, same.extract);
        }
        let stored = self.find(event)?;
        let next = stored.last().map_or(0, |row| row.version + 1);
        self.stores(at, event, next)?;
        let number = self.last;
        let key = alike.iter().map(|row| row.key).find(|key| *key != event.key);
        if let Some(key) = key {
            resolve::join_keyed(self.connection, number, key)?;
        }
        self.open[at].touched.push(key.unwrap_or(event.key));
        self.count(at, !alike.is_empty());
        Ok(())
    }

    /// Counts a row whose key was not there.
    fn count_fresh(&mut self, at: usize, event: &WrittenEvent) -> Result<(), Error> {
        let mut is_version = false;
        if self.open[at].has_blank_keys {
            let number = self.last;
            let seen = |number| self.open[at].seen.has(number);
            is_version = resolve::join_blank(self.connection, number, event, &seen)?;
        }
        if is_version {
            self.open[at].touched.push(event.key);
        }
        self.count(at, is_version);
        Ok(())
    }

    /// Counts the row that was stored last.
    fn count(&mut self, at: usize, is_version: bool) {
        if is_version {
            self.open[at].note_version(self.last);
        } else {
            self.counts.new += 1;
        }
    }

    /// Leaves a row as it is, which the file holds too.
    fn leaves(&mut self, at: usize, number: i64, extract: i64) -> Result<(), Error> {
        let open = &mut self.open[at];
        open.seen.add(number);
        if extract != open.number {
            open.moved.entry(extract).or_default().push(number);
            self.hold.execute((number, extract))?;
            self.hold.execute((number, open.number))?;
        }
        self.counts.unchanged += 1;
        Ok(())
    }

    /// Ends the taking; hand the answer to [`crate::Tx::close_events`].
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn end(mut self) -> Result<EventsTaken, Error> {
        self.settle()?;
        let stored = self.counts.stored();
        let rows_sha256 = (stored > 0).then(|| hex(&self.rows.finalize()));
        let Self { import, counts, tags, .. } = self;
        Ok(EventsTaken { import, counts, tags, rows_sha256 })
    }

    /// Returns the place of the file's extract of a kind.
    fn opened(&mut self, kind: &str) -> Result<usize, Error> {
        if let Some(at) = self.open.iter().position(|open| open.kind == kind) {
            return Ok(at);
        }
        let known = extract::same(self.connection, kind, &self.file)?;
        let number = match known {
            Some(number) => {
                extract::again(self.connection, number, self.import)?;
                number
            }
            None => extract::begin(self.connection, self.import, kind, &self.file)?,
        };
        let by = adopt::key_of(self.connection, kind)?;
        let has = if let Some(known) = self.ids_of.get(kind) {
            *known
        } else {
            let (with, without) = pair::has_ids(self.connection, kind, &by)?;
            Sorts { with, without }
        };
        self.open.push(Open {
            kind: kind.to_owned(),
            number,
            is_known: known.is_some(),
            found: Found::default(),
            has_blank_keys: extract::has_blank_keys(self.connection, kind)?,
            seen: Seen::default(),
            moved: HashMap::new(),
            touched: Vec::new(),
            versions: Vec::new(),
            is_version: Seen::default(),
            ids: Ids { by, has, came: Sorts::default(), days: BTreeMap::new() },
            expects_known: known.is_some(),
        });
        Ok(self.open.len() - 1)
    }

    /// Stores a row; false where the key has that version already.
    fn stores(&mut self, at: usize, event: &WrittenEvent, version: i64) -> Result<bool, Error> {
        let WrittenEvent { kind, case, on, fields, key, .. } = event;
        let case = case.as_ref().map(CaseId::as_str);
        let extract = self.open[at].number;
        let proof = self.prover.proof(event, (self.import, extract, version));
        let number = self.prover.next;
        let row =
            (number, self.import as i64, kind, case, on, fields, key, extract, version, proof);
        if self.insert.execute(row)? == 0 {
            return Ok(false);
        }
        self.last = number;
        self.prover.next += 1;
        self.open[at].seen.add(self.last);
        self.rows.update(event.parts().map(str::as_bytes).join(&0));
        self.rows.update([0]);
        Ok(true)
    }

    fn find(&mut self, event: &WrittenEvent) -> Result<Vec<Stored>, Error> {
        let mut rows = self.find.query((event.key, &event.fields, &event.on))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Stored {
                number: row.get(0)?,
                extract: row.get(1)?,
                version: row.get(2)?,
                is_same: row.get(3)?,
                is_of_day: row.get(4)?,
            });
        }
        Ok(found)
    }

    /// Settles the rank of the file's extracts, and by it which versions count.
    fn settle(&mut self) -> Result<(), Error> {
        for mut open in std::mem::take(&mut self.open) {
            if !open.is_known {
                extract::settle(self.connection, open.number, &self.file, &open.found)?;
            }
            resolve::moved(self.connection, open.number, &open.moved)?;
            let (has, came) = (open.ids.has, open.ids.came);
            let now = Sorts { with: has.with || came.with, without: has.without || came.without };
            self.ids_of.insert(open.kind.clone(), now);
            self.pair(&mut open)?;
            let undecided = resolve::keys(self.connection, open.number, open.touched)?;
            let older = resolve::superseded(self.connection, &open.versions)?;
            self.counts.older += older;
            self.counts.updated += open.versions.len() as u64 - older;
            self.counts.undecided += undecided;
        }
        Ok(())
    }

    /// Compares rows with the event's own id and rows without, of the cases and days that came.
    fn pair(&mut self, open: &mut Open) -> Result<(), Error> {
        for (day, tag) in std::mem::take(&mut open.ids.days) {
            let paired = pair::day(self.connection, &open.kind, &day, &open.ids.by)?;
            open.touched.extend(paired.touched);
            self.counts.joined += paired.joined.len() as u64;
            self.counts.doubtful += paired.doubtful.len() as u64;
            if !paired.joined.is_empty() {
                EventTags::add(&mut self.tags.joined, tag);
            }
            for (number, key) in paired.joined {
                self.count_joined(open, number, key)?;
            }
            if !paired.doubtful.is_empty() {
                EventTags::add(&mut self.tags.doubtful, tag);
            }
        }
        Ok(())
    }

    /// Counts a row that came as a new event as the version of one that it was found to be.
    fn count_joined(&mut self, open: &mut Open, number: i64, key: Half) -> Result<(), Error> {
        if self.counts.new == 0 {
            return Ok(());
        }
        // By number and by key, never by import, which would read every row of it for each that was joined.
        let mut find = self.connection.prepare_cached(
            "SELECT number FROM events WHERE number = ?1 AND +import = ?3
             UNION ALL SELECT * FROM (SELECT number FROM events
                 WHERE key = ?2 AND +import = ?3 AND number <> ?1 ORDER BY number)",
        )?;
        let mut rows = find.query((number, key, self.import as i64))?;
        while let Some(row) = rows.next()? {
            let fresh = row.get(0)?;
            if !open.is_version.has(fresh) {
                self.counts.new -= 1;
                open.note_version(fresh);
                break;
            }
        }
        Ok(())
    }
}
