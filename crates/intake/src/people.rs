//! Tables about people and ties: auditors, families, names, aliases.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::alike::folded;
use assay_model::people::{Auditor, CaseAlias, FamilyTie, PersonName};
use assay_model::{CaseId, Date, Place};
use assay_tables::Limits;

use crate::collect::collect;
use crate::keyed::{Keyed, Part};
use crate::line::Line;
use crate::placeholder::is_nobody;
use crate::problems::{Oddity, Problems, Where};
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads auditors; the login tells them apart.
///
/// # Errors
/// When a file cannot be read or has no columns of logins.
pub fn read_auditors(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<Auditor>, IntakeError> {
    let mut seen = Keyed::new("login", |auditor: &Auditor| Auditor {
        login: folded(&auditor.login),
        name: folded(&auditor.name),
        team: folded(&auditor.team),
        manager: folded(&auditor.manager),
        services: auditor.services.iter().map(|service| folded(service)).collect(),
        ..auditor.clone()
    });
    let mut headers: BTreeSet<String> = BTreeSet::new();
    let mut outcome = collect(sources, map, &["login"], limits, &mut |line, problems| {
        if headers.insert(line.place.file.clone()) {
            note_unread(line, map, problems);
        }
        let auditor = auditor(line, problems)?;
        let login = auditor.login.clone();
        seen.take(&[Part::Text(&login)], auditor, (line, "login"), problems)
    })?;
    seen.drop_refused(&mut outcome.records);
    Ok(outcome)
}

/// Notes every column that no setting of an auditor claims: a conflict or a day of leave that is in one
/// of them would be heeded by nobody.
fn note_unread(line: &Line<'_>, map: &ColumnMap, problems: &mut Problems) {
    let read: Vec<&str> = map.columns.keys().map(String::as_str).collect();
    for header in line.columns.rest.iter().map(|index| &line.columns.headers[*index]) {
        let place = Place { column: Some(header.clone()), ..line.place.whole() };
        let hint = "the column was left out: name its header in maps.yaml under auditors, or delete it; conflicts with cases, workers and teams are in conflicts.csv";
        let expected = format!("one of the columns {}", read.join(", "));
        problems.note(place, format!("\"{header}\""), Oddity::left_out(expected, hint));
    }
}

fn auditor(line: &Line<'_>, problems: &mut Problems) -> Option<Auditor> {
    let login = line.text("login", problems);
    if login.is_empty() {
        let hint = "fill in the login that every auditor uses at work";
        line.refuse("login", Oddity::new("a login", hint), problems);
        return None;
    }
    let name = line.text("name", problems);
    let services = line.text("services", problems);
    Some(Auditor {
        name: if name.is_empty() { login.clone() } else { name },
        login,
        team: line.text("team", problems),
        manager: line.text("manager", problems),
        services: split(&services).map(str::to_owned).collect(),
        capacity: capacity(line, problems),
        leave: leave(line, problems),
        cleared: line.yes_no("cleared", problems).unwrap_or(false),
    })
}

fn capacity(line: &Line<'_>, problems: &mut Problems) -> Option<u32> {
    let text = line.text("capacity", problems);
    let capacity = text.parse().ok();
    if capacity.is_none() && !text.is_empty() {
        let oddity = Oddity::new("a whole number of cases", "it was read as no limit");
        line.note("capacity", oddity, problems);
    }
    capacity
}

/// Reads leave: `leave_from` and `leave_to` with as many dates each, or `leave` with a first and a last day,
/// such as `2026-09-01 to 2026-09-14`; several joined by `;`.
fn leave(line: &Line<'_>, problems: &mut Problems) -> Vec<(Date, Date)> {
    let day = |part: &str| line.written_date(part.trim());
    let dates = |field: &str, problems: &mut Problems| -> Option<Vec<Date>> {
        let text = line.text(field, problems);
        split(&text).for_each(|part| line.take_date_of(field, part, problems));
        split(&text).map(day).collect()
    };
    let (from, to) = (dates("leave_from", problems), dates("leave_to", problems));
    let is_in_order = |(from, to): &(Date, Date)| from <= to;
    let mut away: Vec<(Date, Date)> = match (from, to) {
        (Some(from), Some(to))
            if from.len() == to.len() && from.iter().zip(&to).all(|(a, b)| a <= b) =>
        {
            from.into_iter().zip(to).collect()
        }
        _ => {
            let expected = "first and last days of leave in pairs, several joined by \";\"";
            line.note("leave_from", Oddity::new(expected, "the leave was left out"), problems);
            Vec::new()
        }
    };
    let spans = line.text("leave", problems);
    let span = |part: &str| {
        let ends = [" to ", "..", " until ", " \u{2013} ", " - ", "\u{2013}"]
            .into_iter()
            .find_map(|between| part.split_once(between));
        let (from, to) = ends.unwrap_or((part, part));
        Some((day(from)?, day(to)?)).filter(is_in_order)
    };
    if let Some(spans) = split(&spans).map(span).collect::<Option<Vec<_>>>() {
        away.extend(spans);
    } else {
        let expected = "first and last day of leave such as \"2026-09-01 to 2026-09-14\", several joined by \";\"";
        line.note("leave", Oddity::new(expected, "the leave was left out"), problems);
    }
    away
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// Reads which family a case belongs to.
///
/// # Errors
/// When a file cannot be read or lacks a column.
pub fn read_families(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<FamilyTie>, IntakeError> {
    let mut seen = Keyed::new("family of a case", FamilyTie::clone);
    let mut spelt: BTreeMap<String, String> = BTreeMap::new();
    let needed = ["case_id", "family"];
    let mut outcome = collect(sources, map, &needed, limits, &mut |line, problems| {
        let case = line.compared_id("case_id", "cases", problems)?;
        let family = line.text("family", problems);
        if is_nobody(&family) {
            let hint = "it is what people write for no family: the row was left out";
            line.note("family", Oddity::left_out("a family's id", hint), problems);
            return None;
        }
        let family = in_one_spelling(&family, &mut spelt, line, problems);
        if family.is_empty() {
            line.refuse("family", Oddity::new("a family's id", "leave the row out"), problems);
            return None;
        }
        let tie = FamilyTie { case: case.clone(), family };
        seen.take(&[Part::Exact(case.as_str())], tie, (line, "family"), problems)
    })?;
    seen.drop_refused(&mut outcome.records);
    Ok(outcome)
}

/// Returns a family's id as it was first written in the table, and reports another spelling.
fn in_one_spelling(
    family: &str,
    spelt: &mut BTreeMap<String, String>,
    line: &Line<'_>,
    problems: &mut Problems,
) -> String {
    let first = spelt.entry(folded(family)).or_insert_with(|| family.to_owned());
    if first != family && !family.is_empty() {
        let hint = format!("it was read as the family \"{first}\"");
        line.note("family", Oddity::put_right("one spelling for each family", hint), problems);
    }
    first.clone()
}

/// Reads names of people around cases.
///
/// # Errors
/// When a file cannot be read or has no column of names.
pub fn read_names(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<PersonName>, IntakeError> {
    let mut seen: BTreeMap<(Option<CaseId>, String), (Where, u32)> = BTreeMap::new();
    collect(sources, map, &["name"], limits, &mut |line, problems| {
        let case = line.optional_id("case_id", problems).ok()?;
        let person = line.text("name", problems);
        if person.is_empty() || is_nobody(&person) {
            line.note("name", Oddity::new("a name", "the row was not stored, so this word is not masked: write the person's full name"), problems);
            return None;
        }
        let key = (case.clone(), person.clone());
        if let Some((there, row)) = seen.get(&key) {
            let row = line.place.rows([(there, *row)].into_iter());
            let expected = format!("each name of a case once, and it is in row {row} already");
            let hint = "the name is masked all the same; the relation of that row was kept";
            line.note("name", Oddity::left_out(expected, hint), problems);
            return None;
        }
        seen.insert(key, (line.place.clone(), line.number()));
        Some(PersonName { case, person, relation: line.text("relation", problems) })
    })
}

/// Reads ids that became others.
///
/// # Errors
/// When a file cannot be read or lacks a column.
pub fn read_aliases(
    sources: Vec<Source>,
    map: &ColumnMap,
    limits: &Limits,
) -> Result<Outcome<CaseAlias>, IntakeError> {
    let mut seen = Keyed::new("new id of an old one", CaseAlias::clone);
    let mut leads: BTreeMap<CaseId, CaseId> = BTreeMap::new();
    let needed = ["old_id", "new_id"];
    let mut outcome = collect(sources, map, &needed, limits, &mut |line, problems| {
        // An alias says that two ids are one case: an old and a new one may well be near.
        let old = line.compared_id("old_id", "old ids", problems)?;
        let new = line.compared_id("new_id", "new ids", problems)?;
        if old == new {
            line.refuse("new_id", Oddity::new("another id than the old one", ""), problems);
            return None;
        }
        report_near_known(line, (&old, &new), map, problems);
        if leads_to(&new, &old, &leads) {
            let hint =
                "the rows before say that the new id became the old one: keep those that are right";
            line.refuse(
                "new_id",
                Oddity::new("an id that did not become the old one", hint),
                problems,
            );
            return None;
        }
        leads.entry(old.clone()).or_insert_with(|| new.clone());
        let alias = CaseAlias { old: old.clone(), new };
        seen.take(&[Part::Exact(old.as_str())], alias, (line, "new_id"), problems)
    })?;
    seen.drop_refused(&mut outcome.records);
    Ok(outcome)
}

/// Reports a new id that is not known and near to one that is: a slip would give the case a third id.
fn report_near_known(
    line: &Line<'_>,
    (old, new): (&CaseId, &CaseId),
    map: &ColumnMap,
    problems: &mut Problems,
) {
    let near = map.ids.as_ref().and_then(|known| known.near(new)).filter(|near| *near != old);
    if let Some(near) = near {
        let hint = "it was stored as written: correct it in the file if the known id was meant";
        line.note(
            "new_id",
            Oddity::new(format!("an id as it is known, such as \"{near}\""), hint),
            problems,
        );
    }
}

/// Returns whether an id became another one by these aliases, which have no circle so far.
fn leads_to(from: &CaseId, to: &CaseId, aliases: &BTreeMap<CaseId, CaseId>) -> bool {
    std::iter::successors(aliases.get(from), |id| aliases.get(*id)).any(|id| id == to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{map, source, told};

    #[test]
    fn auditors_come_with_leave_and_capacity() {
        let fields = ["login", "name", "services", "capacity", "leave_from", "leave_to", "cleared"];
        let content = "login,name,services,capacity,leave_from,leave_to,cleared\n\
            ab,Ann B,Care; CIN,8,01/09/2026;2026-12-01,14/09/2026;2026-12-05,yes\n\
            cd,,,many,01/09/2026,,\n\
            ab,Other,,,,,\n\
            ,No login,,,,,\n";
        let whole = content.lines().take(2).collect::<Vec<_>>().join("\n");
        let read = read_auditors(vec![source(&whole)], &map(&fields), &Limits::default()).unwrap();
        let first = &read.records[0];
        assert_eq!((first.services.len(), first.capacity, first.leave.len()), (2, Some(8), 2));
        assert!(first.cleared);
        let outcome =
            read_auditors(vec![source(content)], &map(&fields), &Limits::default()).unwrap();
        assert_eq!(outcome.records.len(), 1, "of two rows that differ none is kept");
        assert_eq!(outcome.records[0].name, "cd");
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"capacity\": expected a whole number of cases, found \"many\"",
                "note row 3, column \"leave_from\": expected first and last days of leave in pairs, several joined by \";\", found \"01/09/2026\"",
                "refused row 2, column \"login\": expected each login once, and row 4 says something else of it, found \"ab\"",
                "refused row 4, column \"login\": expected each login once, and row 2 says something else of it, found \"ab\"",
                "refused row 5, column \"login\": expected a login, found a blank",
            ]
        );
    }

    #[test]
    fn leave_may_stand_in_one_column() {
        let content = "login,leave\nab,01/09/2026 to 14/09/2026; 2026-12-01..2026-12-05\ncd,2026-10-01\nef,in June\n";
        let outcome =
            read_auditors(vec![source(content)], &map(&["login", "leave"]), &Limits::default())
                .unwrap();
        let days: Vec<String> =
            outcome.records[0].leave.iter().map(|(a, b)| format!("{a} {b}")).collect();
        assert_eq!(days, ["2026-09-01 2026-09-14", "2026-12-01 2026-12-05"]);
        assert_eq!(outcome.records[1].leave.len(), 1);
        assert_eq!(outcome.problems.len(), 1);
        assert_eq!(outcome.problems[0].place.row, Some(4));
    }

    #[test]
    fn a_column_of_the_auditors_that_nothing_reads_is_noted_once() {
        let content = "login,Conflicts with,Leave till,\nab,Worker 1,2026-09-01,x\ncd,,,\n";
        let outcome =
            read_auditors(vec![source(content)], &map(&["login", "leave_to"]), &Limits::default())
                .unwrap();
        assert_eq!(outcome.records.len(), 2);
        let columns: Vec<_> =
            outcome.problems.iter().filter_map(|p| p.place.column.as_deref()).collect();
        assert_eq!(columns, ["Conflicts with", "Leave till"]);
        // The last column has no header at all.
        assert_eq!(outcome.problems.len(), 3);
        assert!(outcome.problems[0].hint.contains("conflicts.csv"));
        assert_eq!(outcome.problems[0].expected, "one of the columns leave_to, login");
    }

    #[test]
    fn a_case_has_one_family_and_an_old_id_one_new_one() {
        let families = "case_id,family\n1,F1\n1,F1\n1,F2\n2,\n";
        let outcome =
            read_families(vec![source(families)], &map(&["case_id", "family"]), &Limits::default())
                .unwrap();
        // The row that says the same as another is refused with those that differ.
        assert_eq!((outcome.records.len(), outcome.refused()), (0, 3));
        let families = "case_id,family\n1,Fam-7\n2,fam 7\n3,N/A\n4,0\n5,Unknown\n6,-\n";
        let outcome =
            read_families(vec![source(families)], &map(&["case_id", "family"]), &Limits::default())
                .unwrap();
        let ids: Vec<&str> = outcome.records.iter().map(|tie| tie.family.as_str()).collect();
        assert_eq!(ids, ["Fam-7", "Fam-7"]);
        assert_eq!(outcome.problems.len(), 5);
        let names = "case_id,name\n1,Unknown\n2,n/a\n3,-\n4,Nakita\n";
        let outcome =
            read_names(vec![source(names)], &map(&["case_id", "name"]), &Limits::default())
                .unwrap();
        assert_eq!((outcome.records.len(), outcome.problems.len()), (1, 3));
        let circle = "old_id,new_id\nU4,U5\nU5,U6\nU6,U4\nU7,U4\n";
        let outcome =
            read_aliases(vec![source(circle)], &map(&["old_id", "new_id"]), &Limits::default())
                .unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (3, 1));
        let aliases = "old_id,new_id\nU1,7\nU1,8\n9,9\n";
        let outcome =
            read_aliases(vec![source(aliases)], &map(&["old_id", "new_id"]), &Limits::default())
                .unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (0, 3));
    }

    #[test]
    fn ties_and_aliases_said_twice_or_of_near_ids_are_reported_with_their_row() {
        let families = "case_id,family\nK1,F1\nK1,f 1\nk1,F2\n";
        let outcome =
            read_families(vec![source(families)], &map(&["case_id", "family"]), &Limits::default())
                .unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (2, 0));
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"family\": expected one spelling for each family, found \"f 1\"",
                "note row 3, column \"family\": expected each family of a case once, and it is in row 2 already, found \"f 1\"",
                "note row 4, column \"case_id\": expected each case under one id, found \"k1\", near \"K1\" in row 2",
            ]
        );
        let aliases = "old_id,new_id\n0012,12\nU7,K8\nU7,K8\nu7,K9\n";
        let outcome =
            read_aliases(vec![source(aliases)], &map(&["old_id", "new_id"]), &Limits::default())
                .unwrap();
        assert_eq!((outcome.records.len(), outcome.refused()), (3, 0));
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 4, column \"new_id\": expected each new id of an old one once, and it is in row 3 already, found \"K8\"",
                "note row 5, column \"old_id\": expected each case under one id, found \"u7\", near \"U7\" in row 3",
            ]
        );
    }
}
