//! Event tables as systems export them: every field through a map, hours, and what is wrong with a row.

use assay_model::{Event, When};

use super::*;
use crate::testing::{map, source, told};

fn mapped(columns: &[(&str, &str)]) -> ColumnMap {
    let mut map = map(&[]);
    for (field, header) in columns {
        map.columns.insert((*field).to_owned(), vec![(*header).to_owned()]);
    }
    map
}

fn read(content: &str, kind: &str, map: &ColumnMap) -> Outcome<Event> {
    read_events(vec![source(content)], kind, map, &Limits::default()).unwrap()
}

#[test]
fn every_column_becomes_a_field_and_dates_are_iso() {
    let content = "case_id,Held on,Written up on,Meeting Type,Chair since\n1,02/09/2026,05/09/2026,core group,01/02/2024\n2,soon,,,\n1E+10,01/01/2026,,,\n";
    let mut map = map(&["case_id"]);
    map.columns.insert("date".to_owned(), vec!["date".to_owned(), "held_on".to_owned()]);
    let outcome = read(content, "meetings", &map);
    let first = &outcome.records[0];
    assert_eq!(first.on.unwrap().to_string(), "2026-09-02");
    assert_eq!(first.field("written_up_on"), "2026-09-05");
    assert_eq!(
        (first.field("meeting_type"), first.field("chair_since")),
        ("core group", "01/02/2024")
    );
    assert_eq!(outcome.records.len(), 2);
    assert_eq!(
        told(&outcome.problems),
        [
            "note row 3, column \"Held on\": expected a date, day first, found \"soon\"",
            "refused row 4, column \"case_id\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1E+10\"",
        ]
    );
    assert_eq!(
        outcome.said,
        [
            "a.csv: read as meetings: case_id, date from \"Held on\", written_up_on, meeting_type",
            "a.csv: kept as they are: \"Chair since\"",
            "a.csv: not in the table: meeting_id (two meetings of one type on one day cannot be told apart); distributed_on (no figure of minutes sent); team (no figure by team)",
            "a.csv: read as UTF-8, separated by commas",
        ]
    );
}

#[test]
fn a_column_that_no_field_claims_is_kept_as_it_is() {
    let content = "case_id,date,Recorded on\n1,02/03/2026,4/7/2026\n2,03/03/2026,4/22/2026\n";
    let outcome = read(content, "visits", &map(&["case_id", "date"]));
    let kept: Vec<&str> = outcome.records.iter().map(|e| e.field("recorded_on")).collect();
    assert_eq!(kept, ["4/7/2026", "4/22/2026"]);
    assert!(outcome.said.contains(&"a.csv: kept as they are: \"Recorded on\"".to_owned()));
}

#[test]
fn a_map_names_every_field_and_its_values() {
    let mut map = mapped(&[
        ("case_id", "Person No"),
        ("date", "Went"),
        ("returned_on", "Back"),
        ("interview_offered", "Talk"),
        ("interview_on", "Talk at"),
        ("independent", "By whom"),
    ]);
    let words = [("Child declined", "yes"), ("Not done", "no")];
    let words = words.map(|(from, to)| (from.to_owned(), to.to_owned()));
    map.values.insert("interview_offered".to_owned(), words.into_iter().collect());
    let content = "Person No,Went,Back,Talk,Talk at,By whom\nC1,03/08/2026 21:00,04/08/2026 09:30,child declined,05/08/2026,Y\nC2,03/08/2026,2026-08-04 00:00:00,Not done,n/k,unsure\nC3,,04/08/2026,Yes,,-\n";
    let outcome = read(content, "missing", &map);
    let [first, second, third] = &outcome.records[..] else { panic!("three rows") };
    assert_eq!((first.field("time"), first.field("returned_on")), ("21:00", "2026-08-04T09:30"));
    assert_eq!((first.field("interview_offered"), first.field("independent")), ("yes", "yes"));
    assert_eq!(
        (second.field("returned_on"), second.field("interview_offered")),
        ("2026-08-04", "no")
    );
    assert_eq!((third.on, third.field("interview_offered")), (None, "yes"));
    let Ok(Happening::Missing(episode)) = Happening::of(first) else { panic!("an episode") };
    assert_eq!(episode.returned, When::parse("2026-08-04T09:30"));
    assert_eq!(
        told(&outcome.problems),
        [
            "note row 3, column \"Talk at\": expected a date, day first, found \"n/k\"",
            "note row 3, column \"By whom\": expected yes or no, found \"unsure\"",
            "note row 4, column \"By whom\": expected yes or no, found \"-\"",
            "note row 4, column \"Went\": expected a date, found a blank",
        ]
    );
    let effects: Vec<&str> = outcome.problems.iter().map(|p| p.effect.word()).collect();
    assert_eq!(effects, ["lost", "lost", "put_right", "lost"]);
}

#[test]
fn a_header_that_a_map_does_not_find_is_looked_for_among_the_usual_ones() {
    let usual = mapped(&[("case_id", "Child ID"), ("date", "Visit date"), ("seen", "Child seen")]);
    let own = mapped(&[("case_id", "Person"), ("seen", "Present")]).with_usual(&usual);
    let outcome = read("Person,Visit date,Child seen\n1,01/09/2026,Yes\n", "visits", &own);
    let only = &outcome.records[0];
    assert_eq!((only.case.as_ref().unwrap().as_str(), only.field("seen")), ("1", "yes"));
    assert!(outcome.problems.is_empty());
}

