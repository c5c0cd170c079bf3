//! Plain text to search: a table with a column of text and, where there are any, ids, cases, dates.

use std::collections::BTreeMap;

use assay_model::{Comment, Month};
use assay_tables::Limits;

use crate::line::{Line, each_line};
use crate::problems::{Oddity, Problems};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads tables of comments. A comment without an id of its own is `<file>:<row>`.
///
/// # Errors
/// When a file cannot be read or has no column of text.
pub fn read_comments(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Comment>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    let mut seen_ids: BTreeMap<String, u32> = BTreeMap::new();
    for source in sources {
        let seen =
            each_line(source, map, &["comment"], limits, &mut problems, &mut |line, problems| {
                let Some(comment) = read_comment(line, problems) else { return };
                if let Some(earlier) = seen_ids.get(&comment.id) {
                    let expected = format!("an id of its own, not that of row {earlier}");
                    let hint = "write a different id for each comment, or leave the id column out";
                    line.refuse("comment_id", Oddity::new(expected, hint), problems);
                    return;
                }
                seen_ids.insert(comment.id.clone(), line.number());
                outcome.records.push(comment);
            })?;
        outcome.read += seen.read;
        outcome.said.extend(seen.said);
    }
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}

fn read_comment(line: &Line<'_>, problems: &mut Problems) -> Option<Comment> {
    let text = line.prose("comment", problems);
    if text.is_empty() {
        let hint = "the row was left out: it has nothing to search";
        line.note("comment", Oddity::left_out("a comment", hint), problems);
        return None;
    }
    let own = line.text("comment_id", problems);
    let id = if own.is_empty() { line.own_name() } else { own };
    let case = line.optional_id("case_id", problems).ok()?;
    let date = line.date("date", problems);
    let month_text = line.text("month", problems);
    let month = Month::parse(&month_text).or(date.map(Month::of));
    if month.is_none() && !month_text.is_empty() {
        line.note(
            "month",
            Oddity::new("a month like 2026-09", "the month was left blank"),
            problems,
        );
    }
    Some(Comment {
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
    })
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
