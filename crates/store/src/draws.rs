//! Draws: the frozen list, then the seed, then the manifests, every version of them kept. It keeps
//! bytes and knows nothing of how cases are selected; the `sampler` crate does.

use assay_model::{CaseId, Date, DrawId, Month, Timestamp};
use rusqlite::{OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::import::Source;
use crate::{Error, Store, Tx, column};

/// What a freeze records.
#[derive(Debug, Clone, PartialEq)]
pub struct FrozenList {
    /// The draw's id.
    pub id: DrawId,
    /// The date the list speaks of.
    pub as_at: Date,
    /// The round's month, if the draw belongs to a monthly round.
    pub month: Option<Month>,
    /// The plan's name.
    pub plan_name: String,
    /// The plan's own lines of the settings file.
    pub plan_text: String,
    /// The name of the case list, e.g. `children`.
    pub list: String,
    /// The import the list came with.
    pub import: u64,
    /// The source files, by name and digest.
    pub sources: Vec<Source>,
    /// The continuity findings, in words.
    pub continuity: Vec<String>,
    /// What else the job keeps with the freeze (size asked for, seed source named, exclusions).
    pub extra: Value,
    /// The salt of the published frame digest.
    pub salt: [u8; 32],
    /// The frame's bytes.
    pub frame: Vec<u8>,
}

/// How far a draw has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DrawState {
    /// The list is frozen; nothing is drawn.
    Frozen,
    /// The cases are drawn.
    Drawn,
    /// The draw was given up, and stays on record.
    Abandoned,
}

impl DrawState {
    /// Returns `frozen`, `drawn` or `abandoned`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Drawn => "drawn",
            Self::Abandoned => "abandoned",
        }
    }
}

/// The seed as recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeedRecord {
    /// The seed's text.
    pub text: String,
    /// Where it came from, in words.
    pub source: String,
    /// When it was recorded, as the manifest prints it.
    pub recorded_at: String,
    /// Whether it is weak and was expressly allowed.
    pub weak: bool,
}

/// A draw as read back.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawRecord {
    /// What was frozen.
    pub frozen: FrozenList,
    /// How far it has come.
    pub state: DrawState,
    /// When the list was frozen.
    pub frozen_at: Timestamp,
    /// The ledger entry of the freeze.
    pub freeze_entry: u64,
    /// The seed, once recorded.
    pub seed: Option<SeedRecord>,
    /// The ledger entry of the seed.
    pub seed_entry: Option<u64>,
    /// The latest manifest, once drawn.
    pub manifest: Option<Manifest>,
}

/// A version of a draw's manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifest {
    /// 1 for the first.
    pub version: u32,
    /// The ledger entry that recorded it.
    pub entry: u64,
    /// When.
    pub at: Timestamp,
    /// The manifest's bytes, as in `manifest.json`.
    pub bytes: Vec<u8>,
}

/// What a case is to a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DrawRole {
    /// Selected at random, or standing in for a replaced case.
    Selected,
    /// Chosen by judgement: shown, and never in an estimate.
    Targeted,
    /// Selected, and replaced by another.
    Replaced,
}

impl DrawRole {
    const ALL: [Self; 3] = [Self::Selected, Self::Targeted, Self::Replaced];

    /// Returns `selected`, `targeted` or `replaced`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Selected => "selected",
            Self::Targeted => "targeted",
            Self::Replaced => "replaced",
        }
    }
}

/// A case of a draw, and who reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawCase {
    /// The case.
    pub case: CaseId,
    /// What it is to the draw.
    pub role: DrawRole,
    /// The auditor's login.
    pub first_reader: Option<String>,
    /// The second reader's login.
    pub second_reader: Option<String>,
}

