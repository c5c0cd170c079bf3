//! `assay import ssd`: a folder with a file for each table of the Standard Safeguarding Dataset, to cases, lists and
//! events; what is dropped, and every fault with its row.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Desk, Ran};

/// The tables of a small council on 30 September 2026: one child in care, one with a protection plan, one in need,
/// one assessed, one care leaver, one long closed.
const TABLES: [(&str, &str); 20] = [
    (
        "ssd_department.csv",
        "dept_team_id,dept_team_name,dept_team_parent_id\nT1,Safeguarding North,P\nT2,Children Looked After,P\nT3,Family Help East,P\n",
    ),
    (
        "ssd_professionals.csv",
        "prof_professional_id,prof_staff_id,prof_professional_name,prof_professional_department,prof_full_time_equivalency,prof_agency_worker_flag,prof_professional_caseload\nW1,S1,Ann Archer,T1,1,N,14\nW2,S2,Bea Brook,T2,0.8,Y,12\nW3,S3,Cy Cole,T3,1,N,20\nW9,S9,Dr Outside,,,,\n",
    ),
    (
        "ssd_person.csv",
        "pers_person_id,pers_forename,pers_surname,pers_sex,pers_gender,pers_ethnicity,pers_dob,pers_expected_dob,pers_death_date,pers_legacy_id,pers_upn_unknown\n\
         P1,Zebedee,Quartermaine,M,01,WBRI,12/05/2014,,,,\n\
         P2,Ada,Quince,F,,MWBC,2019-02-03 00:00:00,,NULL,,\n\
         P3,Bo,Quill,F,02,WBRI,01/10/2010,,,,\n\
         P4,Cal,Quick,U,,,,01/12/2026,,,\n\
         P5,Di,Quaint,F,,BCRB,04/04/2007,,,,\n\
         P6,Ed,Quest,M,,WBRI,04/04/2012,,,,\n\
         P7,Flo,Quiet,F,,WBRI,04/04/2012,,,,\n",
    ),
    ("ssd_family.csv", "fami_table_id,fami_family_id,fami_person_id\n1,F1,P1\n2,F1,P2\n"),
    (
        "ssd_involvements.csv",
        "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,invo_involvement_start_date,invo_involvement_end_date,invo_person_id\n\
         I1,W1,Social Worker,T1,01/01/2025,01/03/2025,P1\n\
         I2,W2,SW,T2,02/03/2025,,P1\n\
         I3,W3,FHLP,T3,01/06/2026,,P2\n\
         I4,W1,Lead Child Protection Practitioner,T1,01/07/2026,,P2\n\
         I5,W9,IRO,T2,01/03/2025,,P1\n\
         I6,W3,Family Help Lead Practitioner,T3,01/06/2026,,P3\n",
    ),
    (
        "ssd_cin_episodes.csv",
        "cine_referral_id,cine_person_id,cine_referral_date,cine_referral_nfa,cine_close_date,cine_referral_team,cine_referral_worker_id\n\
         R1,P1,01/01/2025,N,,T1,W1\nR2,P2,01/05/2026,N,,T1,W1\nR3,P3,01/06/2026,N,,T3,W3\nR4,P4,01/09/2026,N,,T1,W1\n\
         R6,P6,01/01/2024,N,01/06/2024,T1,W1\nR7,P7,01/09/2026,Y,,T1,W1\n",
    ),
    (
        "ssd_cin_assessments.csv",
        "cina_assessment_id,cina_person_id,cina_referral_id,cina_assessment_start_date,cina_assessment_auth_date,cina_assessment_team\nA1,P4,R4,02/09/2026,,T1\nA3,P3,R3,02/06/2026,20/06/2026,T3\n",
    ),
    (
        "ssd_s47_enquiry.csv",
        "s47e_s47_enquiry_id,s47e_person_id,s47e_referral_id,s47e_s47_start_date,s47e_s47_end_date,s47e_s47_nfa,s47e_s47_completed_by_team\nE1,P2,R2,10/06/2026,20/06/2026,N,T1\n",
    ),
    (
        "ssd_initial_cp_conference.csv",
        "icpc_icpc_id,icpc_person_id,icpc_s47_enquiry_id,icpc_icpc_date\nC1,P2,E1,30/06/2026\n",
    ),
    (
        "ssd_cin_plans.csv",
        "cinp_cin_plan_id,cinp_person_id,cinp_referral_id,cinp_cin_plan_start_date,cinp_cin_plan_end_date,cinp_cin_plan_team,cinp_cin_plan_worker_id\nN3,P3,R3,21/06/2026,,T3,W3\n",
    ),
    (
        "ssd_cp_plans.csv",
        "cppl_cp_plan_id,cppl_person_id,cppl_referral_id,cppl_cp_plan_start_date,cppl_cp_plan_end_date\nK2,P2,R2,30/06/2026,\n",
    ),
    (
        "ssd_cla_episodes.csv",
        "clae_cla_episode_id,clae_person_id,clae_cla_id,clae_entered_care_date,clae_cla_episode_start_date,clae_cla_episode_ceased_date,clae_cla_episode_ceased_reason,clae_referral_id\nL1,P1,CARE1,01/03/2025,01/03/2025,01/06/2026,X1,R1\nL2,P1,CARE1,01/03/2025,01/06/2026,,,R1\n",
    ),
    (
        "ssd_legal_status.csv",
        "lega_legal_status_id,lega_person_id,lega_legal_status,lega_legal_status_start_date,lega_legal_status_end_date\n1,P1,V2,01/03/2025,01/06/2026\n2,P1,C2,01/06/2026,\n",
    ),
    (
        "ssd_care_leavers.csv",
        "clea_table_id,clea_person_id,clea_care_leaver_eligibility,clea_care_leaver_in_touch,clea_care_leaver_accommodation,clea_care_leaver_accom_suitable,clea_care_leaver_activity,clea_pathway_plan_review_date,clea_care_leaver_allocated_team,clea_care_leaver_worker_id\n1,P5,Former relevant,Y,U,1,F4,01/08/2026,T2,W2\n",
    ),
    (
        "ssd_cla_health.csv",
        "clah_health_check_id,clah_person_id,clah_health_check_type,clah_health_check_date,clah_health_check_status\n1,P1,Health Assessment,01/02/2026,Completed\n2,P1,Dental Check,01/03/2026,Refused\n",
    ),
    (
        "ssd_cin_visits.csv",
        "cinv_cin_visit_id,cinv_person_id,cinv_cin_visit_date,cinv_cin_visit_seen,cinv_cin_visit_seen_alone,cinv_cin_visit_bedroom\n1,P3,01/07/2026,Y,N,Y\n2,P3,20/07/2026,N,N,N\n",
    ),
    (
        "ssd_cp_visits.csv",
        "cppv_cp_visit_id,cppv_person_id,cppv_cp_plan_id,cppv_cp_visit_date,cppv_cp_visit_seen,cppv_cp_visit_seen_alone\n1,P2,K2,08/07/2026,Y,Y\n2,P2,K2,20/07/2026,Y,N\n",
    ),
    (
        "ssd_cla_visits.csv",
        "clav_cla_visit_id,clav_person_id,clav_cla_id,clav_cla_visit_date,clav_cla_visit_seen,clav_cla_visit_seen_alone\n1,P1,CARE1,05/06/2026,Y,Y\n2,P1,CARE1,10/07/2026,Y,Y\n",
    ),
    (
        "ssd_cla_reviews.csv",
        "clar_cla_review_id,clar_cla_id,clar_cla_review_due_date,clar_cla_review_date,clar_cla_review_cancelled\n1,CARE1,01/07/2026,28/06/2026,N\n2,CARE1,01/12/2026,,N\n3,CARE1,01/08/2026,01/08/2026,Y\n",
    ),
    (
        "ssd_cla_placement.csv",
        "clap_cla_placement_id,clap_person_id,clap_cla_id,clap_cla_placement_start_date,clap_cla_placement_end_date,clap_cla_placement_type,clap_cla_placement_postcode\n1,P1,CARE1,01/03/2025,01/06/2026,U6,ZZ9 9ZZ\n2,,CARE1,01/06/2026,,U4,ZZ8 8ZZ\n",
    ),
];

