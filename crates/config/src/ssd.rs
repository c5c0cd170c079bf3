//! `ssd-VERSION.yaml`: which tables and columns of a release of the Standard Safeguarding Dataset are read. What a
//! usable schema is, is checked by `intake`.

use std::collections::BTreeMap;

use assay_intake::annexa::Code;
use assay_intake::ssd::{
    Holds, Needed, Refers, Role, SsdColumn, SsdKind, SsdParts, SsdSchema, SsdTable, UnknownCode,
};
use serde::Deserialize;

use crate::source::{At, Source};
use crate::{Error, Fault};

/// The word for a blank among values of rows that are left out.
const BLANK: &str = "blank";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: String,
    prefix: String,
    closed_months: At<u8>,
    adopted: Vec<String>,
    codes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    also: BTreeMap<String, BTreeMap<String, At<String>>>,
    roles: Vec<WireRole>,
    tables: Vec<WireTable>,
    dropped_tables: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRole {
    name: String,
    holds_case: bool,
    #[serde(default)]
    first_for: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireTable {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    holds: At<String>,
    kind: Option<String>,
    list: Option<String>,
    #[serde(default)]
    without: String,
    #[serde(default)]
    constants: BTreeMap<String, String>,
    #[serde(default)]
    event_key: Vec<String>,
    #[serde(default)]
    leave_out: BTreeMap<String, Vec<String>>,
    columns: Vec<WireColumn>,
    #[serde(default)]
    dropped: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireColumn {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    kind: At<String>,
    codes: Option<String>,
    field: String,
    #[serde(default)]
    key: bool,
    #[serde(default)]
    needed: bool,
    #[serde(default)]
    blank: bool,
    refers: Option<At<String>>,
    unknown: Option<At<String>>,
    #[serde(default)]
    without: String,
}

/// Reads `ssd-VERSION.yaml`.
///
/// # Errors
/// Every fault with its place, or the first thing that makes the schema unusable.
pub fn read(text: &str, file: &str) -> Result<SsdSchema, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    if !(1..=120).contains(&wire.closed_months.value) {
        let hint = "the lists of Annex A have the cases that were closed in the last 6 months";
        faults.push(source.fault(&wire.closed_months, "a number of months from 1 to 120", hint));
    }
    let codes = codes(wire.codes, &wire.also, &source, &mut faults);
    let tables = wire.tables.into_iter();
    let tables: Vec<SsdTable> =
        tables.filter_map(|table| read_table(table, &source, &mut faults)).collect();
    if let Some(error) = Error::of(faults) {
        return Err(error);
    }
    let role = |role: WireRole| Role {
        name: role.name,
        also: role.also,
        holds_case: role.holds_case,
        first_for: role.first_for,
    };
    SsdSchema::new(SsdParts {
        version: wire.version,
        prefix: wire.prefix,
        closed_months: wire.closed_months.value,
        adopted: wire.adopted,
        codes,
        roles: wire.roles.into_iter().map(role).collect(),
        tables,
        dropped: wire.dropped_tables,
    })
    .map_err(|fault| {
        let hint = "compare with the file as it is shipped: a new workspace has it";
        source.whole("a usable schema of the dataset", &fault.to_string(), hint).into()
    })
}

/// Returns the code lists, each code with the other ways in which it is written.
fn codes(
    lists: BTreeMap<String, Vec<String>>,
    also: &BTreeMap<String, BTreeMap<String, At<String>>>,
    source: &Source<'_>,
    faults: &mut Vec<Fault>,
) -> BTreeMap<String, Vec<Code>> {
    for (name, ways) in also {
        let known = lists.get(name);
        for code in ways.values() {
            if !known.is_some_and(|codes| codes.contains(&code.value)) {
                let expected = format!("a code of the list \"{name}\"");
                faults.push(source.fault(code, &expected, "write it as it is under codes:"));
            }
        }
    }
    let of_list = |(name, texts): (String, Vec<String>)| {
        let code = |text: String| {
            let ways = also.get(&name).into_iter().flatten();
            let also = ways.filter(|(_, code)| code.value == text).map(|(way, _)| way.clone());
            Code { also: also.collect(), text }
        };
        let codes = texts.into_iter().map(code).collect();
        (name, codes)
    };
    lists.into_iter().map(of_list).collect()
}

fn read_table(wire: WireTable, source: &Source<'_>, faults: &mut Vec<Fault>) -> Option<SsdTable> {
    let word = wire.holds.value.trim();
    let holds = Holds::ALL.into_iter().find(|holds| holds.word() == word);
    if holds.is_none() {
        let words = Holds::ALL.map(Holds::word).join(", ");
        faults.push(source.fault(
            &wire.holds,
            &format!("one of {words}"),
            "what the program makes of the table",
        ));
    }
    let columns: Vec<SsdColumn> =
        wire.columns.into_iter().filter_map(|column| read_column(column, source, faults)).collect();
    let blank = |values: Vec<String>| {
        values.into_iter().map(|value| if value == BLANK { String::new() } else { value }).collect()
    };
    Some(SsdTable {
        name: wire.name,
        also: wire.also,
        holds: holds?,
        kind: wire.kind,
        list: wire.list,
        without: wire.without,
        constants: wire.constants,
        event_key: wire.event_key,
        leave_out: wire.leave_out.into_iter().map(|(f, values)| (f, blank(values))).collect(),
        columns,
        dropped: wire.dropped,
    })
}

fn read_column(
    wire: WireColumn,
    source: &Source<'_>,
    faults: &mut Vec<Fault>,
) -> Option<SsdColumn> {
    let kind = match (wire.kind.value.as_str(), wire.codes) {
        ("id", None) => SsdKind::Id,
        ("text", None) => SsdKind::Text,
        ("date", None) => SsdKind::Date,
        ("moment", None) => SsdKind::Moment,
        ("yes_no", None) => SsdKind::YesNo,
        ("number", None) => SsdKind::Number,
        ("code", Some(codes)) => SsdKind::Code(codes),
        _ => {
            let expected = "id, text, date, moment, yes_no, number, or code with its codes";
            faults.push(source.fault(&wire.kind, expected, "codes: is only for kind: code"));
            return None;
        }
    };
    let refers = match wire.refers.as_ref().map(|text| (Refers::parse(&text.value), text)) {
        None => None,
        Some((Some(refers), _)) => Some(refers),
        Some((None, text)) => {
            faults.push(source.fault(text, "TABLE.COLUMN", "a column of a table before it"));
            None
        }
    };
    let unknown = match wire.unknown.as_ref().map(|word| (word.value.as_str(), word)) {
        None | Some(("lost", _)) => UnknownCode::Lost,
        Some(("kept", _)) => UnknownCode::Kept,
        Some((_, word)) => {
            faults.push(source.fault(
                word,
                "kept or lost",
                "what becomes of a code that is not on its list",
            ));
            UnknownCode::Lost
        }
    };
    let needed = match (wire.needed, wire.blank) {
        (false, _) => Needed::No,
        (true, true) => Needed::Column,
        (true, false) => Needed::Value,
    };
    Some(SsdColumn {
        name: wire.name,
        also: wire.also,
        field: wire.field,
        kind,
        is_key: wire.key,
        needed,
        refers,
        unknown,
        without: wire.without,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shipped;

    #[test]
    fn the_shipped_schema_is_usable() {
        let text = shipped::text("ssd-2026.yaml").expect("shipped");
        let schema = read(text, "ssd-2026.yaml").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(schema.version(), "2026");
        assert_eq!(schema.tables().len(), 22);
    }

    #[test]
    fn a_column_that_refers_to_a_later_table_is_named() {
        let text = shipped::text("ssd-2026.yaml").expect("shipped");
        let text = text.replace(
            "refers: ssd_department.dept_team_id, without: \"no figure of the workforce by team\"",
            "refers: ssd_missing.miss_table_id, without: \"\"",
        );
        let error = read(&text, "ssd-2026.yaml").expect_err("a fault");
        assert!(
            error
                .to_string()
                .contains("it refers to ssd_missing.miss_table_id, which no table before it has"),
            "{error}"
        );
    }
}
