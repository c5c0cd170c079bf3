//! Annex A as councils really send it: a set of small workbooks made here, each named after its one
//! fault, and what is told about it with sheet, row and column.

mod build;
mod faults;
mod files;
mod guards;
mod joining;
mod values;

use assay_intake::annexa::{AnnexA, Schema, ServiceNames, read_annexa};
use assay_intake::{OneRow, Source};
use assay_model::Problem;
use assay_tables::Limits;

pub(crate) fn schema() -> Schema {
    let file = "annexa-2019.yaml";
    let text = assay_config::shipped::text(file).expect("the schema is shipped");
    assay_config::lists::read_annexa(text, file).expect("the shipped schema is usable")
}

pub(crate) fn read(name: &str, bytes: Vec<u8>) -> AnnexA {
    read_all(vec![Source { name: name.to_owned(), bytes }])
}

pub(crate) fn read_all(sources: Vec<Source>) -> AnnexA {
    read_annexa(
        sources,
        &schema(),
        &ServiceNames::default(),
        &OneRow::default(),
        &Limits::default(),
    )
    .unwrap_or_else(|fault| panic!("{fault}"))
}

/// A problem as one line without the file's name.
pub(crate) fn told(problems: &[Problem]) -> Vec<String> {
    let line = |p: &Problem| {
        let text = p.to_string();
        let text = text.strip_prefix(p.place.file.as_str()).unwrap_or(&text);
        format!("{}{text}", p.level.word())
    };
    problems.iter().map(line).collect()
}