const MISSING: &str = "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\n1,P1,03/08/2026 21:00,M,04/08/2026 09:30,Y,Y\n2,P1,10/08/2026,A,11/08/2026,N,N\n";

/// A workspace with the extract in its folder.
fn council() -> Desk {
    let desk = Desk::with_workspace();
    for (file, text) in TABLES {
        desk.write(&format!("extract/{file}"), text);
    }
    desk.write("extract/ssd_missing.csv", MISSING);
    desk.write("extract/ssd_cp_reviews.csv", "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date\n1,P2,K2,15/09/2026\n");
    desk
}

fn import(desk: &Desk, more: &[&str]) -> Ran {
    let mut arguments =
        vec!["import", "ssd", "extract", "--as-at", "2026-09-30", "--format", "json"];
    arguments.extend(more);
    desk.run(&arguments)
}

fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    let inner = format!("extract/{file}");
    let text = desk.read(&inner);
    assert!(text.contains(from), "{file} has no {from}");
    desk.write(&inner, text.replacen(from, to, 1));
}

/// The problems as short lines.
fn told(report: &Value) -> Vec<String> {
    let problems = report["problems"].as_array().expect("problems");
    let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let line = |p: &Value| {
        let row = p["row"].as_u64().map_or("-".to_owned(), |row| row.to_string());
        let (effect, file) = (word(&p["effect"]), word(&p["file"]));
        let (column, found, expected) =
            (word(&p["column"]), word(&p["found"]), word(&p["expected"]));
        format!("{effect} {file} {row} {column}: {found}; {expected}")
    };
    problems.iter().map(line).collect()
}

