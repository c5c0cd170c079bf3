//! `ssd-VERSION.yaml`: which tables and columns of a release of the Standard Safeguarding Dataset are read. What a
//! usable schema is, is checked by `intake`.

use std::collections::BTreeMap;

use assay_intake::DateOrder;
use assay_intake::annexa::Code;
use assay_intake::ssd::{
    Holds, Needed, Refers, Role, SsdColumn, SsdFault, SsdKind, SsdParts, SsdPlace, SsdSchema,
    SsdTable, UnknownCode,
};
use serde::Deserialize;
use serde_yaml::Location;

use crate::source::{At, Source};
use crate::{Error, Fault};

/// The word for a blank among values of rows that are left out.
const BLANK: &str = "blank";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    version: String,
    prefix: String,
    dates: Option<At<String>>,
    closed_months: At<u8>,
    adopted: Vec<String>,
    /// A file of an earlier version of the program has neither.
    #[serde(default = "goes_on")]
    goes_on: Vec<String>,
    leavers_until: Option<At<u8>>,
    codes: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    also: BTreeMap<String, BTreeMap<String, At<String>>>,
    roles: Vec<WireRole>,
    tables: Vec<WireTable>,
    dropped_tables: Vec<String>,
}

fn goes_on() -> Vec<String> {
    vec!["X1".to_owned()]
}

/// The age up to which a council owes care leavers a personal adviser (Children Act 1989, section 23CZB).
const LEAVERS_UNTIL: u8 = 25;

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
    name: At<String>,
    #[serde(default)]
    also: Vec<String>,
    holds: At<String>,
    kind: Option<String>,
    list: Option<String>,
    #[serde(default)]
    without: String,
    #[serde(default)]
    constants: BTreeMap<String, At<String>>,
    #[serde(default)]
    event_key: Vec<At<String>>,
    #[serde(default)]
    leave_out: BTreeMap<String, Vec<At<String>>>,
    columns: Vec<WireColumn>,
    #[serde(default)]
    dropped: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireColumn {
    name: At<String>,
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
    let until = wire.leavers_until.as_ref().map_or(LEAVERS_UNTIL, |age| age.value);
    if let Some(age) = wire.leavers_until.as_ref().filter(|age| !(18..=30).contains(&age.value)) {
        let hint = "care leavers are owed the service up to 25";
        faults.push(source.fault(age, "an age from 18 to 30", hint));
    }
    let dates = dates(wire.dates.as_ref(), &source, &mut faults);
    let places = places(&wire.tables);
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
        file: file.to_owned(),
        version: wire.version,
        dates,
        prefix: wire.prefix,
        closed_months: wire.closed_months.value,
        adopted: wire.adopted,
        goes_on: wire.goes_on,
        leavers_until: until,
        codes,
        roles: wire.roles.into_iter().map(role).collect(),
        tables,
        dropped: wire.dropped_tables,
    })
    .map_err(|faults| unusable(&faults, &places, &source))
}

fn dates(word: Option<&At<String>>, source: &Source<'_>, faults: &mut Vec<Fault>) -> DateOrder {
    match word.map(|word| (word.value.trim(), word)) {
        None | Some(("day first", _)) => DateOrder::DayFirst,
        Some(("month first", _)) => DateOrder::MonthFirst,
        Some((_, word)) => {
            let hint =
                "how dates are written as text, such as 30/09/2026; 2026-09-30 is read either way";
            faults.push(source.fault(word, "day first or month first", hint));
            DateOrder::DayFirst
        }
    }
}

/// Returns where each table, column and setting is in the file.
fn places(tables: &[WireTable]) -> Vec<(SsdPlace, Location)> {
    let mut places = Vec::new();
    for wire in tables {
        let table = &wire.name.value;
        places.push((SsdPlace::Table(table.clone()), wire.name.referenced));
        for column in &wire.columns {
            let (table, name) = (table.clone(), column.name.value.clone());
            places.push((SsdPlace::Column { table, column: name }, column.name.referenced));
        }
        let mut setting = |setting, field: &String, at: Location| {
            let (table, field) = (table.clone(), field.clone());
            places.push((SsdPlace::Setting { table, setting, field }, at));
        };
        for (field, value) in &wire.constants {
            setting("constants", field, value.referenced);
        }
        for field in &wire.event_key {
            setting("event_key", &field.value, field.referenced);
        }
        for (field, values) in &wire.leave_out {
            for value in values {
                setting("leave_out", field, value.referenced);
            }
        }
    }
    places
}

