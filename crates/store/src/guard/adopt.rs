//! Taking the rows of an older store under guard, once, with the first change by a program that guards: the old digests
//! are recomputed before, and what differed is said in the entry for good.

use assay_model::{Actor, Timestamp};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::arm::{leaf_of, text_of};
use super::leaf::{Leaf, root};
use super::settle::remember;
use super::state::State;
use super::statement::{self, Statement};
use super::tables::{TABLES, Table};
use super::{ADOPTED, STATED};
use crate::{Error, health, ledger, verify};

/// Takes every row under guard where the ledger says nothing of rows yet.
pub(crate) fn adopt(
    connection: &Connection,
    state: &State,
    (actor, at): (&Actor, Timestamp),
) -> Result<(), Error> {
    let (is_stated, is_empty): (bool, bool) = connection.query_row(
        "SELECT EXISTS (SELECT 1 FROM stated), NOT EXISTS (SELECT 1 FROM ledger)",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    // Where somebody took the statements away, the entries still say that there were some.
    if is_stated || begins_at(&ledger::raw_entries(connection)?).is_some() {
        return Ok(());
    }
    let found = if is_empty { Value::Null } else { differences(connection)? };
    for (number, table) in TABLES.iter().enumerate() {
        prove(connection, number, table)?;
    }
    if is_empty {
        // The first entry states what a new file has.
        for table in TABLES {
            for (home, _) in groups(connection, table)? {
                state.touch(table.name, &home);
            }
        }
        return Ok(());
    }
    let entry = ledger::head(connection, &[])?.number + 1;
    let mut statements = Vec::new();
    for table in TABLES {
        for (home, mut leaves) in groups(connection, table)? {
            let (rows, root) = (leaves.len() as u64, root(&mut leaves));
            let name = table.name.to_owned();
            statements.push(Statement { table: name, home, rows, root, after: 0, differed: false });
        }
    }
    for stated in &statements {
        remember(connection, stated, entry)?;
    }
    let body = json!({ STATED: statement::written(&statements), "differed": found });
    ledger::append(connection, actor, at, ADOPTED, body).map(drop)
}

/// Returns the first entry that states something of rows.
pub(crate) fn begins_at(entries: &[ledger::RawEntry]) -> Option<u64> {
    let member = format!("\"{STATED}\":");
    entries.iter().find(|entry| entry.body.contains(&member)).map(|entry| entry.number as u64)
}

/// What the digests of before the guard say: the chain's first difference, and imports with other rows.
fn differences(connection: &Connection) -> Result<Value, Error> {
    let chain = verify::check(connection)?.difference.map(|difference| difference.to_string());
    let imports = health::imports_with_other_rows(connection)?;
    Ok(json!({ "ledger": chain, "imports": imports }))
}

fn prove(connection: &Connection, number: usize, table: &Table) -> Result<(), Error> {
    let sql = format!(
        "UPDATE {} SET proof = guard_proof({number}, {})",
        table.name,
        table.columns_of("")
    );
    connection.execute(&sql, [])?;
    Ok(())
}

/// Returns the groups of a table with their leaves.
fn groups(connection: &Connection, table: &Table) -> Result<Vec<(String, Vec<Leaf>)>, Error> {
    let (name, home) = (table.name, table.home);
    let mut statement =
        connection.prepare(&format!("SELECT {home}, proof FROM {name} ORDER BY {home}"))?;
    let mut rows = statement.query([])?;
    let mut groups: Vec<(String, Vec<Leaf>)> = Vec::new();
    while let Some(row) = rows.next()? {
        let home = text_of(row.get_ref(0)?);
        let leaf = leaf_of(row.get_ref(1)?).unwrap_or_default();
        match groups.last_mut() {
            Some((known, leaves)) if *known == home => leaves.push(leaf),
            _ => groups.push((home, vec![leaf])),
        }
    }
    Ok(groups)
}
