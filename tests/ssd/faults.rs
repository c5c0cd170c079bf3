//! Rows, columns and tables of a dataset that are wrong or missing: each is reported, and nothing is stored unasked.

use std::fs;

use serde_json::Value;

use super::council::{council, edit, import, tells, told};

#[test]
fn a_row_about_nobody_is_refused_with_its_place() {
    let desk = council();
    edit(&desk, "ssd_cin_visits.csv", "2,P3,", "2,P999,");
    let report = import(&desk, &[]).ends_with(1).json();
    assert_eq!(report["stored"], 0);
    tells(
        &report,
        "refused ssd_cin_visits.csv 3 cinv_person_id: P999; a person of ssd_person (pers_person_id)",
    );
    let skipped = import(&desk, &["--skip-refused"]).ends_with(1).json();
    assert_eq!(skipped["events"]["new"], 16);
}

#[test]
fn what_a_row_refers_to_and_is_not_there_is_told() {
    let desk = council();
    edit(&desk, "ssd_cp_plans.csv", "R2", "R99");
    edit(&desk, "ssd_cin_plans.csv", "T3,W3", "T99,W3");
    edit(&desk, "ssd_initial_cp_conference.csv", "E1", "E99");
    let report = import(&desk, &[]).ends_with(1).json();
    tells(
        &report,
        "understood ssd_cp_plans.csv 2 cppl_referral_id: R99; an id of ssd_cin_episodes (cine_referral_id)",
    );
    tells(
        &report,
        "understood ssd_cin_plans.csv 2 cinp_cin_plan_team: T99; an id of ssd_department (dept_team_id)",
    );
    tells(
        &report,
        "lost ssd_initial_cp_conference.csv 2 icpc_s47_enquiry_id: E99; an id of ssd_s47_enquiry (s47e_s47_enquiry_id)",
    );
    tells(
        &report,
        "understood ssd_s47_enquiry.csv 2 s47e_s47_end_date: ended \"2026-06-20\"; a conference of the enquiry, or that there is no further action",
    );
}

#[test]
fn a_plan_or_episode_of_another_child_is_refused() {
    let desk = council();
    edit(&desk, "ssd_cp_visits.csv", "1,P2,K2", "1,P3,K2");
    edit(&desk, "ssd_cin_plans.csv", "N3,P3,R3", "N3,P3,R2");
    let report = import(&desk, &[]).ends_with(1).json();
    assert_eq!(report["stored"], 0);
    tells(&report, "refused ssd_cp_visits.csv 2 cppv_cp_plan_id: K2; the plan of the same child");
    tells(
        &report,
        "refused ssd_cin_plans.csv 2 cinp_referral_id: R2; the episode of the same child",
    );
}

#[test]
fn events_of_workers_and_care_are_of_the_file_that_their_rows_are_in() {
    let desk = council();
    // Two files of one table: what became of the rows is said of each.
    let header = "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_entered_care_date,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_referral_id\n";
    desk.write(
        "extract/ssd_cla_episodes_2.csv",
        format!("{header}L9,P6,CARE9,01/02/2024,01/02/2024,01/05/2024,E8,R6\n"),
    );
    let report = import(&desk, &[]).done().json();
    let tables = report["tables"].as_array().unwrap();
    let stored = |file: &str| {
        tables.iter().find(|t| t["file"] == file).unwrap_or_else(|| panic!("{file}"))["stored"]
            .as_u64()
    };
    assert_eq!(stored("ssd_cla_episodes.csv"), Some(1));
    assert_eq!(stored("ssd_cla_episodes_2.csv"), Some(1));
}

#[test]
fn a_period_of_care_of_another_child_is_refused() {
    let desk = council();
    edit(&desk, "ssd_cla_visits.csv", "2,P1,CARE1", "2,P3,CARE1");
    let report = import(&desk, &[]).ends_with(1).json();
    tells(
        &report,
        "refused ssd_cla_visits.csv 3 clav_cla_id: CARE1; the period of care of the same child",
    );
}

