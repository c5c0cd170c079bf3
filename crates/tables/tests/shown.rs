//! Numbers are read as they are shown, in workbooks of every kind: an id keeps its zeros and letters, a share
//! its sign; and what else only an `OpenDocument` file has. `files/shown.xls` was written by Python's xlwt.

use std::io::{Cursor, Write as _};

use assay_tables::{Book, Limits, Marked, Outcome, Shown};

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

#[test]
fn notes_and_drawings_are_no_part_of_an_open_document_s_cell() {
    let note = "<office:annotation><dc:creator>Ann</dc:creator><text:p>seen 12 files</text:p></office:annotation>";
    let drawing = "<draw:custom-shape><text:p>Draft</text:p></draw:custom-shape>";
    let cell = |kind: &str, aside: &str, shown: &str| {
        format!("<table:table-cell {kind}>{aside}<text:p>{shown}</text:p></table:table-cell>")
    };
    let (text, number) =
        ("office:value-type=\"string\"", "office:value-type=\"float\" office:value=\"742\"");
    let cells = [
        cell(text, note, "North"),
        cell(text, drawing, "A &amp; B"),
        cell(number, note, "000742"),
        cell(number, note, "742"),
        format!("<table:table-cell>{note}</table:table-cell>"),
        cell(number, drawing, "0742A"),
    ];
    let row = format!("<table:table-row>{}</table:table-row>", cells.concat());
    let found = rows("a.ods", ods(&row), 0);
    assert_eq!(found, [["North", "A & B", "000742", "742", "", "0742A"]]);
}

#[test]
fn hidden_rows_and_merged_cells_of_an_open_document_are_marked() {
    let row = |row: &str, cells: &[(&str, &str)]| {
        let cells = cells.iter().map(|(of, text)| {
            format!("<table:table-cell office:value-type=\"string\" {of}><text:p>{text}</text:p></table:table-cell>")
        });
        format!("<table:table-row {row}>{}</table:table-row>", cells.collect::<String>())
    };
    let down = "table:number-rows-spanned=\"2\"";
    let across = "table:number-columns-spanned=\"2\"";
    let content = [
        row("", &[("", "ID"), ("", "Team"), ("", "Worker")]),
        row("", &[("", "1"), (down, "North"), ("", "Ann")]),
        row("table:visibility=\"filter\"", &[("", "2")]),
        row("", &[("", "3"), (across, "South")]),
    ];
    let mut book =
        Book::open("a.ods", ods(&content.concat()), &Limits::default()).expect("a workbook");
    assert!(book.unseen().is_some_and(|unseen| unseen.contains("struck through")));
    let rows = book.read(0).expect("a sheet").rows;
    let marks: Vec<_> = rows.iter().map(|row| (row.marks.shown, row.marks.merged.across)).collect();
    let plain = (Shown::Plainly, false);
    assert_eq!(marks, [plain, plain, (Shown::Hidden, false), (Shown::Plainly, true)]);
    assert_eq!(rows[2].cell(1).to_string(), "North");
    assert!(rows[2].marks.merged.from_above);
}

#[test]
fn values_under_a_merged_header_are_lost_with_their_rows() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = rust_xlsxwriter::Format::new();
    sheet.write_string(0, 0, "ID").unwrap();
    sheet.merge_range(0, 1, 0, 2, "Seen", &plain).unwrap();
    for (row, cells) in [(1, ["1", "yes", "no"]), (2, ["2", "yes", ""])] {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let bytes = workbook.save_to_buffer().unwrap();
    let rows = Book::open("a.xlsx", bytes, &Limits::default()).unwrap().read(0).unwrap().rows;
    let mut marked = Marked::below(&rows[0]);
    rows[1..].iter().for_each(|row| marked.take(row));
    let said = marked.said();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!((said[0].row, said[0].outcome), (2, Outcome::Lost));
}