impl Tx<'_> {
    /// Stores a frozen list; the next ledger entry is its freeze.
    ///
    /// # Errors
    /// When the draw id is taken.
    pub fn freeze(&mut self, list: &FrozenList) -> Result<(), Error> {
        let entry = self.next_entry()?;
        let rows = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO draws (id, state, frozen_at, as_at, month, plan_name, plan_text,
                 list, import, sources, continuity, extra, salt, frame, freeze_entry)
                 VALUES (?1, 'frozen', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute((
                list.id.as_str(),
                column::time_text(self.at()),
                list.as_at.to_string(),
                list.month.map(|month| month.to_string()),
                &list.plan_name,
                &list.plan_text,
                &list.list,
                list.import as i64,
                serde_json::to_string(&list.sources)?,
                serde_json::to_string(&list.continuity)?,
                serde_json::to_string(&list.extra)?,
                list.salt,
                &list.frame,
                entry as i64,
            ))?;
        if rows == 0 {
            return Err(Error::Already { kind: "draw", key: list.id.to_string() });
        }
        self.touch();
        Ok(())
    }

    /// Records the seed of a frozen draw; the next ledger entry is the seed's.
    ///
    /// # Errors
    /// When there is no such draw, or it is past being frozen.
    pub fn record_seed(&mut self, id: &DrawId, seed: &SeedRecord) -> Result<(), Error> {
        self.require(id, &[DrawState::Frozen], "a frozen draw")?;
        let entry = self.next_entry()?;
        self.connection
            .prepare_cached("UPDATE draws SET seed = ?2, seed_entry = ?3 WHERE id = ?1")?
            .execute((id.as_str(), serde_json::to_string(seed)?, entry as i64))?;
        self.touch();
        Ok(())
    }

    /// Stores a manifest, the first or a new version, and what each case is to the draw from now
    /// on. `entry` is the ledger entry the manifest names, which may be written already.
    ///
    /// # Errors
    /// When there is no such draw, or it was abandoned.
    pub fn put_manifest(
        &mut self,
        id: &DrawId,
        entry: u64,
        manifest: &[u8],
        cases: &[DrawCase],
    ) -> Result<u32, Error> {
        self.require(id, &[DrawState::Frozen, DrawState::Drawn], "a frozen or drawn draw")?;
        let version: u32 = self
            .connection
            .prepare_cached(
                "SELECT coalesce(max(version), 0) + 1 FROM draw_manifests WHERE draw = ?1",
            )?
            .query_row([id.as_str()], |row| row.get(0))?;
        self.connection
            .prepare_cached(
                "INSERT INTO draw_manifests (draw, version, entry, at, manifest) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute((
                id.as_str(),
                version,
                entry as i64,
                column::time_text(self.at()),
                manifest,
            ))?;
        self.connection
            .prepare_cached("UPDATE draws SET state = 'drawn' WHERE id = ?1")?
            .execute([id.as_str()])?;
        self.connection
            .prepare_cached("DELETE FROM draw_cases WHERE draw = ?1")?
            .execute([id.as_str()])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO draw_cases (draw, case_id, role, position, first_reader, second_reader)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (position, case) in cases.iter().enumerate() {
            insert.execute((
                id.as_str(),
                case.case.as_str(),
                case.role.word(),
                position as i64,
                &case.first_reader,
                &case.second_reader,
            ))?;
        }
        drop(insert);
        if entry >= self.next_entry()? {
            self.touch();
        }
        Ok(version)
    }

    /// Gives a draw up; it stays on record.
    ///
    /// # Errors
    /// When there is no such draw, or it was abandoned before.
    pub fn abandon(&mut self, id: &DrawId) -> Result<(), Error> {
        self.require(id, &[DrawState::Frozen, DrawState::Drawn], "a frozen or drawn draw")?;
        self.connection
            .prepare_cached("UPDATE draws SET state = 'abandoned' WHERE id = ?1")?
            .execute([id.as_str()])?;
        self.touch();
        Ok(())
    }

    fn require(
        &self,
        id: &DrawId,
        states: &[DrawState],
        needed: &'static str,
    ) -> Result<(), Error> {
        let state: Option<String> = self
            .connection
            .prepare_cached("SELECT state FROM draws WHERE id = ?1")?
            .query_row([id.as_str()], |row| row.get(0))
            .optional()?;
        let Some(state) = state else {
            return Err(Error::NoSuch { kind: "draw", key: id.to_string() });
        };
        if states.iter().any(|allowed| allowed.word() == state) {
            return Ok(());
        }
        Err(Error::State { draw: id.to_string(), state, needed })
    }
}

impl Store {
    /// Returns every draw, abandoned ones too, in the order of freezing.
    ///
    /// # Errors
    /// When a draw cannot be read.
    pub fn draws(&self) -> Result<Vec<DrawRecord>, Error> {
        self.read_draws("ORDER BY d.freeze_entry, d.id", [])
    }

