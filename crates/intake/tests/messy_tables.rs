//! Any legal table with one fault at a random place: the fault is reported with its row, and the rows that
//! are stored are the intended ones. `MESSY_TABLES` says how many tables; the faults are those that can
//! be seen in the table.

use std::fmt::Write as _;

use assay_intake::{ColumnMap, IntakeError, OneRow, Outcome, Source, read_cases};
use assay_model::{CaseRecord, Effect, Problem};
use assay_tables::Limits;

const HEADER: [&str; 6] = ["Case ID", "Team", "Worker", "Note", "Start date", "Closed"];

/// A generator of numbers that gives the same tables on every machine (Marsaglia's xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    OpenMark,
    CurlyMark,
    CellMissing,
    CellTooMany,
    Total,
    GroupTotal,
    Footer,
    Heading,
    HeaderAgain,
    OtherTable,
    OtherEncoding,
    Placeholder,
    MonthFirst,
    EndBeforeStart,
    NoDate,
    BlankId,
    ShortenedId,
    SameIdAgain,
    HeaderTwice,
    EncodedTwice,
}

const FAULTS: [Fault; 20] = [
    Fault::OpenMark,
    Fault::CurlyMark,
    Fault::CellMissing,
    Fault::CellTooMany,
    Fault::Total,
    Fault::GroupTotal,
    Fault::Footer,
    Fault::Heading,
    Fault::HeaderAgain,
    Fault::OtherTable,
    Fault::OtherEncoding,
    Fault::Placeholder,
    Fault::MonthFirst,
    Fault::EndBeforeStart,
    Fault::NoDate,
    Fault::BlankId,
    Fault::ShortenedId,
    Fault::SameIdAgain,
    Fault::HeaderTwice,
    Fault::EncodedTwice,
];

/// A table as lines of cells, each line written as bytes already where a fault needs that.
struct Table {
    separator: char,
    end: &'static str,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn any(chance: &mut Chance) -> Self {
        let ids_are_figures = chance.below(2) == 0;
        let rows = (0..3 + chance.below(25)).map(|n| {
            let id =
                if ids_are_figures { format!("{}", 10_001 + n * 7) } else { format!("P{n:03}") };
            let team =
                chance.one_of(&["CIN 1", "CIN 2", "Children, looked after", "Zo\u{eb}'s team"]);
            let worker = chance.one_of(&["A. Khan", "Lee, Bob", "Siobh\u{e1}n O'Neil", ""]);
            let note = chance.one_of(&["", "seen", "said \"fine\"", "two\nlines", "a; b, c\td"]);
            let start = format!("{:02}/{:02}/2025", 13 + chance.below(15), 1 + chance.below(12));
            let closed = chance.one_of(&["", "", "28/02/2026"]);
            [id.as_str(), team, worker, note, start.as_str(), closed].map(str::to_owned).to_vec()
        });
        Self {
            rows: rows.collect(),
            separator: chance.one_of(&[',', ';', '\t']),
            end: chance.one_of(&["\n", "\r\n", "\r"]),
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let quoted: Vec<String> = cells
            .iter()
            .map(|cell| {
                if cell.contains(['"', ',', ';', '\t', '\n', '\r']) {
                    format!("\"{}\"", cell.replace('"', "\"\""))
                } else {
                    cell.clone()
                }
            })
            .collect();
        quoted.join(&self.separator.to_string())
    }

    fn intended(&self) -> Vec<String> {
        self.rows.iter().map(|row| wanted(row)).collect()
    }
}

fn wanted(row: &[String]) -> String {
    let iso = |date: &str| match date.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] => format!("{year}-{month}-{day}"),
        _ => String::new(),
    };
    [&row[0], &row[1], &row[2], &row[3], &iso(&row[4]), &iso(&row[5])].map(String::as_str).join("|")
}

fn stored(case: &CaseRecord) -> String {
    let closed = case.closed_on.map(|date| date.to_string()).unwrap_or_default();
    let fields = ["team", "worker", "Note", "start_date"].map(|field| case.field(field));
    format!("{}|{}|{closed}", case.id, fields.join("|"))
}

/// What a table with a fault should come to.
struct Expected {
    bytes: Vec<u8>,
    stored: Vec<String>,
    /// The row, and what became of it.
    row: u64,
    effect: Effect,
}

