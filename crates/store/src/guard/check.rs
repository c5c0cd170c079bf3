//! Recomputing what the ledger says of every row: each leaf from its row, each root from its leaves, each statement
//! from the one before, and the layout of the file. Everything that differs is named.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;

use super::arm::{is_sound, leaf_of, text_of};
use super::leaf::{Leaf, root, write_json};
use super::mismatch::{Mismatch, RowsCheck};
use super::replay::{Chain, replay};
use super::tables::{self, TABLES, Table};
use super::{adopt, schema};
use crate::{Error, Store, ledger};

impl Store {
    /// Recomputes what the ledger says of every row.
    ///
    /// # Errors
    /// When the store cannot be read; a difference is not an error.
    pub fn check_rows(&self) -> Result<RowsCheck, Error> {
        let entries = ledger::raw_entries(&self.connection)?;
        let mut check = RowsCheck {
            from: adopt::begins_at(&entries),
            rows: 0,
            gone: 0,
            mismatches: schema::differences(&self.connection)?,
        };
        if check.from.is_none() || check.mismatches.iter().any(Mismatch::is_of_tables) {
            return Ok(check);
        }
        let mut chain = replay(&entries);
        check.mismatches.append(&mut chain.mismatches);
        check.gone = gaps(&self.connection, &mut chain, &mut check.mismatches)?;
        for table in TABLES {
            check.rows += self.table(table, None, &mut chain, &mut check.mismatches)?;
        }
        check.mismatches.extend(chain.left());
        check.mismatches.extend(noted(&self.connection, &chain)?);
        Ok(check)
    }

    /// Recomputes what the ledger says of the rows of one draw, and of the lists of one import.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn check_draw(&self, draw: &str, import: u64) -> Result<Vec<Mismatch>, Error> {
        let entries = ledger::raw_entries(&self.connection)?;
        if adopt::begins_at(&entries).is_none() {
            return Ok(Vec::new());
        }
        let mut chain = replay(&entries);
        gaps(&self.connection, &mut chain, &mut Vec::new())?;
        let import = import.to_string();
        let mut found = Vec::new();
        let of_draw = ["draws", "draw_manifests", "draw_cases"].map(|name| (name, draw));
        let of_import = ["lists", "cases"].map(|name| (name, import.as_str()));
        for (name, home) in of_draw.into_iter().chain(of_import) {
            let Some(table) = tables::named(name) else { continue };
            self.table(table, Some(home), &mut chain, &mut found)?;
            found.extend(chain.left_of(table, home));
        }
        Ok(found)
    }

    /// Recomputes the rows of a table, or of one group of it, against the last statements. Returns how many.
    fn table(
        &self,
        table: &Table,
        only: Option<&str>,
        chain: &mut Chain,
        found: &mut Vec<Mismatch>,
    ) -> Result<u64, Error> {
        let Table { name, home, columns, .. } = table;
        let condition =
            if only.is_some() { format!("{home} = ?1") } else { "?1 IS NULL".to_owned() };
        let sql =
            format!("SELECT {home}, proof, {} FROM {name} WHERE {condition}", table.columns_of(""));
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([only])?;
        let mut groups: BTreeMap<String, Vec<Leaf>> = BTreeMap::new();
        let (mut json, mut count) = (String::new(), 0);
        while let Some(row) = rows.next()? {
            count += 1;
            let values =
                (0..columns.len()).map(|at| row.get_ref(at + 2)).collect::<Result<Vec<_>, _>>()?;
            write_json(&mut json, columns, values.iter().copied());
            let proof = row.get_ref(1)?;
            if !is_sound(proof, &json) {
                let row = label(table, &values);
                found.push(Mismatch::Row { table: (*name).to_owned(), row });
            }
            let home = text_of(row.get_ref(0)?);
            let leaf = leaf_of(proof).unwrap_or_default();
            match groups.get_mut(&home) {
                Some(leaves) => leaves.push(leaf),
                None => drop(groups.insert(home, vec![leaf])),
            }
        }
        for (home, leaves) in groups {
            found.extend(chain.hold(table, &home, leaves));
        }
        Ok(count)
    }
}

/// Names a row by its key.
fn label(table: &Table, values: &[rusqlite::types::ValueRef<'_>]) -> String {
    let of = |wanted: &str| {
        let at = table.columns.iter().position(|column| *column == wanted)?;
        Some(text_of(values[at]))
    };
    let named = [
        "number", "import", "list", "draw", "id", "case_id", "version", "kind", "what", "row",
        "extract",
    ];
    let numbered = of("number");
    numbered
        .unwrap_or_else(|| named.iter().filter_map(|name| of(name)).collect::<Vec<_>>().join(" "))
}

/// Compares the gaps with the entries that name them, and adds their leaves to their groups.
fn gaps(
    connection: &Connection,
    chain: &mut Chain,
    found: &mut Vec<Mismatch>,
) -> Result<u64, Error> {
    let mut statement = connection.prepare("SELECT tbl, home, leaf, entry FROM gaps")?;
    let mut rows = statement.query([])?;
    let mut by_entry: BTreeMap<(u64, String, String), Vec<Leaf>> = BTreeMap::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count += 1;
        let leaf = leaf_of(row.get_ref(2)?).unwrap_or_default();
        let (table, home, entry): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(3)?);
        chain.gap(&table, &home, leaf);
        by_entry.entry((entry as u64, table, home)).or_default().push(leaf);
    }
    let roots: BTreeMap<_, _> = by_entry
        .into_iter()
        .map(|(place, mut leaves)| (place, (leaves.len() as u64, root(&mut leaves))))
        .collect();
    let differing: BTreeSet<u64> = roots
        .iter()
        .filter(|(place, root)| chain.gone.get(place) != Some(root))
        .chain(chain.gone.iter().filter(|(place, _)| !roots.contains_key(place)))
        .map(|((entry, ..), _)| *entry)
        .collect();
    found.extend(differing.into_iter().map(|entry| Mismatch::Gaps { entry }));
    Ok(count)
}

/// Compares the notes of last statements with the ledger.
fn noted(connection: &Connection, chain: &Chain) -> Result<Vec<Mismatch>, Error> {
    let mut statement = connection.prepare("SELECT tbl, home, rows, root, entry FROM stated")?;
    let mut rows = statement.query([])?;
    let (mut found, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let place: (String, String) = (row.get(0)?, row.get(1)?);
        let noted: (i64, String, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        if !chain.is_last(&place, &noted) {
            found.push(Mismatch::Noted { group: super::replay::words(&place.0, &place.1) });
        }
        seen.insert(place);
    }
    let lacking = chain.places().filter(|place| !seen.contains(*place));
    found.extend(
        lacking.map(|(table, home)| Mismatch::Noted { group: super::replay::words(table, home) }),
    );
    Ok(found)
}
