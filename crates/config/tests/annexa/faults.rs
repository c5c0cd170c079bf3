//! One workbook a fault: what is told, and that the other rows are kept.

use assay_tables::OutCell;

use super::build::{book, child, column, date, list, list_6, spoilt, text, with_part};
use super::{read, told};

/// A workbook named after its fault, the lines it must give, and how many children are kept.
struct Case {
    name: &'static str,
    bytes: Vec<u8>,
    expected: &'static [&'static str],
    children: usize,
}

fn one(
    name: &'static str,
    row: Vec<OutCell>,
    expected: &'static [&'static str],
    children: usize,
) -> Case {
    Case { name, bytes: list_6(vec![row]), expected, children }
}

#[expect(clippy::too_many_lines, reason = "one table of all faults reads best whole")]
fn cases() -> Vec<Case> {
    use column::{AGE, BORN, CLOSED, DISABILITY, GENDER, ID, NEED, SEEN, START, TEAM, WORKER};
    let number = OutCell::Number;
    let fault = |shown: &str| OutCell::Formula { formula: "=NA()".into(), result: shown.into() };
    let row = |column, cell| spoilt("1002", column, cell);
    vec![
        one("clean", child("1002"), &[], 2),
        one("id-is-a-number", row(ID, number(1002.0)), &[], 2),
        one(
            "id-with-a-fraction",
            row(ID, number(1002.5)),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1002.5\"",
            ],
            1,
        ),
        one(
            "id-too-long-for-a-number",
            row(ID, number(1e15)),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1000000000000000\"",
            ],
            1,
        ),
        one(
            "id-in-scientific-notation",
            row(ID, text("1.23E+15")),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id as it was typed, not a number that a spreadsheet has damaged, found \"1.23E+15\"",
            ],
            1,
        ),
        one(
            "id-became-a-date",
            row(ID, date("2026-01-02")),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id as it was typed, not one that a spreadsheet took for a date, found \"2026-01-02\"",
            ],
            1,
        ),
        one(
            "id-blank",
            row(ID, OutCell::Blank),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id, found a blank",
            ],
            1,
        ),
        one(
            "id-is-an-error",
            row(ID, fault("#N/A")),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id, found #N/A",
            ],
            1,
        ),
        one(
            "id-with-an-invisible-character",
            row(ID, text("10\u{200b}02")),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id without the invisible character U+200B, found \"10\u{200b}02\"",
            ],
            1,
        ),
        one(
            "id-without-a-digit",
            row(ID, text("UNKNOWN")),
            &[
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected a child's id: letters, digits, - / _ and at least one digit, found \"UNKNOWN\"",
            ],
            1,
        ),
        one(
            "date-as-text",
            row(START, text("01/02/2025")),
            &[
                "note, sheet \"List 6\", row 3, column \"CIN Start Date\": expected a date, found \"01/02/2025\"",
            ],
            2,
        ),
        one(
            "date-as-serial",
            row(START, number(45_689.0)),
            &[
                "note, sheet \"List 6\", row 3, column \"CIN Start Date\": expected a date, found \"45689\"",
            ],
            2,
        ),
        one(
            "date-in-words",
            row(SEEN, text("n/k")),
            &[
                "note, sheet \"List 6\", row 3, column \"Date Child Was Last Seen\": expected a date, day first, found \"n/k\"",
            ],
            2,
        ),
        one(
            "date-month-first",
            row(BORN, text("01/25/2015")),
            &[
                "note, sheet \"List 6\", row 3, column \"Date of Birth\": expected a date, day first, found \"01/25/2015\"",
                "refused, sheet \"List 6\", column \"Date of Birth\": expected dates, day first, found 1 date that can only be month first, the first in row 3: \"01/25/2015\"",
            ],
            2,
        ),
        one(
            "age-fractional",
            row(AGE, number(6.14)),
            &[
                "note, sheet \"List 6\", row 3, column \"Age of Child (Years)\": expected an age in whole years, -1 for an unborn child, found \"6.14\"",
            ],
            2,
        ),
        one("age-of-an-unborn-child", row(AGE, number(-1.0)), &[], 2),
        one(
            "age-in-words",
            row(AGE, text("six")),
            &[
                "note, sheet \"List 6\", row 3, column \"Age of Child (Years)\": expected an age in whole years, -1 for an unborn child, found \"six\"",
            ],
            2,
        ),
        one(
            "code-without-its-letter",
            row(DISABILITY, text("No")),
            &[
                "note, sheet \"List 6\", row 3, column \"Does the Child have a Disability\": expected the full code \"b) No\", found \"No\"",
            ],
            2,
        ),
        one("code-in-other-letter-case", row(NEED, text("N1 - Abuse or Neglect")), &[], 2),
        one(
            "code-not-on-the-list",
            row(GENDER, text("x) Other")),
            &[
                "note, sheet \"List 6\", row 3, column \"Gender\": expected one of the codes a) Male | b) Female | c) Not stated/recorded (or unborn) | d) Neither, found \"x) Other\"",
            ],
            2,
        ),
        one(
            "error-in-a-cell",
            row(TEAM, fault("#N/A")),
            &[
                "note, sheet \"List 6\", row 3, column \"Allocated Team\": expected text, found #N/A",
            ],
            2,
        ),
        one(
            "error-as-text",
            row(TEAM, text("#REF!")),
            &[
                "note, sheet \"List 6\", row 3, column \"Allocated Team\": expected text, found \"#REF!\"",
            ],
            2,
        ),
        one(
            "no-break-space",
            row(WORKER, text("Ann\u{a0}B")),
            &[
                "note, sheet \"List 6\", row 3, column \"Allocated Worker\": expected text with ordinary spaces, found \"Ann\u{a0}B\"",
            ],
            2,
        ),
        one("closed", row(CLOSED, date("2026-03-01")), &[], 2),
        one(
            "value-beside-the-table",
            {
                let mut row = child("1002");
                row.extend([OutCell::Blank, text("check")]);
                row
            },
            &[
                "note, sheet \"List 6\", row 3: expected nothing outside the table's columns, found \"check\"",
                "note, sheet \"List 6\", row 3: expected a header over each value, found 1 row with a value under no header (3)",
            ],
            2,
        ),
        one(
            "total-row",
            vec![text("Total"), OutCell::Blank, number(2.0)],
            &["note, sheet \"List 6\", row 3: expected a record, found \"Total\""],
            1,
        ),
        one(
            "note-row",
            vec![text("Note: figures as at 30 September")],
            &[
                "note, sheet \"List 6\", row 3: expected a record, found \"Note: figures as at 30 September\"",
            ],
            1,
        ),
        one(
            "total-row-without-a-word-in-the-id-column",
            vec![OutCell::Blank, text("Total"), number(2.0)],
            &["note, sheet \"List 6\", row 3: expected a record, found \"Total\""],
            1,
        ),
        one(
            "row-that-repeats-another",
            child("1001"),
            &[
                "note, sheet \"List 6\", row 3, column \"Child Unique ID\": expected one row for each child, found \"1001\", as in row 2",
            ],
            1,
        ),
        one(
            "rows-of-one-child-that-differ",
            spoilt("1001", TEAM, text("CIN 9")),
            &[
                "refused, sheet \"List 6\", row 2, column \"Child Unique ID\": expected one row for each child, or rows that agree: these differ in \"Allocated Team\", found \"1001\", as in row 3",
                "refused, sheet \"List 6\", row 3, column \"Child Unique ID\": expected one row for each child, or rows that agree: these differ in \"Allocated Team\", found \"1001\", as in row 2",
            ],
            0,
        ),
        Case {
            name: "header-under-a-title",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.title = Some("List 6: Children in Need".into());
                book(&[sheet])
            },
            expected: &[],
            children: 1,
        },
        Case {
            name: "header-with-another-name",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.header[AGE] = "Age".into();
                book(&[sheet])
            },
            expected: &[
                "note, sheet \"List 6\", row 1, column \"Age\": expected the header \"Age of Child (Years)\", found \"Age\"",
            ],
            children: 1,
        },
        Case {
            name: "header-in-other-letter-case",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.header[11] = "Case Status ".into();
                book(&[sheet])
            },
            expected: &[],
            children: 1,
        },
        Case {
            name: "header-unknown",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.header[TEAM] = "Pod".into();
                book(&[sheet])
            },
            expected: &[
                "note, sheet \"List 6\", row 1, column \"Allocated Team\": expected a column \"Allocated Team\", found no such column",
            ],
            children: 1,
        },
        Case {
            name: "header-twice",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.header[WORKER] = "Allocated Team".into();
                book(&[sheet])
            },
            expected: &[
                "note, sheet \"List 6\", row 1, column \"Allocated Team\": expected each column once, found \"Allocated Team\" again",
                "note, sheet \"List 6\", row 1, column \"Allocated Worker\": expected a column \"Allocated Worker\", found no such column",
                "note, sheet \"List 6\", row 2: expected nothing outside the table's columns, found \"Worker A\"",
                "note, sheet \"List 6\", row 2, column \"Allocated Team\": expected each column once, found 1 row with another value in a second column of this name (2)",
            ],
            children: 1,
        },
        Case {
            name: "sheet-with-an-underscore",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.name = "List_6".into();
                book(&[sheet])
            },
            expected: &[],
            children: 1,
        },
        Case {
            name: "sheet-with-a-name-of-its-own",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.name = "CIN".into();
                book(&[sheet])
            },
            expected: &[],
            children: 1,
        },
        Case {
            name: "sheet-hidden",
            bytes: {
                let mut sheet = list(6, vec![child("1001")]);
                sheet.hidden = true;
                book(&[list(9, Vec::new()), sheet])
            },
            expected: &["note, sheet \"List 6\": expected visible sheets, found a hidden sheet"],
            children: 1,
        },
        Case {
            name: "formula-without-a-stored-result",
            bytes: with_part(
                &list_6(vec![spoilt(
                    "1002",
                    SEEN,
                    OutCell::Formula { formula: "=G2+7".into(), result: "45696".into() },
                )]),
                "xl/worksheets/sheet1.xml",
                |xml| xml.replace("<v>45696</v>", ""),
            ),
            expected: &[
                "note, sheet \"List 6\", row 3, column \"Date Child Was Last Seen\": expected a date, found formula without a stored result",
            ],
            children: 2,
        },
        Case {
            name: "book-of-1904",
            bytes: with_part(
                &list_6(vec![spoilt("1002", START, number(44_227.0))]),
                "xl/workbook.xml",
                |xml| xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" "),
            ),
            expected: &[
                "note, sheet \"List 6\", row 3, column \"CIN Start Date\": expected a date, found \"44227\"",
            ],
            children: 2,
        },
    ]
}

#[test]
fn every_fault_is_told_with_its_place_and_the_rest_is_kept() {
    let mut wrong = Vec::new();
    for case in cases() {
        let annexa = read(&format!("{}.xlsx", case.name), case.bytes);
        let told = told(&annexa.children.problems);
        if told != case.expected || annexa.children.records.len() != case.children {
            wrong.push(format!(
                "{} ({} children):\n{}",
                case.name,
                annexa.children.records.len(),
                told.join("\n")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_sheet_named_after_another_list_is_refused_by_its_headers() {
    let mut sheet = list(6, vec![child("2001")]);
    sheet.name = "List 9".into();
    let found = read("swapped.xlsx", book(&[sheet]));
    let lines = told(&found.children.problems);
    assert!(
        lines.iter().any(|line| line
            .starts_with("refused, sheet \"List 9\": expected the headers of list 9")
            && line.contains("found those of list 6")),
        "{lines:?}"
    );
}
