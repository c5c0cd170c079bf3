//! A team's workbook for a health check: one sheet with a row a case. It is read back through the
//! reader of flat returns, with its own headers as the map.

use std::collections::BTreeMap;

use assay_model::AuditKind;
use assay_model::audit::ViewOf;
use assay_model::tool::{Answer, AuditTool, Domain};
use assay_tables::{
    Book, Check, FormCell, FormPart, FormSheet, KeepRows, Limits, OutCell, WriteError,
};

use super::boxes::Boxes;
use super::labels::{
    ACTION, ASKED, ASKED_BY, AUDITOR, CASE, DATE, DIGEST, DRAW, DUE, GOOD, GRID, GRID_SHEET,
    IN_WORDS, KIND, OVERALL, OWNER, RESPONSE, TEAM, TOLD, TOLD_ON, TOOL, URGENT, WHY_NOT, WORKER,
};
use super::values::{date, grades, judgement, text, words, yes_no};
use super::write::cover;
use super::{FormCase, FormPaper, FormReturn};
use crate::map::DomainColumns;
use crate::returns::{Untouched, read_placed, says_something};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Actions that a row has room for.
const ACTIONS: u32 = 3;
/// The rows above the first case: the warning, the count, the headers.
const ABOVE: u32 = 3;

/// Returns the bytes of a team's workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn write_grid(paper: &FormPaper<'_>) -> Result<Vec<u8>, WriteError> {
    const WORDS: [&str; 5] = [
        "The next sheet has a row for each case. Fill the white boxes; grey cells are locked.",
        "Score from 0 to 10; where a domain does not apply choose n/a next to it: n/a is never a score of 0.",
        "Write what you saw and where, not who: no names of children or families in comments.",
        "The top of the sheet counts the cases that are still to do. Part-filled workbooks can be sent.",
        "Save the workbook and send it back; its name and the order of rows do not matter.",
    ];
    let cover = cover(paper, GRID, TEAM, &WORDS);
    assay_tables::write_form(&[cover, rows(paper)])
}

struct Column {
    head: String,
    width: f64,
    check: Option<Check>,
    value: fn(&FormCase) -> OutCell,
}

fn rows(paper: &FormPaper<'_>) -> FormSheet {
    let columns = columns(paper.tool);
    let last = columns.len() as u16 - 1;
    let mut sheet = FormSheet {
        name: GRID_SHEET.to_owned(),
        widths: columns.iter().map(|column| column.width).collect(),
        heights: vec![(0, 24.0), (1, 20.0), (2, 48.0)],
        frozen: ABOVE,
        frozen_columns: 1,
        marking: paper.marking.to_owned(),
        ..FormSheet::default()
    };
    let mut put = |row, column, to, part| {
        sheet.cells.push(FormCell { row, column, to, part });
    };
    put(0, 0, last.min(5), FormPart::Warning(paper.urgent_words()));
    let (first, end) = (ABOVE + 1, ABOVE + paper.cases.len() as u32);
    let to_do = format!("COUNTBLANK(D{first}:D{end})");
    let formula =
        format!("=IF({to_do}=0,\"every case has a date\",{to_do}&\" cases still to do\")");
    put(1, 0, 0, FormPart::Label("Complete?".to_owned()));
    put(1, 1, last.min(5), FormPart::Formula(formula, "not begun".to_owned()));
    for (at, column) in (0..).zip(&columns) {
        put(2, at, at, FormPart::Label(column.head.clone()));
    }
    for (row, case) in (ABOVE..).zip(paper.cases) {
        for (at, column) in (0..).zip(&columns) {
            let value = (column.value)(case);
            let part = match (&column.check, value) {
                (Some(check), value) => FormPart::Box(value, check.clone()),
                (None, OutCell::Text(text)) => FormPart::Fixed(text),
                (None, _) => FormPart::Fixed(String::new()),
            };
            put(row, at, at, part);
        }
        sheet.heights.push((row, 60.0));
    }
    sheet
}

