//! Numbers are read as they are shown, in workbooks of every kind: an id keeps its zeros and letters, a share
//! its sign. `files/shown.xls` was written by Python's xlwt.

use std::io::{Cursor, Write as _};

use assay_tables::{Book, Limits};

fn rows(name: &str, bytes: Vec<u8>, sheet: usize) -> Vec<Vec<String>> {
    let rows = Book::open(name, bytes, &Limits::default()).unwrap().read(sheet).unwrap().rows;
    rows.iter().map(|row| row.cells().iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn an_old_workbook_s_numbers_are_read_as_they_are_shown() {
    let found = rows("shown.xls", include_bytes!("files/shown.xls").to_vec(), 1);
    assert_eq!(found[1], ["000742", "K0038", "35%", "2026-09-30", "1200"]);
    assert_eq!(found[2], ["001743", "39.5", "7.12%", "n/k", "7"]);
}

/// An `OpenDocument` workbook of these rows.
fn ods(rows: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default();
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"a\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    for (name, text) in [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &content),
    ] {
        zip.start_file(name, stored).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_open_document_s_numbers_are_read_as_they_are_shown() {
    let cell = |kind: &str, value: &str, shown: &str| {
        let value = match kind {
            "date" => format!("office:date-value=\"{value}\""),
            _ => format!("office:value=\"{value}\""),
        };
        format!(
            "<table:table-cell office:value-type=\"{kind}\" {value}><text:p>{shown}</text:p></table:table-cell>"
        )
    };
    let blank = "<table:table-cell table:number-columns-repeated=\"2\"/>";
    let first = [
        cell("float", "742", "000742"),
        blank.to_owned(),
        cell("percentage", "0.8573", "86%"),
        cell("date", "2026-09-30", "30/09/2026"),
        cell("float", "1200", "1,200"),
    ];
    let first = format!("<table:table-row>{}</table:table-row>", first.concat());
    let gap =
        "<table:table-row table:number-rows-repeated=\"3\"><table:table-cell/></table:table-row>";
    let further = format!(
        "<table:table-row table:number-rows-repeated=\"2\">{}</table:table-row>",
        cell("float", "38", "K0038")
    );
    let found = rows("a.ods", ods(&format!("{first}{gap}{further}")), 0);
    assert_eq!(found[0], ["000742", "", "", "85.73%", "2026-09-30", "1200"]);
    assert_eq!(found[1..], [["K0038"], ["K0038"]]);
}
