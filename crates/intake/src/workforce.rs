//! The children's social work workforce census as the department collects it (CSWW, XML): a worker in
//! post is an event of kind `workforce`, one who has left by the reference date `workforce leavers`, and the
//! authority's vacancies are `vacancies`. The meaning of codes beyond yes and no is the census's.

use std::collections::BTreeMap;

use assay_model::{Date, Event};
use assay_tables::{Limits, XmlRecord, read_xml};

use crate::events::EventPlace;
use crate::events::repeated::{Found, Repeated};
use crate::problems::{Oddity, Problems, Where};
use crate::{IntakeError, Outcome, Source};

const WORKER: &str = "CSWWWorker";
const VACANCIES: &str = "LALevelVacancies";
const LEAVERS: &str = "workforce leavers";

/// Elements whose values the indicators read under names of their own.
const NAMES: [(&str, &str); 5] = [
    ("SWENo", "worker"),
    ("AgencyWorker", "agency"),
    ("FTE", "fte"),
    ("Cases30", "caseload"),
    ("NumberOfVacancies", "vacancies"),
];

/// Returns whether a file is a workforce census.
#[must_use]
pub fn is_workforce_census(source: &Source) -> bool {
    let head = &source.bytes[..source.bytes.len().min(4096)];
    let text: String = head.iter().filter(|b| **b != 0).map(|b| char::from(*b)).collect();
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii());
    trimmed.starts_with('<') && (text.contains("CSWW") || text.contains(VACANCIES))
}

