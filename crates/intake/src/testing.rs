//! What the readers' own tests share: a map whose headers are the fields' names, a small CSV file, and
//! problems as short lines.

use assay_model::Problem;

use crate::{ColumnMap, Source};

pub(crate) fn map(fields: &[&str]) -> ColumnMap {
    let columns = fields.iter().map(|field| ((*field).to_owned(), vec![(*field).to_owned()]));
    ColumnMap { name: "test".to_owned(), columns: columns.collect(), ..ColumnMap::default() }
}

pub(crate) fn source(content: &str) -> Source {
    Source { name: "a.csv".to_owned(), bytes: content.as_bytes().to_vec() }
}

pub(crate) fn told(problems: &[Problem]) -> Vec<String> {
    let line = |p: &Problem| format!("{} {}", p.level.word(), p.to_string().replace("a.csv, ", ""));
    problems.iter().map(line).collect()
}