#[track_caller]
fn tells(report: &Value, expected: &str) {
    let all = told(report);
    assert!(all.iter().any(|line| line == expected), "{expected}\nin\n{}", all.join("\n"));
}

fn export_of(desk: &Desk, list: &str) -> Vec<Value> {
    desk.run(&["export", "--to", "out", "--format", "json"]);
    let text = desk.read(&format!("out/cases-{list}.json"));
    serde_json::from_str(&text).expect("JSON")
}

fn stored_bytes(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("evidence.db") {
            bytes.extend(fs::read(&path).expect("a file"));
        }
    }
    bytes
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn a_dataset_becomes_the_list_of_children_and_the_events_that_measures_read() {
    let desk = council();
    let ran = import(&desk, &[]).done();
    let report = ran.json();
    assert_eq!(report["problems"], serde_json::json!([]), "{:#?}", told(&report));
    // Five children; and of events 3 posts, 3 plans, 6 visits, 2 reviews, 2 placements, 1 missing episode.
    assert_eq!(report["events"]["new"], 17);
    assert_eq!(report["stored"], 22);
    assert_eq!(
        report["further_lists"],
        serde_json::json!({"assessments": 2, "referrals": 6, "s47": 1})
    );
}

#[test]
fn the_same_folder_twice_changes_nothing_and_an_undo_takes_all_of_it_back() {
    let desk = council();
    import(&desk, &[]).done();
    let again = import(&desk, &[]).done().json();
    assert_eq!((&again["stored"], &again["unchanged"]), (&0.into(), &22.into()));
    let imports = desk.run(&["import", "list", "--format", "json"]).done().json();
    let numbers: Vec<String> =
        imports.as_array().unwrap().iter().rev().map(|one| one["import"].to_string()).collect();
    desk.run(&["doctor"]).done();
    for number in &numbers {
        desk.run(&["import", "undo", number]).done();
    }
    desk.run(&["doctor"]).done();
    let indicators = desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]).done();
    assert_eq!(indicators.json()["indicators"], serde_json::json!([]));
}

