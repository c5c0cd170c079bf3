//! Draws past their time: every id that is not on hold gives way to a stand-in, tickets are kept.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use super::ErasedDraw;
use crate::Error;
use crate::on_hold::OnHold;

/// Replaces the ids in draws as at a date before the cutoff; those without ids left are passed over.
pub(crate) fn before(
    connection: &Connection,
    cutoff: &str,
    held: &OnHold,
) -> Result<Vec<ErasedDraw>, Error> {
    let mut statement = connection.prepare(
        "SELECT id, frame, extra, as_at FROM draws WHERE as_at < ?1 ORDER BY freeze_entry",
    )?;
    let draws: Vec<(String, Vec<u8>, String, String)> = statement
        .query_map([cutoff], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?;
    let mut erased = Vec::new();
    for (draw, frame, extra, as_at) in draws {
        if held.covers_draw(&as_at) {
            continue;
        }
        let frame = String::from_utf8(frame)
            .map_err(|fault| Error::damaged(format!("draw {draw}"), fault))?;
        let names = stand_ins(&frame, held);
        if names.is_empty() {
            continue;
        }
        let frame = super::draws::renamed(&frame, |id| names.get(id).cloned()).into_bytes();
        connection.execute(
            "UPDATE draws SET frame = ?2, extra = ?3, continuity = '[]' WHERE id = ?1",
            (&draw, &frame, renamed(&serde_json::from_str(&extra)?, &names).to_string()),
        )?;
        let manifest = manifests(connection, &draw, &names)?;
        for (id, name) in &names {
            connection.execute(
                "UPDATE draw_cases SET case_id = ?3 WHERE draw = ?1 AND case_id = ?2",
                (&draw, id, name),
            )?;
        }
        erased.push(ErasedDraw { draw, stand_in: String::new(), frame, manifest });
    }
    Ok(erased)
}

fn stand_ins(frame: &str, held: &OnHold) -> BTreeMap<String, String> {
    let ids = || frame.lines().filter_map(|line| line.split('\t').next());
    let taken = ids().filter_map(|id| id.strip_prefix("erased-")?.parse::<u32>().ok()).max();
    ids()
        .filter(|id| !id.starts_with("erased-") && !held.covers(id))
        .zip(taken.unwrap_or(0) + 1..)
        .map(|(id, number)| (id.to_owned(), format!("erased-{number}")))
        .collect()
}

fn manifests(
    connection: &Connection,
    draw: &str,
    names: &BTreeMap<String, String>,
) -> Result<Option<Vec<u8>>, Error> {
    let mut statement = connection
        .prepare("SELECT version, manifest FROM draw_manifests WHERE draw = ?1 ORDER BY version")?;
    let versions: Vec<(u32, Vec<u8>)> = statement
        .query_map([draw], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    let mut latest = None;
    for (version, bytes) in versions {
        let value: Value = serde_json::from_slice(&bytes)?;
        let mut bytes = serde_json::to_vec_pretty(&renamed(&value, names))?;
        bytes.push(b'\n');
        connection.execute(
            "UPDATE draw_manifests SET manifest = ?3 WHERE draw = ?1 AND version = ?2",
            (draw, version, &bytes),
        )?;
        latest = Some(bytes);
    }
    Ok(latest)
}

fn renamed(value: &Value, names: &BTreeMap<String, String>) -> Value {
    match value {
        Value::String(text) => Value::String(names.get(text).unwrap_or(text).clone()),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| renamed(item, names)).collect())
        }
        Value::Object(members) => Value::Object(
            members.iter().map(|(name, inner)| (name.clone(), renamed(inner, names))).collect(),
        ),
        other => other.clone(),
    }
}
