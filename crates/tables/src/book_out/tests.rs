//! Tests of `book_out.rs`.

use super::*;
use crate::{Book, Cell, Limits};

fn sheet() -> OutSheet {
    let date = Moment::from_iso("2026-09-30").unwrap();
    OutSheet {
        name: "List 6".into(),
        title: Some("List 6: Children in Need".into()),
        header: vec!["Child Unique ID".into(), "CIN Start Date".into()],
        rows: vec![
            vec![OutCell::Number(1111.0), OutCell::Date(date)],
            vec![OutCell::Text("=1+1".into()), OutCell::Blank, OutCell::Number(0.5)],
            vec![OutCell::Formula { formula: "=A3".into(), result: "1111".into() }],
        ],
        ..OutSheet::default()
    }
}

#[test]
fn what_is_written_is_read_back_with_its_positions() {
    let bytes = write_book(&[sheet()]).unwrap();
    let mut book = Book::open("a.xlsx", bytes, &Limits::default()).unwrap();
    let read = book.read(0).unwrap();
    assert_eq!(read.name.as_deref(), Some("List 6"));
    let numbers: Vec<u32> = read.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5]);
    assert_eq!(read.rows[2].cell(0), &Cell::Number(1111.0));
    assert_eq!(read.rows[2].cell(1).to_string(), "2026-09-30");
    assert_eq!(read.rows[3].cell(0), &Cell::text("=1+1"));
    assert_eq!(read.rows[3].cell(2), &Cell::Number(0.5));
    assert_eq!(read.rows[4].cell(0), &Cell::Number(1111.0));
}

#[test]
fn it_is_shown_and_printed_as_it_is_read() {
    let rows = vec![
        vec![OutCell::Text("Planning".into()), OutCell::Formatted(6.0769, "#,##0.0".into())],
        vec![OutCell::Text("Identity".into()), OutCell::Formatted(0.0, "#,##0.0".into())],
        vec![OutCell::Text("All".into()), OutCell::Text("61%".into())],
    ];
    let flush_right = vec![false, true];
    let bytes = write_book(&[OutSheet { flush_right, rows, ..sheet() }]).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let (styles, printed) = (part("xl/styles.xml"), part("xl/worksheets/sheet1.xml"));
    assert!(styles.contains("formatCode=\"#,##0.0\""), "{styles}");
    assert!(styles.contains("horizontal=\"right\""), "{styles}");
    assert!(printed.contains("<v>6.0769</v>"), "{printed}");
    assert!(printed.contains("<v>0</v>"), "{printed}");
    assert!(printed.contains("orientation=\"landscape\""), "{printed}");
    assert!(printed.contains("fitToHeight=\"0\""), "{printed}");
    assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
}

#[test]
fn the_same_content_gives_the_same_bytes() {
    assert_eq!(write_book(&[sheet()]).unwrap(), write_book(&[sheet()]).unwrap());
}
