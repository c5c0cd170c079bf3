//! The order of an event's own dates: nothing is over before it began. Which field may not be before which
//! is in the table of kinds. It does not compare with the day of the table.

use super::EventRow;
use super::kind::{EventSpec, FieldSpec};
use super::when::When;
use crate::day;

/// A field whose date is before one that it cannot be before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooEarly {
    /// The field.
    pub field: &'static FieldSpec,
    /// What it says.
    pub when: When,
    /// What it cannot be before.
    pub earliest: When,
    /// What is wrong, to be read after "not counted:".
    pub why: &'static str,
}

/// Returns the first field of a row that is too early; none where the dates can be.
#[must_use]
pub fn too_early(spec: &'static EventSpec, row: &(impl EventRow + ?Sized)) -> Option<TooEarly> {
    spec.fields.iter().find_map(|field| {
        let order = field.order?;
        let when = When::parse(row.field(field.name))?;
        let earliest = order.not_before.iter().filter_map(|name| of(row, name));
        let earliest = earliest.into_iter().find(|earliest| when.is_before(*earliest))?;
        Some(TooEarly { field, when, earliest, why: order.otherwise })
    })
}

/// Returns a date of a row. Tables of before 1.1 have the event's own under other names too.
fn of(row: &(impl EventRow + ?Sized), name: &str) -> Option<When> {
    if name != "date" {
        return When::parse(row.field(name));
    }
    let kept = || {
        let names = ["held_on", "missing_from", "start_date", "date"];
        names.into_iter().find_map(|name| day::parse(row.field(name)))
    };
    let day = row.on().or_else(kept)?;
    Some(When { day, minute: super::when::minute_of(row.field("time")) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Event;

    fn found(kind: &str, on: &str, fields: &[(&str, &str)]) -> Option<&'static str> {
        let event = Event {
            kind: kind.to_owned(),
            case: None,
            on: on.parse().ok(),
            fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        };
        too_early(EventSpec::of(kind).unwrap(), &event).map(|found| found.field.name)
    }

    #[test]
    fn nothing_is_over_before_it_began() {
        let on = "2026-03-10";
        let check = |kind: &str, fields: &[(&str, &str)], expected| {
            assert_eq!(found(kind, on, fields), expected, "{kind} {fields:?}");
        };
        check("meetings", &[("written_up_on", "2026-03-09")], Some("written_up_on"));
        check("meetings", &[("written_up_on", "2026-03-10")], None);
        check("meetings", &[("distributed_on", "2025-03-12")], Some("distributed_on"));
        check("placements", &[("end_date", "2026-03-01")], Some("end_date"));
        check("plans", &[("end_date", "2026-03-10")], None);
        check("missing", &[("returned_on", "2026-03-09T23:00")], Some("returned_on"));
        let back = ("returned_on", "2026-03-11T08:00");
        check("missing", &[back, ("interview_on", "2026-03-11T07:59")], Some("interview_on"));
        check("missing", &[back, ("interview_on", "2026-03-11")], None);
        check("missing", &[("interview_on", "2026-03-09")], Some("interview_on"));
        check(
            "missing",
            &[("time", "22:00"), ("returned_on", "2026-03-10T21:00")],
            Some("returned_on"),
        );
        assert_eq!(found("meetings", "", &[("held_on", "2026-03-10")]), None);
        let older = [("held_on", "2026-03-10"), ("written_up_on", "2026-03-01")];
        assert_eq!(found("meetings", "", &older), Some("written_up_on"));
    }
}
