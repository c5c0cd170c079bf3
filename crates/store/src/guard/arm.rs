//! Arming a connection: functions and triggers of its own by which every change to a guarded row gives the row its
//! proof and is noted. They are made from the list of tables; the file has none of them.

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::leaf::{self, leaf, parts, proof, write_json};
use super::state::State;
use super::tables::{EVENTS_TABLE, TABLES, Table};
use crate::Error;

/// Makes the connection guard what it changes.
pub(crate) fn arm(connection: &Connection, state: &State) -> Result<(), Error> {
    functions(connection, state)?;
    let triggers: Vec<String> =
        TABLES.iter().enumerate().map(|(at, table)| triggers(at, table)).collect();
    Ok(connection.execute_batch(&triggers.concat())?)
}

fn functions(connection: &Connection, state: &State) -> Result<(), Error> {
    let flags = FunctionFlags::SQLITE_UTF8;
    let own = state.clone();
    connection.create_scalar_function("guard_proof", -1, flags, move |context| {
        let json = json_of(context, 1)?;
        Ok(proof(own.salt(), &json))
    })?;
    let own = state.clone();
    connection.create_scalar_function("guard_touch", 2, flags, move |context| {
        Ok(own.touch(table(context)?.name, &home(context)))
    })?;
    let own = state.clone();
    connection.create_scalar_function("guard_had", 3, flags, move |context| {
        match leaf_of(context.get_raw(2)) {
            Some(leaf) => own.had(table(context)?.name, &home(context), leaf),
            None => own.differs(table(context)?.name, &home(context)),
        }
        Ok(true)
    })?;
    let own = state.clone();
    connection.create_scalar_function("guard_was", -1, flags, move |context| {
        if !is_sound(context.get_raw(2), &json_of(context, 3)?) {
            own.differs(table(context)?.name, &home(context));
        }
        Ok(true)
    })?;
    let own = state.clone();
    connection.create_scalar_function("guard_went", 3, flags, move |context| {
        if let Some(leaf) = leaf_of(context.get_raw(2)) {
            own.went(table(context)?.name, &home(context), leaf);
        }
        Ok(true)
    })?;
    Ok(())
}

/// Returns whether a proof is that of a row's JSON.
pub(super) fn is_sound(proof: ValueRef<'_>, json: &str) -> bool {
    let ValueRef::Blob(bytes) = proof else { return false };
    parts(bytes).is_some_and(|(salt, kept)| leaf(salt, json) == kept)
}

/// Returns the leaf of a proof, or of a leaf by itself.
pub(super) fn leaf_of(value: ValueRef<'_>) -> Option<leaf::Leaf> {
    let ValueRef::Blob(bytes) = value else { return None };
    bytes.try_into().ok().or_else(|| parts(bytes).map(|(_, leaf)| leaf))
}

fn table(context: &Context<'_>) -> rusqlite::Result<&'static Table> {
    let at: i64 = context.get(0)?;
    TABLES
        .get(at as usize)
        .ok_or(rusqlite::Error::InvalidFunctionParameterType(0, rusqlite::types::Type::Integer))
}

fn home(context: &Context<'_>) -> String {
    text_of(context.get_raw(1))
}

/// Returns a home as text, be it a number or a text.
pub(super) fn text_of(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

/// Returns the JSON of a row whose columns are the arguments from this one on.
fn json_of(context: &Context<'_>, first: usize) -> rusqlite::Result<String> {
    let mut json = String::with_capacity(256);
    let values = (first..context.len()).map(|at| context.get_raw(at));
    write_json(&mut json, table(context)?.columns, values);
    Ok(json)
}

/// Returns the triggers of a table. Each change first has the group's leaves noted as they were.
fn triggers(at: usize, table: &Table) -> String {
    let Table { name, columns, .. } = table;
    let (old, new) = (table.home_of("OLD."), table.home_of("NEW."));
    let (old_row, new_row) = (table.columns_of("OLD."), table.columns_of("NEW."));
    let watched = columns.join(", ");
    let (is_new, own) = (table.is_row("NEW."), table.home_of(""));
    let before = |home: &str| {
        format!(
            "SELECT guard_had({at}, {home}, proof) FROM {name} WHERE {own} = {home};
             SELECT guard_had({at}, {home}, leaf) FROM gaps WHERE tbl = '{name}' AND home = CAST({home} AS TEXT);"
        )
    };
    let prove = format!("UPDATE {name} SET proof = guard_proof({at}, {new_row}) WHERE {is_new};");
    let (before_old, before_new) = (before(&old), before(&new));
    // Triggers on inserts double the time of a million rows: whoever stores events begins and proves them.
    let inserts = format!(
        "CREATE TEMP TRIGGER guard_{name}_in BEFORE INSERT ON main.{name}
         WHEN guard_touch({at}, {new}) BEGIN {before_new} END;
         CREATE TEMP TRIGGER guard_{name}_new AFTER INSERT ON main.{name}
         WHEN NEW.proof IS NULL BEGIN {prove} END;"
    );
    let inserts = if *name == EVENTS_TABLE { "" } else { &inserts };
    format!(
        "{inserts}
         CREATE TEMP TRIGGER guard_{name}_up BEFORE UPDATE OF {watched} ON main.{name}
         WHEN guard_touch({at}, {old}) BEGIN {before_old} END;
         CREATE TEMP TRIGGER guard_{name}_to AFTER UPDATE OF {watched} ON main.{name}
         BEGIN SELECT guard_was({at}, {old}, OLD.proof, {old_row});
               SELECT RAISE(ABORT, 'a guarded row changed its group') WHERE {old} IS NOT {new};
               {prove} END;
         CREATE TEMP TRIGGER guard_{name}_out BEFORE DELETE ON main.{name}
         WHEN guard_touch({at}, {old}) BEGIN {before_old} END;
         CREATE TEMP TRIGGER guard_{name}_gone AFTER DELETE ON main.{name}
         BEGIN SELECT guard_was({at}, {old}, OLD.proof, {old_row});
               SELECT guard_went({at}, {old}, OLD.proof); END;
"
    )
}
