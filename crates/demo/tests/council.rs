//! The made-up council as the program sees it: its files. The draws here are stand-ins, every so-manieth
//! child of the list; the real ones are drawn by the sampler.

use assay_demo::{
    Cell, Content, Council, Drawn, FileKind, InputFile, Round, Table, Year, council, rounds,
};

/// Returns the ids on the sheets 6 to 9 of a list, as a reader would see them.
fn ids(list: &InputFile) -> Vec<String> {
    let Content::Workbook(sheets) = &list.content else { panic!("{} is a workbook", list.name) };
    let mut ids: Vec<String> = sheets
        .iter()
        .filter(|sheet| !sheet.hidden)
        .flat_map(|sheet| &sheet.rows)
        .filter_map(|row| match row.first() {
            Some(Cell::Number(id)) => Some(id.to_string()),
            Some(Cell::Text(id)) if id.bytes().any(|b| b.is_ascii_digit()) => Some(id.clone()),
            _ => None,
        })
        .collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Returns 104 children of a list, each with a reader and every tenth with a second one.
fn stand_in_draw(round: Round, council: &Council) -> Vec<Drawn> {
    let all = ids(&council.list_for(round));
    let logins = logins(council);
    let step = all.len() / 104;
    let case = |(place, id): (usize, &String)| Drawn {
        case_id: id.clone(),
        auditor: Some(logins[place % logins.len()].clone()),
        second_reader: (place % 10 == 0).then(|| logins[(place + 1) % logins.len()].clone()),
    };
    all.iter().step_by(step).take(104).enumerate().map(case).collect()
}

fn logins(council: &Council) -> Vec<String> {
    let files = council.at_the_start();
    let auditors = files.iter().find(|file| file.kind == FileKind::Auditors).unwrap();
    column(table(auditors), "login").map(str::to_owned).collect()
}

fn table(file: &InputFile) -> &Table {
    match &file.content {
        Content::Csv(table) => table,
        Content::Workbook(_) => panic!("{} is a table", file.name),
    }
}

fn column<'a>(table: &'a Table, name: &str) -> impl Iterator<Item = &'a str> {
    let place = table.header.iter().position(|column| *column == name).unwrap();
    table.rows.iter().map(move |row| row[place].as_str())
}

/// Returns the files of returns of each round.
fn a_year(council: &Council) -> Vec<Vec<InputFile>> {
    let mut year = Year::new(council);
    rounds()
        .into_iter()
        .map(|round| year.round(round, &stand_in_draw(round, council), &[]))
        .collect()
}

/// Returns mean score and share of requires improvement over the first reads of a round's own file.
fn figures(files: &[InputFile]) -> (f64, f64) {
    let table = table(files.last().unwrap());
    let rows = || column(table, "audit_type").zip(column(table, "domain"));
    let first = |(kind, _): &(&str, &str)| *kind == "monthly";
    let scores: Vec<f64> = rows()
        .zip(column(table, "score"))
        .filter(|(row, score)| first(row) && !score.is_empty())
        .map(|(_, score)| score.parse().unwrap())
        .collect();
    let overall: Vec<&str> = rows()
        .zip(column(table, "overall"))
        .filter(|((kind, domain), _)| first(&(kind, domain)) && *domain == "Planning")
        .map(|(_, overall)| overall)
        .collect();
    let improvement = overall.iter().filter(|o| **o == "requires improvement").count();
    (scores.iter().sum::<f64>() / scores.len() as f64, improvement as f64 / overall.len() as f64)
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let bytes = |seed: &str| -> Vec<Vec<u8>> {
        let council = council(seed);
        let round = rounds()[0];
        let mut files = council.at_the_start();
        files.push(council.list_for(round));
        files.extend(council.at_the_end());
        files.extend(Year::new(&council).round(round, &stand_in_draw(round, &council), &[]));
        files.iter().map(|file| file.bytes().unwrap()).collect()
    };
    assert_eq!(bytes("7"), bytes("7"));
    assert_ne!(bytes("7"), bytes("8"));
}

#[test]
fn about_three_thousand_children_are_on_every_list() {
    let council = council("1");
    for round in rounds() {
        let known = ids(&council.list_for(round)).len();
        assert!((3_200..4_600).contains(&known), "{known} with the closed ones in {}", round.month);
    }
}

#[test]
fn the_year_tells_its_story_whatever_the_seed() {
    for seed in ["1", "2"] {
        let council = council(seed);
        let year = a_year(&council);
        let (july, _) = figures(&year[9]);
        let (september, improvement) = figures(&year[11]);
        assert!((july - 6.2).abs() < 0.06, "seed {seed}: July {july}");
        assert!((september - 5.5).abs() < 0.06, "seed {seed}: September {september}");
        assert!((improvement - 0.64).abs() < 0.006, "seed {seed}: {improvement}");
    }
}

#[test]
fn rounds_hold_what_real_ones_do() {
    let council = council("1");
    let year = a_year(&council);
    let names: Vec<&str> = year.iter().flatten().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), 14);
    assert!(names.contains(&"returns-2026-03-late.csv"));
    assert!(names.contains(&"returns-2026-06-changed.csv"));
    let all = |name: &str| -> Vec<String> {
        year.iter().flatten().flat_map(|f| column(table(f), name)).map(str::to_owned).collect()
    };
    let kinds = all("audit_type");
    let count = |kind: &str| kinds.iter().filter(|k| *k == kind).count() / 7;
    assert_eq!(count("monthly"), 12 * 104 - 3 + 1, "three are owed, one came twice, changed");
    assert_eq!(count("second read"), 12 * 11 - 1, "a case without a first read has no second");
    assert!(count("re-audit") >= 30, "{}", count("re-audit"));
    let urgent = all("urgent_concern").iter().filter(|text| !text.is_empty()).count();
    let answered = all("urgent_response").iter().filter(|text| !text.is_empty()).count();
    assert_eq!((urgent, answered), (3, 2));
}

#[test]
fn comments_are_many_and_varied_and_have_no_open_slot() {
    let council = council("1");
    let year = a_year(&council);
    let mut comments: Vec<&str> = year
        .iter()
        .flatten()
        .flat_map(|file| column(table(file), "comment"))
        .filter(|comment| !comment.is_empty())
        .collect();
    let all = comments.len();
    assert!((7_000..10_500).contains(&all), "{all}");
    assert!(comments.iter().all(|comment| !comment.contains(['{', '}'])));
    comments.sort_unstable();
    comments.dedup();
    assert!(comments.len() * 100 > all * 75, "{} of {all} are different", comments.len());
}
