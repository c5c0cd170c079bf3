//! Meetings that took place and were not written up: by the events, and against what auditors wrote.

use super::*;

#[test]
fn meetings_held_and_not_written_up_are_measured() {
    let meeting = |on: &str, written: &str| {
        event("meetings", "1", on, &[("meeting_type", "core group"), ("written_up_on", written)])
    };
    let events = [
        meeting("2026-06-01", "2026-06-08"),
        meeting("2026-06-01", ""),
        meeting("2026-06-01", "2026-06-30"),
    ];
    let found = one(&events, &policy("meetings_written_up", &["5 working days"]), "2026-09-30");
    let year = found.timeliness.unwrap().year_to_date;
    assert_eq!((year.due, year.on_time, year.not_done), (3, 1, 1));
    assert_eq!(year.bands, [0, 0, 0, 2]);
}

#[test]
fn meetings_not_written_up_are_held_against_what_auditors_wrote() {
    let meeting = |case: &str, on: &str, written: &str| {
        event("meetings", case, on, &[("meeting_type", "core group"), ("written_up_on", written)])
    };
    let events = [
        meeting("1", "2026-06-01", ""),
        meeting("2", "2026-06-01", ""),
        meeting("3", "2026-06-01", "2026-06-02"),
        meeting("4", "2026-09-29", ""),
    ];
    let ids = |cases: &[&str]| cases.iter().map(|case| CaseId::parse(case).unwrap()).collect();
    let limit = Limit::parse("5 working days").unwrap();
    let calendar = WorkingDays::england(&[]);
    let meetings = MeetingsLate::of(&facts(&events), limit, &calendar, date("2026-09-30"));
    let audited = ids(&["1", "2", "3", "4", "5"]);
    let found = cross_check(&meetings, (&audited, &ids(&["1", "3"])));
    assert_eq!(
        (found.both, found.events_only, found.theme_only, found.neither, found.without_meetings),
        (1, 1, 1, 1, 1)
    );
}
