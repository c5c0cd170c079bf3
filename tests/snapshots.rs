//! What people see: the help of every command, a screen of every command, and the commonest errors, kept as
//! they were last read by a person. After a change on purpose `INSTA_UPDATE=always cargo test -p assay-cli
//! --test suite snapshots` writes them again, and the difference is read before it is committed.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use assay_model::jiff::{Timestamp, tz::TimeZone};

use crate::golden::unpacked;
use crate::support::{Desk, Ran, windows, words};

/// Commands whose screen is not kept here, and why.
const ELSEWHERE: [(&str, &str); 2] =
    [("demo", "tests/demo.rs runs it once for all"), ("serve", "it stays open; tests/serve")];

/// Commands whose screens have columns of paths.
const WITH_PATHS: [&str; 2] = ["doctor", "forms"];

#[test]
fn every_help_is_the_kept_one() {
    for name in commands(&[]) {
        let mut text = String::new();
        help_of(&[&name], &mut text);
        insta::assert_snapshot!(format!("help_{name}"), text);
    }
    insta::assert_snapshot!("help", Desk::empty().run(&["--help"]).done().stdout);
}

#[test]
fn every_command_has_a_screen_that_is_the_kept_one() {
    let mut seen = BTreeSet::new();
    let year = unpacked();
    let (month, alone) = (a_month(), Desk::empty());
    alone.write("list.csv", "Case ID,Team\n101,North\n102,North\n103,South\n104,South\n");
    alone.write("comments.csv", "comment_id,comment\n1,Core group held and not written up.\n");
    for (desk, lines) in [(&year, OF_THE_YEAR), (&month, OF_A_MONTH), (&alone, WITHOUT_A_WORKSPACE)]
    {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let name = line.split(' ').next().unwrap_or_default().to_owned();
            let ran = run(desk, line);
            if windows::is_under_test() && WITH_PATHS.contains(&name.as_str()) {
                println!("SKIPPED: the columns of {name} are as wide as the paths in them");
                seen.insert(name);
                continue;
            }
            if ran.code != 0 {
                println!("{line} ended with {} and said: {}", ran.code, ran.stderr);
            }
            let kept =
                format!("screen_{}", line.replace(|c: char| !c.is_ascii_alphanumeric(), "_"));
            insta::assert_snapshot!(kept, shown(line, &ran));
            seen.insert(name);
        }
    }
    let without: Vec<String> = commands(&[])
        .into_iter()
        .filter(|name| !seen.contains(name) && ELSEWHERE.iter().all(|(other, _)| other != name))
        .collect();
    assert!(without.is_empty(), "no screen is kept of {}", without.join(", "));
}

#[test]
fn the_commonest_errors_are_the_kept_ones() {
    let (month, alone) = (a_month(), Desk::empty());
    month.write("open.csv", "case_id,team\n1,\"CIN 1\n2,CIN 2\n3,CIN 1\n");
    month.write("two.csv", "Child,Where\n1,North\n");
    month.write("scores.csv", "period,count,n\nJan 2026,3,2\n");
    month.write(
        "late.csv",
        "draw_id,case_id,overall,domain,score\n2026-09-monthly,no-such,Good,Planning,6\n",
    );
    for (desk, lines) in [(&alone, ERRORS_OUTSIDE), (&month, ERRORS)] {
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let ran = run(desk, line);
            assert_ne!(ran.code, 0, "{line} was to fail\n{}", ran.stdout);
            insta::assert_snapshot!(format!("error_{}", named(line)), shown(line, &ran));
        }
    }
}

/// How many lines of a screen are kept.
const SCREEN: usize = 45;

/// What is read on the kept year.
const OF_THE_YEAR: &str = r#"
    report
    indicators
    themes count
    themes subjects
    themes explain --text "Core group held, not written up."
    search minutes --limit 3
    actions
    verify 2026-09-monthly
    reaudit due
    round status
    round chase 2026-09-monthly
    visit audits --months 1
    quotes list
    retention due
    forms 2026-09-monthly --register
    import list
    ledger
"#;

