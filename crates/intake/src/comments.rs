//! Plain text to search: a table with a column of text and, where there are any, ids, cases, dates.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use assay_model::{Comment, Month};
use assay_tables::{Limits, is_nothing};

use crate::line::{Line, each_line};
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads tables of comments and hands every one to `take`, so that a million of them need not be held at
/// once. A comment without an id of its own is `<file>:<row>`. The outcome's own records stay empty.
///
/// # Errors
/// When a file cannot be read or has no column of text.
pub fn each_comment(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
    take: &mut dyn FnMut(Comment),
) -> Result<Outcome<Comment>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut seen_ids: HashMap<u128, u32> = HashMap::new();
    for source in sources {
        let seen = each_line(
            source,
            (map, &["comment"]),
            limits,
            &mut problems,
            &mut |line, problems| {
                let Some((comment, naming)) = read_comment(line, problems) else { return };
                // Rows of one file have names of their own.
                if naming == Naming::Own
                    && let Some(earlier) = seen_ids.insert(print_of(&comment.id), line.number())
                {
                    let expected = format!("an id of its own, not that of row {earlier}");
                    let hint = "write a different id for each comment, or leave the id column out";
                    line.refuse("comment_id", Oddity::new(expected, hint), problems);
                    seen_ids.insert(print_of(&comment.id), earlier);
                    return;
                }
                take(comment);
            },
        )?;
        seen.add_to(&mut outcome);
    }
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

/// Reads tables of comments into memory.
///
/// # Errors
/// When a file cannot be read or has no column of text.
pub fn read_comments(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Comment>, IntakeError> {
    let mut comments = Vec::new();
    let outcome = each_comment(sources, map, limits, &mut |comment| comments.push(comment))?;
    Ok(Outcome { records: comments, ..outcome })
}

/// Where a comment has its id from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// The table.
    Own,
    /// Its file and row.
    Row,
}

/// Two hashes of an id, by which a million of them are compared in little room.
fn print_of(id: &str) -> u128 {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, id).hash(&mut hasher);
        u128::from(hasher.finish())
    };
    hash(0) << 64 | hash(1)
}

fn read_comment(line: &Line<'_>, problems: &mut Problems) -> Option<(Comment, Naming)> {
    let text = line.prose("comment", problems);
    if text.is_empty() || is_nothing(&text) {
        let hint = "the row was left out: it has nothing to search";
        line.note("comment", Oddity::left_out("a comment", hint), problems);
        return None;
    }
    let own = line.text("comment_id", problems);
    let (id, naming) =
        if own.is_empty() { (line.own_name(), Naming::Row) } else { (own, Naming::Own) };
    if naming == Naming::Row && line.has("comment_id") {
        let hint = format!("the comment was stored as \"{id}\"");
        line.note("comment_id", Oddity::put_right("an id", hint), problems);
    }
    let case = line.optional_id("case_id", problems).ok()?;
    let date = line.date("date", problems);
    line.report_to_come("date", date, problems);
    let month_text = line.text("month", problems);
    let month = Month::parse(&month_text).or(date.map(Month::of));
    if month.is_none() && !month_text.is_empty() {
        line.note(
            "month",
            Oddity::new("a month like 2026-09", "the month was left blank"),
            problems,
        );
    }
    let comment = Comment {
        id,
        case,
        draw: None,
        domain: line.text("domain", problems),
        month,
        date,
        service: line.text("service", problems),
        team: line.text("team", problems),
        plan_type: line.text("plan_type", problems),
        auditor: line.text("auditor", problems),
        grade: line.judgement("grade", problems),
        score: line.score("score", problems),
        kind: None,
        text,
    };
    Some((comment, naming))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &str) -> Result<Outcome<Comment>, IntakeError> {
        let columns = [
            ("comment", vec!["comment", "sentence"]),
            ("comment_id", vec!["comment_id", "id"]),
            ("case_id", vec!["case_id"]),
            ("date", vec!["date"]),
        ];
        let columns = columns.map(|(field, headers)| {
            (field.to_owned(), headers.into_iter().map(str::to_owned).collect())
        });
        let map = ColumnMap { columns: columns.into_iter().collect(), ..ColumnMap::default() };
        let source = Source { name: "text.csv".to_owned(), bytes: content.as_bytes().to_vec() };
        read_comments(vec![source], &map, &Limits::default())
    }

    #[test]
    fn a_comment_of_a_day_to_come_is_reported() {
        let map = ColumnMap {
            up_to: Some("2026-06-01".parse().unwrap()),
            ..crate::testing::map(&["comment", "date"])
        };
        let source =
            crate::testing::source("comment,date\nLate visit,02/06/2026\nSeen,01/06/2026\n");
        let outcome = read_comments(vec![source], &map, &Limits::default()).unwrap();
        assert_eq!(
            crate::testing::told(&outcome.problems),
            [
                "note row 2, column \"date\": expected a date up to that of the table, 2026-06-01, found \"02/06/2026\""
            ]
        );
    }

    #[test]
    fn plain_text_gets_ids_from_its_rows() {
        let outcome = read("report,sentence\na,\"Seen, alone\"\nb,Drift and delay\n").unwrap();
        let got: Vec<_> =
            outcome.records.iter().map(|c| (c.id.as_str(), c.text.as_str())).collect();
        assert_eq!(got, [("text.csv:2", "Seen, alone"), ("text.csv:3", "Drift and delay")]);
        assert!(outcome.records.iter().all(|c| c.kind.is_none() && c.case.is_none()));
    }

    #[test]
    fn repeated_ids_and_blank_comments_are_reported() {
        let outcome = read("comment_id,comment\nc1,one\nc1,two\nc2,\n").unwrap();
        let told: Vec<String> = outcome.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "text.csv, row 3, column \"comment_id\": expected an id of its own, not that of row 2, found \"c1\"",
                "text.csv, row 4, column \"comment\": expected a comment, found a blank",
            ]
        );
        assert_eq!(outcome.records.len(), 1);
    }

    #[test]
    fn a_table_without_text_is_an_error_with_its_headers() {
        let message = read("a,b\n1,2\n").unwrap_err().to_string();
        assert_eq!(
            message,
            "text.csv: expected a header row with a column for comment (\"comment\", \"sentence\"), found the headers a, b"
        );
    }
}
