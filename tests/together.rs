//! Several people at one workspace: who searches, indexes, checks or writes at the same time as others gets an
//! answer, and the right one.

use crate::support::{Desk, Ran};

/// A workspace with so many comments, not indexed yet.
fn with_comments(count: usize) -> Desk {
    let desk = Desk::with_workspace();
    let mut text = "comment_id,comment\n".to_owned();
    for number in 0..count {
        text.push_str(&format!("c{number},The visit was late and number {number} was recorded\n"));
    }
    desk.write("comments.csv", text);
    desk.run(&["import", "comments", "comments.csv"]).done();
    desk
}

fn search(desk: &Desk) -> Ran {
    desk.run(&["search", "visit", "--format", "json"])
}

fn found(ran: &Ran) -> Option<u64> {
    ran.json()["total"].as_u64()
}

#[test]
fn four_searches_at_once_on_a_fresh_index_all_answer() {
    let desk = with_comments(3000);
    let answers: Vec<Ran> = std::thread::scope(|scope| {
        let asked: Vec<_> = (0..4).map(|_| scope.spawn(|| search(&desk))).collect();
        asked.into_iter().map(|one| one.join().expect("a search")).collect()
    });
    for ran in answers {
        assert_eq!(found(&ran.done()), Some(3000));
    }
}

#[test]
fn searches_answer_while_the_index_is_built_again() {
    let desk = with_comments(3000);
    search(&desk).done();
    std::thread::scope(|scope| {
        let rebuilding =
            scope.spawn(|| (0..3).map(|_| desk.run(&["index", "rebuild"])).collect::<Vec<_>>());
        let searching = scope.spawn(|| (0..8).map(|_| search(&desk)).collect::<Vec<_>>());
        for ran in rebuilding.join().expect("three rebuilds") {
            ran.done();
        }
        for ran in searching.join().expect("eight searches") {
            assert_eq!(found(&ran.done()), Some(3000));
        }
    });
    assert!(!desk.path("index-new").exists(), "the fresh index took the old one's place");
}

#[test]
fn a_check_cries_no_tampering_while_somebody_writes() {
    let desk = with_comments(10);
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for case in 0..12 {
                let name = format!("more-{case}.csv");
                desk.write(&name, format!("comment_id,comment\nm{case},Seen alone\n"));
                desk.run(&["import", "comments", &name]).done();
            }
        });
        while !writing.is_finished() {
            desk.run(&["ledger", "--verify"]).done();
            let doctor = desk.run(&["doctor", "--format", "json"]).json();
            for check in doctor.as_array().expect("findings") {
                if ["store", "ledger", "imported rows"]
                    .contains(&check["check"].as_str().unwrap_or_default())
                {
                    assert_eq!(check["sound"], true, "{check}");
                }
            }
        }
        writing.join().expect("the imports");
    });
}