fn columns(tool: &AuditTool) -> Vec<Column> {
    let kinds = AuditKind::ALL.iter().map(|kind| kind.word().to_owned()).collect();
    let yes_or_no = || Check::Choice(words(&["yes", "no"]));
    let mut columns = vec![
        Column {
            head: CASE.to_owned(),
            width: 16.0,
            check: None,
            value: |case| text(case.case.as_str()),
        },
        column(KIND, 14.0, Check::Choice(kinds), |case| text(case.kind.word())),
        column(AUDITOR, 16.0, Check::Text, |case| text(&case.auditor)),
        column(DATE, 12.0, Check::Date, |case| {
            case.answers.as_ref().map_or(OutCell::Blank, |a| date(a.audited_on))
        }),
    ];
    if tool.overall {
        columns.push(column(OVERALL, 14.0, Check::Choice(grades()), |case| {
            case.answers.as_ref().map_or(OutCell::Blank, |a| judgement(a.overall))
        }));
    }
    columns.extend(tool.domains.iter().flat_map(of_domain));
    columns.push(column(WORKER, 12.0, yes_or_no(), |case| {
        case.answers.as_ref().map_or(OutCell::Blank, |a| yes_no(a.worker_took_part))
    }));
    for of in ViewOf::ALL {
        columns.push(column(&view_head(of, ASKED), 12.0, yes_or_no(), blank));
        for (part, width) in [(ASKED_BY, 16.0), (WHY_NOT, 24.0), (IN_WORDS, 40.0)] {
            columns.push(column(&view_head(of, part), width, Check::Text, blank));
        }
    }
    columns.push(column(GOOD, 36.0, Check::Text, blank));
    for number in 1..=ACTIONS {
        for (head, width, check) in
            [(ACTION, 36.0, Check::Text), (OWNER, 16.0, Check::Text), (DUE, 12.0, Check::Date)]
        {
            columns.push(column(&numbered(head, number, ' '), width, check, blank));
        }
    }
    let rest = [
        (URGENT, 36.0, Check::Text),
        (TOLD, 16.0, Check::Text),
        (TOLD_ON, 12.0, Check::Date),
        (RESPONSE, 30.0, Check::Text),
    ];
    columns.extend(rest.map(|(head, width, check)| column(head, width, check, blank)));
    columns
}

/// Returns a column that is checked.
fn column(head: &str, width: f64, check: Check, value: fn(&FormCase) -> OutCell) -> Column {
    Column { head: head.to_owned(), width, check: Some(check), value }
}

/// What is in a column until the auditor fills it in.
fn blank(_: &FormCase) -> OutCell {
    OutCell::Blank
}

/// Returns the columns of a domain, and of the questions in it.
fn of_domain(domain: &Domain) -> Vec<Column> {
    let heads = heads(domain);
    let of_heads = [
        (&heads.score, 12.0, Check::Number(0.0, 10.0)),
        (&heads.judgement, 14.0, Check::Choice(grades())),
        (&heads.not_applicable, 12.0, Check::Choice(words(&["n/a"]))),
        (&heads.comment, 44.0, Check::Text),
    ];
    let questions = domain.questions.iter().map(|question| {
        let check = match &question.answer {
            Answer::Score => Check::Number(0.0, 10.0),
            Answer::Judgement => Check::Choice(grades()),
            Answer::YesPartlyNo => Check::Choice(words(&["yes", "partly", "no"])),
            Answer::Choice(choices) => Check::Choice(choices.clone()),
            Answer::Date => Check::Date,
            Answer::Text => Check::Text,
        };
        column(&question.text, 24.0, check, blank)
    });
    let named = of_heads
        .into_iter()
        .filter_map(|(head, width, check)| Some(column(head.as_ref()?, width, check, blank)));
    named.chain(questions).collect()
}

fn heads(domain: &Domain) -> DomainColumns {
    let head = |is: bool, word: &str| is.then(|| format!("{}: {word}", domain.name));
    DomainColumns {
        domain: domain.name.clone(),
        score: head(domain.score, "score"),
        judgement: head(domain.judgement, "judgement"),
        comment: head(true, "comment"),
        not_applicable: head(domain.may_not_apply, "n/a"),
    }
}

/// The second and third of a kind have their number behind the name.
fn numbered(name: &str, number: u32, gap: char) -> String {
    if number == 1 { name.to_owned() } else { format!("{name}{gap}{number}") }
}

