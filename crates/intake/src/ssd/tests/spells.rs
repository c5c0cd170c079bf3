//! When what a child is on a list for begins and ends.

use super::*;

/// The children as short lines, and the problems.
fn shown(files: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
    let (dataset, _) = read(files, &Former::default()).unwrap();
    let line = |child: &assay_model::CaseRecord| {
        let closed = child.closed_on.map_or("open".to_owned(), |day| day.to_string());
        format!("{} {} {closed}", child.id, child.field("plan_type"))
    };
    let problems = dataset.problems.iter().map(|p| format!("{} {p}", p.effect.word()));
    (dataset.children.iter().map(line).collect(), problems.collect())
}

const CARE: &str = "c_id,c_person,c_period,c_from,c_to,c_why\n";

#[test]
fn care_that_goes_on_without_a_next_episode_is_reported() {
    let alone = format!("{CARE}1,A,P1,01/02/2025,01/06/2026,X1\n");
    let (children, problems) = shown(&[("person.csv", PERSONS), ("ssd_care.csv", &alone)]);
    assert_eq!(children, ["A looked after 2026-06-01"]);
    assert_eq!(
        problems,
        [
            "lost ssd_care.csv, row 2, column \"c_why\": expected an episode from 2026-06-01 on, since care goes on after this one, found \"X1\""
        ]
    );
    // The next episode may be in a period with another id.
    let next = format!("{alone}2,A,P2,01/06/2026,,\n");
    let (children, problems) = shown(&[("person.csv", PERSONS), ("ssd_care.csv", &next)]);
    assert_eq!((children, problems), (vec!["A looked after open".to_owned()], Vec::new()));
    let ended = format!("{CARE}1,A,P1,01/02/2025,01/06/2026,E11\n");
    assert!(shown(&[("person.csv", PERSONS), ("ssd_care.csv", &ended)]).1.is_empty());
}

#[test]
fn episodes_of_two_files_are_joined_alike_in_any_order_of_the_files() {
    let one = format!("{CARE}1,A,P1,01/06/2026,,\n");
    let other = format!("{CARE}2,A,P1,01/06/2026,01/07/2026,E11\n");
    let first = ("ssd_care_1.csv", one.as_str());
    let second = ("ssd_care_2.csv", other.as_str());
    let persons = ("person.csv", PERSONS);
    assert_eq!(shown(&[persons, first, second]), shown(&[persons, second, first]));
}

#[test]
fn an_assessment_is_over_when_its_episode_is() {
    let episodes =
        "e_id,e_person,e_from,e_to\n1,A,01/02/2026,01/05/2026\n2,A,01/08/2026,\n3,B,01/08/2026,\n";
    let assess = "a_id,a_person,a_episode,a_from,a_to\n1,A,1,02/02/2026,\n2,B,3,02/08/2026,\n";
    let (children, problems) = shown(&[
        ("person.csv", PERSONS),
        ("ssd_episodes.csv", episodes),
        ("ssd_assess.csv", assess),
    ]);
    assert_eq!(children, ["A children in need open", "B open assessment open"]);
    assert_eq!(
        problems,
        [
            "understood ssd_assess.csv, row 2, column \"a_to\": expected an end, since its referral was closed on 2026-05-01, found no end up to now"
        ]
    );
}

#[test]
fn care_leavers_end_with_their_birthday_or_the_end_that_the_table_has() {
    let persons = "p_id,p_dob\nA,01/08/2001\nB,01/02/2006\nC,01/02/2006\nD,01/01/1990\n";
    let leavers = "l_person,l_to\nA,\nB,\nC,01/09/2026\nD,\n";
    let (children, _) = shown(&[("person.csv", persons), ("ssd_leavers.csv", leavers)]);
    assert_eq!(
        children,
        ["A care leaver 2026-08-01", "B care leaver open", "C care leaver 2026-09-01"],
        "D left the list long ago"
    );
}
