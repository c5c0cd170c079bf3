//! Children as the union of lists 6 to 9 by id: one case each, with what every list says of it. Rows
//! that repeat an id are merged when they agree or complete each other, and refused when they differ.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use assay_model::case::field;
use assay_model::{CaseId, CaseRecord, Date, Fields};
use assay_tables::fold_header as fold;

use super::list::ListRow;
use super::schema::ListSchema;
use super::services::ServiceNames;
use crate::one_row::{OneRow, Standing};
use crate::problems::{Oddity, Problems};

/// Field of the end date of a list's episode, by which a case is closed.
pub(crate) const CLOSED_ON: &str = "closed_on";
/// Field of a council's own column that says whether access to the record is restricted.
const RESTRICTED: &str = "restricted";
/// Field of a case's status on list 6.
const CASE_STATUS: &str = "case_status";

/// The rows of one child on one list.
struct Found<'a> {
    list: &'a ListRows<'a>,
    rows: Vec<&'a ListRow>,
}

/// One list's part in a child.
struct Part<'a> {
    list: u8,
    schema: &'a ListSchema,
    row: &'a ListRow,
    fields: BTreeMap<&'a str, &'a Arc<str>>,
}

/// The rows of one list with its schema and the headers of further columns.
pub(crate) struct ListRows<'a> {
    pub(crate) schema: &'a ListSchema,
    pub(crate) rows: Vec<ListRow>,
    pub(crate) extra: Vec<String>,
}

/// Joins the lists into cases, in the order of their first appearance on list 6, then 7, 8, 9.
pub(crate) fn join(
    mut lists: Vec<ListRows<'_>>,
    services: &ServiceNames,
    one_row: &OneRow,
    problems: &mut Problems,
) -> Vec<CaseRecord> {
    lists.sort_by_key(|list| list.schema.number);
    let on_six: BTreeSet<&CaseId> = lists
        .iter()
        .filter(|list| list.schema.number == 6)
        .flat_map(|list| list.rows.iter().map(|row| &row.id))
        .collect();
    let has_six = lists.iter().any(|list| list.schema.number == 6);
    let mut parts: BTreeMap<&CaseId, Vec<Found<'_>>> = BTreeMap::new();
    let mut order: Vec<&CaseId> = Vec::new();
    let mut refused = BTreeSet::new();
    for list in &lists {
        let headers = id_header(list.schema);
        let mut by_id: BTreeMap<&CaseId, Vec<&ListRow>> = BTreeMap::new();
        let mut first_at: BTreeMap<&CaseId, usize> = BTreeMap::new();
        for (index, row) in list.rows.iter().enumerate() {
            if !parts.contains_key(&row.id) && !by_id.contains_key(&row.id) {
                order.push(&row.id);
            }
            first_at.entry(&row.id).or_insert(index);
            by_id.entry(&row.id).or_default().push(row);
        }
        let mut in_order: Vec<(&CaseId, Vec<&ListRow>)> = by_id.into_iter().collect();
        in_order.sort_by_key(|(id, _)| first_at[*id]);
        for (id, rows) in in_order {
            let counted = match rows.len() {
                1 => Some(rows.clone()),
                _ => counted(list, &rows, headers, one_row, problems),
            };
            if counted.is_none() {
                refused.insert(id);
            }
            if has_six && matches!(list.schema.number, 7 | 8) && !on_six.contains(id) {
                let place = rows[0].place.at(rows[0].row, headers);
                let oddity = Oddity::understood(
                    "a child who is on list 6 as well",
                    "the child was kept: check why list 6 leaves it out",
                );
                problems.note(
                    place,
                    format!("a child on list {} only", list.schema.number),
                    oddity,
                );
            }
            let rows = counted.unwrap_or(rows);
            parts.entry(id).or_default().push(Found { list, rows });
        }
    }
    let mut names = Names::default();
    order
        .into_iter()
        .filter(|id| !refused.contains(id))
        .filter_map(|id| {
            let found = parts.remove(id)?;
            let parts: Vec<Part<'_>> =
                found.iter().map(|found| part(found.list, &found.rows)).collect();
            Some(case(id, &parts, services, &mut names, problems))
        })
        .collect()
}

/// Texts that every case has, kept once.
#[derive(Default)]
struct Names(BTreeSet<Arc<str>>);

