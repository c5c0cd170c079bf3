//! Golden answers: every reading command on a year's workspace that the program of 28 November 2026
//! made and that is kept as a fixture, so that an answer can change on purpose only. After such a
//! change, `UPDATE_GOLDEN=1 cargo test -p assay-cli golden` writes them anew, and the difference is
//! reviewed and named in CHANGELOG.md. It does not use the demo, which later versions may change.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::support::{Desk, Ran, repository, windows, words};

const PROFILES: [&str; 3] = ["visit", "board", "monthly"];

/// Returns a desk on which the kept year is unpacked.
pub(crate) fn unpacked() -> Desk {
    let desk = Desk::empty();
    let file = std::fs::File::open(golden("year.zip")).expect("the kept year");
    zip::ZipArchive::new(file).and_then(|mut zip| zip.extract(desk.path(""))).expect("a whole zip");
    #[cfg(unix)]
    keep_for_owner(&desk.path(""));
    desk
}

/// Takes the rights of others away, as the program does with what it writes itself.
#[cfg(unix)]
fn keep_for_owner(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let is_folder = path.is_dir();
    let mode = if is_folder { 0o700 } else { 0o600 };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).expect("own files");
    if is_folder {
        let entries = std::fs::read_dir(path).expect("a folder");
        entries.for_each(|entry| keep_for_owner(&entry.expect("an entry").path()));
    }
}

fn golden(inner: &str) -> PathBuf {
    repository().join("tests/fixtures/golden").join(inner)
}

#[test]
fn every_answer_on_the_kept_year_is_the_golden_one() {
    let commands = std::fs::read_to_string(golden("commands.txt")).expect("the list of commands");
    let year = unpacked();
    let lines = commands.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut changed = Vec::new();
    for line in lines {
        let (name, arguments) = line.split_once(" | ").expect("name | arguments");
        let ran = run(&year, arguments);
        changed.extend(differs(name.trim(), &written(arguments, &ran)));
    }
    assert!(changed.is_empty(), "{}", report(&changed));
}

#[test]
fn every_pack_of_the_kept_year_is_the_golden_one() {
    // A pack is an entry of the ledger, so it has a year of its own.
    let year = unpacked();
    let mut changed = Vec::new();
    for profile in PROFILES {
        let out = format!("out/{profile}");
        let ran = run(&year, &format!("pack {profile} --format all --out {out}"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        changed.extend(differs(&format!("pack-{profile}-digests"), &digests(&year.path(&out))));
        let page = format!("{out}/2026-09-30-{profile}.html");
        changed.extend(differs(&format!("pack-{profile}-text"), &text_of(&year.read(&page))));
    }
    assert!(changed.is_empty(), "{}", report(&changed));
}

fn run(year: &Desk, arguments: &str) -> Ran {
    let words = words(arguments);
    let mut all = vec!["--as-at", "2026-09-30"];
    all.extend(words.iter().map(String::as_str));
    year.run(&all)
}

fn written(arguments: &str, ran: &Ran) -> String {
    let mut text = format!("assay {arguments}\nexit code {}\n\n", ran.code);
    match serde_json::from_str::<serde_json::Value>(&ran.stdout) {
        Ok(value) => {
            let _ = writeln!(text, "{}", serde_json::to_string_pretty(&value).expect("JSON"));
        }
        Err(_) => text.push_str(&ran.stdout),
    }
    if !ran.stderr.is_empty() {
        let _ = write!(text, "\nstderr:\n{}", ran.stderr);
    }
    text
}

/// Returns the name where the answer is not the golden one, or writes it where that is asked for.
fn differs(name: &str, text: &str) -> Option<(String, String)> {
    let path = golden("answers").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, text).expect("a written answer");
        return None;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if kept == text {
        return None;
    }
    if windows::is_under_test() {
        let of = windows::without_differences_of_systems;
        if of(&kept) == of(text) {
            return None;
        }
    }
    let line = kept.lines().zip(text.lines()).position(|(one, other)| one != other);
    let at = line.unwrap_or_else(|| kept.lines().count().min(text.lines().count()));
    let of = |whole: &str| whole.lines().nth(at).unwrap_or("(nothing)").to_owned();
    let shown = format!("line {}: expected {}, found {}", at + 1, of(&kept), of(text));
    Some((name.to_owned(), shown))
}

fn report(changed: &[(String, String)]) -> String {
    let lines = changed.iter().map(|(name, shown)| format!("{name}: {shown}"));
    format!("{} answers changed\n{}", changed.len(), lines.collect::<Vec<_>>().join("\n"))
}

/// Returns the digest of every file of a pack, by name.
fn digests(folder: &Path) -> String {
    let entries = std::fs::read_dir(folder).expect("the folder of packs");
    let files: BTreeMap<String, String> = entries
        .map(|entry| entry.expect("an entry").path())
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, sha256(&std::fs::read(&path).expect("a file")))
        })
        .collect();
    files.iter().fold(String::new(), |text, (name, digest)| text + digest + "  " + name + "\n")
}

fn sha256(bytes: &[u8]) -> String {
    use sha2::{Digest as _, Sha256};
    let mut hex = String::new();
    for byte in Sha256::digest(bytes) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Returns what a page says, a line an element, so that a change can be read.
fn text_of(page: &str) -> String {
    let body = page.split_once("<body").map_or(page, |(_, body)| body);
    let mut text = String::new();
    for piece in body.split('<') {
        let words = piece.split_once('>').map_or(piece, |(_, words)| words).trim();
        if !words.is_empty() {
            text.push_str(words);
            text.push('\n');
        }
    }
    text
}

#[test]
fn a_store_of_an_older_program_is_put_under_guard_by_its_first_change() {
    let year = unpacked();
    let words = |ran: &Ran| ran.stdout.clone();
    let quick = year.run(&["doctor", "--deep"]).done();
    assert!(words(&quick).contains("not guarded yet"), "{}", words(&quick));
    let listed = year.run(&["ledger", "--format", "json"]).json();
    let entries = listed.as_array().unwrap().len();
    year.write("more.csv", "case_id,team\nNEW-1,Duty\n");
    year.run(&["import", "cases", "more.csv", "--as-at", "2026-09-30"]).done();
    let deep = year.run(&["doctor", "--deep"]).done();
    let from = format!("guarded from entry {}", entries + 1);
    assert!(words(&deep).contains(&from), "{}", words(&deep));
    let kinds = year.run(&["ledger", "--format", "json"]).json();
    assert_eq!(kinds[entries]["kind"], "adopted");
    let backups = std::fs::read_dir(year.path("")).unwrap();
    let names = backups.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().any(|name| name.ends_with(".backup")), "the older file is kept");
}
