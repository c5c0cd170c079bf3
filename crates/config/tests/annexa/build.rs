//! Builds small Annex A workbooks: a clean list 6, 7, 8 or 9, to be spoilt in one place each.

use std::io::{Cursor, Read, Write};

use assay_tables::{Moment, OutCell, OutSheet, write_book};

pub(crate) fn text(text: &str) -> OutCell {
    OutCell::Text(text.to_owned())
}

pub(crate) fn date(iso: &str) -> OutCell {
    OutCell::Date(Moment::from_iso(iso).expect("a date"))
}

/// A sheet with the headers of a list, as the schema has them.
pub(crate) fn list(number: u8, rows: Vec<Vec<OutCell>>) -> OutSheet {
    let schema = super::schema();
    let columns = &schema.list(number).expect("a list").columns;
    OutSheet {
        name: format!("List {number}"),
        header: columns.iter().filter(|c| !c.further).map(|c| c.name.clone()).collect(),
        rows,
        ..OutSheet::default()
    }
}

/// A clean row of list 6.
pub(crate) fn child(id: &str) -> Vec<OutCell> {
    vec![
        text(id),
        text("b) Female"),
        text("a) WBRI"),
        date("2015-01-25"),
        OutCell::Number(11.0),
        text("b) No"),
        date("2025-02-01"),
        text("N1 - Abuse or neglect"),
        date("2026-09-01"),
        OutCell::Blank,
        OutCell::Blank,
        text("c) Child in need plan"),
        text("CIN 1"),
        text("Worker A"),
    ]
}

/// Columns of list 6 that tests spoil.
pub(crate) mod column {
    pub(crate) const ID: usize = 0;
    pub(crate) const GENDER: usize = 1;
    pub(crate) const BORN: usize = 3;
    pub(crate) const AGE: usize = 4;
    pub(crate) const DISABILITY: usize = 5;
    pub(crate) const START: usize = 6;
    pub(crate) const NEED: usize = 7;
    pub(crate) const SEEN: usize = 8;
    pub(crate) const CLOSED: usize = 9;
    pub(crate) const TEAM: usize = 12;
    pub(crate) const WORKER: usize = 13;
}

/// A clean row with one cell replaced.
pub(crate) fn spoilt(id: &str, column: usize, cell: OutCell) -> Vec<OutCell> {
    let mut row = child(id);
    row[column] = cell;
    row
}

pub(crate) fn book(sheets: &[OutSheet]) -> Vec<u8> {
    write_book(sheets).expect("a workbook")
}

/// A workbook with list 6 alone: one clean child, then the given rows.
pub(crate) fn list_6(rows: Vec<Vec<OutCell>>) -> Vec<u8> {
    let mut all = vec![child("1001")];
    all.extend(rows);
    book(&[list(6, all)])
}

/// The workbook with one part of its zip rewritten.
pub(crate) fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a part");
        if name == part {
            content = change(String::from_utf8(content).expect("text")).into_bytes();
        }
        out.start_file(name, options).expect("a part");
        out.write_all(&content).expect("a part");
    }
    out.finish().expect("a zip").into_inner()
}
