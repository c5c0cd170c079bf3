//! What a modern workbook says of rows besides their cells: hidden, struck through, the totals row of a
//! table, cells merged downwards. The cells themselves are read by the workbook reader; where a part
//! cannot be read here, nothing is said of its rows.

use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};

use memchr::{memchr, memchr_iter, memmem, memrchr};
use zip::ZipArchive;

use crate::sheet::Shown;
use crate::sheet_marks::{Merge, SheetMarks};

/// How much of a sheet is looked at in one go.
const CHUNK: usize = 1 << 20;

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Returns the marks of each sheet by its name.
pub(crate) fn read(bytes: &[u8]) -> HashMap<String, SheetMarks> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return HashMap::new() };
    let struck = struck_styles(&part(&mut archive, "xl/styles.xml"));
    let targets = targets(&part(&mut archive, "xl/_rels/workbook.xml.rels"));
    let mut sheets = Vec::new();
    each_tag(&part(&mut archive, "xl/workbook.xml"), |name, tag| {
        if name == b"sheet"
            && let (Some(sheet), Some(id)) = (value(tag, b"name"), value(tag, b"r:id"))
            && let Some(target) = targets.get(&id)
        {
            sheets.push((sheet, next_to("xl/", target)));
        }
    });
    let found = sheets.into_iter().map(|(sheet, path)| {
        let mut marks = sheet_marks(&mut archive, &path, &struck);
        for row in totals_rows(&mut archive, &path) {
            marks.show(row, Shown::AsTotals);
        }
        (sheet, marks)
    });
    found.collect()
}

/// Returns a part's path from the folder it is named in.
fn next_to(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => match target.strip_prefix("../") {
            Some(rest) => format!("xl/{rest}"),
            None => format!("{folder}{target}"),
        },
    }
}

fn part(archive: &mut Archive<'_>, name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    if let Ok(mut part) = archive.by_name(name)
        && part.read_to_end(&mut bytes).is_err()
    {
        bytes.clear();
    }
    bytes
}

fn targets(relations: &[u8]) -> HashMap<String, String> {
    let mut found = HashMap::new();
    each_tag(relations, |name, tag| {
        if name == b"Relationship"
            && let (Some(id), Some(target)) = (value(tag, b"Id"), value(tag, b"Target"))
        {
            found.insert(id, target);
        }
    });
    found
}

/// Returns the cell styles whose font is struck through.
fn struck_styles(styles: &[u8]) -> HashSet<String> {
    let (mut fonts, mut struck_fonts) = (0_u32, HashSet::new());
    let (mut in_cell_styles, mut style, mut struck) = (false, 0_u32, HashSet::new());
    each_tag(styles, |name, tag| match name {
        b"font" => fonts += 1,
        b"strike" if !matches!(value(tag, b"val").as_deref(), Some("0" | "false")) => {
            struck_fonts.insert(fonts.saturating_sub(1).to_string());
        }
        b"cellXfs" => in_cell_styles = true,
        b"/cellXfs" => in_cell_styles = false,
        b"xf" if in_cell_styles => {
            if value(tag, b"fontId").is_some_and(|font| struck_fonts.contains(&font)) {
                struck.insert(style.to_string());
            }
            style += 1;
        }
        _ => {}
    });
    struck
}

fn sheet_marks(archive: &mut Archive<'_>, path: &str, struck: &HashSet<String>) -> SheetMarks {
    let mut marks = SheetMarks::default();
    let Ok(mut sheet) = archive.by_name(path) else { return marks };
    let (mut held, mut number, mut is_first_cell) = (Vec::with_capacity(2 * CHUNK), 0, false);
    loop {
        let before = held.len();
        let read = sheet.by_ref().take(CHUNK as u64).read_to_end(&mut held);
        if read.is_err() {
            return SheetMarks::default();
        }
        let is_all = held.len() - before < CHUNK;
        // A tag that is cut by the end of the chunk waits for the rest.
        let whole = memrchr(b'>', &held).map_or(0, |at| at + 1);
        let quiet = struck.is_empty()
            && memmem::find(&held[..whole], b"hidden=").is_none()
            && memmem::find(&held[..whole], b"mergeCell ").is_none();
        if !quiet {
            each_tag(&held[..whole], |name, tag| match name {
                b"row" => {
                    number = value(tag, b"r").and_then(|r| r.parse().ok()).unwrap_or(number + 1);
                    is_first_cell = true;
                    if matches!(value(tag, b"hidden").as_deref(), Some("1" | "true")) {
                        marks.show(number, Shown::Hidden);
                    }
                }
                b"c" if is_first_cell => {
                    is_first_cell = false;
                    if value(tag, b"s").is_some_and(|style| struck.contains(&style)) {
                        marks.show_unless_marked(number, Shown::Struck);
                    }
                }
                b"mergeCell" => {
                    if let Some(merge) = value(tag, b"ref").and_then(|area| merge(&area)) {
                        marks.merge(merge);
                    }
                }
                _ => {}
            });
        }
        if is_all {
            return marks.in_order();
        }
        held.drain(..whole);
    }
}