/// A month from an empty list to its end; what follows ` < ` is typed in.
const OF_A_MONTH: &str = r#"
    import cases list.csv
    plan list
    plan show monthly
    plan check monthly
    size --population 48 --margin 10%
    freeze --plan monthly --id 2026-10-monthly --n 4
    draw 2026-10-monthly --seed 60417359824106739508
    sql 2026-10-monthly --engine duckdb
    assign 2026-09-monthly
    reassign 2026-09-monthly 00222 --to ben --reason "on leave"
    replace 2026-09-monthly 00074 --reason "record not accessible" --approver "Head of QA"
    extend 2026-09-monthly --to 8
    target 2026-09-monthly 01369 --reason "raised by the conference chair"
    forms 2026-09-monthly
    import returns returns.csv
    feedback 00777
    round close 2026-09-monthly
    thematic new < voice\nthe child's words\n5\nchildren\nIs the child seen alone?\n\n
    abandon 2026-10-monthly --reason "the list was out of date"
    hold put --case 00222 --reason "inquiry"
    hold list
    people add "Bo Hart" --login bo < a long passphrase for tests\na long passphrase for tests\n
    people list
    disclose --case 00777
    erase --case 00518 --reason "request of the family"
    pack monthly
    backup copy.db
    snapshot read-only.db
    export --to out
    index rebuild
    doctor
    init second
"#;

/// What needs no workspace.
const WITHOUT_A_WORKSPACE: &str = r#"
    sample list.csv --id-column "Case ID" --n 2 --strata Team --seed 73951048273649501827
    stats interval --hits 45 --n 100 --population 300
    tag < comment_id,comment\n1,Core group held and not written up.\n
    redact < comment_id,comment\n1,Mrs Sarah Tibbs was seen with Mia\n
"#;

const ERRORS_OUTSIDE: &str = r"
    report
    reprot
    report --format yaml
    sample nowhere.csv --id-column id --n 3
    stats interval --hits 12 --n 10
    size --population many
";

const ERRORS: &str = r#"
    import cases open.csv
    import cases two.csv
    import cases nowhere.csv
    import events list.csv --kind visit
    import returns late.csv
    freeze --plan monthyl --id 2026-11-monthly
    freeze --plan monthly --id 2026-09-monthly
    draw 2026-12-monthly
    draw 2026-09-monthly
    replace 2026-09-monthly 99999 --reason "record not accessible" --approver "Head of QA"
    replace 2026-09-monthly 00777 --reason "did not like it" --approver "Head of QA"
    search "team:"
    search "minutes near/ late"
    themes comments no_such_theme
    report --from 2026-13
    pack ofsted
    stats chart scores.csv --kind p
    disclose --case 999999
    init .
"#;

/// Returns a desk with an imported list, a drawn sample and a file of returns for it.
fn a_month() -> Desk {
    let desk = Desk::with_workspace();
    desk.name_urgent_contact();
    desk.write("list.csv", crate::draw::list(48));
    desk.write("auditors.csv", "login,name,team\nann,Ann Ode,Team 0\nben,Ben Ash,Team 1\ncat,Cat Lowe,Team 2\ndan,Dan Hill,Team 3\n");
    let heads = "draw_id,case_id,auditor,audit_date,overall,domain,score,comment";
    let row = "2026-09-monthly,00777,dan,2026-09-10,Good,Planning,6,Minutes were late.";
    desk.write("returns.csv", format!("{heads}\n{row}\n"));
    for line in [
        "import cases list.csv --as-at 2026-09-01",
        "import auditors auditors.csv",
        "freeze --plan monthly --id 2026-09-monthly --n 6 --as-at 2026-09-01",
        "draw 2026-09-monthly --seed 73951048273649501827",
    ] {
        let ran = desk.run(&words(line).iter().map(String::as_str).collect::<Vec<_>>());
        assert!(ran.code < 2, "{line}\n{}", ran.stderr);
    }
    desk
}

fn run(desk: &Desk, line: &str) -> Ran {
    let (line, typed) = line.split_once(" < ").unwrap_or((line, ""));
    let mut all = vec!["--as-at".to_owned(), "2026-09-30".to_owned()];
    all.extend(words(line));
    let typed = typed.replace("\\n", "\n");
    desk.run_with_input(&all.iter().map(String::as_str).collect::<Vec<_>>(), typed.as_bytes())
}

/// Returns the name that a line's snapshot is kept under.
fn named(line: &str) -> String {
    let command = line.split(" < ").next().unwrap_or_default();
    let parts = command.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("_")
}

