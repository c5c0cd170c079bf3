//! What an import understood, for people: a table of columns for each sheet.

use std::fmt::Write as _;

use assay_views::understood::{Sheet, Understood};

use super::Table;

/// Returns how the ids compare with the list before, in a line; nothing where there was none.
pub(crate) fn ids(found: &Understood) -> String {
    let Some(ids) = found.ids else { return String::new() };
    let near = match ids.near {
        0 => String::new(),
        near => format!(", {near} of them near to a known one"),
    };
    format!(
        "ids: {} on the list before too, {} new{near}; {} of the list before are gone\n",
        ids.known, ids.new, ids.gone
    )
}

/// Returns sheets and columns, lost values first.
pub(crate) fn text(found: &Understood) -> String {
    let mut text = String::new();
    for sheet in &found.sheets {
        text.push_str(&of_sheet(sheet));
    }
    for aside in &found.left_aside {
        let _ = writeln!(text, "{}, sheet \"{}\": left aside", aside.file, aside.sheet);
    }
    text
}

fn of_sheet(sheet: &Sheet) -> String {
    let head = format!("\n{}\n", sheet.words());
    let mut table = Table::new(["column", "taken for", "lost", "put right", "understood", "dates"]);
    for column in &sheet.columns {
        table.row([
            column.header.clone(),
            column.field.clone().unwrap_or_else(|| "–".to_owned()),
            column.lost.to_string(),
            column.put_right.to_string(),
            column.understood.to_string(),
            column.dates(),
        ]);
    }
    format!("{head}{}", table.aligned())
}