/// Returns the rows of totals of the tables on a sheet.
fn totals_rows(archive: &mut Archive<'_>, path: &str) -> Vec<u32> {
    let Some((folder, file)) = path.rsplit_once('/') else { return Vec::new() };
    let relations = part(archive, &format!("{folder}/_rels/{file}.rels"));
    let tables = targets(&relations).into_values().filter(|target| target.contains("table"));
    let mut rows = Vec::new();
    for target in tables {
        let table = part(archive, &next_to(&format!("{folder}/"), &target));
        each_tag(&table, |name, tag| {
            let has_totals = value(tag, b"totalsRowCount").is_some_and(|count| count != "0");
            if name == b"table" && has_totals {
                let last =
                    value(tag, b"ref").and_then(|area| area.split(':').next_back().and_then(cell));
                rows.extend(last.map(|(row, _)| row));
            }
        });
    }
    rows
}

/// Returns a merged area.
fn merge(area: &str) -> Option<Merge> {
    let (from, to) = area.split_once(':')?;
    let ((top, column), (bottom, last_column)) = (cell(from)?, cell(to)?);
    Some(Merge { top, bottom, column, last_column })
}

/// Reads a cell's name such as `AB12` as its row and 0-based column.
fn cell(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |sum, letter| {
        let place = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        sum.checked_mul(26)?.checked_add(place)
    })?;
    Some((row.parse().ok()?, column.checked_sub(1)?))
}

/// Hands every tag to `visit`: its name without a prefix, and all of it. Names of closing tags begin
/// with `/`.
fn each_tag(xml: &[u8], mut visit: impl FnMut(&[u8], &[u8])) {
    for at in memchr_iter(b'<', xml) {
        let Some(length) = memchr(b'>', &xml[at..]) else { return };
        let tag = &xml[at + 1..at + length];
        let end = tag.iter().position(|b| matches!(b, b' ' | b'\n' | b'\r' | b'\t'));
        let name = &tag[..end.unwrap_or(tag.len())];
        let name = name.strip_suffix(b"/").unwrap_or(name);
        let bare = memchr(b':', name).map_or(name, |colon| &name[colon + 1..]);
        visit(bare, tag);
    }
}

/// Returns the value of an attribute, with the five entities of XML read.
fn value(tag: &[u8], attribute: &[u8]) -> Option<String> {
    let mut from = 0;
    loop {
        let at = from + memmem::find(&tag[from..], attribute)?;
        let end = at + attribute.len();
        let begins = at > 0 && matches!(tag[at - 1], b' ' | b'\n' | b'\r' | b'\t');
        if begins && tag.get(end) == Some(&b'=') {
            let mark = *tag.get(end + 1)?;
            let rest = &tag[end + 2..];
            let text = std::str::from_utf8(&rest[..memchr(mark, rest)?]).ok()?;
            return Some(quick_xml::escape::unescape(text).ok()?.into_owned());
        }
        from = end;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::{Book, Limits};

    const STYLES: &str = "<styleSheet><fonts><font/><font><strike/></font></fonts><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/></cellXfs></styleSheet>";
    const SHEET: &str = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
        <row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Team</t></is></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>North</t></is></c></row>\
        <row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>2</v></c></row>\
        <row r=\"4\"><c r=\"A4\" s=\"1\"><v>3</v></c></row>\
        <row r=\"5\"><c r=\"A5\"><v>3</v></c></row></sheetData>\
        <mergeCells count=\"2\"><mergeCell ref=\"B2:B4\"/><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>";

    fn workbook(sheet: &str) -> Vec<u8> {
        let parts = [
            (
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>",
            ),
            (
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ),
            (
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"A &amp; B\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
            ),
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships><Relationship Id=\"rId1\" Target=\"../tables/table1.xml\"/></Relationships>",
            ),
            ("xl/tables/table1.xml", "<table id=\"1\" ref=\"A1:B5\" totalsRowCount=\"1\"/>"),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", sheet),
        ];
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            zip.write_all(content.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn values_merged_across_columns_are_marked() {
        let sheet = SHEET.replace("A1:B1", "A5:B5").replace("B2:B4", "B2:C3");
        let mut book = Book::open("a.xlsx", workbook(&sheet), &Limits::default()).unwrap();
        let rows = book.read(0).unwrap().rows;
        let across: Vec<bool> = rows.iter().map(|row| row.marks.merged.across).collect();
        assert_eq!(across, [false, true, true, false, true]);
        let mut marked = crate::Marked::below(&rows[0]);
        rows[1..].iter().for_each(|row| marked.take(row));
        let said = marked.said();
        let found = said.iter().find(|said| said.found.contains("over columns")).expect("a report");
        assert_eq!((found.row, found.outcome), (2, crate::Outcome::Lost));
        assert_eq!(found.found, "3 rows with a cell that is merged over columns (2, 3, 5)");
    }

    #[test]
    fn hidden_struck_and_totals_rows_are_marked_and_merged_cells_reach_down() {
        use Shown::{AsTotals, Hidden, Plainly, Struck};
        let mut book = Book::open("a.xlsx", workbook(SHEET), &Limits::default()).unwrap();
        let rows = book.read(0).unwrap().rows;
        let shown: Vec<Shown> = rows.iter().map(|row| row.marks.shown).collect();
        assert_eq!(shown, [Plainly, Plainly, Hidden, Struck, AsTotals]);
        let teams: Vec<String> = rows.iter().map(|row| row.cell(1).to_string()).collect();
        assert_eq!(teams, ["Team", "North", "North", "North", ""]);
        let filled: Vec<bool> = rows.iter().map(|row| row.marks.merged.from_above).collect();
        assert_eq!(filled, [false, false, true, true, false]);
    }

    #[test]
    fn cells_are_named_by_letters_and_figures() {
        assert_eq!((cell("A1"), cell("AB12"), cell("12")), (Some((1, 0)), Some((12, 27)), None));
    }
}