/// Reads a workforce census and hands every event to `take`.
///
/// # Errors
/// When the XML cannot be read, or has no worker or no reference date.
pub fn each_of_census(
    source: &Source,
    up_to: Option<Date>,
    limits: &Limits,
    take: &mut dyn FnMut(Event, EventPlace<'_>),
) -> Result<Outcome<Event>, IntakeError> {
    let unreadable = |fault| IntakeError::Unreadable { file: source.name.clone(), fault };
    let records = read_xml(&source.bytes, limits).map_err(unreadable)?;
    let value = |record: &XmlRecord, name: &str| {
        record.values.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    };
    let dated = |record: &XmlRecord| Some((record.line, value(record, "ReferenceDate")?));
    let stated = records.iter().find_map(dated);
    let stated = stated.and_then(|(line, text)| Some((line, text.parse::<Date>().ok()?)));
    let Some((line, on)) = stated else {
        return Err(not_that(source, "no ReferenceDate"));
    };
    let place = Where { file: source.name.clone(), sheet: None };
    let mut problems = Problems::default();
    if let Some(up_to) = up_to.filter(|up_to| on > *up_to) {
        let hint = "the date was kept: look at it in the source";
        let oddity = Oddity::understood(format!("a date up to that of the table, {up_to}"), hint);
        problems.note(place.at(row(line), "ReferenceDate"), format!("\"{on}\""), oddity);
    }
    let mut outcome = Outcome::default();
    let by_worker = ["worker".to_owned()];
    let mut repeated = Repeated::new(Some(&by_worker));
    for record in &records {
        let kind = match record.name.as_str() {
            WORKER => "workforce",
            VACANCIES => "vacancies",
            _ => continue,
        };
        outcome.read += 1;
        let mut fields = BTreeMap::from([("date".to_owned(), on.to_string())]);
        for (name, found) in &record.values {
            if !found.is_empty() {
                fields.insert(field(name), found.clone());
            }
        }
        if record.name == WORKER {
            check(record, &place, &mut fields, &mut problems);
        }
        let left = fields.get("role_end_date").and_then(|date| date.parse::<Date>().ok());
        let has_left = record.name == WORKER && left.is_some_and(|left| left <= on);
        let kind = if has_left { LEAVERS } else { kind }.to_owned();
        let event = Event { kind, case: None, on: Some(on), fields };
        let found = match event.field("worker") {
            "" => Found::First,
            _ => repeated.take(&event, (&place, row(record.line))),
        };
        if let Some((what, oddity)) = found.oddity(&repeated, &place) {
            problems.note(place.at(row(record.line), "SWENo"), what, oddity);
        }
        if !matches!(found, Found::Same(_)) {
            take(event, (None, row(record.line)));
        }
    }
    if outcome.read == 0 {
        return Err(not_that(source, "no CSWWWorker"));
    }
    outcome.problems = problems.finish(&source.name);
    Ok(outcome)
}

fn row(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

fn not_that(source: &Source, found: &str) -> IntakeError {
    IntakeError::NotThat {
        file: source.name.clone(),
        found: found.to_owned(),
        expected: "a workforce census with a ReferenceDate and CSWWWorker elements".to_owned(),
        hint: "export the census (CSWW) again; any other table of workers is imported as CSV or .xlsx, as events of the kind workforce".to_owned(),
    }
}

/// Compares what the indicators need with what they can read.
fn check(
    record: &XmlRecord,
    place: &Where,
    fields: &mut BTreeMap<String, String>,
    problems: &mut Problems,
) {
    let mut note = |column: &str, found: Option<&String>, oddity: Oddity| {
        let shown = found.map_or("a blank".to_owned(), |found| format!("\"{found}\""));
        problems.note(place.at(row(record.line), column), shown, oddity);
    };
    let agency = fields.get("agency").cloned();
    match agency.as_deref() {
        Some("1" | "true") => drop(fields.insert("agency".to_owned(), "yes".to_owned())),
        Some("0" | "false") => drop(fields.insert("agency".to_owned(), "no".to_owned())),
        _ => note(
            "AgencyWorker",
            agency.as_ref(),
            Oddity::new("0 or 1", "without it the worker is left out of the agency share"),
        ),
    }
    for (column, name) in [("FTE", "fte"), ("Cases30", "caseload")] {
        let found = fields.get(name);
        let is_number =
            found.is_some_and(|text| text.parse::<f64>().is_ok_and(|n| n.is_finite() && n >= 0.0));
        if !is_number && (found.is_some() || name == "fte") {
            let hint = "correct it in the workforce system; the row is kept as it is";
            note(column, found, Oddity::new("a number from 0", hint));
        }
    }
    if !fields.contains_key("worker") {
        note("SWENo", None, Oddity::understood("the worker's number", "the worker stays nameless"));
    }
}

/// `RoleEndDate` becomes `role_end_date`, and `Absat30Sept` `absat30_sept`.
fn field(name: &str) -> String {
    if let Some((_, own)) = NAMES.iter().find(|(known, _)| *known == name) {
        return (*own).to_owned();
    }
    let mut field = String::new();
    let mut before_is_lower = false;
    for c in name.chars() {
        if c.is_uppercase() && before_is_lower {
            field.push('_');
        }
        before_is_lower = !c.is_uppercase();
        field.extend(c.to_lowercase());
    }
    field
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::told;

    const CENSUS: &str = "<Message>\n<Header><CollectionDetails><Collection>CSWW</Collection><ReferenceDate>2022-09-30</ReferenceDate></CollectionDetails></Header>\n<LALevelVacancies><NumberOfVacancies>12.5</NumberOfVacancies></LALevelVacancies>\n<CSWWWorker><AgencyWorker>1</AgencyWorker><SWENo>A1</SWENo><FTE>0.8</FTE><Cases30>18</Cases30></CSWWWorker>\n<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>A2</SWENo><FTE>1</FTE><RoleEndDate>2022-05-01</RoleEndDate></CSWWWorker>\n<CSWWWorker><AgencyWorker>x</AgencyWorker><SWENo>A3</SWENo></CSWWWorker>\n</Message>";

    #[test]
    fn workers_leavers_and_vacancies_are_told_apart() {
        let source = Source { name: "a.csv".to_owned(), bytes: CENSUS.as_bytes().to_vec() };
        assert!(is_workforce_census(&source));
        let mut events = Vec::new();
        let outcome =
            each_of_census(&source, None, &Limits::default(), &mut |e, _| events.push(e)).unwrap();
        let kinds: Vec<(&str, &str)> =
            events.iter().map(|e| (e.kind.as_str(), e.field("worker"))).collect();
        assert_eq!(
            kinds,
            [("vacancies", ""), ("workforce", "A1"), (LEAVERS, "A2"), ("workforce", "A3")]
        );
        let first = &events[1];
        assert_eq!(
            (first.field("agency"), first.field("fte"), first.field("caseload")),
            ("yes", "0.8", "18")
        );
        assert_eq!(events[2].field("role_end_date"), "2022-05-01");
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 6, column \"AgencyWorker\": expected 0 or 1, found \"x\"",
                "note row 6, column \"FTE\": expected a number from 0, found a blank",
            ]
        );
    }

    #[test]
    fn a_worker_who_is_in_a_census_twice_counts_once() {
        let worker = |number: &str, fte: &str| {
            format!(
                "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>{number}</SWENo><FTE>{fte}</FTE></CSWWWorker>\n"
            )
        };
        let text = format!(
            "<M><CSWW><ReferenceDate>2023-09-30</ReferenceDate></CSWW>\n{}{}{}</M>",
            worker("SW7", "1"),
            worker("sw7", "1"),
            worker("Sw7", "0.5")
        );
        let source = Source { name: "a.csv".to_owned(), bytes: text.into_bytes() };
        let mut events = Vec::new();
        let take = &mut |event: Event, _: EventPlace<'_>| events.push(event);
        let outcome = each_of_census(&source, None, &Limits::default(), take).unwrap();
        assert_eq!(events.len(), 2);
        assert_eq!(
            told(&outcome.problems),
            [
                "note row 3, column \"SWENo\": expected each event once, found the event of row 2 again",
                "note row 4, column \"SWENo\": expected each event once, found something else of the event of row 2",
            ]
        );
    }

    #[test]
    fn a_census_of_a_day_to_come_is_reported() {
        let source = Source { name: "a.csv".to_owned(), bytes: CENSUS.as_bytes().to_vec() };
        let of = |day: &str| {
            let up_to = Some(day.parse().unwrap());
            let outcome =
                each_of_census(&source, up_to, &Limits::default(), &mut |_, _| {}).unwrap();
            told(&outcome.problems).into_iter().find(|told| told.contains("ReferenceDate"))
        };
        assert_eq!(of("2022-09-30"), None);
        assert_eq!(
            of("2022-09-29").as_deref(),
            Some(
                "note row 2, column \"ReferenceDate\": expected a date up to that of the table, 2022-09-29, found \"2022-09-30\""
            )
        );
    }

    #[test]
    fn another_message_is_no_census() {
        let source = crate::testing::source("<Message><CSWW/><a><b>1</b></a></Message>");
        let fault = each_of_census(&source, None, &Limits::default(), &mut |_, _| {}).unwrap_err();
        assert!(fault.to_string().contains("no ReferenceDate"), "{fault}");
    }
}
