//! The same list in every dress it comes in, and the guards one by one: each file is named after what is
//! odd about it, with what is told and how many children are kept.

use assay_intake::annexa::{ServiceNames, read_annexa};
use assay_intake::{OneRow, Source};
use assay_tables::{Limits, OutCell};

use super::build::{book, child, list, list_6, text, with_part};
use super::{read, schema, told};

/// Whether what was found is as it should be.
type Says = Box<dyn Fn(&str) -> bool>;

const CSV: &str = "Child Unique ID;Gender;Ethnicity;Date of Birth;Age of Child (Years);Does the Child have a Disability;CIN Start Date;Primary Need Code;Date Child Was Last Seen;CIN Closure Date;Reason for Closure;Case status;Allocated Team;Allocated Worker\n1001;b) Female;a) WBRI;25/01/2015;11;b) No;01/02/2025;N1 - Abuse or neglect;01/09/2026;;;c) Child in need plan;CIN 1;José\n1002;a) Male;a) WBRI;25/01/2015;11;b) No;01/02/2025;N1 - Abuse or neglect;01/09/2026;;;c) Child in need plan;CIN 1;José\n";

fn two() -> Vec<u8> {
    list_6(vec![child("1002")])
}

fn sheet(change: impl Fn(String) -> String) -> Vec<u8> {
    with_part(&two(), "xl/worksheets/sheet1.xml", change)
}

