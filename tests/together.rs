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
fn a_check_finds_no_fault_with_an_index_that_is_just_replaced() {
    let desk = with_comments(50);
    search(&desk).done();
    let is_done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        let rebuilding = scope.spawn(|| {
            while !is_done.load(std::sync::atomic::Ordering::Relaxed) {
                desk.run(&["index", "rebuild"]).done();
            }
        });
        let looked: Vec<Ran> = (0..60).map(|_| desk.run(&["doctor"])).collect();
        is_done.store(true, std::sync::atomic::Ordering::Relaxed);
        rebuilding.join().expect("rebuilds");
        for ran in looked {
            ran.done();
        }
    });
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

/// The n-th import brings n actions, so that every part of a pack shows how many imports it has seen.
fn import_actions(desk: &Desk, imports: usize) {
    for n in 1..=imports {
        let name = format!("actions-{n}.csv");
        let rows = (0..n).map(|row| format!("A{n}-{row},1,audit,Book it,2026-10-01\n"));
        let text =
            rows.fold("action_id,case_id,source,what,due\n".to_owned(), |text, row| text + &row);
        desk.write(&name, text);
        desk.run(&["import", "actions", &name, "--as-at", "2026-09-30"]).done();
    }
}

/// Returns the words of a page, as they follow each other.
fn words_of(page: &str) -> Vec<&str> {
    let pieces = page.split('<').filter_map(|piece| piece.split_once('>'));
    pieces.map(|(_, words)| words.trim()).filter(|words| !words.is_empty()).collect()
}

#[test]
fn a_pack_made_during_imports_is_of_one_moment() {
    const IMPORTS: usize = 12;
    let desk = Desk::with_workspace();
    let mut packs = 0;
    std::thread::scope(|scope| {
        let importing = scope.spawn(|| import_actions(&desk, IMPORTS));
        loop {
            let was_last = importing.is_finished();
            let out = format!("packs-{packs}");
            desk.run(&["pack", "visit", "--as-at", "2026-09-30", "--out", &out]).done();
            packs += 1;
            if was_last {
                break;
            }
        }
        importing.join().expect("the imports");
    });
    let ledger = desk.run(&["ledger", "--format", "json"]).done().json();
    let ledger = ledger.as_array().expect("entries");
    for pack in 0..packs {
        let page = desk.read(&format!("packs-{pack}/2026-09-30-visit.html"));
        let words = words_of(&page);
        let after =
            |word: &str| words.iter().position(|one| *one == word).map(|at| &words[at + 1..]);
        let head = after("Head of the evidence ledger:").expect("a head")[0];
        let last = ledger.iter().position(|entry| entry["hash"] == head).expect("an entry");
        let seen = ledger[..=last].iter().filter(|entry| entry["kind"] == "import").count();
        let rows = after("actions").map_or("0", |cells| cells[1]);
        assert_eq!(rows, seen.to_string(), "the imports of pack {pack}");
        let total = seen * (seen + 1) / 2;
        let counted = words.iter().any(|line| line.starts_with(&format!("Of {total} actions")));
        assert!(counted || total < 2, "pack {pack} counts the actions of {seen} imports");
    }
}
