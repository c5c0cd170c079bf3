//! The guide in `docs/guide`: its examples are run in their order, its links lead somewhere, its pictures are there, and
//! what it calls a page or a button is one.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::examples;
use crate::golden::unpacked;
use crate::serve::Browser;
use crate::support::{Desk, repository};

const PAGES: [&str; 6] = ["README", "begin", "officer", "reviewer", "leader", "trouble"];

fn folder() -> PathBuf {
    repository().join("docs/guide")
}

fn text(page: &str) -> String {
    let path = folder().join(format!("{page}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The commands of a page, in their order.
fn commands(page: &str) -> Vec<String> {
    text(page)
        .lines()
        .filter_map(|line| line.strip_prefix("    assay "))
        .map(str::to_owned)
        .collect()
}

fn run(desk: &Desk, command: &str) {
    // A folder with a drive is one on the desk, where the tests write, and another disk is another folder.
    let other = tempfile::tempdir().expect("another disk");
    let disk = format!("{}/", other.path().display());
    let plain = command.replace("C:\\Audit\\", "").replace("E:\\", &disk);
    let words = examples::words(&plain.replace("returned\\*.xlsx", "returned/back.csv"));
    let ran = desk.run(&words.iter().map(String::as_str).collect::<Vec<_>>());
    // An import ends with 1 where rows were refused, as in the made-up list.
    let most = i32::from(command.starts_with("import "));
    assert!(ran.code <= most, "assay {command}\n{}\n{}", ran.stdout, ran.stderr);
    assert!(!ran.stdout.trim().is_empty() || !ran.stderr.trim().is_empty(), "assay {command}");
}

#[test]
fn the_first_commands_make_a_workspace_and_a_made_up_council() {
    let desk = Desk::empty();
    for command in commands("begin") {
        // The pages stay open until somebody ends them: tests/serve opens them. The council is made once for all tests.
        match command.split(' ').next() {
            Some("serve") => {}
            Some("demo") => assert!(crate::demo::made().0.path("council/assay.yaml").is_file()),
            _ => run(&desk, &command),
        }
    }
    assert!(desk.path("assay/assay.yaml").is_file());
}

#[test]
fn the_officers_commands_lead_from_a_list_to_a_closed_round() {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    let made = crate::demo::made().0;
    std::fs::copy(made.path("council/inbox/annex-a.xlsx"), desk.path("annex-a.xlsx")).unwrap();
    let rows = (1..=30).map(|n| format!("Auditor {n},a{n},Team {n}\n"));
    desk.write("auditors.csv", format!("name,login,team\n{}", rows.collect::<String>()));
    for command in commands("officer") {
        if command.starts_with("import returns") {
            give_back(&desk);
        }
        run(&desk, &command);
    }
    let status = desk.run(&["round", "status", "2026-09-monthly", "--format", "json"]).done();
    assert_eq!(status.json()[0]["state"], "closed");
}

/// Writes what auditors send back: one audit that was done.
fn give_back(desk: &Desk) {
    let selection = desk.read("draws/2026-09-monthly/selection.csv");
    let case = selection.lines().nth(1).and_then(|line| line.split(',').next()).expect("a case");
    let status =
        desk.run(&["round", "status", "2026-09-monthly", "--format", "json"]).done().json();
    let auditors = status[0]["auditors"].as_array().expect("auditors");
    let has = |line: &&serde_json::Value| {
        line["owed"].as_array().is_some_and(|owed| owed.iter().any(|o| o["case_id"] == *case))
    };
    let auditor = auditors.iter().find(has).expect("its auditor")["auditor"].as_str().unwrap();
    let head = "draw_id,case_id,auditor,audit_date,overall,domain,score,comment,child_asked\n";
    let today = status[0]["as_at"].as_str().unwrap_or("2026-09-10").to_owned();
    let row = format!("2026-09-monthly,{case},{auditor},{today},Good,Planning,6,Clear plan,yes\n");
    desk.write("returned/back.csv", format!("{head}{row}"));
}

#[test]
fn the_other_commands_find_something_in_a_years_workspace() {
    let year = unpacked();
    let themes = year.read("themes.yaml").replacen("any: [", "any: [\"nobody wrote\", ", 1);
    year.write("new-themes.yaml", themes);
    for page in ["reviewer", "leader", "trouble"] {
        let commands = commands(page);
        assert!(commands.len() > 1, "{page} has commands");
        for command in &commands {
            run(&year, command);
        }
    }
}

#[test]
fn every_link_and_picture_of_the_guide_is_there() {
    let mut shown = BTreeSet::new();
    for page in PAGES {
        for rest in text(page).split("](").skip(1) {
            let target = rest.split(')').next().unwrap_or_default();
            assert!(!target.contains("://"), "{page}: {target} leads elsewhere");
            let file = target.split('#').next().unwrap_or_default();
            assert!(folder().join(file).is_file(), "{page}: {target} is not there");
            shown.extend(file.strip_prefix("pictures/").map(str::to_owned));
        }
    }
    let entries = std::fs::read_dir(folder().join("pictures")).expect("pictures");
    let files: BTreeSet<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(shown, files, "each picture is in the guide, and each in the guide is there");
}

#[test]
fn help_shows_the_guide_and_finds_in_it_and_is_one_click_from_every_page() {
    let year = unpacked();
    let browser = Browser::open(&year.path(""));
    for page in &PAGES[1..] {
        let shown = browser.get(&format!("/help/{page}"));
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        let title = text(page).lines().next().unwrap().trim_start_matches("# ").to_owned();
        assert!(shown.body.contains(&format!("<h1>{title}</h1>")), "{page}");
        for rest in shown.body.split("src=\"/assets/guide/").skip(1) {
            let picture = format!("/assets/guide/{}", rest.split('"').next().unwrap());
            let answer = browser.get(&picture);
            assert_eq!(answer.status, 200, "{picture}");
            assert_eq!(answer.header("content-type").as_deref(), Some("image/png"));
            assert!(answer.header("cache-control").unwrap().contains("immutable"));
        }
    }
    assert_eq!(browser.get("/help/nothing").status, 404);
    let found = browser.get("/help?q=receipt+mail");
    assert!(found.body.contains("Freeze the list and send the receipt"), "{}", found.body);
    let none = browser.get("/help?q=%3Cscript%3E");
    assert!(
        none.body.contains("Nothing was found for &quot;&lt;script&gt;&quot;"),
        "{}",
        none.body
    );
    for (page, place) in [("/case-lists", "officer#bring-in"), ("/packs", "leader#make-a-pack")] {
        let body = browser.get(page).body;
        assert!(body.contains(&format!("href=\"/help/{place}")), "{page}: {body}");
    }
}

#[test]
fn what_the_guide_calls_a_page_is_in_the_navigation() {
    let year = unpacked();
    let home = Browser::open(&year.path("")).get("/").body;
    let names = ["Home", "Case lists", "Samples", "Audits", "Comments", "Measures", "Actions"];
    for name in names.iter().chain(&["Inspection", "Packs", "History and upkeep", "Settings"]) {
        assert!(home.contains(&format!(">{name}</a>")), "{name} is in the navigation");
        let is_named = PAGES.iter().any(|page| text(page).contains(&format!("**{name}**")));
        assert!(is_named, "{name} is in the guide");
    }
}