/// Returns the faults of a schema with their lines.
fn unusable(faults: &[SsdFault], places: &[(SsdPlace, Location)], source: &Source<'_>) -> Error {
    let fault = |fault: &SsdFault| {
        let hint = "compare with the file as it is shipped: a new workspace has it";
        let expected = format!("{} ({})", fault.expected, fault.place);
        match places.iter().rfind(|(place, _)| *place == fault.place) {
            Some((_, at)) => source.fault_at(*at, &expected, &fault.found, hint),
            None => source.whole(&expected, &fault.found, hint),
        }
    };
    Error::of(faults.iter().map(fault).collect())
        .unwrap_or_else(|| source.whole("a usable schema of the dataset", "none", "").into())
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
    let blank = |values: Vec<At<String>>| {
        let values = values.into_iter().map(|value| value.value);
        values.map(|value| if value == BLANK { String::new() } else { value }).collect()
    };
    let plain = |(field, value): (String, At<String>)| (field, value.value);
    Some(SsdTable {
        name: wire.name.value,
        also: wire.also,
        holds: holds?,
        kind: wire.kind,
        list: wire.list,
        without: wire.without,
        constants: wire.constants.into_iter().map(plain).collect(),
        event_key: wire.event_key.into_iter().map(|field| field.value).collect(),
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
        name: wire.name.value,
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

    /// The faults of the shipped schema with a change.
    fn faults(from: &str, to: &str) -> String {
        let text = shipped::text("ssd-2026.yaml").expect("shipped");
        assert!(text.contains(from), "the shipped schema has no {from}");
        let error = read(&text.replace(from, to), "ssd-2026.yaml").expect_err("a fault");
        let line = text.lines().position(|line| line.contains(from)).expect("a line") + 1;
        error.to_string().replace(&format!("line {line}"), "line N")
    }

    #[test]
    fn a_name_that_is_not_there_is_a_fault_with_its_line() {
        for (from, to, expected) in [
            (
                "refers: ssd_department.dept_team_id, without: \"no figure of the workforce by team\"",
                "refers: ssd_missing.miss_table_id, without: \"\"",
                "a column of a table before it (table ssd_professionals, column prof_professional_department), found ssd_missing.miss_table_id",
            ),
            (
                "leave_out: {date: [blank], cancelled: [\"yes\"]}",
                "leave_out: {date: [blank], canceled: [\"yes\"]}",
                "a field of the table: review_id, care, date, cancelled (table ssd_cla_reviews, leave_out), found \"canceled\"",
            ),
            (
                "leave_out: {date: [blank], cancelled: [\"yes\"]}",
                "leave_out: {date: [blank], cancelled: [\"Y\"]}",
                "blank, yes or no (table ssd_cla_reviews, leave_out), found \"Y\"",
            ),
            (
                "event_key: [episode_id]",
                "event_key: [episode]",
                "a field of the table: episode_id, person, date, missing_type",
            ),
            (
                "constants: {interview_dates: \"no\"}",
                "constants: {interview_date: \"no\"}",
                "a field of missing:",
            ),
        ] {
            let error = faults(from, to);
            assert!(error.contains(expected), "{expected}\nin\n{error}");
            assert!(error.contains("ssd-2026.yaml, line N"), "{error}");
        }
    }

    #[test]
    fn dates_and_the_age_of_care_leavers_can_be_set() {
        let text = shipped::text("ssd-2026.yaml").expect("shipped");
        let with = |dates: &str, age: &str| {
            let text = text.replacen("leavers_until: 25", &format!("leavers_until: {age}"), 1);
            read(&format!("dates: {dates}\n{text}"), "ssd-2026.yaml")
        };
        with("month first", "21").unwrap_or_else(|error| panic!("{error}"));
        let error = with("us", "99").expect_err("faults").to_string();
        assert!(error.contains("day first or month first"), "{error}");
        assert!(error.contains("an age from 18 to 30"), "{error}");
    }
}
