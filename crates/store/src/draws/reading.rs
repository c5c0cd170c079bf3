//! Draws as they are read back, with the latest version of their manifest.

use std::fmt::Display;

use assay_model::DrawId;
use rusqlite::{OptionalExtension, Row};
use serde::Deserialize;

use super::{DrawCase, DrawPlace, DrawRecord, DrawRole, DrawState, Drawn, FrozenList, Manifest};
use crate::wires::WireTerms;
use crate::{Error, Store, column};

impl Store {
    /// Returns every draw, abandoned ones too, in the order of freezing.
    ///
    /// # Errors
    /// When a draw cannot be read.
    pub fn draws(&self) -> Result<Vec<DrawRecord>, Error> {
        // Ids first: sorting the rows themselves would carry their whole lists about.
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM draws ORDER BY freeze_entry, id")?;
        let ids = statement.query_map([], |row| row.get::<_, String>(0))?;
        let mut draws = Vec::new();
        for id in ids {
            draws.extend(self.read_draw(&id?)?);
        }
        Ok(draws)
    }

    /// Returns one draw, or none.
    ///
    /// # Errors
    /// When the draw cannot be read.
    pub fn draw(&self, id: &DrawId) -> Result<Option<DrawRecord>, Error> {
        self.read_draw(id.as_str())
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
                role: read_role(&role)?,
                first_reader: row.get(2)?,
                second_reader: row.get(3)?,
            });
        }
        Ok(cases)
    }

    /// Returns the draws whose cases are drawn and that were not abandoned, without their lists.
    ///
    /// # Errors
    /// When a draw cannot be read.
    pub fn drawn(&self) -> Result<Vec<Drawn>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, as_at, month, list, import FROM draws
             WHERE state = 'drawn' ORDER BY freeze_entry, id",
        )?;
        // One by one: sorting the rows with their manifests would carry these about.
        let mut latest = self.connection.prepare_cached(
            "SELECT manifest FROM draw_manifests WHERE draw = ?1 ORDER BY version DESC LIMIT 1",
        )?;
        let mut rows = statement.query([])?;
        let mut draws = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            let month: Option<String> = row.get(2)?;
            let manifest = latest.query_row([&id], |row| row.get(0)).optional()?;
            draws.push(Drawn {
                manifest: manifest.ok_or_else(|| Error::damaged("draw without a manifest", &id))?,
                id: column::draw_id(&id)?,
                as_at: column::date(&row.get::<_, String>(1)?)?,
                month: month.as_deref().map(column::month).transpose()?,
                list: row.get(3)?,
                import: row.get::<_, i64>(4)? as u64,
            });
        }
        Ok(draws)
    }

    /// Hands over what each case is to the draw, with its plan type, service and team on the list drawn from, by
    /// case id.
    ///
    /// # Errors
    /// When a case cannot be read.
    pub fn each_draw_place(
        &self,
        draw: &Drawn,
        mut receive: impl FnMut(DrawPlace),
    ) -> Result<(), Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.case_id, d.role, d.first_reader, c.fields
             FROM draw_cases d LEFT JOIN cases c
                  ON c.import = ?2 AND c.list = ?3 AND c.id = d.case_id
             WHERE d.draw = ?1",
        )?;
        let mut rows = statement.query((draw.id.as_str(), draw.import as i64, &draw.list))?;
        let damaged = |fault: &dyn Display| Error::damaged("case of a draw", fault);
        while let Some(row) = rows.next()? {
            let text = |at: usize| row.get_ref(at)?.as_str().map_err(|fault| damaged(&fault));
            let role = text(1)?;
            let fields = row.get_ref(3)?.as_str_or_null().map_err(|fault| damaged(&fault))?;
            let Placed { plan_type, service, team } = fields
                .map(|fields| serde_json::from_str(fields).map_err(|fault| damaged(&fault)))
                .transpose()?
                .unwrap_or_default();
            receive(DrawPlace {
                case: column::case_id(text(0)?)?,
                role: read_role(role)?,
                first_reader: row.get(2)?,
                plan_type,
                service,
                team,
            });
        }
        Ok(())
    }

    fn read_draw(&self, id: &str) -> Result<Option<DrawRecord>, Error> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.id, d.state, d.frozen_at, d.as_at, d.month, d.plan_name, d.plan_text, d.list,
                    d.import, d.sources, d.continuity, d.extra, d.salt, d.frame, d.freeze_entry,
                    d.seed, d.seed_entry, m.version, m.entry, m.at, m.manifest
             FROM draws d LEFT JOIN draw_manifests m ON m.draw = d.id AND m.version =
                  (SELECT max(version) FROM draw_manifests WHERE draw = d.id) WHERE d.id = ?1",
        )?;
        let mut rows = statement.query([id])?;
        rows.next()?.map(read_draw).transpose()
    }
}

/// Where a case stands, of the fields on its list.
#[derive(Default, Deserialize)]
struct Placed {
    #[serde(default)]
    plan_type: String,
    #[serde(default)]
    service: String,
    #[serde(default)]
    team: String,
}

fn read_role(word: &str) -> Result<DrawRole, Error> {
    let known = DrawRole::ALL.into_iter().find(|known| known.word() == word);
    known.ok_or_else(|| Error::damaged("role", word))
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
    let id = text(0)?;
    let damaged = |fault| Error::damaged(format!("draw {id}"), fault);
    let terms: WireTerms = serde_json::from_str(&text(11)?).map_err(damaged)?;
    let has_manifest = row.get::<_, Option<u32>>(17)?.is_some();
    Ok(DrawRecord {
        frozen: FrozenList {
            id: column::draw_id(&id)?,
            as_at: column::date(&text(3)?)?,
            month: month.as_deref().map(column::month).transpose()?,
            plan_name: text(5)?,
            plan_text: text(6)?,
            list: text(7)?,
            import: row.get::<_, i64>(8)? as u64,
            sources: serde_json::from_str(&text(9)?).map_err(damaged)?,
            continuity: serde_json::from_str(&text(10)?).map_err(damaged)?,
            terms: terms.read(),
            salt: row.get(12)?,
            frame: row.get(13)?,
        },
        state,
        frozen_at: column::time(&text(2)?)?,
        freeze_entry: row.get::<_, i64>(14)? as u64,
        seed: seed.map(|json| serde_json::from_str(&json)).transpose().map_err(damaged)?,
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
