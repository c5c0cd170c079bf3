//! Which column of an event table becomes which field, decided once for each sheet, and what is said of
//! it: the fields that were filled, those that are not there, and what the indicators lack without them.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::event::{FieldSpec, Holds};
use assay_model::{Date, EventSpec};
use assay_tables::fold_header as fold;

use super::read::{self, Meaning, Value};
use crate::ColumnMap;
use crate::line::Line;
use crate::near;
use crate::problems::{Oddity, Problems};

/// The columns of a sheet, in the table's order.
pub(super) struct Layout<'m> {
    headers: Vec<String>,
    /// The column of the case.
    case: Option<usize>,
    columns: Vec<Column<'m>>,
}

/// One column.
#[derive(Default)]
struct Column<'m> {
    at: usize,
    /// The field it becomes.
    field: String,
    /// What its cells are read as.
    meaning: Meaning<'m>,
    is_date: bool,
    /// Whether every row needs it.
    is_of_rows: bool,
    /// Whether a field of the map or the kind is named for it.
    is_named: bool,
}

impl<'m> Column<'m> {
    /// Returns a column that the map names for a field.
    fn of(at: usize, field: &str, spec: Option<&'static EventSpec>, map: &'m ColumnMap) -> Self {
        let known: Option<&FieldSpec> = spec.and_then(|spec| spec.field(field));
        let is_date = field == "date";
        let holds = if is_date { Some(Holds::Moment) } else { known.map(|field| field.holds) };
        let without = known.map_or("", |field| field.without);
        let values = map.values.get(field);
        let meaning = Meaning { holds, values, is_named: true, without };
        let field = field.to_owned();
        let is_of_rows = known.is_some_and(|field| field.need.is_of_rows());
        Self { at, field, meaning, is_date, is_of_rows, is_named: true }
    }
}

impl Column<'_> {
    /// Reports a blank in a column that every row needs.
    fn report_blank(&self, line: &Line<'_>, problems: &mut Problems) {
        if let Some(holds) =
            self.meaning.holds.filter(|_| self.is_of_rows && line.is_blank_at(self.at))
        {
            let hint = format!("the row is kept and not fully counted: {}", self.meaning.without);
            line.note_at(self.at, Oddity::new(holds.words(), hint), problems);
        }
    }
}

impl<'m> Layout<'m> {
    /// Returns the layout of the sheet that the line is of.
    pub(super) fn of(
        line: &Line<'_>,
        spec: Option<&'static EventSpec>,
        map: &'m ColumnMap,
    ) -> Self {
        let headers = &line.columns.headers;
        let taken = line.columns.fields().map(|(field, _)| field);
        let mut own = own_names(headers, &line.columns.rest, taken.collect());
        let mut columns = Vec::with_capacity(headers.len());
        for (at, header) in headers.iter().enumerate() {
            // A column may be named for several fields.
            let claims: Vec<&str> =
                line.columns.fields().filter(|(_, of)| *of == at).map(|(field, _)| field).collect();
            if claims.is_empty() && line.columns.rest.contains(&at) {
                let field = own.remove(&at).unwrap_or_else(|| own_name(header));
                let is_known = spec.is_some_and(|spec| spec.field(&field).is_some());
                columns.push(if is_known {
                    Column::of(at, &field, spec, map)
                } else {
                    Column { at, field, ..Column::default() }
                });
            }
            let fields = claims.into_iter().filter(|field| *field != "case_id");
            columns.extend(fields.map(|field| Column::of(at, field, spec, map)));
        }
        let case = line.columns.fields().find(|(field, _)| *field == "case_id");
        Self { headers: headers.clone(), case: case.map(|(_, at)| at), columns }
    }

    /// Says whether the line is of the sheet that this was made for, or of one with the same headers.
    pub(super) fn is_of(&self, line: &Line<'_>) -> bool {
        self.headers == line.columns.headers
    }

    /// Returns the column that a field comes from; `date` is the event's own.
    pub(super) fn column_of(&self, field: &str) -> Option<usize> {
        self.columns.iter().find(|column| column.field == field).map(|column| column.at)
    }

