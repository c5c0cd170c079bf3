//! Moving rows that are taken back to the tables of such rows. Which rows go is decided elsewhere.

use rusqlite::Connection;

use crate::Error;

/// Moves rows of a table to the one of rows taken back, which has the same columns. They stay rows of the import that
/// brought them, also where they go with a later one that held them too.
pub(crate) fn moved(
    connection: &Connection,
    table: &str,
    condition: &str,
    import: i64,
) -> Result<u64, Error> {
    let names = columns(connection, table)?.join(", ");
    connection.execute(
        &format!(
            "INSERT INTO undone_{table} ({names}) SELECT {names} FROM {table} WHERE {condition}"
        ),
        [import],
    )?;
    Ok(connection.execute(&format!("DELETE FROM {table} WHERE {condition}"), [import])? as u64)
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Error> {
    let mut statement =
        connection.prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?;
    let names = statement.query_map([], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}
