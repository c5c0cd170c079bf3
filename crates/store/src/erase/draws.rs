//! The erased id in frozen lists and manifests: a stand-in takes its place, tickets are kept.

use rusqlite::Connection;
use serde_json::Value;

use super::ErasedDraw;
use super::scrub;
use crate::Error;

pub(super) fn erase(connection: &Connection, id: &str) -> Result<Vec<ErasedDraw>, Error> {
    let mut statement = connection
        .prepare("SELECT id, frame, extra, continuity FROM draws ORDER BY freeze_entry")?;
    let draws: Vec<(String, Vec<u8>, String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<Result<_, _>>()?;
    let mut erased = Vec::new();
    for (draw, frame, extra, continuity) in draws {
        let manifests = manifests(connection, &draw)?;
        let frame = text_of(&draw, frame)?;
        let others = format!("{extra}{continuity}");
        let holds = |text: &str| scrub::without(text, id, "") != text;
        let in_manifest = manifests.iter().any(|(_, text)| holds(text));
        if !in_manifest && !holds(&frame) && !holds(&others) {
            continue;
        }
        let stand_in = next_stand_in(&frame, &manifests);
        let new_frame = renamed(&frame, |field| {
            Some(scrub::without(field, id, &stand_in)).filter(|renamed| renamed != field)
        });
        connection.execute(
            "UPDATE draws SET frame = ?2, extra = ?3, continuity = ?4 WHERE id = ?1",
            (
                &draw,
                new_frame.as_bytes(),
                json_without(&extra, id, &stand_in)?,
                json_without(&continuity, id, &stand_in)?,
            ),
        )?;
        let mut latest = None;
        for (version, text) in manifests {
            let bytes = manifest_without(&text, id, &stand_in)?;
            connection.execute(
                "UPDATE draw_manifests SET manifest = ?3 WHERE draw = ?1 AND version = ?2",
                (&draw, version, &bytes),
            )?;
            latest = Some(bytes);
        }
        rename_cases(connection, &draw, id, &stand_in)?;
        erased.push(ErasedDraw { draw, stand_in, frame: new_frame.into_bytes(), manifest: latest });
    }
    Ok(erased)
}

/// Renames the child's case of the draw, or its cases where the draw is of events.
fn rename_cases(
    connection: &Connection,
    draw: &str,
    id: &str,
    stand_in: &str,
) -> Result<(), Error> {
    let mut statement = connection
        .prepare("SELECT case_id FROM draw_cases WHERE draw = ?1 AND instr(case_id, ?2) > 0")?;
    let cases: Vec<String> =
        statement.query_map((draw, id), |row| row.get(0))?.collect::<Result<_, _>>()?;
    for case in cases {
        let renamed = scrub::without(&case, id, stand_in);
        connection.execute(
            "UPDATE draw_cases SET case_id = ?3 WHERE draw = ?1 AND case_id = ?2",
            (draw, &case, renamed),
        )?;
    }
    Ok(())
}

fn manifests(connection: &Connection, draw: &str) -> Result<Vec<(u32, String)>, Error> {
    let mut statement = connection
        .prepare("SELECT version, manifest FROM draw_manifests WHERE draw = ?1 ORDER BY version")?;
    let rows: Vec<(u32, Vec<u8>)> = statement
        .query_map([draw], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    rows.into_iter().map(|(version, bytes)| Ok((version, text_of(draw, bytes)?))).collect()
}

fn text_of(draw: &str, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes).map_err(|fault| Error::damaged(format!("draw {draw}"), fault))
}

/// The next number that no file of the draw uses yet.
fn next_stand_in(frame: &str, manifests: &[(u32, String)]) -> String {
    let used =
        |name: &str| frame.contains(name) || manifests.iter().any(|(_, text)| text.contains(name));
    (1..=u32::MAX)
        .map(|number| format!("erased-{number}"))
        .find(|name| ["\t", "\"", "|"].iter().all(|end| !used(&format!("{name}{end}"))))
        .unwrap_or_default()
}

/// Replaces ids where they are a case's or a unit's. What the draw was made with (stratum, cap, sort
/// key) stays in the line, and the lines are again in the byte order of their ids.
pub(super) fn renamed(frame: &str, name_of: impl Fn(&str) -> Option<String>) -> String {
    let cell = |(place, field): (usize, &str)| match name_of(field) {
        Some(name) if place == 0 || place == 2 => name,
        _ => field.to_owned(),
    };
    let mut lines: Vec<String> = frame
        .split_inclusive('\n')
        .map(|line| line.split('\t').enumerate().map(cell).collect::<Vec<_>>().join("\t"))
        .collect();
    lines.sort_by(|a, b| a.split('\t').next().cmp(&b.split('\t').next()));
    lines.concat()
}

/// Replaces the id in a manifest, which keeps its shape: two spaces of indent and one line end.
fn manifest_without(text: &str, id: &str, stand_in: &str) -> Result<Vec<u8>, Error> {
    let before: Value = serde_json::from_str(text)?;
    let after = scrub::replaced(&before, id, stand_in);
    if after == before {
        return Ok(text.as_bytes().to_vec());
    }
    let mut bytes = serde_json::to_vec_pretty(&after)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn json_without(text: &str, id: &str, stand_in: &str) -> Result<String, Error> {
    let value: Value = serde_json::from_str(text)?;
    Ok(serde_json::to_string(&scrub::replaced(&value, id, stand_in))?)
}