/// Builds the table with the fault at a place.
#[expect(clippy::too_many_lines, reason = "a table of faults, one arm each")]
fn with(fault: Fault, mut table: Table, chance: &mut Chance) -> Expected {
    let at = chance.below(table.rows.len());
    let mut stored = table.intended();
    let cells = |texts: &[&str]| -> Vec<String> {
        (0..HEADER.len()).map(|n| texts.get(n).copied().unwrap_or_default().to_owned()).collect()
    };
    let mut lines: Vec<Vec<u8>> = Vec::new();
    let (mut row, mut effect) = (at as u64 + 2, Effect::Refused);
    let mut instead: Option<Vec<u8>> = None;
    let mut inserted: Option<(usize, Vec<String>)> = None;
    let last = table.rows.len();
    match fault {
        Fault::OpenMark | Fault::CurlyMark => {
            let mut odd = table.rows[at].clone();
            "B Lee".clone_into(&mut odd[2]);
            odd[3] = String::new();
            let end = if fault == Fault::CurlyMark { "\u{201d}" } else { "" };
            let line = table.line(&odd).replacen("B Lee", &format!("\"B Lee{end}"), 1);
            instead = Some(line.into_bytes());
            stored.remove(at);
        }
        Fault::CellMissing => {
            let mut odd = table.rows[at].clone();
            odd.remove(1 + chance.below(3));
            instead = Some(table.line(&odd).into_bytes());
            stored.remove(at);
        }
        Fault::CellTooMany => {
            let mut odd = table.rows[at].clone();
            odd.insert(2, "Lee".to_owned());
            "01/03/2026".clone_into(&mut odd[6]);
            instead = Some(table.line(&odd).into_bytes());
            stored.remove(at);
        }
        Fault::Total | Fault::GroupTotal | Fault::Footer | Fault::Heading | Fault::HeaderAgain => {
            effect = Effect::LeftOut;
            let place = if matches!(fault, Fault::Total | Fault::Footer) { last } else { at };
            let count = last.to_string();
            let odd = match fault {
                Fault::Total => {
                    cells(&[chance.one_of(&["Total", "Grand Total:", "TOTALS"]), &count])
                }
                Fault::GroupTotal => cells(&["", "CIN 1 Total", &count]),
                Fault::Footer => cells(&["Report run 30/09/2026 14:22 by a.khan"]),
                Fault::Heading => cells(&["Team: CIN 1"]),
                _ => cells(&HEADER),
            };
            row = place as u64 + 2;
            inserted = Some((place, odd));
        }
        Fault::OtherTable => {
            effect = Effect::LeftOut;
            row = last as u64 + 4;
        }
        Fault::OtherEncoding => {
            effect = Effect::PutRight;
            for (index, cells) in table.rows.iter_mut().enumerate() {
                cells[1] = if index == at {
                    "Zo\u{eb}'s team".to_owned()
                } else {
                    "\u{c9}quipe".to_owned()
                };
                "A. Khan".clone_into(&mut cells[2]);
                cells[3] = String::new();
            }
            stored = table.intended();
            let line = table.line(&table.rows[at]);
            instead =
                Some(line.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect());
        }
        Fault::Placeholder => {
            effect = Effect::PutRight;
            table.rows[at][5] = String::new();
            stored = table.intended();
            let days = ["01/01/1900", "30/12/1899", "1970-01-01", "31/12/9999", "NULL"];
            chance.one_of(&days).clone_into(&mut table.rows[at][5]);
        }
        Fault::MonthFirst => {
            for cells in &mut table.rows {
                let (day, rest) = cells[4].split_once('/').expect("a day");
                let (month, year) = rest.split_once('/').expect("a month");
                cells[4] = format!("{month}/{day}/{year}");
            }
            stored.clear();
            row = 2;
        }
        Fault::EndBeforeStart => {
            effect = Effect::Understood;
            "14/02/2024".clone_into(&mut table.rows[at][5]);
            stored = table.intended();
        }
        Fault::NoDate => {
            effect = Effect::Lost;
            table.rows[at][4] = String::new();
            stored = table.intended();
            let texts = ["31/02/2025", "n/k", "early May", "2025-13-01"];
            chance.one_of(&texts).clone_into(&mut table.rows[at][4]);
        }
        Fault::BlankId | Fault::ShortenedId => {
            stored.remove(at);
            let odd = if fault == Fault::BlankId { " " } else { "1.04E+06" };
            odd.clone_into(&mut table.rows[at][0]);
            // A row with little else in it would be a heading.
            "CIN 1".clone_into(&mut table.rows[at][1]);
            "A. Khan".clone_into(&mut table.rows[at][2]);
        }
        Fault::SameIdAgain => {
            let mut odd = table.rows[at].clone();
            "CIN 9".clone_into(&mut odd[1]);
            stored.remove(at);
            inserted = Some((last, odd));
        }
        Fault::HeaderTwice => effect = Effect::Lost,
        Fault::EncodedTwice => {
            effect = Effect::PutRight;
            "Zo\u{eb}'s team".clone_into(&mut table.rows[at][1]);
            stored = table.intended();
            "Zo\u{c3}\u{ab}'s team".clone_into(&mut table.rows[at][1]);
        }
    }
    let mut header: Vec<String> = HEADER.map(str::to_owned).to_vec();
    if fault == Fault::HeaderTwice {
        // The table of another team next to it, as wide as the column that has the same header.
        header.push(HEADER[1].to_lowercase());
        for (index, cells) in table.rows.iter_mut().enumerate() {
            cells.push(if index == at { "CIN 9".to_owned() } else { String::new() });
        }
    }
    lines.push(table.line(&header).into_bytes());
    for (index, cells) in table.rows.iter().enumerate() {
        if let Some((_, odd)) = inserted.take_if(|(place, _)| *place == index) {
            lines.push(table.line(&odd).into_bytes());
        }
        let odd = instead.take_if(|_| index == at);
        lines.push(odd.unwrap_or_else(|| table.line(cells).into_bytes()));
    }
    if let Some((_, odd)) = inserted {
        lines.push(table.line(&odd).into_bytes());
    }
    if fault == Fault::OtherTable {
        lines.extend([Vec::new(), Vec::new()]);
        for odd in [cells(&["Team", "Cases"]), cells(&["CIN 1", "2"]), cells(&["CIN 2", "1"])] {
            lines.push(table.line(&odd).into_bytes());
        }
    }
    let mut bytes = Vec::new();
    for line in lines {
        bytes.extend(line);
        bytes.extend(table.end.as_bytes());
    }
    Expected { bytes, stored, row, effect }
}

