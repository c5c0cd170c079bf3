//! A dataset of a few tables, by a small schema of its own: which file is which table, who is on the list, and what
//! is handed on.

use assay_model::{Date, Event, Former};
use assay_tables::Limits;

use super::schema::Named;
use super::*;
use crate::annexa::{Code, ServiceNames};
use crate::{IntakeError, Source};

fn column(name: &str, field: &str, kind: SsdKind) -> SsdColumn {
    SsdColumn {
        name: name.to_owned(),
        also: Vec::new(),
        field: field.to_owned(),
        kind,
        is_key: false,
        needed: Needed::No,
        refers: None,
        unknown: UnknownCode::Lost,
        without: format!("no {field}"),
    }
}

fn needed(name: &str, field: &str, kind: SsdKind) -> SsdColumn {
    SsdColumn { needed: Needed::Value, ..column(name, field, kind) }
}

fn key(name: &str, field: &str) -> SsdColumn {
    SsdColumn { is_key: true, ..needed(name, field, SsdKind::Id) }
}

fn of_person(name: &str) -> SsdColumn {
    let refers = Refers::parse("ssd_person.p_id");
    SsdColumn { refers, ..needed(name, "person", SsdKind::Id) }
}

fn table(name: &str, holds: Holds, columns: Vec<SsdColumn>) -> SsdTable {
    SsdTable {
        name: name.to_owned(),
        also: Vec::new(),
        holds,
        kind: None,
        list: None,
        without: String::new(),
        constants: std::collections::BTreeMap::new(),
        event_key: Vec::new(),
        leave_out: std::collections::BTreeMap::new(),
        columns,
        dropped: vec!["p_forename".to_owned()],
    }
}

fn assessments() -> SsdTable {
    let refers = Refers::parse("ssd_episodes.e_id");
    SsdTable {
        list: Some("assessments".to_owned()),
        ..table(
            "ssd_assess",
            Holds::List,
            vec![
                key("a_id", "assessment"),
                of_person("a_person"),
                SsdColumn { refers, ..column("a_episode", "referral", SsdKind::Id) },
                needed("a_from", "date", SsdKind::Date),
                column("a_to", "completed_on", SsdKind::Date),
            ],
        )
    }
}

fn leavers() -> SsdTable {
    let columns = vec![of_person("l_person"), column("l_to", "end_date", SsdKind::Date)];
    table("ssd_leavers", Holds::Leavers, columns)
}

fn visits() -> SsdTable {
    SsdTable {
        kind: Some("visits".to_owned()),
        leave_out: [("date".to_owned(), vec![String::new()])].into(),
        ..table(
            "ssd_visits",
            Holds::Events,
            vec![
                key("v_id", "visit_id"),
                of_person("v_person"),
                column("v_date", "date", SsdKind::Date),
                column("v_seen", "seen", SsdKind::YesNo),
            ],
        )
    }
}

fn parts() -> SsdParts {
    let persons = table(
        "ssd_person",
        Holds::Persons,
        vec![key("p_id", "person"), column("p_dob", "born_on", SsdKind::Date)],
    );
    let referrals = SsdTable {
        list: Some("referrals".to_owned()),
        ..table(
            "ssd_episodes",
            Holds::List,
            vec![
                key("e_id", "referral"),
                of_person("e_person"),
                needed("e_from", "date", SsdKind::Date),
                column("e_to", "closed_on", SsdKind::Date),
            ],
        )
    };
    let care = SsdTable {
        kind: Some("plans".to_owned()),
        constants: [("plan_type".to_owned(), "looked after".to_owned())].into(),
        ..table(
            "ssd_care",
            Holds::Care,
            vec![
                key("c_id", "episode"),
                of_person("c_person"),
                column("c_period", "care", SsdKind::Id),
                needed("c_from", "date", SsdKind::Date),
                column("c_to", "end_date", SsdKind::Date),
                column("c_why", "ceased", SsdKind::Code("why".to_owned())),
            ],
        )
    };
    let code = |text: &str| Code { text: text.to_owned(), also: Vec::new() };
    SsdParts {
        file: "ssd-1.yaml".to_owned(),
        version: "1".to_owned(),
        dates: crate::DateOrder::DayFirst,
        goes_on: vec!["X1".to_owned()],
        leavers_until: 25,
        prefix: "ssd_".to_owned(),
        closed_months: 6,
        adopted: vec!["E11".to_owned()],
        codes: [("why".to_owned(), vec![code("E11"), code("X1")])].into(),
        roles: Vec::new(),
        tables: vec![persons, referrals, care, assessments(), leavers(), visits()],
        dropped: vec!["ssd_contacts".to_owned()],
    }
}