#[test]
#[expect(clippy::too_many_lines, reason = "one list in every dress")]
fn a_list_is_read_in_every_dress() {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let wide: Vec<u8> =
        format!("\u{feff}{CSV}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> = CSV.chars().map(|c| c as u8).collect();
    let blanks = || vec![text("  "), OutCell::Blank, text("\u{a0}")];
    let cases: Vec<(&str, Vec<u8>, &[&str], usize)> = vec![
        ("semicolons.csv", bytes(CSV), &[], 2),
        ("commas.csv", bytes(&CSV.replace(';', ",")), &[], 2),
        ("tabs.csv", bytes(&CSV.replace(';', "\t")), &[], 2),
        ("byte-order-mark.csv", bytes(&format!("\u{feff}{CSV}")), &[], 2),
        ("separator-line.csv", bytes(&format!("sep=;\r\n{CSV}")), &[], 2),
        ("windows-1252.csv", latin, &[], 2),
        ("utf-16.csv", wide, &[], 2),
        ("windows-lines.csv", bytes(&CSV.replace('\n', "\r\n")), &[], 2),
        ("blank-lines.csv", bytes(&CSV.replace("\n1002", "\n\n;;;\n\n1002")), &[], 2),
        ("text-under-a-workbook-s-name.xlsx", bytes(CSV), &[], 2),
        ("workbook-under-a-csv-name.csv", two(), &[], 2),
        ("trailing-blank-rows.xlsx", list_6(vec![child("1002"), blanks(), blanks()]), &[], 2),
        (
            "hidden-rows.xlsx",
            sheet(|xml| xml.replace("<row r=\"3\"", "<row r=\"3\" hidden=\"1\"")),
            &[
                "note, sheet \"List 6\", row 3: expected rows that are shown, found 1 row hidden by hand or by a filter (3)",
            ],
            2,
        ),
        (
            "merged-title.xlsx",
            {
                let mut titled = list(6, vec![child("1001"), child("1002")]);
                titled.title = Some("List 6".into());
                with_part(&book(&[titled]), "xl/worksheets/sheet1.xml", |xml| {
                    let merged = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:N1\"/></mergeCells>";
                    xml.replace("</sheetData>", merged)
                })
            },
            &[],
            2,
        ),
        (
            "header-in-row-six.csv",
            bytes(&format!("Anyshire\nList 6\n\nas at;30/09/2026\nnote: draft\n{CSV}")),
            &[],
            2,
        ),
        (
            "id-that-lost-its-leading-zeros.xlsx",
            {
                let mut number = child("1");
                number[0] = OutCell::Number(1002.0);
                book(&[list(6, vec![child("0001001"), number])])
            },
            &[
                "note, sheet \"List 6\", row 3, column \"Child Unique ID\": expected an id of 7 characters, as others here, found 4 figures in a number",
            ],
            2,
        ),
    ];
    for (name, bytes, expected, children) in cases {
        let annexa = read(name, bytes);
        assert_eq!(told(&annexa.children.problems), expected, "{name}");
        assert_eq!(annexa.children.records.len(), children, "{name}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one scenario")]
fn every_guard_says_what_it_found() {
    let usual = Limits::default();
    let damaged = |found: &str| found.starts_with("the workbook is damaged");
    let cut = |bytes: &[u8]| bytes[..bytes.len() / 2].to_vec();
    let (xls, ods) = (
        include_bytes!("../fuzz/corpus/list-6.xls").to_vec(),
        include_bytes!("../fuzz/corpus/list-6.ods").to_vec(),
    );
    let large = |what: &str| {
        let begin = format!("the file is too large to read safely: {what}");
        move |found: &str| found.starts_with(&begin)
    };
    let cases: Vec<(&str, Vec<u8>, Limits, Says)> = vec![
        ("cut-off.xls", cut(&xls), usual.clone(), Box::new(damaged)),
        ("cut-off.ods", cut(&ods), usual.clone(), Box::new(damaged)),
        (
            "nothing-but-blanks.csv",
            b"\xef\xbb\xbf \r\n".to_vec(),
            usual.clone(),
            Box::new(|f| f == "the file is empty"),
        ),
        (
            "binary-rubbish.csv",
            b"ab\0c,d\n".to_vec(),
            usual.clone(),
            Box::new(|f| f.starts_with("the text file is damaged")),
        ),
        (
            "large-file.xlsx",
            two(),
            Limits { file_bytes: 1000, ..usual.clone() },
            Box::new(large("the file is")),
        ),
        (
            "bomb-by-size.xlsx",
            two(),
            Limits { unzipped_bytes: 1000, ..usual.clone() },
            Box::new(large("the unpacked workbook")),
        ),
        (
            "large-part.xlsx",
            two(),
            Limits { held_bytes: 300, ..usual.clone() },
            Box::new(large("part \"")),
        ),
        (
            "many-rows.xlsx",
            two(),
            Limits { rows: 1, ..usual.clone() },
            Box::new(large("the row number")),
        ),
        (
            "many-cells.xlsx",
            two(),
            Limits { cells: 10, ..usual.clone() },
            Box::new(large("the number of cells")),
        ),
        (
            "many-rows.csv",
            CSV.as_bytes().to_vec(),
            Limits { rows: 1, ..usual.clone() },
            Box::new(large("the number of rows")),
        ),
        (
            "far-cell.xls",
            far_cell(&xls),
            usual.clone(),
            Box::new(large("the table from the first to the last cell")),
        ),
    ];
    for (name, bytes, limits, says) in cases {
        let source = Source { name: name.to_owned(), bytes };
        let found = match read_annexa(
            vec![source],
            &schema(),
            &ServiceNames::default(),
            &OneRow::default(),
            &limits,
        ) {
            Ok(_) => "read".to_owned(),
            Err(fault) => {
                assert!(!fault.hint().is_empty(), "{name}: no mend");
                fault.to_problem().found
            }
        };
        assert!(says(&found), "{name}: {found}");
    }
}

/// The old workbook with its first shared text moved to the last cell that the record can name.
fn far_cell(xls: &[u8]) -> Vec<u8> {
    let mut bytes = xls.to_vec();
    let labels: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == [0xfd, 0x00, 0x0a, 0x00]).collect();
    let last = labels.last().expect("a shared text");
    bytes[last + 4..last + 8].fill(0xff);
    bytes
}
