//! `assay actions`: those agreed in returns, those of a table, and what is done about them.

use crate::support::Desk;

const ID: &str = "2026-09-10/1/ann/monthly/1";

fn agreed() -> Desk {
    let desk = Desk::with_workspace();
    let head = "case_id,auditor,audit_date,overall,action,action_owner,action_due\n";
    desk.write(
        "returns.csv",
        format!("{head}1,ann,2026-09-10,Good,Write up the visits,Bo,2026-09-24\n"),
    );
    desk.run(&["import", "returns", "returns.csv"]).done();
    desk
}

fn only(desk: &Desk) -> serde_json::Value {
    let all = desk.run(&["actions", "--all", "--as-at", "2026-10-01", "--format", "json"]);
    let all = all.done().json();
    assert_eq!(all.as_array().unwrap().len(), 1, "{all}");
    all[0].clone()
}

#[test]
fn an_action_agreed_in_a_return_lives_on() {
    let desk = agreed();
    let action = only(&desk);
    assert_eq!((&action["id"], &action["overdue"]), (&ID.into(), &true.into()));
    desk.run(&["actions", "due", ID, "2026-10-08"]).done();
    let action = only(&desk);
    assert_eq!((&action["moves"], &action["overdue"]), (&1.into(), &false.into()));
    let bare = desk.run(&["actions", "verify", ID]).ends_with(2);
    let told = format!("error: action {ID}: it is not done yet\n");
    assert!(bare.stderr.starts_with(&told), "{}", bare.stderr);
    desk.run(&["actions", "done", ID, "--evidence", "visits on file", "--on", "2026-10-01"]).done();
    let own = desk.run(&["actions", "verify", ID]).ends_with(2);
    assert!(own.stderr.contains("began this and cannot be the second person"), "{}", own.stderr);
    assert_eq!(only(&desk)["evidence"], "visits on file");
    let gone = desk.run(&["actions", "close", "A9", "--reason", "workload"]).ends_with(2);
    assert!(gone.stderr.contains("there is no action A9"), "{}", gone.stderr);
}

#[test]
fn inspectors_and_packs_see_the_actions_that_audits_agreed() {
    let desk = agreed();
    desk.write("asked.csv", "case_id\n1\n");
    let day = ["--as-at", "2026-10-01"];
    let told = desk.run(&["visit", "cases", "asked.csv", "--format", "json", day[0], day[1]]);
    assert_eq!(told.done().json()[0]["open_actions"], 1);
    desk.run(&["pack", "visit", day[0], day[1]]).done();
    let page = desk.read("packs/2026-10-01-visit.html");
    assert!(page.contains("Write up the visits"), "an overdue action stands in the pack");
}

#[test]
fn a_table_takes_an_agreed_action_up_and_adds_moved_dates() {
    let desk = agreed();
    let table =
        |due: &str| format!("action_id,case_id,what,due\nT1,1,write up the  visits,{due}\n");
    desk.write("actions.csv", table("2026-09-24"));
    desk.run(&["import", "actions", "actions.csv"]).done();
    assert_eq!(only(&desk)["id"], "T1");
    desk.write("actions.csv", table("2026-10-24"));
    desk.run(&["import", "actions", "actions.csv"]).done();
    let again = desk.run(&["import", "actions", "actions.csv", "--format", "json"]).done().json();
    assert_eq!((&again["stored"], &again["unchanged"]), (&0.into(), &1.into()));
    let action = only(&desk);
    assert_eq!(action["due_dates"], serde_json::json!(["2026-09-24", "2026-10-24"]));
    let other = desk.run(&["actions", "close", "T1", "--reason", "no time"]).ends_with(2);
    assert!(other.stderr.contains("expected a reason, found \"no time\""), "{}", other.stderr);
    desk.run(&["actions", "close", "T1", "--reason", "superseded"]).done();
    assert_eq!(only(&desk)["not_done_reason"], "superseded");
}
