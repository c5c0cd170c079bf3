//! What is reported of events and their own ids: another date under one id, an id that came later, and rows of which
//! nobody can know whose they are. Each names its rows, and no id.

use assay_model::{Effect, Level, Place, Problem};
use assay_store::events::{EventCounts, EventTags};

/// Rows that are named one by one.
const NAMED: usize = 10;

/// Returns what is to be reported of an import's events. Tags are the place of the sheet in `sheets`, and the row.
pub(super) fn problems(
    counts: EventCounts,
    tags: &EventTags,
    sheets: &[(String, Option<String>)],
) -> Vec<Problem> {
    let problem = |effect, tags: &[u64], found: String, expected: &str, hint: &str| {
        let (place, rows) = rows(tags, sheets);
        Problem {
            level: Level::Note,
            effect,
            place,
            found: format!("{found}{rows}"),
            expected: expected.to_owned(),
            hint: hint.to_owned(),
        }
    };
    let mut problems = Vec::new();
    if counts.redated > 0 {
        let found = match counts.redated {
            1 => "1 event that was here under its id with another date".to_owned(),
            many => format!("{many} events that were here under their ids with other dates"),
        };
        let hint = "each is one event: the date in the newer file counts, the other is kept as an older version. Where one id stands for several events, name the date in the key of the map (key: [meeting_id, date])";
        problems.push(problem(
            Effect::PutRight,
            &tags.redated,
            found,
            "the date that an event had",
            hint,
        ));
    }
    if counts.joined > 0 {
        let found = match counts.joined {
            1 => "1 event that is here with its id and without it".to_owned(),
            many => format!("{many} events that are here with their ids and without them"),
        };
        let hint = "each is one event, and counts once: case, day and type are equal";
        problems.push(problem(Effect::PutRight, &tags.joined, found, "each event once", hint));
    }
    if counts.doubtful > 0 {
        let found = match counts.doubtful {
            1 => "1 row without an id that may be one of several events of its case and day"
                .to_owned(),
            many => format!(
                "{many} rows without an id that may be some of several events of their case and day"
            ),
        };
        let hint = "they count as events of their own, and so perhaps twice: give every row its id, or its time of day, and import it again";
        problems.push(problem(Effect::Lost, &tags.doubtful, found, "each event once", hint));
    }
    problems
}

/// Returns the place of the first row, and the rows in words.
fn rows(tags: &[u64], sheets: &[(String, Option<String>)]) -> (Place, String) {
    let place = |tag: &u64| {
        let sheet = usize::try_from(tag >> 32).ok().and_then(|at| sheets.get(at)).cloned();
        let (file, sheet) = sheet.unwrap_or_default();
        Place { file, sheet, row: Some(tag & u64::from(u32::MAX)), column: None }
    };
    let mut tags = tags.to_vec();
    tags.sort_unstable();
    let Some(first) = tags.first().map(place) else { return (Place::default(), String::new()) };
    let named = |place: Place| match place.row {
        Some(row) if place.file == first.file && place.sheet == first.sheet => row.to_string(),
        _ => place.to_string(),
    };
    let mut named: Vec<String> = tags.iter().take(NAMED).map(place).map(named).collect();
    if tags.len() > NAMED {
        named.push("\u{2026}".to_owned());
    }
    let word = if tags.len() == 1 { "row" } else { "rows" };
    let words = format!(", {word} {}", named.join(", "));
    (first, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_named_with_their_file_where_it_is_another() {
        let sheets = [("a.csv".to_owned(), None), ("b.csv".to_owned(), None)];
        let tags = EventTags { redated: vec![9, 1 << 32 | 7, 4], ..EventTags::default() };
        let counts = EventCounts { redated: 3, ..EventCounts::default() };
        let found = problems(counts, &tags, &sheets);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place.to_string(), "a.csv, row 4");
        assert_eq!(
            found[0].found,
            "3 events that were here under their ids with other dates, rows 4, 9, b.csv, row 7"
        );
    }
}