    /// Returns one draw, or none.
    ///
    /// # Errors
    /// When the draw cannot be read.
    pub fn draw(&self, id: &DrawId) -> Result<Option<DrawRecord>, Error> {
        Ok(self.read_draws("WHERE d.id = ?1", [id.as_str()])?.pop())
    }

    /// Returns every version of a draw's manifest, the first one first.
    ///
    /// # Errors
    /// When a manifest cannot be read.
    pub fn manifests(&self, id: &DrawId) -> Result<Vec<Manifest>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT version, entry, at, manifest FROM draw_manifests WHERE draw = ?1 ORDER BY version",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut manifests = Vec::new();
        while let Some(row) = rows.next()? {
            manifests.push(read_manifest(row, 0)?);
        }
        Ok(manifests)
    }

    /// Returns what each case is to the draw, in the order the manifest gives them.
    ///
    /// # Errors
    /// When a case cannot be read.
    pub fn draw_cases(&self, id: &DrawId) -> Result<Vec<DrawCase>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT case_id, role, first_reader, second_reader FROM draw_cases WHERE draw = ?1
             ORDER BY position",
        )?;
        let mut rows = statement.query([id.as_str()])?;
        let mut cases = Vec::new();
        while let Some(row) = rows.next()? {
            let role: String = row.get(1)?;
            cases.push(DrawCase {
                case: column::case_id(&row.get::<_, String>(0)?)?,
                role: DrawRole::ALL
                    .into_iter()
                    .find(|known| known.word() == role)
                    .ok_or_else(|| Error::damaged("role", role))?,
                first_reader: row.get(2)?,
                second_reader: row.get(3)?,
            });
        }
        Ok(cases)
    }

    fn read_draws(
        &self,
        rest: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<DrawRecord>, Error> {
        let sql = format!(
            "SELECT d.id, d.state, d.frozen_at, d.as_at, d.month, d.plan_name, d.plan_text, d.list,
                    d.import, d.sources, d.continuity, d.extra, d.salt, d.frame, d.freeze_entry,
                    d.seed, d.seed_entry, m.version, m.entry, m.at, m.manifest
             FROM draws d LEFT JOIN draw_manifests m ON m.draw = d.id AND m.version =
                  (SELECT max(version) FROM draw_manifests WHERE draw = d.id) {rest}"
        );
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(parameters)?;
        let mut draws = Vec::new();
        while let Some(row) = rows.next()? {
            draws.push(read_draw(row)?);
        }
        Ok(draws)
    }
}

fn read_draw(row: &Row<'_>) -> Result<DrawRecord, Error> {
    let text = |index: usize| row.get::<_, String>(index).map_err(Error::from);
    let state = match text(1)?.as_str() {
        "frozen" => DrawState::Frozen,
        "drawn" => DrawState::Drawn,
        "abandoned" => DrawState::Abandoned,
        other => return Err(Error::damaged("state of a draw", other)),
    };
    let month: Option<String> = row.get(4)?;
    let seed: Option<String> = row.get(15)?;
    let has_manifest = row.get::<_, Option<u32>>(17)?.is_some();
    Ok(DrawRecord {
        frozen: FrozenList {
            id: column::draw_id(&text(0)?)?,
            as_at: column::date(&text(3)?)?,
            month: month.as_deref().map(column::month).transpose()?,
            plan_name: text(5)?,
            plan_text: text(6)?,
            list: text(7)?,
            import: row.get::<_, i64>(8)? as u64,
            sources: serde_json::from_str(&text(9)?)?,
            continuity: serde_json::from_str(&text(10)?)?,
            extra: serde_json::from_str(&text(11)?)?,
            salt: row.get(12)?,
            frame: row.get(13)?,
        },
        state,
        frozen_at: column::time(&text(2)?)?,
        freeze_entry: row.get::<_, i64>(14)? as u64,
        seed: seed.map(|json| serde_json::from_str(&json)).transpose()?,
        seed_entry: row.get::<_, Option<i64>>(16)?.map(|n| n as u64),
        manifest: has_manifest.then(|| read_manifest(row, 17)).transpose()?,
    })
}

fn read_manifest(row: &Row<'_>, from: usize) -> Result<Manifest, Error> {
    Ok(Manifest {
        version: row.get(from)?,
        entry: row.get::<_, i64>(from + 1)? as u64,
        at: column::time(&row.get::<_, String>(from + 2)?)?,
        bytes: row.get(from + 3)?,
    })
}
