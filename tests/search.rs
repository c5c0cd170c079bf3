//! `assay search`: what a reviewer reads on the screen, and what they are told when nothing is found.

use crate::support::Desk;

fn desk() -> Desk {
    let desk = Desk::with_workspace();
    desk.write(
        "comments.csv",
        "comment_id,case_id,team,month,domain,comment\n\
         c1,101,CIN 1,2026-08,Meetings,Core group held but not written up.\n\
         c2,102,CIN 2,2026-09,Visits,The visit was written up the same day.\n",
    );
    desk.run(&["import", "comments", "comments.csv"]).done();
    desk
}

#[test]
fn a_hit_is_read_with_its_place_and_highlight() {
    let ran = desk().run(&["search", "\"written up\" team:\"cin 1\"", "--facets", "month"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    insta::assert_snapshot!(ran.stdout, @r"
    c1 · 2026-08 · CIN 1 · Meetings
        Core group held but not «written up».

    month: 2026-08 1
    ");
}

#[test]
fn a_star_finds_everything_and_a_slip_in_a_team_is_told() {
    let desk = desk();
    let all = desk.run(&["search", "*", "--format", "json"]).stdout;
    assert!(all.starts_with("{\"total\":2,"), "{all}");
    let ran = desk.run(&["search", "written team:\"CIN 9\""]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.stderr.contains("note: no comment has the team \"cin 9\"; there are CIN 1, CIN 2"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_page_of_hits_has_a_bound() {
    let ran = Desk::with_workspace().run(&["search", "visit", "--limit", "10001"]).ends_with(2);
    assert!(ran.stderr.contains("from 1 to 10000"), "{}", ran.stderr);
}
