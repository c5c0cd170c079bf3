//! Replacing an erased id inside records that are about something else.

use rusqlite::Connection;
use serde_json::Value;

use crate::commitment::canonical;
use crate::import;
use crate::{Error, record};

/// What stands in place of the id outside draws, where nothing is counted by it.
pub(super) const STAND_IN: &str = "erased";

/// Marks the imports that the query names as no longer having all their rows.
pub(crate) fn mark_imports(connection: &Connection, query: &str, id: &str) -> Result<(), Error> {
    let mut statement = connection.prepare(query)?;
    let imports: Vec<i64> =
        statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for number in imports {
        let sql = format!("SELECT {} FROM records WHERE number = ?1", record::COLUMNS);
        let mut read = connection.prepare(&sql)?;
        let mut rows = read.query([number])?;
        let Some(row) = rows.next()? else { continue };
        let mut body = record::read(row)?.body;
        if let Value::Object(members) = &mut body {
            members.insert("rows_sha256".to_owned(), Value::Null);
            members.insert("rows_erased".to_owned(), Value::Bool(true));
        }
        rewrite(connection, number, &body)?;
    }
    Ok(())
}

/// Takes out of an import's record what its problems say of values; their places stay.
pub(crate) fn without_problems(connection: &Connection, number: i64) -> Result<(), Error> {
    let sql = format!("SELECT {} FROM records WHERE number = ?1", record::COLUMNS);
    let mut read = connection.prepare(&sql)?;
    let mut rows = read.query([number])?;
    let Some(row) = rows.next()? else { return Ok(()) };
    let mut body = record::read(row)?.body;
    if let Some(Value::Array(problems)) = body.get_mut("problems") {
        for problem in problems.iter_mut().filter_map(Value::as_object_mut) {
            for name in ["found", "expected", "hint"] {
                problem.insert(name.to_owned(), Value::String(String::new()));
            }
        }
    }
    rewrite(connection, number, &body)
}