#[test]
fn what_no_measure_needs_is_not_in_the_store() {
    let desk = council();
    desk.write(
        "extract/ssd_disability.csv",
        "disa_table_id,disa_person_id,disa_disability_code\n1,P1,ZZDIS\n",
    );
    desk.write("extract/ssd_newtable.csv", "a,b\nZZNEW,2\n");
    edit(&desk, "ssd_person.csv", "pers_upn_unknown\n", "pers_shoe_size\n");
    edit(&desk, "ssd_person.csv", "WBRI,12/05/2014,,,,\n", "WBRI,12/05/2014,,,,ZZSHOE\n");
    let report = import(&desk, &[]).done().json();
    let tables = report["tables"].as_array().unwrap();
    let of =
        |file: &str| tables.iter().find(|t| t["file"] == file).unwrap_or_else(|| panic!("{file}"));
    assert_eq!(of("ssd_disability.csv")["fate"], "dropped");
    assert_eq!(of("ssd_newtable.csv")["fate"], "unknown");
    assert_eq!(
        of("ssd_person.csv")["dropped_columns"],
        serde_json::json!(["pers_forename", "pers_surname"])
    );
    assert_eq!(of("ssd_person.csv")["unknown_columns"], serde_json::json!(["pers_shoe_size"]));
    assert_eq!(of("ssd_cin_visits.csv")["stored"], 2);
    assert_eq!(of("ssd_cla_reviews.csv")["left_out"][0]["rows"], 1);
    tells(
        &report,
        "left_out ssd_person.csv - pers_shoe_size: a column that is not known; a column of ssd_person in the release of 2026",
    );
    let bytes = stored_bytes(&desk.path("."));
    assert!(has(&bytes, "Safeguarding North"), "the store was read");
    for gone in ["Zebedee", "Quartermaine", "Quince", "ZZ9 9ZZ", "ZZDIS", "ZZNEW", "ZZSHOE"] {
        assert!(!has(&bytes, gone), "{gone} is in the store");
    }
}

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
fn ids_are_never_joined_by_what_the_dataset_says_of_former_ones() {
    let desk = council();
    edit(
        &desk,
        "ssd_person.csv",
        "04/04/2012,,,,\nP7",
        "04/04/2012,,,,\nP8,New,Name,M,,WBRI,12/05/2014,,,P1,\nP7",
    );
    edit(&desk, "ssd_cin_episodes.csv", "R7,P7", "R8,P8,01/09/2026,N,,T1,W1\nR7,P7");
    let report = import(&desk, &[]).done().json();
    tells(
        &report,
        "understood ssd_person.csv 8 pers_legacy_id: P1; an id of its own for each child: \"P8\" has this as its former one",
    );
    assert_eq!(report["stored"], 23);
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

/// Some fields of a child on the list.
fn fields(children: &[Value], id: &str, names: &[&str]) -> Vec<String> {
    let found = children.iter().find(|child| child["case_id"] == id);
    let child = found.unwrap_or_else(|| panic!("{id} in {children:#?}"));
    let text = |name: &&str| child[*name].as_str().unwrap_or("-").to_owned();
    names.iter().map(text).collect()
}

#[test]
fn the_list_says_who_holds_the_case_in_which_role_and_when_the_child_was_last_seen() {
    let desk = council();
    import(&desk, &[]).done();
    let children = export_of(&desk, "children");
    let names =
        ["plan_type", "team", "worker", "worker_role", "start_date", "last_seen", "lists", "age"];
    let check = |id: &str, expected: [&str; 8]| {
        assert_eq!(fields(&children, id, &names), expected, "{id}");
    };
    check(
        "P1",
        [
            "looked after",
            "Children Looked After",
            "Bea Brook",
            "social worker",
            "2025-03-01",
            "2026-07-10",
            "6 8",
            "12",
        ],
    );
    // Two hold the case; for a protection plan the lead child protection practitioner comes first.
    check(
        "P2",
        [
            "child protection",
            "Safeguarding North",
            "Ann Archer",
            "lead child protection practitioner",
            "2026-06-30",
            "2026-07-20",
            "6 7",
            "7",
        ],
    );
    check(
        "P3",
        [
            "children in need",
            "Family Help East",
            "Cy Cole",
            "family help lead practitioner",
            "2026-06-21",
            "2026-07-01",
            "6",
            "15",
        ],
    );
    check(
        "P4",
        ["open assessment", "Safeguarding North", "Ann Archer", "-", "2026-09-01", "-", "6", "-1"],
    );
    check("P5", ["care leaver", "Children Looked After", "Bea Brook", "-", "-", "-", "9", "19"]);
    assert_eq!(children.len(), 5, "one was closed long ago, and of one nothing came");
}

#[test]
fn children_in_care_have_their_reviews_and_checks_and_visits_the_team_of_the_day() {
    let desk = council();
    import(&desk, &[]).done();
    let children = export_of(&desk, "children");
    let care = [
        "legal_status",
        "placements_in_12_months",
        "last_review",
        "last_health_assessment",
        "last_dental_check",
        "family",
    ];
    assert_eq!(fields(&children, "P1", &care), ["C2", "2", "2026-06-28", "2026-02-01", "-", "F1"]);
    let visits: Vec<Value> = serde_json::from_str(&desk.read("out/events-visits.json")).unwrap();
    let of_care = visits.iter().filter(|visit| visit["visit_type"] == "looked after");
    assert!(
        of_care.clone().count() == 2
            && of_care.clone().all(|v| v["team"] == "Children Looked After")
    );
    let s47 = export_of(&desk, "s47");
    assert_eq!(s47[0]["conference_on"], "2026-06-30");
}

#[test]
fn a_draw_is_made_of_the_list_and_indicators_of_the_events() {
    let desk = council();
    import(&desk, &[]).done();
    let frozen = desk.run(&[
        "freeze",
        "--plan",
        "health-check",
        "--id",
        "2026-09-check",
        "--as-at",
        "2026-09-30",
    ]);
    assert_eq!(frozen.code, 0, "{}{}", frozen.stdout, frozen.stderr);
    let drawn = desk.run(&[
        "draw",
        "2026-09-check",
        "--seed",
        "31415926535897932384",
        "--seed-source",
        "dice",
        "--allow-weak-seed",
    ]);
    assert_eq!(drawn.code, 0, "{}{}", drawn.stdout, drawn.stderr);
    let answer =
        desk.run(&["indicators", "--as-at", "2026-09-30", "--format", "json"]).done().json();
    let text = answer["indicators"].to_string();
    for key in [
        "looked_after_visits",
        "child_protection_visits",
        "child_in_need_visits",
        "single_assessments",
        "initial_conferences",
        "child_protection_reviews",
        "return_interviews",
        "care_leavers",
        "agency_share",
    ] {
        assert!(text.contains(&format!("\"{key}\"")), "{key} in {text}");
    }
    assert!(text.contains("their source does not say when one was held"));
    assert!(!text.contains("interview done"), "nobody knows whether an interview was held");
    // What a draw was made of is not taken back.
    let refused = desk.run(&["import", "undo", "1"]);
    assert_ne!(refused.code, 0);
}

#[test]
fn a_case_that_was_restricted_stays_so() {
    let desk = council();
    desk.write("list.csv", "case_id,team,restricted\nP1,T,yes\nP2,T,no\n");
    desk.run(&["import", "cases", "list.csv", "--as-at", "2026-08-31"]).done();
    let ran = import(&desk, &[]).done();
    assert!(ran.stderr.contains("1 case stays so"), "{}", ran.stderr);
    let children = export_of(&desk, "children");
    assert_eq!(fields(&children, "P1", &["restricted"]), ["yes"]);
    assert_eq!(fields(&children, "P2", &["restricted"]), ["no"]);
}

#[test]
fn events_of_another_source_are_told_since_they_count_twice() {
    let desk = council();
    desk.write("visits.csv", "case_id,date,seen\nP1,05/06/2026,yes\n");
    desk.run(&["import", "events", "visits.csv", "--as-at", "2026-08-31"]);
    let report = import(&desk, &[]).ends_with(1).json();
    assert!(
        told(&report)
            .iter()
            .any(|line| line.starts_with("lost ssd_cin_visits.csv - : visits that import")),
        "{:#?}",
        told(&report)
    );
}

#[test]
fn a_later_extract_updates_events_by_their_ids() {
    let desk = council();
    import(&desk, &[]).done();
    edit(&desk, "ssd_cla_visits.csv", "10/07/2026,Y,Y", "11/07/2026,Y,N");
    let mut arguments = vec!["import", "ssd", "extract", "--format", "json"];
    arguments.extend(["--as-at", "2026-10-31"]);
    let report = desk.run(&arguments).ends_with(0).json();
    assert_eq!(report["events"]["updated"], 1, "{report:#}");
    // The posts of another month are new.
    assert_eq!(report["events"]["new"], 3);
}
