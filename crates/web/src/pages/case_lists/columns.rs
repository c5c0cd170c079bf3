//! The columns of a file that was brought in: what each was taken for, how well it was read, and what is said of it in
//! the form there.

use assay_model::print;
use assay_views::import::{End, ImportReport};
use assay_views::understood::{Column, Sheet};
use assay_workspace::import::ImportOptions;
use assay_workspace::import::mapped::{self, Chosen};
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::Failure;

/// The columns of the files.
#[derive(Serialize)]
pub(super) struct Columns {
    sheets: Vec<SheetView>,
    aside: Vec<String>,
    /// What a column can be taken for: field and words; empty where it cannot be said here.
    fields: Vec<(String, String)>,
    /// What is typed as the name of the map.
    name: String,
    /// Whether a column is kept under its own name, so that the form is of use.
    has_unknown: bool,
}

#[derive(Serialize)]
struct SheetView {
    words: String,
    columns: Vec<ColumnView>,
}

#[derive(Serialize)]
struct ColumnView {
    /// Its place, for the names of fields.
    number: usize,
    header: String,
    field: String,
    taken_for: String,
    lost: String,
    put_right: String,
    understood: String,
    dates: String,
}

impl Columns {
    /// Returns the columns as they were read; of a file that no map fits, what looks like its headers.
    pub(super) fn of(
        desk: &Desk,
        options: &ImportOptions,
        report: &ImportReport,
    ) -> Result<Self, Failure> {
        let mut sheets: Vec<SheetView> = report.understood.sheets.iter().map(sheet).collect();
        if report.end == End::Unreadable && sheets.is_empty() {
            let headers = mapped::headers(options);
            if !headers.is_empty() {
                sheets.push(unread(&headers));
            }
        }
        // The Annex A workbook has many sheets, and its own columns.
        let can_be_said = sheets.len() == 1;
        let fields = if can_be_said {
            mapped::fields(&*desk.open()?.reader()?, options)?
        } else {
            Vec::new()
        };
        for (number, typed) in typed(desk) {
            let of_it = sheets.iter_mut().flat_map(|sheet| &mut sheet.columns);
            if let Some(column) = of_it.into_iter().find(|column| column.number == number) {
                column.field = typed.field.unwrap_or_default();
            }
        }
        let aside = report.understood.left_aside.iter();
        Ok(Self {
            has_unknown: sheets.iter().flat_map(|s| &s.columns).any(|c| c.taken_for.is_empty()),
            sheets,
            aside: aside.map(|aside| aside.sheet.clone()).collect(),
            fields: fields.into_iter().map(|field| (field.clone(), words(&field))).collect(),
            name: desk.asked.field("name").to_owned(),
        })
    }
}

fn sheet(found: &Sheet) -> SheetView {
    SheetView {
        words: found.words(),
        columns: found.columns.iter().enumerate().map(column).collect(),
    }
}

fn column((number, found): (usize, &Column)) -> ColumnView {
    let field = found.field.clone().unwrap_or_default();
    let some = |n: u64| if n == 0 { String::new() } else { print::count(n) };
    ColumnView {
        number,
        header: found.header.clone(),
        taken_for: words(&field),
        field,
        lost: some(found.lost),
        put_right: some(found.put_right),
        understood: print::count(found.understood),
        dates: found.dates(),
    }
}

/// A file of which nothing was read but what looks like headers.
fn unread(headers: &[String]) -> SheetView {
    let column = |(number, header): (usize, &String)| ColumnView {
        number,
        header: header.clone(),
        field: String::new(),
        taken_for: String::new(),
        lost: String::new(),
        put_right: String::new(),
        understood: String::new(),
        dates: String::new(),
    };
    SheetView {
        words: "No row was read yet. These look like the headers:".to_owned(),
        columns: headers.iter().enumerate().map(column).collect(),
    }
}

/// A field as a person reads it.
fn words(field: &str) -> String {
    field.replace('_', " ")
}

/// What was said of each column, by its number.
pub(super) fn typed(desk: &Desk) -> Vec<(usize, Chosen)> {
    let asked = desk.asked;
    let headers = asked.fields.iter().filter_map(|(name, header)| {
        let number: usize = name.strip_prefix("header-")?.parse().ok()?;
        Some((number, header.clone()))
    });
    headers
        .map(|(number, header)| {
            let field = asked.field(&format!("column-{number}"));
            (number, Chosen { header, field: (!field.is_empty()).then(|| field.to_owned()) })
        })
        .collect()
}