/// Replaces the id in the bodies and keys of records that are not about the case.
pub(super) fn records(connection: &Connection, id: &str) -> Result<u64, Error> {
    let mut statement = connection.prepare(
        "SELECT number, kind, body, key FROM records
         WHERE body IS NOT NULL AND (instr(body, ?1) > 0 OR instr(key, ?1) > 0)",
    )?;
    let found: Vec<(i64, String, String, Option<String>)> = statement
        .query_map([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?;
    let mut count = 0;
    for (number, kind, body, key) in found {
        let before: Value = serde_json::from_str(&body)?;
        let after = replaced(&before, id, STAND_IN);
        let key_after = key.as_deref().map(|key| without(key, id, STAND_IN));
        if after == before && key_after == key {
            continue;
        }
        rewrite(connection, number, &after)?;
        if kind != import::KIND && key_after != key {
            let unique = format!("{}#{number}", key_after.unwrap_or_default());
            connection
                .execute("UPDATE records SET key = ?2 WHERE number = ?1", (number, unique))?;
        }
        count += 1;
    }
    Ok(count)
}

/// Replaces the id in what was typed in drafts on other cases. Returns how many said it.
pub(super) fn drafts(connection: &Connection, id: &str) -> Result<u64, Error> {
    let found: Vec<(String, String, i64, String)> = all(
        connection,
        "SELECT draw, case_id, second, answers FROM drafts WHERE instr(answers, ?1) > 0",
        id,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut count = 0;
    for (draw, case, second, answers) in found {
        let Some(after) = rewritten(&answers, id)? else { continue };
        connection.execute(
            "UPDATE drafts SET answers = ?4 WHERE draw = ?1 AND case_id = ?2 AND second = ?3",
            (draw, case, second, after),
        )?;
        count += 1;
    }
    Ok(count)
}

/// Replaces the id in what other cases' events, plain comments and rows of lists say. Returns how many
/// rows said it.
pub(super) fn rows_of_others(connection: &Connection, id: &str) -> Result<u64, Error> {
    let mut count = 0;
    let tables = [
        ("events", "fields"),
        ("comments", "body"),
        ("undone_events", "fields"),
        ("undone_comments", "body"),
    ];
    for (table, column) in tables {
        let found: Vec<(i64, i64, String)> = all(
            connection,
            &format!("SELECT number, import, {column} FROM {table} WHERE instr({column}, ?1) > 0"),
            id,
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        // Numbers of rows that were taken back come again under another import.
        let sql = format!("UPDATE {table} SET {column} = ?3 WHERE number = ?1 AND import = ?2");
        for (number, import, text) in found {
            let Some(after) = rewritten(&text, id)? else { continue };
            mark_imports(connection, "SELECT CAST(?1 AS INTEGER)", &import.to_string())?;
            connection.execute(&sql, (number, import, after))?;
            count += 1;
        }
    }
    Ok(count + lists(connection, id)?)
}

/// The same in the case lists, whose rows have no number.
fn lists(connection: &Connection, id: &str) -> Result<u64, Error> {
    let found: Vec<(i64, String, String, String)> = all(
        connection,
        "SELECT import, list, id, fields FROM cases WHERE instr(fields, ?1) > 0 OR instr(id, ?1) > 0",
        id,
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
    )?;
    let mut count = 0;
    for (import, list, case, fields) in found {
        // A row of a list of events has the child's id in its own.
        let renamed = without(&case, id, STAND_IN);
        let after = rewritten(&fields, id)?;
        if after.is_none() && renamed == case {
            continue;
        }
        mark_imports(connection, "SELECT CAST(?1 AS INTEGER)", &import.to_string())?;
        if renamed == case {
            connection.execute(
                "UPDATE cases SET fields = ?4 WHERE import = ?1 AND list = ?2 AND id = ?3",
                (import, &list, &case, after),
            )?;
        } else {
            connection.execute(
                "DELETE FROM cases WHERE import = ?1 AND list = ?2 AND id = ?3",
                (import, &list, &case),
            )?;
        }
        count += 1;
    }
    Ok(count)
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    id: &str,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Error> {
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Returns the JSON without the id; none where it does not name it.
fn rewritten(text: &str, id: &str) -> Result<Option<String>, Error> {
    let before: Value = serde_json::from_str(text)?;
    let after = replaced(&before, id, STAND_IN);
    if after == before { Ok(None) } else { canonical(&after).map(Some) }
}

/// Returns the JSON with the id replaced wherever it stands as a word of its own in a text.
pub(super) fn replaced(value: &Value, id: &str, stand_in: &str) -> Value {
    match value {
        Value::String(text) => Value::String(without(text, id, stand_in)),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| replaced(item, id, stand_in)).collect())
        }
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, inner)| (without(name, id, stand_in), replaced(inner, id, stand_in)))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Returns the text with the id replaced where it is not part of a longer word or number.
pub(super) fn without(text: &str, id: &str, stand_in: &str) -> String {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find(id) {
        let (before, from) = rest.split_at(place);
        let after = &from[id.len()..];
        let last = before.chars().next_back().or_else(|| out.chars().next_back());
        out.push_str(before);
        if is_word(last) || is_word(after.chars().next()) {
            out.push_str(id);
        } else {
            out.push_str(stand_in);
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn rewrite(connection: &Connection, number: i64, body: &Value) -> Result<(), Error> {
    connection.execute(
        "UPDATE records SET body = ?2, salt = NULL, withdrawn = 1 WHERE number = ?1",
        (number, canonical(body)?),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_replaced_as_a_word_of_its_own() {
        let check = |text: &str, expected: &str| {
            assert_eq!(without(text, "C1", "erased"), expected, "{text}");
        };
        check("C1", "erased");
        check("2026-09-monthly/C1/jlee", "2026-09-monthly/erased/jlee");
        check("C10 and C1, not XC1", "C10 and erased, not XC1");
        check("C1C1", "C1C1");
        check("C1|2026", "erased|2026");
    }
}
