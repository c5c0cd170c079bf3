//! The workbook of all tables, as Excel and screen readers meet it: values with number formats, tables with names,
//! headings once each, notes on the sheet, and links both ways.

mod sample;

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use assay_pack::view::{Column, Document, Value};
use assay_pack::{assemble, xlsx};

fn document() -> Document {
    assemble(&sample::profile(), &sample::figures(), sample::edition())
}

/// The parts of the workbook with this beginning of a name, in order of their numbers.
fn parts(document: &Document, beginning: &str) -> Vec<String> {
    let bytes = xlsx::render(document).expect("a workbook");
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = |name: &str| {
        let mut text = String::new();
        zip.by_name(name).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    };
    (1..).map_while(|n| text(&format!("xl/{beginning}{n}.xml"))).collect()
}

fn attributes<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split(name).skip(1).filter_map(|after| after.split('"').next())
}

#[test]
fn every_table_has_a_sheet_of_its_own_with_a_name_and_each_heading_once() {
    let document = document();
    let tables = parts(&document, "tables/table");
    assert_eq!(tables.len(), document.tables().count() + 1);
    let names: BTreeSet<&str> =
        tables.iter().filter_map(|table| attributes(table, " displayName=\"").next()).collect();
    assert_eq!(names.len(), tables.len());
    assert!(names.contains("tab_domains"), "{names:?}");
    for table in &tables {
        let headings: Vec<&str> =
            attributes(table.split("<tableColumns").nth(1).unwrap(), " name=\"").collect();
        let once: BTreeSet<String> = headings.iter().map(|h| h.to_lowercase()).collect();
        assert_eq!(once.len(), headings.len(), "{headings:?}");
        assert!(headings.iter().all(|h| !h.ends_with("(2)")), "{headings:?}");
    }
    let sheets = parts(&document, "worksheets/sheet");
    assert!(sheets.iter().all(|sheet| !sheet.contains("<mergeCell")));
}

#[test]
fn whatever_the_page_prints_of_a_number_month_or_date_is_a_value() {
    let document = document();
    let sheets = parts(&document, "worksheets/sheet");
    for ((_, table), sheet) in document.tables().zip(&sheets[1..]) {
        let rows: Vec<&str> = sheet.split("<row ").skip(1).collect();
        let rows = &rows[rows.len() - table.rows.len()..];
        for (row, written) in table.rows.iter().zip(rows) {
            let cells: Vec<&str> = written.split("<c ").skip(1).collect();
            let mut at = 0;
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                // What is blank on the page is no cell at all.
                let takes = match (cell.text.is_empty(), column.halves) {
                    (true, _) => 0,
                    (false, None) => 1,
                    (false, Some(_)) => 2,
                };
                for written in &cells[at..at + takes] {
                    let is_text = written.contains("t=\"s\"");
                    assert_eq!(
                        is_text,
                        cell.value == Value::Words,
                        "{}: {} as {written}",
                        table.id,
                        cell.text
                    );
                }
                at += takes;
            }
        }
    }
}

#[test]
fn shares_intervals_months_and_dates_have_formats_that_show_what_is_printed() {
    let styles = {
        let bytes = xlsx::render(&document()).unwrap();
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(zip.by_name("xl/styles.xml").unwrap()).unwrap()
    };
    for code in ["[$-809]mmm yyyy", "[$-809]d mmmm yyyy", "[$-809]mmmm yyyy", "#,##0.0"] {
        assert!(styles.contains(code), "{code} in {styles}");
    }
    let document = document();
    let printed = |id: &str| {
        let (_, table) = document.tables().find(|(_, table)| table.id == id).expect("a table");
        table.clone()
    };
    let judgements = printed("tab-judgements");
    assert!(matches!(judgements.rows[0].cells[0].value, Value::Month(_)));
    let interval = judgements.rows[0].cells.last().unwrap();
    let Value::Two(low, high) = interval.value else { panic!("{interval:?}") };
    let both = format!("{} to {}", low.text().trim_end_matches('%'), high.text());
    assert_eq!(interval.text, both);
    assert!(matches!(printed("tab-imports").rows[0].cells[1].value, Value::Date(_)));
}

#[test]
fn no_heading_is_broken_within_a_word() {
    let document = document();
    let sheets = parts(&document, "worksheets/sheet");
    for ((_, table), sheet) in document.tables().zip(&sheets[1..]) {
        let number = |tag: &str, name: &str| -> f64 {
            attributes(tag, name).next().unwrap().parse().unwrap()
        };
        let widths: Vec<f64> = sheet
            .split("<col ")
            .skip(1)
            .flat_map(|tag| {
                let tag = format!(" {tag}");
                let many = number(&tag, " max=\"") - number(&tag, " min=\"") + 1.0;
                vec![number(&tag, " width=\""); many as usize]
            })
            .collect();
        let doubled = |column: &Column| if column.halves.is_some() { 2 } else { 1 };
        let columns = table.columns.iter().flat_map(|c| std::iter::repeat_n(c, doubled(c)));
        for (column, width) in columns.zip(&widths) {
            let words = column.label.split_whitespace();
            let longest = words.map(|word| word.chars().count()).max().unwrap_or(0) as f64;
            assert!(*width > longest + 2.0, "{}: {} in {width}", table.id, column.label);
        }
    }
}

#[test]
fn the_first_sheet_leads_to_every_table_and_each_of_them_back() {
    let document = document();
    let sheets = parts(&document, "worksheets/sheet");
    let of_contents: Vec<&str> = attributes(&sheets[0], " location=\"").collect();
    assert_eq!(of_contents.len(), document.tables().count());
    for sheet in &sheets[1..] {
        let back: Vec<&str> = attributes(sheet, " location=\"").collect();
        assert_eq!(back, ["'Contents'!A1"]);
    }
}

#[test]
fn caption_and_notes_are_on_the_sheet_of_their_table() {
    let document = document();
    let bytes = xlsx::render(&document).unwrap();
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let strings = std::io::read_to_string(zip.by_name("xl/sharedStrings.xml").unwrap()).unwrap();
    let strings: Vec<&str> = attributes_of_text(&strings);
    let sheets = parts(&document, "worksheets/sheet");
    for ((_, table), sheet) in document.tables().zip(&sheets[1..]) {
        let on_sheet: Vec<&str> = sheet
            .split("t=\"s\"><v>")
            .skip(1)
            .filter_map(|after| after.split('<').next()?.parse::<usize>().ok())
            .map(|index| strings[index])
            .collect();
        for note in table.notes.iter().chain([&table.caption]) {
            let escaped = note.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
            assert!(on_sheet.contains(&escaped.as_str()), "{note} on {}", table.id);
        }
    }
}

fn attributes_of_text(strings: &str) -> Vec<&str> {
    strings
        .split("<si>")
        .skip(1)
        .map(|item| item.split_once('>').map_or("", |(_, rest)| rest))
        .map(|rest| rest.split("</t>").next().unwrap_or_default())
        .collect()
}