    /// Returns the event's date and its fields, blanks left out.
    pub(super) fn values(
        &self,
        line: &Line<'_>,
        problems: &mut Problems,
    ) -> (Option<Date>, BTreeMap<String, String>) {
        let (mut on, mut time, mut fields) = (None, None, BTreeMap::new());
        for column in &self.columns {
            match read::value(line, column.at, &column.meaning, problems) {
                Value::Blank => column.report_blank(line, problems),
                Value::When(when) if column.is_date => {
                    on = Some(when.day);
                    time =
                        when.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60));
                }
                Value::When(when) => {
                    fields.insert(column.field.clone(), when.to_string());
                }
                Value::Text(text) => {
                    fields.insert(column.field.clone(), text);
                }
            }
        }
        for (field, constant) in line.constants() {
            if field == "date" {
                on = on.or_else(|| constant.parse().ok());
            } else if field != "case_id" {
                fields.entry(field.clone()).or_insert_with(|| constant.clone());
            }
        }
        if let Some(time) = time {
            fields.entry("time".to_owned()).or_insert(time);
        }
        (on, fields)
    }

    /// Returns what is said of the table: the fields that were filled, what was kept, what is not there.
    pub(super) fn said(
        &self,
        file: &str,
        kind: &str,
        spec: Option<&'static EventSpec>,
        map: &ColumnMap,
    ) -> Vec<String> {
        let mut said = Vec::new();
        let from = |field: &str, header: &str| {
            if fold(header) == fold(field) {
                field.to_owned()
            } else {
                format!("{field} from \"{header}\"")
            }
        };
        let case = self.case.map(|at| from("case_id", &self.headers[at]));
        let named = self.columns.iter().filter(|column| column.is_named);
        let named = named.map(|column| from(&column.field, &self.headers[column.at]));
        let mut filled: Vec<String> = case.into_iter().chain(named).collect();
        filled.extend(
            map.constants.iter().map(|(field, value)| format!("{field} always \"{value}\"")),
        );
        said.push(format!("{file}: read as {kind}: {}", filled.join(", ")));
        let kept: Vec<String> = self
            .columns
            .iter()
            .filter(|column| !column.is_named)
            .map(|column| format!("\"{}\"", self.headers[column.at]))
            .collect();
        if !kept.is_empty() {
            said.push(format!("{file}: kept as they are: {}", kept.join(", ")));
        }
        let has = |name: &str| {
            map.constants.contains_key(name)
                || self.columns.iter().any(|column| column.field == name)
        };
        let fields = spec.map_or(&[][..], |spec| spec.fields);
        let lacking = fields.iter().filter(|field| !has(field.name) && field.is_of_figures());
        let lacking: Vec<String> =
            lacking.map(|field| format!("{} ({})", field.name, field.without)).collect();
        if !lacking.is_empty() {
            said.push(format!("{file}: not in the table: {}", lacking.join("; ")));
        }
        said.extend(spec.into_iter().flat_map(|spec| misspelt(spec, map)));
        said
    }
}

/// Returns the own names of the columns that no field claims, by their place: no two are equal, and none is that of a
/// field of the map. They follow from the headers, not from their order.
fn own_names(headers: &[String], rest: &[usize], taken: BTreeSet<&str>) -> BTreeMap<usize, String> {
    let mut taken: BTreeSet<String> = taken.into_iter().map(str::to_owned).collect();
    let mut names: Vec<(String, &str, usize)> =
        rest.iter().map(|at| (own_name(&headers[*at]), headers[*at].as_str(), *at)).collect();
    names.sort_unstable();
    let mut own: BTreeMap<usize, String> = BTreeMap::new();
    let mut second = Vec::new();
    for (name, _, at) in names {
        if taken.insert(name.clone()) {
            own.insert(at, name);
        } else {
            second.push((name, at));
        }
    }
    for (name, at) in second {
        // Of so many names one is free.
        let mut numbered = (2..=taken.len() + 2).map(|n| format!("{name}_{n}"));
        let name = numbered.find(|name| !taken.contains(name)).unwrap_or(name);
        taken.insert(name.clone());
        own.insert(at, name);
    }
    own
}

/// Returns a header as the name of a field; the sign of a unit is a word.
fn own_name(header: &str) -> String {
    let words = [('%', "percent"), ('\u{a3}', "pounds"), ('\u{20ac}', "euros")];
    let named = |name: String, (sign, word): (char, &str)| name.replace(sign, word);
    words.into_iter().fold(fold(header), named).replace(' ', "_")
}

/// Names the fields of a map that are nearly those of the kind.
fn misspelt(spec: &'static EventSpec, map: &ColumnMap) -> Vec<String> {
    let known = || spec.fields.iter().map(|field| field.name).chain(["case_id", "date"]);
    let unknown = map.columns.keys().filter(|field| known().all(|name| name != field.as_str()));
    unknown
        .filter_map(|field| Some((field, near::of(field, known())?)))
        .filter(|(_, near)| !map.columns.contains_key(*near))
        .map(|(field, near)| {
            format!(
                "the map \"{}\" names {field}, which {} do not have: did you mean {near}?",
                map.name, spec.word
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_columns_have_one_name_whatever_their_order() {
        let named = |headers: &[&str]| {
            let headers: Vec<String> = headers.iter().map(|header| (*header).to_owned()).collect();
            let rest: Vec<usize> = (0..headers.len()).collect();
            let own = own_names(&headers, &rest, BTreeSet::from(["team"]));
            let named = own.into_iter().map(|(at, name)| (headers[at].clone(), name));
            named.collect::<BTreeMap<String, String>>()
        };
        let found = named(&["Team", "Team 2", "late %", "late \u{a3}", "late", "Late percent"]);
        let expected = [
            ("Team", "team_3"),
            ("Team 2", "team_2"),
            ("late", "late"),
            ("Late percent", "late_percent"),
            ("late %", "late_percent_2"),
            ("late \u{a3}", "late_pounds"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())).into());
        let other_order = ["late", "late \u{a3}", "Team 2", "late %", "Team", "Late percent"];
        assert_eq!(found, named(&other_order));
    }
}