impl Names {
    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let fresh: Arc<str> = Arc::from(text);
        self.0.insert(Arc::clone(&fresh));
        fresh
    }
}

pub(super) fn id_header(schema: &ListSchema) -> &str {
    let id = schema.columns.iter().find(|c| c.kind == super::schema::ColumnKind::Id);
    id.map_or("", |column| column.name.as_str())
}

/// Returns the rows of one list and child that count, to be merged, and reports what was odd about
/// them; none where they differ and nothing decides between them.
fn counted<'a>(
    list: &ListRows<'_>,
    rows: &[&'a ListRow],
    header: &str,
    one_row: &OneRow,
    problems: &mut Problems,
) -> Option<Vec<&'a ListRow>> {
    let width = rows[0].values.len();
    let differs = (0..width).find(|at| {
        let mut seen = rows.iter().filter_map(|row| row.values.get(*at).cloned().flatten());
        seen.next().is_some_and(|first| seen.any(|other| other != first))
    });
    let found = |at: usize| {
        let places = rows.iter().map(|other| (&*other.place, other.row));
        let others = rows[at].place.other_rows(places, at);
        format!("\"{}\", as in row {others}", rows[at].id)
    };
    if let Some(at) = differs {
        let name = list
            .schema
            .columns
            .get(at)
            .map(|column| column.name.clone())
            .or_else(|| list.extra.get(at - list.schema.columns.len()).cloned())
            .unwrap_or_default();
        let by = one_row.column().and_then(|column| list.place_of(column));
        let value = |row: &ListRow| Some(row.values.get(by?)?.as_ref()?.to_string());
        let standing = rows.iter().map(|row| Standing {
            place: &row.place,
            row: row.row,
            had: row.had.as_ref(),
            value: value(row),
        });
        let standing: Vec<Standing<'_>> = standing.collect();
        if let Some(kept) = one_row.choose(&standing, &name, header, problems) {
            let kept: Vec<&ListRow> = kept.into_iter().map(|at| rows[at]).collect();
            return counted(list, &kept, header, one_row, problems);
        }
        let expected =
            format!("one row for each child, or rows that agree: these differ in \"{name}\"");
        for (at, row) in rows.iter().enumerate() {
            let oddity = Oddity::new(
                &*expected,
                "keep the row that is right and delete the others, or say in the plan which counts (duplicates)",
            );
            problems.refuse(row.place.at(row.row, header), found(at), oddity);
        }
        return None;
    }
    for (at, row) in rows.iter().enumerate().skip(1) {
        let oddity = Oddity::put_right("one row for each child", "the rows agree and were merged");
        problems.note(row.place.at(row.row, header), found(at), oddity);
    }
    Some(rows.to_vec())
}

impl ListRows<'_> {
    /// Returns where a field or a header of the list is among the values.
    fn place_of(&self, column: &str) -> Option<usize> {
        let wanted = fold(column);
        let is_it = |known: &super::schema::Column| {
            known.field.as_deref() == Some(column) || fold(&known.name) == wanted
        };
        let of_schema = self.schema.columns.iter().position(is_it);
        of_schema.or_else(|| {
            let further = self.extra.iter().position(|header| fold(header) == wanted)?;
            Some(self.schema.columns.len() + further)
        })
    }
}

fn part<'a>(list: &'a ListRows<'_>, rows: &[&'a ListRow]) -> Part<'a> {
    let mut fields = BTreeMap::new();
    for row in rows {
        for (at, value) in row.values.iter().enumerate() {
            let name = match list.schema.columns.get(at) {
                Some(column) => column.field.as_deref(),
                None => list.extra.get(at - list.schema.columns.len()).map(String::as_str),
            };
            if let (Some(name), Some(value)) = (name, value) {
                fields.entry(name).or_insert(value);
            }
        }
    }
    Part { list: list.schema.number, schema: list.schema, row: rows[0], fields }
}

impl Part<'_> {
    fn date(&self, name: &str) -> Option<Date> {
        self.fields.get(name)?.parse().ok()
    }

    /// Returns the header of the column that gives a field.
    fn header<'s>(&'s self, name: &'s str) -> &'s str {
        let column = self.schema.columns.iter().find(|c| c.field.as_deref() == Some(name));
        column.map_or(name, |column| column.name.as_str())
    }

    fn is_open(&self) -> bool {
        !self.fields.contains_key(CLOSED_ON)
    }
}

