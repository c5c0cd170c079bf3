//! What the next ledger entry states of the rows that were changed since the last one. What was there before the change
//! is compared with the last statement, so that a change from outside is never taken over without a word.

use rusqlite::{Connection, OptionalExtension};
use serde_json::Value;

use super::arm::leaf_of;
use super::leaf::{Leaf, root};
use super::state::{Group, State, Touched};
use super::statement::{self, Statement};
use super::tables::{self, Table};
use super::{GONE, LAWFUL, STATED};
use crate::Error;

/// Returns the members that state the changes in the body of the entry with this number and kind.
pub(crate) fn settle(
    connection: &Connection,
    state: &State,
    (entry, kind): (u64, &str),
) -> Result<Vec<(&'static str, Value)>, Error> {
    let (mut statements, mut gone) = (Vec::new(), Vec::new());
    for mut touched in state.take() {
        let (name, home) = &touched.group;
        if LAWFUL.contains(&kind) && !touched.gone.is_empty() {
            keep_gaps(connection, &touched.group, &touched.gone, entry)?;
            let rows = touched.gone.len() as u64;
            gone.push(((*name).to_owned(), home.clone(), rows, root(&mut touched.gone)));
        }
        statements.extend(stated(connection, &touched, entry)?);
    }
    let mut members = Vec::new();
    if !statements.is_empty() {
        members.push((STATED, statement::written(&statements)));
    }
    if !gone.is_empty() {
        members.push((GONE, statement::written_gone(&gone)));
    }
    Ok(members)
}

/// Begins a change to a group whose inserts no trigger sees.
pub(crate) fn begin(
    connection: &Connection,
    state: &State,
    (name, home): (&'static str, &str),
) -> Result<(), Error> {
    if let (true, Some(table)) = (state.touch(name, home), tables::named(name)) {
        for leaf in leaves(connection, table, home)? {
            state.had(name, home, leaf);
        }
    }
    Ok(())
}

/// Returns the statement of one group; none where it is as stated before.
fn stated(
    connection: &Connection,
    touched: &Touched,
    entry: u64,
) -> Result<Option<Statement>, Error> {
    let (name, home) = &touched.group;
    let Some(table) = tables::named(name) else { return Ok(None) };
    let last: Option<(i64, String, i64)> = connection
        .prepare_cached("SELECT rows, root, entry FROM stated WHERE tbl = ?1 AND home = ?2")?
        .query_row((name, home), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?;
    let is_as_stated = match &last {
        Some((rows, root, _)) => {
            *rows == touched.rows_before as i64 && *root == touched.root_before
        }
        None => touched.rows_before == 0,
    };
    let mut leaves = leaves(connection, table, home)?;
    let (rows, root) = (leaves.len() as u64, root(&mut leaves));
    let differed = touched.differed || !is_as_stated;
    let is_same = last.as_ref().map_or(rows == 0, |(_, before, _)| *before == root);
    if is_same && !differed {
        return Ok(None);
    }
    let after = last.map_or(0, |(.., entry)| entry as u64);
    let statement =
        Statement { table: (*name).to_owned(), home: home.clone(), rows, root, after, differed };
    remember(connection, &statement, entry)?;
    Ok(Some(statement))
}

/// Keeps where the statement is.
pub(super) fn remember(
    connection: &Connection,
    stated: &Statement,
    entry: u64,
) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO stated (tbl, home, rows, root, entry) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tbl, home) DO UPDATE SET rows = excluded.rows, root = excluded.root,
             entry = excluded.entry",
        )?
        .execute((&stated.table, &stated.home, stated.rows as i64, &stated.root, entry as i64))?;
    Ok(())
}

fn keep_gaps(
    connection: &Connection,
    group: &Group,
    gone: &[Leaf],
    entry: u64,
) -> Result<(), Error> {
    let mut keep = connection
        .prepare_cached("INSERT INTO gaps (tbl, home, leaf, entry) VALUES (?1, ?2, ?3, ?4)")?;
    for leaf in gone {
        keep.execute((group.0, &group.1, leaf, entry as i64))?;
    }
    Ok(())
}

/// Returns the leaves of a group, with those of its gaps.
pub(super) fn leaves(
    connection: &Connection,
    table: &Table,
    home: &str,
) -> Result<Vec<Leaf>, Error> {
    let sql = format!(
        "SELECT proof FROM {} WHERE {} = ?1
         UNION ALL SELECT leaf FROM gaps WHERE tbl = '{}' AND home = ?1",
        table.name, table.home, table.name
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([home])?;
    let mut leaves = Vec::new();
    while let Some(row) = rows.next()? {
        // A row without a proof counts as one that nothing stands for.
        leaves.push(leaf_of(row.get_ref(0)?).unwrap_or_default());
    }
    Ok(leaves)
}
