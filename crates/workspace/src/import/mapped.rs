//! Columns that a person names by hand: what they can be taken for, the headers of a file that no map fits, and the map
//! of them, which is kept in `maps.yaml` under a name. It reads no record.

use std::collections::BTreeSet;

use assay_config::maps::NamedMap;
use assay_tables::{Book, Cell, Limits, Row, fold_header};

use super::reading::{maps, named_map};
use super::{ImportOptions, Kind};
use crate::desk::error::{Error, Result};
use crate::records::settings;
use crate::{Input, Reader, Writer};

const FILE: &str = "maps.yaml";

/// How far down a header row is looked for.
const ROWS_LOOKED_AT: usize = 30;

/// A column of a file, and the field that a person takes it for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Its header.
    pub header: String,
    /// The field; none where it is kept under its header.
    pub field: Option<String>,
}

/// Returns the fields that a column can be taken for, by name; none where files are read without a map.
///
/// # Errors
/// When there is no such map, or the settings have faults.
pub fn fields(workspace: &Reader, options: &ImportOptions) -> Result<Vec<String>> {
    if options.kind == Kind::Ssd {
        return Ok(Vec::new());
    }
    let maps = maps(workspace)?;
    Ok(named_map(&maps, options)?.map.columns.keys().cloned().collect())
}

/// Returns what looks like the headers of the first file: the first of its rows with the most texts.
#[must_use]
pub fn headers(options: &ImportOptions) -> Vec<String> {
    options.files.first().and_then(headers_of).unwrap_or_default()
}

fn headers_of(input: &Input) -> Option<Vec<String>> {
    let bytes = input.read_bare().ok()?;
    let mut book = Book::open(input.name(), bytes, &Limits::default()).ok()?;
    let index = book.sheets().iter().position(|sheet| !sheet.hidden)?;
    let mut first: Vec<Vec<String>> = Vec::new();
    let mut look = |row: Row| {
        if first.len() < ROWS_LOOKED_AT {
            let texts =
                row.cells().iter().filter_map(Cell::as_text).map(|text| text.trim().to_owned());
            first.push(texts.filter(|text| !text.is_empty()).collect());
        }
    };
    book.for_each_row(index, &mut look).ok()?;
    let most = first.iter().map(Vec::len).max()?;
    first.into_iter().find(|texts| texts.len() == most)
}

/// Keeps a map of these columns under a name of its own. It is the one that the files are read with now, and before the
/// headers it knows the chosen ones are looked for.
///
/// # Errors
/// When there is a map of this name, two columns are taken for one field, or the settings cannot be written.
pub fn keep(
    workspace: &mut Writer<'_>,
    options: &ImportOptions,
    name: &str,
    chosen: &[Chosen],
) -> Result<()> {
    let maps = maps(workspace)?;
    if maps.get(name).is_some() {
        return Err(Error::taken(format!("there is a map \"{name}\" already"))
            .hint("change it in maps.yaml, or take another name"));
    }
    let named = with(named_map(&maps, options)?, name, chosen)?;
    let before = workspace.settings_text(FILE)?;
    let whole = assay_config::after(&before, &assay_config::maps::entry(&named)?);
    if assay_config::maps::read(&whole, FILE)?.get(name) != Some(&named) {
        return Err(Error::failed("the map could not be read back").hint("write it in maps.yaml"));
    }
    settings::save(workspace, FILE, &settings::digest(&before), &whole)
}

/// Returns a map like another one, in which these columns are what they were chosen for.
fn with(base: &NamedMap, name: &str, chosen: &[Chosen]) -> Result<NamedMap> {
    let mut taken = BTreeSet::new();
    if let Some(twice) =
        chosen.iter().filter_map(|c| c.field.as_deref()).find(|f| !taken.insert(*f))
    {
        return Err(Error::input(format!("two columns are taken for {twice}"))
            .hint("choose one of them, and keep the other under its own name"));
    }
    let mut named = base.clone();
    name.clone_into(&mut named.map.name);
    for (field, headers) in &mut named.map.columns {
        let is_other = |header: &String| {
            let is_it = |c: &&Chosen| fold_header(&c.header) == fold_header(header);
            chosen.iter().find(is_it).is_some_and(|c| c.field.as_ref() != Some(field))
        };
        headers.retain(|header| !is_other(header));
        if let Some(own) = chosen.iter().find(|c| c.field.as_ref() == Some(field)) {
            headers.retain(|header| fold_header(header) != fold_header(&own.header));
            headers.insert(0, own.header.clone());
        }
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Session, Workspace};

    fn chosen(header: &str, field: &str) -> Chosen {
        Chosen { header: header.to_owned(), field: (!field.is_empty()).then(|| field.to_owned()) }
    }

    #[test]
    fn a_chosen_column_comes_first_and_is_no_other_field() {
        let maps = assay_config::maps::shipped().unwrap();
        let base = maps.get("cases").unwrap();
        let columns = [chosen("Squad", "team"), chosen("case id", ""), chosen("ID", "case_id")];
        let named = with(base, "ours", &columns).unwrap();
        assert_eq!(named.map.columns["team"][..2], ["Squad".to_owned(), "team".to_owned()]);
        assert_eq!(named.map.columns["case_id"][0], "ID");
        assert!(!named.map.columns["case_id"].iter().any(|header| header == "Case ID"));
        assert_eq!(named.map.columns["worker"], base.map.columns["worker"]);
        let twice = with(base, "ours", &[chosen("A", "team"), chosen("B", "team")]).unwrap_err();
        assert!(twice.to_string().contains("two columns are taken for team"), "{twice}");
    }

    #[test]
    fn the_map_is_kept_once_and_files_are_read_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        let session = || Session::of_this_machine(None, None);
        Workspace::init(&root, &session()).unwrap();
        let mut workspace = Workspace::open(&root, session()).unwrap();
        let list = folder.path().join("odd.csv");
        std::fs::write(&list, "A list\nPerson No,Squad,Plan type\n1,A,CIN\n2,B,CIN\n").unwrap();
        let mut options = ImportOptions::of(Kind::Cases, vec![Input::file(&list)]);
        assert_eq!(headers(&options), ["Person No", "Squad", "Plan type"]);
        let fields = fields(&workspace.reader().unwrap(), &options).unwrap();
        assert!(fields.contains(&"case_id".to_owned()), "{fields:?}");
        let columns = [chosen("Person No", "case_id"), chosen("Squad", "team")];
        let mut again = || keep(&mut workspace.writer().unwrap(), &options, "ours", &columns);
        again().unwrap();
        assert!(again().unwrap_err().to_string().contains("already"));
        options.map = Some("ours".to_owned());
        let report = super::super::import(&mut workspace, &options).unwrap();
        assert_eq!((report.read, report.stored), (2, 2));
    }
}