fn case(
    id: &CaseId,
    parts: &[Part<'_>],
    services: &ServiceNames,
    names: &mut Names,
    problems: &mut Problems,
) -> CaseRecord {
    report_disagreements(parts, problems);
    let any_open = parts.iter().any(Part::is_open);
    // What the child is now counts: open lists before ended ones, and among these care, protection,
    // need, leaving care.
    let rank = |part: &&Part<'_>| {
        (any_open && !part.is_open(), [8, 7, 6, 9].iter().position(|n| *n == part.list))
    };
    let mut ranked: Vec<&Part<'_>> = parts.iter().collect();
    ranked.sort_by_key(rank);
    let mut fields = Fields::default();
    for part in &ranked {
        for (name, value) in &part.fields {
            if *name != CLOSED_ON {
                fields.or_insert(names.shared(name), Arc::clone(value));
            }
        }
    }
    let current = ranked.iter().filter(|part| !any_open || part.is_open());
    let latest = |name: &str, parts: &mut dyn Iterator<Item = &&Part<'_>>| {
        parts.filter_map(|part| part.date(name)).max()
    };
    // Of a child on two lists the plan that it is listed under has begun with that list's date, not with the newest.
    let start = ranked[0].date(field::START_DATE);
    let start = start.or_else(|| latest(field::START_DATE, &mut current.clone()));
    let seen = latest(field::LAST_SEEN, &mut ranked.iter());
    for (name, date) in [(field::START_DATE, start), (field::LAST_SEEN, seen)] {
        if let Some(date) = date {
            fields.insert(names.shared(name), names.shared(&date.to_string()));
        }
    }
    let plan = plan_type(ranked[0], fields.get(CASE_STATUS));
    fields.insert(names.shared(field::PLAN_TYPE), names.shared(plan));
    let team = fields.get(field::TEAM).unwrap_or_default();
    if let Some(service) = services.service(team, plan) {
        fields.or_insert(names.shared(field::SERVICE), names.shared(service));
    }
    let numbers: Vec<String> = parts.iter().map(|part| part.list.to_string()).collect();
    fields.insert(names.shared(field::LISTS), names.shared(&numbers.join(" ")));
    let closed_on =
        if any_open { None } else { parts.iter().filter_map(|part| part.date(CLOSED_ON)).max() };
    let restricted = fields.remove(RESTRICTED).is_some_and(|code| code.starts_with("a)"));
    fields.shrink();
    CaseRecord { id: id.clone(), closed_on, restricted, fields }
}

/// Returns the plan type of the list that counts; list 6 says it in its case status.
fn plan_type(part: &Part<'_>, status: Option<&str>) -> &'static str {
    match (part.list, status.map(|status| status.get(..1).unwrap_or_default())) {
        (8, _) | (6, Some("a")) => "looked after",
        (7, _) | (6, Some("b")) => "child protection",
        (9, _) => "care leaver",
        (6, Some("d")) => "open assessment",
        _ => "children in need",
    }
}

/// Notes facts about the person, and about who works with them, in which two lists differ.
fn report_disagreements(parts: &[Part<'_>], problems: &mut Problems) {
    let person = [field::BORN_ON, field::GENDER, field::ETHNICITY];
    let work = [field::TEAM, field::WORKER];
    for (index, part) in parts.iter().enumerate().skip(1) {
        for name in person.into_iter().chain(work) {
            let counts = |p: &Part<'_>| person.contains(&name) || p.is_open();
            let earlier = parts[..index].iter().find(|p| p.fields.contains_key(name) && counts(p));
            let (Some(earlier), Some(value)) = (earlier, part.fields.get(name)) else { continue };
            if counts(part) && earlier.fields[name] != *value {
                let place = part.row.place.at(part.row.row, part.header(name));
                let expected =
                    format!("the same as on list {}: \"{}\"", earlier.list, earlier.fields[name]);
                let hint = "two lists disagree about this child: correct the source";
                problems.note(place, format!("\"{value}\""), Oddity::understood(expected, hint));
            }
        }
    }
}