mod faults;
mod spells;

const PERSONS: &str = "p_id,p_forename,p_dob\nA,Zed,01/10/2010\nB,Yan,30/09/2010\n";

fn read(files: &[(&str, &str)], former: &Former) -> Result<(Dataset, Vec<Event>), IntakeError> {
    let schema = SsdSchema::new(parts()).unwrap_or_else(|faults| panic!("{faults:?}"));
    let as_at: Date = "2026-09-30".parse().unwrap();
    let (services, limits) = (ServiceNames::default(), Limits::default());
    let asked = SsdAsked {
        schema: &schema,
        services: &services,
        former,
        ids: None,
        as_at,
        limits: &limits,
    };
    let source = |(name, text): &(&str, &str)| Source {
        name: (*name).to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let sources: Vec<Source> = files.iter().map(source).collect();
    let mut events = Vec::new();
    let dataset = read_ssd(&sources, &asked, None, &mut |item| {
        if let SsdItem::Event(event, _) = item {
            events.push(event);
        }
    })?;
    Ok((dataset, events))
}

#[test]
fn a_file_is_known_by_the_name_of_its_table_whatever_comes_before_and_after() {
    let schema = SsdSchema::new(parts()).unwrap();
    for (name, expected) in [
        ("ssd_person", Named::Table(0)),
        ("Person", Named::Table(0)),
        ("SSD_PERSON_2026-09", Named::Table(0)),
        ("ssd_person (2)", Named::Table(0)),
        ("ssd_contacts", Named::Dropped("ssd_contacts".to_owned())),
        ("2026_09_30 ssd_person", Named::Table(0)),
        ("01 person (3) 2", Named::Table(0)),
        ("ssd_persons_old", Named::Nothing),
        ("notes", Named::Nothing),
    ] {
        assert_eq!(schema.named(name), expected, "{name}");
    }
}

#[test]
fn a_schema_that_cannot_be_used_says_why() {
    let check = |spoil: &dyn Fn(&mut SsdParts), expected: &str| {
        let mut spoilt = parts();
        spoil(&mut spoilt);
        let faults = SsdSchema::new(spoilt).expect_err("a fault");
        assert_eq!(faults[0].to_string(), expected);
    };
    check(
        &|p| drop(p.tables.remove(0)),
        "tables: expected exactly one table that holds persons, found 0",
    );
    check(
        &|p| p.dropped.push("SSD care".to_owned()),
        "table SSD care: expected another name for each table, numbers around it apart, found \"SSD care\" a second time",
    );
    check(
        &|p| drop(p.tables[1].columns.remove(2)),
        "table ssd_episodes: expected a column for the field \"date\", as it holds list, found none",
    );
    check(
        &|p| p.tables[2].kind = Some("walks".to_owned()),
        "table ssd_care: expected kind: and a kind of events that the program knows, as it holds care, found \"walks\"",
    );
    check(
        &|p| p.codes.clear(),
        "table ssd_care, column c_why: expected a code list of the schema, found \"why\"",
    );
    check(
        &|p| p.tables.swap(0, 1),
        "table ssd_episodes, column e_person: expected a column of a table before it, found ssd_person.p_id",
    );
}

#[test]
fn episodes_of_care_are_one_period_that_is_open_while_one_of_them_is() {
    let care = "c_id,c_person,c_period,c_from,c_to,c_why\n1,A,P1,01/02/2025,01/06/2026,X1\n2,A,P1,01/06/2026,,\n3,B,P2,01/02/2024,01/08/2026,E11\n";
    let files = [("person.csv", PERSONS), ("ssd_care.csv", care)];
    let (dataset, events) = read(&files, &Former::default()).unwrap();
    let periods: Vec<(String, String, String)> = events
        .iter()
        .map(|e| {
            let on = e.on.map(|on| on.to_string()).unwrap_or_default();
            (e.field("plan_id").to_owned(), on, e.field("end_date").to_owned())
        })
        .collect();
    let of = |id: &str, from: &str, to: &str| (id.to_owned(), from.to_owned(), to.to_owned());
    assert_eq!(periods, [of("P1", "2025-02-01", ""), of("P2", "2024-02-01", "2026-08-01")]);
    let shown: Vec<String> = dataset
        .children
        .iter()
        .map(|c| {
            let closed = c.closed_on.map(|day| day.to_string()).unwrap_or_default();
            format!("{} {} {} {closed}", c.id, c.field("plan_type"), c.field("age"))
        })
        .collect();
    assert_eq!(shown, ["A looked after 15 ", "B looked after 16 2026-08-01"]);
    assert!(dataset.problems.is_empty(), "{:?}", dataset.problems);
}

#[test]
fn an_alias_is_followed_but_never_across_an_adoption() {
    let care = "c_id,c_person,c_period,c_from,c_to,c_why\n1,A,P1,01/02/2025,,\n3,B,P2,01/02/2024,01/08/2026,E11\n";
    let files = [("ssd_person.csv", PERSONS), ("ssd_care.csv", care)];
    let id = |text: &str| assay_model::CaseId::parse(text).unwrap();
    let alias = |old: &str, new: &str| assay_model::CaseAlias { old: id(old), new: id(new) };
    let former = Former::of([alias("A", "A2"), alias("B", "B2")]);
    let (dataset, _) = read(&files, &former).unwrap();
    let ids: Vec<&str> = dataset.children.iter().map(|child| child.id.as_str()).collect();
    assert_eq!(ids, ["A2", "B"]);
    let told: Vec<&str> = dataset.problems.iter().map(|p| p.expected.as_str()).collect();
    assert_eq!(
        told,
        ["the id that the case has now", "an id without an alias, as care ended with an adoption"]
    );
}

#[test]
fn what_a_problem_quotes_of_a_row_is_cut_where_it_may_be_of_a_dropped_column() {
    let persons = "p_id,p_dob,p_forename\nA,01/10/2010,\"Zebedee\nB,30/09/2010,Yan\n";
    let episodes = "e_id,e_person,e_from,e_to\n1,A,01/09/2026,\n";
    let files = [("ssd_person.csv", persons), ("ssd_episodes.csv", episodes)];
    let (dataset, _) = read(&files, &Former::default()).unwrap();
    assert!(!dataset.problems.is_empty());
    for problem in &dataset.problems {
        assert!(!problem.to_string().contains("Zebedee"), "{problem}");
    }
}

#[test]
fn a_case_that_was_closed_long_ago_is_on_no_list() {
    let episodes =
        "e_id,e_person,e_from,e_to\n1,A,01/09/2025,01/02/2026\n2,B,01/09/2025,01/05/2026\n";
    let files = [("ssd_person.csv", PERSONS), ("ssd_episodes.csv", episodes)];
    let (dataset, _) = read(&files, &Former::default()).unwrap();
    let ids: Vec<&str> = dataset.children.iter().map(|child| child.id.as_str()).collect();
    assert_eq!(ids, ["B"]);
    assert!(
        dataset.said.iter().any(|line| line.contains("closed before 2026-03-30")),
        "{:?}",
        dataset.said
    );
    assert_eq!(dataset.lists["referrals"].len(), 2, "referrals are kept all the same");
}
