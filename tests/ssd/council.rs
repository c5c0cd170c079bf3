//! What the tests of the dataset share: the extract of a small council, and short lines of what an import reported.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::support::{Desk, Ran};

/// The tables of a small council on 30 September 2026: one child in care, one with a protection plan, one in need,
/// one assessed, one care leaver, one long closed.
pub(super) const TABLES: [(&str, &str); 20] = [
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

pub(super) const MISSING: &str = "miss_table_id,miss_person_id,miss_missing_episode_start_date,miss_missing_episode_type,miss_missing_episode_end_date,miss_missing_rhi_offered,miss_missing_rhi_accepted\n1,P1,03/08/2026 21:00,M,04/08/2026 09:30,Y,Y\n2,P1,10/08/2026,A,11/08/2026,N,N\n";

/// A workspace with the extract in its folder.
pub(super) fn council() -> Desk {
    let desk = Desk::with_workspace();
    for (file, text) in TABLES {
        desk.write(&format!("extract/{file}"), text);
    }
    desk.write("extract/ssd_missing.csv", MISSING);
    desk.write("extract/ssd_cp_reviews.csv", "cppr_cp_review_id,cppr_person_id,cppr_cp_plan_id,cppr_cp_review_date\n1,P2,K2,15/09/2026\n");
    desk
}

pub(super) fn import(desk: &Desk, more: &[&str]) -> Ran {
    let mut arguments =
        vec!["import", "ssd", "extract", "--as-at", "2026-09-30", "--format", "json"];
    arguments.extend(more);
    desk.run(&arguments)
}

pub(super) fn edit(desk: &Desk, file: &str, from: &str, to: &str) {
    let inner = format!("extract/{file}");
    let text = desk.read(&inner);
    assert!(text.contains(from), "{file} has no {from}");
    desk.write(&inner, text.replacen(from, to, 1));
}

/// The problems as short lines.
pub(super) fn told(report: &Value) -> Vec<String> {
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
pub(super) fn tells(report: &Value, expected: &str) {
    let all = told(report);
    assert!(all.iter().any(|line| line == expected), "{expected}\nin\n{}", all.join("\n"));
}

pub(super) fn export_of(desk: &Desk, list: &str) -> Vec<Value> {
    desk.run(&["export", "--to", "out", "--format", "json"]);
    let text = desk.read(&format!("out/cases-{list}.json"));
    serde_json::from_str(&text).expect("JSON")
}

pub(super) fn stored_bytes(folder: &Path) -> Vec<u8> {
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

pub(super) fn has(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

/// Some fields of a child on the list.
pub(super) fn fields(children: &[Value], id: &str, names: &[&str]) -> Vec<String> {
    let found = children.iter().find(|child| child["case_id"] == id);
    let child = found.unwrap_or_else(|| panic!("{id} in {children:#?}"));
    let text = |name: &&str| child[*name].as_str().unwrap_or("-").to_owned();
    names.iter().map(text).collect()
}
