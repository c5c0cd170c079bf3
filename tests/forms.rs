//! `assay forms`: one workbook an auditor, a register, and what comes back.

use crate::support::Desk;

fn drawn() -> Desk {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    desk.write(
        "list.csv",
        "case_id,team,plan_type\n001,CIN 1,children in need\n002,CIN 1,children in need\n",
    );
    desk.run(&["import", "cases", "list.csv"]).done();
    desk.run(&["freeze", "--plan", "monthly", "--id", "2026-09-monthly"]).done();
    desk.run(&["draw", "2026-09-monthly"]).done();
    desk
}

#[test]
fn forms_are_written_registered_and_an_untouched_one_brings_nothing() {
    let desk = drawn();
    let written = desk.run(&["forms", "2026-09-monthly", "--format", "json"]).done().json();
    assert_eq!(written.as_array().unwrap().len(), 1);
    assert_eq!(written[0]["cases"], 2);
    let form = "draws/2026-09-monthly/forms/2026-09-monthly-form-01.xlsx";
    assert!(desk.path(form).is_file());
    let register = desk.run(&["forms", "2026-09-monthly", "--register", "--format", "json"]);
    assert_eq!(register.done().json()[0]["owed"], 2);
    let back = desk.run(&["import", "returns", form, "--format", "json"]).done().json();
    assert_eq!((&back["read"], &back["stored"]), (&2.into(), &0.into()));
}

#[test]
fn a_draw_that_is_not_there_or_not_drawn_has_no_forms() {
    let desk = Desk::with_workspace();
    let ran = desk.run(&["forms", "2026-10-monthly"]).ends_with(2);
    assert_eq!(ran.stderr, "error: there is no draw 2026-10-monthly\n");
}

#[test]
fn no_form_goes_out_with_the_contact_that_was_shipped() {
    let desk = drawn();
    let council = desk.read("assay.yaml");
    desk.write("assay.yaml", council.replace("the front door, 01632 960001", "The Duty Manager"));
    let refused = desk.run(&["forms", "2026-09-monthly"]).ends_with(2);
    assert!(refused.stderr.contains("urgent_contact in assay.yaml"), "{}", refused.stderr);
    assert!(!desk.path("draws/2026-09-monthly/forms").exists());
}