fn read(bytes: Vec<u8>) -> Result<Outcome<CaseRecord>, IntakeError> {
    let fields = [
        ("case_id", HEADER[0]),
        ("team", HEADER[1]),
        ("worker", HEADER[2]),
        ("start_date", HEADER[4]),
    ];
    let columns = fields.into_iter().chain([("closed_on", HEADER[5])]);
    let map = ColumnMap {
        columns: columns
            .map(|(field, header)| (field.to_owned(), vec![header.to_owned()]))
            .collect(),
        ..ColumnMap::default()
    };
    let source = Source { name: "messy.csv".to_owned(), bytes };
    read_cases(vec![source], &map, &OneRow::default(), &Limits::default())
}

fn says(problem: &Problem, expected: &Expected) -> bool {
    let row = problem.place.row == Some(expected.row)
        || problem.found.contains(&format!("row {}:", expected.row));
    row && problem.effect == expected.effect
}

#[test]
fn what_is_lost_or_doubted_is_reported_with_its_row_and_the_stored_rows_are_the_intended_ones() {
    let tables =
        std::env::var("MESSY_TABLES").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000_u64);
    let mut faulty = String::new();
    for seed in 1..=tables {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let table = Table::any(&mut chance);
        let fault = chance.one_of(&FAULTS);
        let expected = with(fault, table, &mut chance);
        let outcome = match read(expected.bytes.clone()) {
            Ok(outcome) => outcome,
            // A mark that never closes can hide what separates the cells: then the whole file is refused.
            Err(_) if matches!(fault, Fault::OpenMark | Fault::CurlyMark) => continue,
            Err(unread) => panic!("table {seed}, {fault:?}: {unread}"),
        };
        let mut found: Vec<String> = outcome.records.iter().map(stored).collect();
        if fault == Fault::MonthFirst {
            // Nothing is stored of a file with a column that is refused.
            found.clear();
        }
        let is_reported = outcome.problems.iter().any(|problem| says(problem, &expected));
        if !is_reported || found != expected.stored {
            let _ = writeln!(
                faulty,
                "table {seed}, {fault:?} in row {}: {:?}\nfound {found:?}\ninstead of {:?}\n{}",
                expected.row,
                outcome.problems,
                expected.stored,
                String::from_utf8_lossy(&expected.bytes)
            );
        }
    }
    assert!(faulty.is_empty(), "{faulty}");
}

#[test]
fn a_legal_table_is_stored_as_it_is_and_nothing_is_refused_or_left_out() {
    for seed in 1..=300_u64 {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let table = Table::any(&mut chance);
        let header: Vec<String> = HEADER.map(str::to_owned).to_vec();
        let lines = std::iter::once(&header).chain(&table.rows);
        let text = lines.fold(String::new(), |text, cells| text + &table.line(cells) + table.end);
        let outcome = read(text.into_bytes()).expect("a table");
        assert_eq!(outcome.problems, [], "table {seed}");
        assert_eq!(outcome.records.iter().map(stored).collect::<Vec<_>>(), table.intended());
    }
}