fn view_head(of: ViewOf, part: &str) -> String {
    format!("{}: {}", of.word(), part.to_lowercase())
}

/// Reads a team's workbook back: one return for every row that was begun.
pub(super) fn read_grid(
    source: Source,
    tools: &[AuditTool],
    limits: &Limits,
) -> Result<Outcome<FormReturn>, IntakeError> {
    let cover = cover_words(&source, limits)?;
    let of = |label: &str| cover.get(label).cloned().unwrap_or_default();
    let tool: Vec<AuditTool> =
        tools.iter().filter(|tool| tool.version == of(TOOL)).cloned().collect();
    let map = map(&of(DRAW), &of(TOOL), tool.first());
    // Every row of a form is a case, however little of it is filled in.
    let saved_at = assay_tables::saved_at(&source.bytes);
    let every_row = Limits { keep: KeepRows::All, ..limits.clone() };
    let placed = read_placed(vec![source], &map, &tool, &every_row, Untouched::IsFine)?;
    let mut outcome = Outcome {
        records: Vec::new(),
        problems: placed.problems,
        read: placed.read,
        said: placed.said,
        ..Outcome::default()
    };
    let mut waiting = 0;
    let saved_at = saved_at.and_then(|text| text.parse().ok());
    for (mut audit, place) in placed.records {
        audit.saved_at = saved_at;
        if audit.audited_on.is_none() && !says_something(&audit) {
            waiting += 1;
        } else {
            outcome.records.push(FormReturn { audit, digest: of(DIGEST), place });
        }
    }
    if waiting > 0 {
        outcome.said.push(format!("{waiting} rows were not begun"));
    }
    Ok(outcome)
}

fn cover_words(
    source: &Source,
    limits: &Limits,
) -> Result<BTreeMap<&'static str, String>, IntakeError> {
    let unreadable = |fault| IntakeError::Unreadable { file: source.name.clone(), fault };
    let mut book = Book::open(&source.name, source.bytes.clone(), limits).map_err(unreadable)?;
    for index in 0..book.sheets().len() {
        let sheet = book.read(index).map_err(unreadable)?;
        let boxes = Boxes::new(&source.name, &sheet);
        if boxes.has(GRID) && boxes.has(DRAW) {
            return Ok([DRAW, DIGEST, TOOL].map(|label| (label, boxes.words(label))).into());
        }
    }
    Ok(BTreeMap::new())
}

fn map(draw: &str, version: &str, tool: Option<&AuditTool>) -> ColumnMap {
    let mut columns: BTreeMap<String, Vec<String>> = [
        ("case_id", CASE),
        ("audit_type", KIND),
        ("auditor", AUDITOR),
        ("audit_date", DATE),
        ("overall", OVERALL),
        ("worker_took_part", WORKER),
        ("good_practice", GOOD),
        ("urgent_concern", URGENT),
        ("urgent_told", TOLD),
        ("urgent_told_on", TOLD_ON),
        ("urgent_response", RESPONSE),
    ]
    .map(|(field, head)| (field.to_owned(), vec![head.to_owned()]))
    .into();
    for of in ViewOf::ALL {
        for (field, part) in
            [("asked", ASKED), ("asked_by", ASKED_BY), ("why_not", WHY_NOT), ("words", IN_WORDS)]
        {
            columns.insert(format!("{}_{field}", of.word()), vec![view_head(of, part)]);
        }
    }
    for number in 1..=ACTIONS {
        for (field, head) in [("action", ACTION), ("action_owner", OWNER), ("action_due", DUE)] {
            let head = numbered(head, number, ' ');
            columns.insert(numbered(field, number, '_'), vec![head]);
        }
    }
    let constants = [("draw_id", draw), ("tool", version)]
        .map(|(field, value)| (field.to_owned(), value.to_owned()))
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let domains = tool.map(|tool| tool.domains.iter().map(heads).collect()).unwrap_or_default();
    ColumnMap {
        name: "the form's own".to_owned(),
        columns,
        constants,
        domains,
        ..ColumnMap::default()
    }
}
