//! What is reported of files, sheets and rows of a dataset: each by its own place, with what became of it.

use assay_model::Effect;
use assay_tables::{OutCell, OutSheet};

use super::*;

const EPISODES: &str = "e_id,e_person,e_from,e_to\n1,A,01/09/2026,\n2,B,01/09/2026,\n";

/// The problems as short lines.
fn told(files: &[(&str, &str)]) -> Vec<String> {
    let (dataset, _) = read(files, &Former::default()).unwrap();
    lines(&dataset)
}

fn lines(dataset: &Dataset) -> Vec<String> {
    let line = |p: &assay_model::Problem| format!("{} {p}", p.effect.word());
    dataset.problems.iter().map(line).collect()
}

#[test]
fn a_file_that_is_no_table_is_lost_and_named_with_the_table_that_it_may_be() {
    let files = [("ssd_episdoes.csv", EPISODES), ("ssd_person.csv", PERSONS)];
    let (dataset, _) = read(&files, &Former::default()).unwrap();
    assert_eq!(
        lines(&dataset),
        [
            "lost ssd_episdoes.csv: expected the name of a table of the release of 1, found the name \"ssd_episdoes\": it may be ssd_episodes"
        ]
    );
    assert_eq!(dataset.file(), "ssd_person.csv", "not the file that was not read");
}

#[test]
fn a_sheet_that_is_no_table_is_left_out_with_a_word() {
    let sheet = |name: &str, text: &str| OutSheet {
        name: name.to_owned(),
        rows: text
            .lines()
            .map(|line| line.split(',').map(|cell| OutCell::Text(cell.to_owned())).collect())
            .collect(),
        ..OutSheet::default()
    };
    let book = assay_tables::write_book(&[
        sheet("ssd_person", PERSONS),
        sheet("Notes", "made by me"),
        sheet("ssd_care", "c_id,c_person,c_period,c_from\n1,A,P1,01/02/2025"),
        sheet("ssd_care 2", "c_id,c_person,c_period,c_from\n2,B,P2,01/02/2025"),
    ])
    .unwrap();
    let schema = SsdSchema::new(parts()).unwrap();
    let (services, limits, former) =
        (ServiceNames::default(), Limits::default(), Former::default());
    let asked = SsdAsked {
        schema: &schema,
        services: &services,
        former: &former,
        ids: None,
        as_at: "2026-09-30".parse().unwrap(),
        limits: &limits,
    };
    let sources = [Source { name: "all.xlsx".to_owned(), bytes: book }];
    let (mut events, mut sheet) = (Vec::new(), None);
    let dataset = read_ssd(&sources, &asked, None, &mut |item| match item {
        SsdItem::File(part) => sheet = part.sheet,
        SsdItem::Event(event, row) => {
            events.push((sheet.clone().unwrap_or_default(), row, event.case.unwrap().to_string()));
        }
    })
    .unwrap();
    let of = |sheet: &str, case: &str| (sheet.to_owned(), 3, case.to_owned());
    // A table that is taken when it was read whole: each event is of its own sheet all the same.
    assert_eq!(events, [of("ssd_care", "A"), of("ssd_care 2", "B")]);
    let unknown: Vec<Effect> = dataset
        .problems
        .iter()
        .filter(|p| p.place.sheet.as_deref() == Some("Notes"))
        .map(|p| p.effect)
        .collect();
    assert_eq!(unknown, [Effect::LeftOut]);
}

#[test]
fn a_row_that_refers_to_the_row_of_another_child_is_refused() {
    let assess = "a_id,a_person,a_episode,a_from,a_to\n1,A,2,02/09/2026,\n2,B,2,02/09/2026,\n";
    let problems = told(&[
        ("ssd_person.csv", PERSONS),
        ("ssd_episodes.csv", EPISODES),
        ("ssd_assess.csv", assess),
    ]);
    assert_eq!(
        problems,
        [
            "refused ssd_assess.csv, row 2, column \"a_episode\": expected the episode of the same child, found \"2\""
        ]
    );
}

#[test]
fn a_row_without_what_it_needs_is_refused_and_one_that_cannot_be_read_is_lost() {
    let episodes = "e_id,e_person,e_from,e_to\n1,A,,\n2,B,soon,\n3,B,N/A,\n4,A,01/09/2026,none\n";
    let problems = told(&[("ssd_person.csv", PERSONS), ("ssd_episodes.csv", episodes)]);
    let place = |row: u32| format!("ssd_episodes.csv, row {row}, column \"e_from\": expected");
    assert_eq!(
        problems,
        [
            format!("refused {} a date, found a blank", place(2)),
            format!("lost {} a date, day first, found \"soon\"", place(3)),
            format!("lost {} a value that can be read, found \"soon\"", place(3)),
            format!("refused {} a date, found \"N/A\"", place(4)),
        ]
    );
}

#[test]
fn a_bad_date_where_a_blank_leaves_the_row_out_is_no_blank() {
    let visits = "v_id,v_person,v_date,v_seen\n1,A,01/09/2026,Y\n2,A,,Y\n3,A,31/09/2026,Y\n";
    let files = [("ssd_person.csv", PERSONS), ("ssd_visits.csv", visits)];
    let (dataset, events) = read(&files, &Former::default()).unwrap();
    assert_eq!(events.len(), 1);
    let taken = dataset.tables.iter().find(|t| t.file == "ssd_visits.csv").unwrap();
    let left: Vec<(&str, u64)> =
        taken.left_out.iter().map(|(why, rows)| (why.as_str(), *rows)).collect();
    assert_eq!(left, [("v_date cannot be read", 1), ("v_date is blank", 1)]);
    assert!(
        lines(&dataset).iter().any(|line| line.starts_with("lost ssd_visits.csv, row 4")
            && line.contains("a value that can be read, or a blank")),
        "{:?}",
        lines(&dataset)
    );
}

#[test]
fn a_hint_on_dates_of_another_order_names_the_file_of_the_schema() {
    let visits = "v_id,v_person,v_date,v_seen\n1,A,09/25/2026,Y\n";
    let files = [("ssd_person.csv", PERSONS), ("ssd_visits.csv", visits)];
    let (dataset, _) = read(&files, &Former::default()).unwrap();
    let hint = dataset.problems.iter().map(|p| p.hint.as_str()).find(|h| h.contains("month first"));
    let hint = hint.expect("a hint");
    assert!(hint.contains("\"dates: month first\" in ssd-1.yaml"), "{hint}");
}
