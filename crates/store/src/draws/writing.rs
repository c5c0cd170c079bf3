//! What is recorded of a draw, each step under the ledger entry that comes next.

use assay_model::DrawId;
use rusqlite::OptionalExtension;

use super::{DrawCase, DrawState, FrozenList, SeedRecord};
use crate::wires::WireTerms;
use crate::{Error, Tx, column};

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
                serde_json::to_string(&WireTerms::of(&list.terms))?,
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
