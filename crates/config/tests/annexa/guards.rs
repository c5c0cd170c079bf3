//! Files that must not be read, and why, each named after its fault.

use std::io::{Cursor, Write};

use assay_intake::annexa::{ServiceNames, read_annexa};
use assay_intake::{OneRow, Source};
use assay_tables::Limits;

use super::build::{child, list_6, with_part};
use super::{read, schema, told};

fn refusal(name: &str, bytes: Vec<u8>) -> String {
    let source = Source { name: name.to_owned(), bytes };
    match read_annexa(
        vec![source],
        &schema(),
        &ServiceNames::default(),
        &OneRow::default(),
        &Limits::default(),
    ) {
        Ok(_) => "read".to_owned(),
        Err(fault) => fault.to_problem().found,
    }
}

/// A workbook of 4 GB, each of its sheets within the limits: packed once and copied.
fn large() -> Vec<u8> {
    let mut noise = 1_u32;
    let line: Vec<u8> = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b'a' + (noise >> 24) as u8 % 26
    })
    .take(400)
    .chain(std::iter::repeat_n(b' ', 40_000))
    .collect();
    let content: Vec<u8> = line.iter().copied().cycle().take(16 << 20).collect();
    let one = zip_of(&[("sheet", &content)]);
    let mut packed = zip::ZipArchive::new(Cursor::new(one)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("xl/workbook.xml", zip::write::SimpleFileOptions::default()).unwrap();
    for number in 1..=256 {
        let name = format!("xl/worksheets/sheet{number}.xml");
        out.raw_copy_file_rename(packed.by_index_raw(0).unwrap(), name).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// A sheet of 300 MB that says it has 100 bytes.
fn lying() -> Vec<u8> {
    let size = 300_u32 << 20;
    let mut bytes = zip_of(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/worksheets/sheet1.xml", &vec![b' '; size as usize]),
    ]);
    let told = size.to_le_bytes();
    let places: Vec<usize> =
        (0..bytes.len() - 4).filter(|at| bytes[*at..*at + 4] == told).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    bytes
}

fn zip_of(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

#[test]
fn files_that_are_no_lists_say_what_they_are() {
    const OLE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let locked = "this workbook has a password or a sensitivity label: save a copy without it";
    let bomb = zip_of(&[("xl/workbook.xml", &vec![b' '; 30 << 20])]);
    let many: Vec<String> = (0..6000).map(|n| format!("xl/{n}")).collect();
    let parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    let cut = list_6(vec![child("1002")]);
    for (name, bytes, expected) in [
        ("password.xlsx", OLE.to_vec(), locked),
        ("empty.xlsx", Vec::new(), "the file is empty"),
        (
            "~$open.xlsx",
            vec![1, 2, 3],
            "this is the lock file of a workbook that is open in Excel, not the workbook",
        ),
        (
            "web-page.xls",
            b"<html><table><tr><td>1</td></tr></table></html>".to_vec(),
            "expected a workbook or a CSV file, found a web page (HTML) under a spreadsheet's name",
        ),
        (
            "document.xlsx",
            zip_of(&[("word/document.xml", b"<w/>")]),
            "expected a workbook or a CSV file, found a zip archive that is no workbook",
        ),
        (
            "bomb.xlsx",
            bomb,
            "the file is not a normal workbook: part \"xl/workbook.xml\" unpacks to more than 200 times its size",
        ),
        (
            "many-parts.xlsx",
            zip_of(&parts),
            "the file is too large to read safely: the number of parts is 6000, the limit is 5000",
        ),
        (
            "bomb-of-4-gigabytes.xlsx",
            large(),
            "the file is too large to read safely: the unpacked workbook is 2164260864, the limit is 2147483648",
        ),
        (
            "bomb-that-lies-about-its-size.xlsx",
            lying(),
            "the workbook is damaged: xl/worksheets/sheet1.xml: File is larger than its declared uncompressed size",
        ),
        ("password.xls", include_bytes!("locked/locked.xls").to_vec(), locked),
        ("password.ods", include_bytes!("locked/locked.ods").to_vec(), locked),
        ("another-table.csv", b"a,b\n1,2\n".to_vec(), "no sheet with the headers of a list"),
        ("pdf.xlsx", b"%PDF-1.7".to_vec(), "expected a workbook or a CSV file, found a PDF"),
    ] {
        assert_eq!(refusal(name, bytes), expected, "{name}");
    }
    assert!(
        refusal("cut-off.xlsx", cut[..cut.len() / 2].to_vec())
            .starts_with("the workbook is damaged")
    );
}

#[test]
fn a_stray_cell_far_away_is_told_and_costs_nothing() {
    let bytes = with_part(&list_6(Vec::new()), "xl/worksheets/sheet1.xml", |xml| {
        let far = "<row r=\"1048576\"><c r=\"XFD1048576\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData>";
        xml.replace("</sheetData>", far)
    });
    let annexa = read("stray.xlsx", bytes);
    assert_eq!(
        told(&annexa.children.problems),
        [
            "note, sheet \"List 6\", row 1048576: expected nothing far outside the table, found a value in column 16384"
        ]
    );
    assert_eq!(annexa.children.records.len(), 1);
}

#[test]
fn a_workbook_under_a_csv_name_is_read_as_a_workbook() {
    assert_eq!(read("list.csv", list_6(Vec::new())).children.records.len(), 1);
}
