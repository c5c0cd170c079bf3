//! Whether a schema of the dataset can be used: every name that it uses is one that is there. It reads no file.

use std::collections::{BTreeMap, BTreeSet};

use assay_tables::fold_header as fold;

use super::{Holds, SsdColumn, SsdFault, SsdKind, SsdParts, SsdPlace, SsdTable};
use crate::annexa::Code;

/// What a source says of all its rows: no table has a column for it.
const OF_SOURCES: [&str; 1] = ["interview_dates"];

/// Returns everything that makes a schema unusable.
pub(super) fn faults(parts: &SsdParts) -> Vec<SsdFault> {
    let mut faults = Vec::new();
    let persons = parts.tables.iter().filter(|table| table.holds == Holds::Persons).count();
    if persons != 1 {
        faults.push(SsdFault {
            place: SsdPlace::Schema,
            found: persons.to_string(),
            expected: "exactly one table that holds persons".to_owned(),
        });
    }
    let mut names = BTreeSet::new();
    let of_tables = parts.tables.iter().flat_map(|table| {
        std::iter::once(&table.name).chain(&table.also).map(move |name| (&table.name, name))
    });
    for (table, name) in of_tables.chain(parts.dropped.iter().map(|name| (name, name))) {
        if !names.insert(parts.bare(name)) {
            faults.push(SsdFault {
                place: SsdPlace::Table(table.clone()),
                found: format!("\"{name}\" a second time"),
                expected: "another name for each table, numbers around it apart".to_owned(),
            });
        }
    }
    for (at, table) in parts.tables.iter().enumerate() {
        of_table(table, &mut faults);
        of_columns((table, &parts.tables[..at]), &parts.codes, &mut faults);
        of_settings(table, &parts.codes, &mut faults);
    }
    faults
}

/// Checks what a table of its sort cannot do without.
fn of_table(table: &SsdTable, faults: &mut Vec<SsdFault>) {
    let mut lacks = |expected: String, found: String| {
        let place = SsdPlace::Table(table.name.clone());
        faults.push(SsdFault { place, found, expected });
    };
    let holds = table.holds.word();
    let none = || "none".to_owned();
    for field in table.holds.fields().iter().filter(|field| table.at(field).is_none()) {
        lacks(format!("a column for the field \"{field}\", as it holds {holds}"), none());
    }
    if table.holds.has_events() && table.spec().is_none() {
        let expected =
            format!("kind: and a kind of events that the program knows, as it holds {holds}");
        lacks(expected, table.kind.as_ref().map_or_else(none, |kind| format!("\"{kind}\"")));
    }
    let has_person = table.at("person").is_some() || table.at("care").is_some();
    if table.holds == Holds::Events && !has_person {
        lacks("a column for the field \"person\" or \"care\"".to_owned(), none());
    }
    if table.holds == Holds::List && table.list.is_none() {
        lacks(format!("list: and the name of the list, as it holds {holds}"), none());
    }
}

fn of_columns(
    (table, before): (&SsdTable, &[SsdTable]),
    codes: &BTreeMap<String, Vec<Code>>,
    faults: &mut Vec<SsdFault>,
) {
    let (mut headers, mut fields) = (BTreeSet::new(), BTreeSet::new());
    for column in &table.columns {
        let mut fault = |found: String, expected: &str| {
            let (table, column) = (table.name.clone(), column.name.clone());
            let place = SsdPlace::Column { table, column };
            faults.push(SsdFault { place, found, expected: expected.to_owned() });
        };
        for header in std::iter::once(&column.name).chain(&column.also) {
            if !headers.insert(fold(header)) {
                fault(format!("\"{header}\" a second time"), "another name for each column");
            }
        }
        if !fields.insert(&column.field) {
            fault(
                format!("the field \"{}\" a second time", column.field),
                "one column for each field",
            );
        }
        if let SsdKind::Code(name) = &column.kind
            && !codes.contains_key(name)
        {
            fault(format!("\"{name}\""), "a code list of the schema");
        }
        let Some(refers) = &column.refers else { continue };
        let has = |table: &SsdTable| {
            table.name == refers.table && table.columns.iter().any(|c| c.name == refers.column)
        };
        if !before.iter().any(has) {
            let found = format!("{}.{}", refers.table, refers.column);
            fault(found, "a column of a table before it");
        }
    }
}

/// Checks that what the table's settings name is there: a misspelt field would be blank in every row.
fn of_settings(table: &SsdTable, codes: &BTreeMap<String, Vec<Code>>, faults: &mut Vec<SsdFault>) {
    let mut fault = |setting, field: &String, found: &str, expected: String| {
        let place = SsdPlace::Setting { table: table.name.clone(), setting, field: field.clone() };
        faults.push(SsdFault { place, found: format!("\"{found}\""), expected });
    };
    for field in table.constants.keys() {
        match table.spec() {
            Some(spec) if spec.field(field).is_some() || OF_SOURCES.contains(&field.as_str()) => {}
            Some(spec) => {
                let known = spec.fields.iter().map(|field| field.name).chain(OF_SOURCES);
                let known: Vec<&str> = known.collect();
                let expected = format!("a field of {}: {}", spec.word, known.join(", "));
                fault("constants", field, field, expected);
            }
            None => {
                fault("constants", field, field, "constants only in tables of events".to_owned());
            }
        }
    }
    let mut known: Vec<&str> = table.columns.iter().map(|column| column.field.as_str()).collect();
    let fields = known.join(", ");
    known.extend(table.constants.keys().map(String::as_str));
    // A plan "looked after" is known by the id of its period of care.
    known.extend((table.holds == Holds::Care).then_some("plan_id"));
    for field in table.event_key.iter().filter(|field| !known.contains(&field.as_str())) {
        fault("event_key", field, field, format!("a field of the table: {}", known.join(", ")));
    }
    for (field, values) in &table.leave_out {
        let Some(at) = table.at(field) else {
            fault("leave_out", field, field, format!("a field of the table: {fields}"));
            continue;
        };
        for value in values {
            if let Some(expected) = impossible(value, &table.columns[at], codes) {
                fault("leave_out", field, value, expected);
            }
        }
    }
}

/// Returns what a column can hold, where a value is none of it and no row would ever have it.
fn impossible(
    value: &str,
    column: &SsdColumn,
    codes: &BTreeMap<String, Vec<Code>>,
) -> Option<String> {
    if value.is_empty() {
        return None;
    }
    let of_list = |name: &String| {
        let texts = codes.get(name)?.iter().map(|code| code.text.as_str());
        let texts: Vec<&str> = texts.collect();
        (!texts.contains(&value)).then(|| format!("blank, or a code: {}", texts.join(" | ")))
    };
    match &column.kind {
        SsdKind::YesNo if !matches!(value, "yes" | "no") => Some("blank, yes or no".to_owned()),
        SsdKind::Code(name) if column.unknown == super::UnknownCode::Lost => of_list(name),
        SsdKind::Date | SsdKind::Moment => Some("blank, in a column of dates".to_owned()),
        _ => None,
    }
}