#[test]
fn a_column_that_is_named_for_two_fields_fills_both() {
    let map = mapped(&[("case_id", "Child"), ("date", "Held"), ("held_on", "Held")]);
    let outcome = read("Child,Held\n1,01/09/2026\n", "meetings", &map);
    let only = &outcome.records[0];
    assert_eq!(only.on.unwrap().to_string(), "2026-09-01");
    assert_eq!(only.field("held_on"), "2026-09-01");
}

#[test]
fn a_table_without_its_case_is_refused_with_the_columns_there_are() {
    let map = mapped(&[("case_id", "Person ID"), ("date", "Visit date"), ("seen", "Child seen")]);
    let content = "Person No,Visit date,Child seen\nC1,05/09/2026,Yes\n";
    let fault = read_events(vec![source(content)], "visits", &map, &Limits::default()).unwrap_err();
    assert_eq!(
        fault.to_string(),
        "a.csv: expected a header row with a column for case_id (\"Person ID\") and date (\"Visit date\"), found the headers Person No, Visit date, Child seen"
    );
    assert_eq!(
        fault.hint(),
        "\"Person No\" may be case_id; write a column map in maps.yaml, and import with that map; this was read with \"test\"; the columns of visits are case_id, date, visit_type, seen, seen_alone, exception, team, worker"
    );
}

#[test]
fn a_field_that_is_nearly_one_of_the_kind_is_named() {
    let map = mapped(&[("case_id", "A"), ("date", "B"), ("writen_up_on", "C")]);
    let outcome = read("A,B,C\n1,01/09/2026,02/09/2026\n", "meetings", &map);
    assert!(outcome.said.contains(
        &"the map \"test\" names writen_up_on, which meetings do not have: did you mean written_up_on?".to_owned()
    ), "{:?}", outcome.said);
}

#[test]
fn a_row_that_counts_nowhere_is_a_problem_of_its_row() {
    let content = "date,worker,fte,agency\n30/09/2026,Ann,1,no\n30/09/2026,Bob,,yes\n30/09/2026,Cy,-1,perhaps\n";
    let outcome = read(content, "workforce", &mapped(&[("date", "date")]));
    assert_eq!(
        told(&outcome.problems),
        [
            "note row 3, column \"fte\": expected a number from 0, found a blank",
            "note row 4, column \"fte\": expected a number from 0, found \"-1\"",
            "note row 4, column \"agency\": expected yes or no, found \"perhaps\"",
        ]
    );
    assert!(outcome.problems.iter().all(|problem| problem.effect.is_loss()));
}

#[test]
fn dates_that_cannot_be_are_problems_of_their_row() {
    let map = |kind: &[&str]| ColumnMap {
        up_to: Some("2026-06-30".parse().unwrap()),
        ..crate::testing::map(kind)
    };
    let told_of = |content: &str, kind: &str, fields: &[&str]| {
        let outcome = read(content, kind, &map(fields));
        let effects = outcome.problems.iter().map(|p| p.effect.word()).collect::<Vec<_>>();
        (told(&outcome.problems), effects)
    };
    let (told, effects) = told_of(
        "case_id,date,returned_on,interview_on\n5,14/05/2026,16/05/2026,11/05/2026\n6,14/05/2026,16/05/2026 24:00,17/05/2026\n7,14/05/2026 18:00,14/05/2026 17:00,\n",
        "missing",
        &["case_id", "date"],
    );
    assert_eq!(
        told,
        [
            "note row 2, column \"interview_on\": expected a date from 2026-05-16 on, found \"11/05/2026\"",
            "note row 3, column \"returned_on\": expected a time from 00:00 to 23:59, found \"16/05/2026 24:00\"",
            "note row 4, column \"returned_on\": expected a date from 2026-05-14T18:00 on, found \"14/05/2026 17:00\"",
        ]
    );
    assert_eq!(effects, ["lost", "lost", "lost"]);
    let (told, effects) = told_of(
        "case_id,date,placement_type,end_date\n5,14/05/2026,U1,13/05/2026\n6,01/07/2026,U1,01/09/2027\n",
        "placements",
        &["case_id", "date", "placement_type", "end_date"],
    );
    assert_eq!(
        told,
        [
            "note row 2, column \"end_date\": expected a date from 2026-05-14 on, found \"13/05/2026\"",
            "note row 3, column \"date\": expected a date up to that of the table, 2026-06-30, found \"01/07/2026\"",
        ]
    );
    assert_eq!(effects, ["lost", "understood"]);
    let (told, _) = told_of(
        "case_id,date,Minutes,distributed_on\n5,14/05/2026,13/05/2026,15/05/2026\n6,14/05/2026,,02/07/2026\n",
        "meetings",
        &["case_id", "date"],
    );
    assert_eq!(
        told,
        [
            "note row 3, column \"distributed_on\": expected a date up to that of the table, 2026-06-30, found \"02/07/2026\""
        ]
    );
}