/// Returns what a person sees, with what differs from day to day and machine to machine made the same.
fn shown(line: &str, ran: &Ran) -> String {
    let all = same_everywhere(&(ran.stdout.clone() + &ran.stderr));
    let mut text = format!("$ assay {line}\n");
    for shown in all.lines().take(SCREEN) {
        text += shown.trim_end();
        text.push('\n');
    }
    let further = all.lines().count().saturating_sub(SCREEN);
    if further > 0 {
        text += &format!("… and {further} further lines\n");
    }
    text + &format!("[exit code {}]\n", ran.code)
}

/// Adds the help of a command and of those below it.
fn help_of(path: &[&str], text: &mut String) {
    let arguments: Vec<&str> = path.iter().copied().chain(["--help"]).collect();
    let help = Desk::empty().run(&arguments).done().stdout;
    let own = help.split("\nOptions of every command:").next().unwrap_or_default();
    text.push_str(&format!("$ assay {}\n{own}\n", arguments.join(" ")));
    for name in commands(path) {
        help_of(&[path, &[&name]].concat(), text);
    }
}

/// Returns the names of the commands below this one, as its help lists them.
fn commands(path: &[&str]) -> Vec<String> {
    let arguments: Vec<&str> = path.iter().copied().chain(["-h"]).collect();
    let help = Desk::empty().run(&arguments).done().stdout;
    let listed = help.split_once("Usage:").map_or("", |(_, rest)| rest);
    let own = listed.split("\nOptions").next().unwrap_or_default();
    let name = |line: &str| {
        let rest = line
            .strip_prefix("  ")
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase()))?;
        rest.split_once("  ").map(|(name, _)| name.to_owned())
    };
    own.lines().filter_map(name).filter(|name| name != "help").collect()
}

/// Makes what differs from day to day and from machine to machine the same: today's date, times of day,
/// digests, sizes in bytes, and whose machine it is.
fn same_everywhere(text: &str) -> String {
    let today = Timestamp::now().to_zoned(TimeZone::system()).date();
    let text = text.replace(&today.to_string(), "TODAY");
    let text = text.replace(&today.strftime("%-d %B %Y").to_string(), "TODAY");
    let mut same = String::new();
    let mut rest = text.as_str();
    while let Some(begin) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        same.push_str(&rest[..begin]);
        rest = &rest[begin..];
        let ends = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '.');
        let (word, behind) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        same.push_str(&made_the_same(word, behind));
        rest = behind;
    }
    without_login(&(same + rest))
}

/// Puts LOGIN for the login of whoever runs the tests, and takes the width of its column out.
fn without_login(text: &str) -> String {
    let login = login();
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut same = String::new();
    let mut rest = text;
    let mut is_named = false;
    while let Some(at) = rest.find(login) {
        let (before, found) = rest.split_at(at);
        let behind = &found[login.len()..];
        let is_whole = !before.ends_with(is_word) && !behind.starts_with(is_word);
        is_named |= is_whole;
        same += before;
        same += if is_whole { "LOGIN" } else { login };
        rest = behind;
    }
    same += rest;
    if !is_named {
        return same;
    }
    for (wide, narrow) in [("   ", "  "), ("----", "---")] {
        while same.contains(wide) {
            same = same.replace(wide, narrow);
        }
    }
    same
}

/// Returns the login that the program records here.
fn login() -> &'static str {
    static LOGIN: OnceLock<String> = OnceLock::new();
    LOGIN.get_or_init(|| {
        let ledger = Desk::with_workspace().run(&["ledger", "--format", "json"]).json();
        ledger[0]["actor"]["login"].as_str().expect("a login").to_owned()
    })
}

fn made_the_same(word: &str, behind: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let is_hex = word.len() >= 12 && word.chars().all(|c| c.is_ascii_hexdigit());
    let clock = |text: &str| text.split([':', '.']).filter(|part| digits(part)).count() >= 3;
    match word {
        _ if is_hex && (behind.starts_with('…') || !digits(word)) => "DIGEST".to_owned(),
        _ if word.starts_with("TODAY") => "TODAY".to_owned(),
        _ if word.contains(':') && clock(word) => "HH:MM:SS".to_owned(),
        _ if digits(word) && behind.starts_with(" bytes") => "N".to_owned(),
        _ => word.to_owned(),
    }
}
