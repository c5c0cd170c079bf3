//! `assay indicators` and `assay actions` on imported events.

use crate::support::Desk;

#[test]
fn without_events_the_next_step_is_said() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["indicators"]).done();
    assert_eq!(ran.stdout, "No events yet: assay import events FILE --kind visits\n");
    let json = desk.run(&["indicators", "--format", "json"]).done().json();
    assert_eq!(json["indicators"], serde_json::json!([]));
    assert_eq!(desk.run(&["actions", "--format", "json"]).done().json(), serde_json::json!([]));
}

#[test]
fn visits_are_measured_by_the_policy() {
    let desk = Desk::with_workspace();
    desk.write(
        "plans.csv",
        "case_id,plan_type,start_date,end_date,team\n1,child protection,2026-06-01,,CP 1\n",
    );
    desk.write(
        "visits.csv",
        "case_id,date,visit_type,seen,seen_alone,team,worker\n\
         1,2026-06-15,child protection,yes,no,CP 1,A\n1,2026-07-02,child protection,yes,yes,CP 1,A\n",
    );
    for kind in ["plans", "visits"] {
        let file = format!("{kind}.csv");
        let covers = "2026-06-01..2026-09-30";
        let ran = desk.run(&["import", "events", &file, "--kind", kind, "--covers", covers]);
        assert!(ran.code < 2, "{}", ran.stderr);
    }
    let asked = ["indicators", "--as-at", "2026-09-30", "--format", "json"];
    let json = desk.run(&asked).done().json();
    let found = &json["indicators"][0];
    assert_eq!(found["key"], "child_protection_visits");
    let year = &found["timeliness"]["year_to_date"];
    assert_eq!((&year["due"], &year["on_time"], &year["late"]), (&3.into(), &1.into(), &2.into()));
    let screen = desk.run(&["indicators", "--as-at", "2026-09-30"]).done().stdout;
    assert!(screen.contains("within 10 working days; target 95%"), "{screen}");
    assert!(screen.contains("1 of 3"), "{screen}");
}

#[test]
fn a_fault_in_the_policy_is_told_with_its_place() {
    let desk = Desk::with_workspace();
    let text = desk.read("indicators.yaml").replace(
        "limits: [20 working days]\n    target: 90%\n  first",
        "limits: [20]\n    target: 90%\n  first",
    );
    desk.write("indicators.yaml", text);
    let ran = desk.run(&["indicators"]).ends_with(2);
    assert!(ran.stderr.contains("expected a limit, found \"20\""), "{}", ran.stderr);
}
