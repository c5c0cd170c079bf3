//! `assay import ssd`: a folder with a file for each table of the Standard Safeguarding Dataset, to cases, lists and
//! events; what is dropped, and every fault with its row.

use serde_json::Value;

use self::council::{council, edit, export_of, fields, has, import, stored_bytes, tells, told};

mod again;
mod council;
mod faults;

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
fn what_no_measure_needs_is_not_in_the_store() {
    let desk = council();
    desk.write(
        "extract/ssd_disability.csv",
        "disa_table_id,disa_person_id,disa_disability_code\n1,P1,ZZDIS\n",
    );
    desk.write("extract/ssd_newtable.csv", "a,b\nZZNEW,2\n");
    edit(&desk, "ssd_person.csv", "pers_upn_unknown\n", "pers_shoe_size\n");
    edit(&desk, "ssd_person.csv", "WBRI,12/05/2014,,,,\n", "WBRI,12/05/2014,,,,ZZSHOE\n");
    // A file that is no table may be one whose name has a slip.
    let report = import(&desk, &[]).ends_with(1).json();
    tells(
        &report,
        "lost ssd_newtable.csv - : the name \"ssd_newtable\"; the name of a table of the release of 2026",
    );
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
