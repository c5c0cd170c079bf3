//! What an entry states of groups of rows, as its body has it: under `guarded` by table `[home, rows, root, entry of the
//! statement before]`, and a fifth `true` where the rows were found otherwise than that statement says; under
//! `gone` by table `[home, rows, root]` of what was lawfully destroyed.

use serde_json::{Map, Value, json};

/// A statement of one group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub(super) table: String,
    pub(super) home: String,
    pub(super) rows: u64,
    pub(super) root: String,
    /// The entry of the statement before; 0 for none.
    pub(super) after: u64,
    /// Whether the rows were not as that statement says when the change began.
    pub(super) differed: bool,
}

/// Writes statements as a body's member.
pub(super) fn written(statements: &[Statement]) -> Value {
    let mut tables = Map::new();
    for stated in statements {
        let mut line = json!([stated.home, stated.rows, stated.root, stated.after]);
        if let (true, Some(line)) = (stated.differed, line.as_array_mut()) {
            line.push(Value::Bool(true));
        }
        push(&mut tables, &stated.table, line);
    }
    Value::Object(tables)
}

/// Writes what was destroyed as a body's member.
pub(super) fn written_gone(gone: &[(String, String, u64, String)]) -> Value {
    let mut tables = Map::new();
    for (table, home, rows, root) in gone {
        push(&mut tables, table, json!([home, rows, root]));
    }
    Value::Object(tables)
}

fn push(tables: &mut Map<String, Value>, table: &str, line: Value) {
    let lines = tables.entry(table).or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(lines) = lines {
        lines.push(line);
    }
}

/// Reads the statements of a member; none where it is not one.
pub(super) fn read(member: &Value) -> Option<Vec<Statement>> {
    let mut statements = Vec::new();
    for (table, lines) in member.as_object()? {
        for line in lines.as_array()? {
            statements.push(Statement {
                table: table.clone(),
                home: line.get(0)?.as_str()?.to_owned(),
                rows: line.get(1)?.as_u64()?,
                root: line.get(2)?.as_str()?.to_owned(),
                after: line.get(3).map_or(Some(0), Value::as_u64)?,
                differed: line.get(4).is_some(),
            });
        }
    }
    Some(statements)
}