#[test]
fn codes_roles_and_dates_that_cannot_be_are_lost_with_their_rows() {
    let desk = council();
    edit(&desk, "ssd_care_leavers.csv", ",1,F4,", ",7,F4,");
    edit(&desk, "ssd_person.csv", "M,01,WBRI", "M,01,WXYZ");
    edit(&desk, "ssd_involvements.csv", "I6,W3,Family Help Lead Practitioner", "I6,W3,Wizard");
    edit(&desk, "ssd_cin_plans.csv", "21/06/2026,,", "21/06/2026,01/06/2026,");
    edit(&desk, "ssd_cin_episodes.csv", "01/09/2026,N,,T1", "01/09/2026,N,01/08/2026,T1");
    edit(&desk, "ssd_cp_visits.csv", "20/07/2026", "soon");
    edit(&desk, "ssd_cin_visits.csv", "20/07/2026,N", "20/07/2026,perhaps");
    let report = import(&desk, &[]).ends_with(1).json();
    for line in [
        "lost ssd_care_leavers.csv 2 clea_care_leaver_accom_suitable: 7; one of the codes a) Suitable | b) Unsuitable",
        "understood ssd_person.csv 2 pers_ethnicity: WXYZ; one of the codes WBRI | WIRI | WIRT | … | NOBT",
        "lost ssd_involvements.csv 7 invo_professional_role_id: Wizard; a role that is known: social worker, family help lead practitioner, lead child protection practitioner, personal adviser, family support worker, independent reviewing officer, conference chair, manager",
        "lost ssd_cin_plans.csv 2 cinp_cin_plan_end_date: 2026-06-01; a date from 2026-06-21 on",
        "lost ssd_cin_episodes.csv 5 cine_close_date: 01/08/2026; a date from the start on, which is 2026-09-01",
        "lost ssd_cp_visits.csv 3 cppv_cp_visit_date: soon; a date, day first",
        "lost ssd_cin_visits.csv 3 cinv_cin_visit_seen: perhaps; yes or no",
    ] {
        tells(&report, line);
    }
}

#[test]
fn rows_of_one_id_that_differ_are_refused_both_and_the_same_again_is_read_once() {
    let desk = council();
    edit(&desk, "ssd_cla_visits.csv", "2,P1,CARE1,10/07/2026", "1,P1,CARE1,10/07/2026");
    edit(
        &desk,
        "ssd_cp_visits.csv",
        "2,P2,K2,20/07/2026,Y,N\n",
        "2,P2,K2,20/07/2026,Y,N\n2,P2,K2,20/07/2026,Y,N\n",
    );
    let report = import(&desk, &[]).ends_with(1).json();
    let expected = "one row of each id, or rows that say the same";
    tells(
        &report,
        &format!("refused ssd_cla_visits.csv 2 clav_cla_visit_id: \"1\", as in row 3; {expected}"),
    );
    tells(
        &report,
        &format!("refused ssd_cla_visits.csv 3 clav_cla_visit_id: \"1\", as in row 2; {expected}"),
    );
    tells(
        &report,
        "left_out ssd_cp_visits.csv 4 cppv_cp_visit_id: \"2\", as in row 3; each row once",
    );
    let skipped = import(&desk, &["--skip-refused"]).ends_with(1).json();
    assert_eq!(skipped["events"]["new"], 15);
}

#[test]
fn a_column_or_table_that_is_not_there_is_named_with_what_it_costs() {
    let desk = council();
    edit(&desk, "ssd_cin_visits.csv", "cinv_cin_visit_seen,", "visited,");
    fs::remove_file(desk.path("extract/ssd_cla_placement.csv")).unwrap();
    let report = import(&desk, &[]).done().json();
    tells(
        &report,
        "understood ssd_cin_visits.csv - cinv_cin_visit_seen: no such column; a column \"cinv_cin_visit_seen\"",
    );
    let tables = report["tables"].as_array().unwrap();
    let absent = tables.iter().find(|t| t["table"] == "ssd_cla_placement").unwrap();
    assert_eq!((&absent["fate"], &absent["file"]), (&"absent".into(), &Value::Null));
    assert_eq!(absent["without"], "no looked-after visits are owed, and no number of placements");
}

#[test]
fn a_table_without_the_columns_it_needs_is_refused_and_without_persons_nothing_is_read() {
    let desk = council();
    edit(&desk, "ssd_cp_visits.csv", "cppv_cp_visit_date", "when");
    let report = import(&desk, &[]).ends_with(1).json();
    assert_eq!(report["stored"], 0);
    assert!(
        told(&report).iter().any(|line| line.starts_with("refused ssd_cp_visits.csv - :")),
        "{:#?}",
        told(&report)
    );
    fs::remove_file(desk.path("extract/ssd_person.csv")).unwrap();
    let ran = import(&desk, &[]).ends_with(2);
    assert!(ran.stderr.contains("expected a file or sheet called ssd_person"), "{}", ran.stderr);
}

#[test]
fn a_dry_run_stores_nothing_and_a_map_is_refused() {
    let desk = council();
    let report = import(&desk, &["--dry-run"]).done().json();
    assert_eq!(report["stored"], 0);
    assert_eq!(
        desk.run(&["import", "list", "--format", "json"]).done().json(),
        serde_json::json!([])
    );
    import(&desk, &["--map", "visits"]).ends_with(2);
}
