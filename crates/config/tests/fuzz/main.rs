//! Every reader on damaged bytes: none may panic, and none may take 500 MB. A second a reader in the
//! suite; longer runs by `tests/fuzz.sh SECONDS`, which gives the seconds in `ASSAY_FUZZ_SECONDS`.

#[path = "../annexa/build.rs"]
#[expect(dead_code, reason = "shared with the tests of Annex A, which use all of it")]
mod build;
mod corpus;
mod dataset;
mod mutate;
mod pages;
mod settings;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use assay_config::maps::Maps;
use assay_intake::annexa::{Schema, ServiceNames, read_annexa};
use assay_intake::form::{is_form, read_form};
use assay_intake::{ColumnMap, OneRow, Source};
use assay_tables::Limits;

use mutate::Dice;

pub(crate) fn schema() -> Schema {
    let file = "annexa-2019.yaml";
    let text = assay_config::shipped::text(file).expect("the schema is shipped");
    assay_config::lists::read_annexa(text, file).expect("the shipped schema is usable")
}

fn maps() -> Maps {
    let file = "maps.yaml";
    let text = assay_config::shipped::text(file).expect("the maps are shipped");
    assay_config::maps::read(text, file).expect("the shipped maps are usable")
}

/// Runs a reader on damaged copies of the corpus for the time given.
fn run(name: &str, corpus: &[(&str, Vec<u8>)], read: impl Fn(Source)) {
    let seconds = std::env::var("ASSAY_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs_f64(seconds.unwrap_or(1.0));
    let seed = seconds.map_or(1, |seconds| seconds.to_bits() ^ u64::from(std::process::id()));
    let mut dice = Dice::new(seed);
    let mut runs = 0_u64;
    while Instant::now() < end {
        let (file, bytes) = mutate::damaged(corpus, &mut dice);
        let source = Source { name: file.to_owned(), bytes: bytes.clone() };
        if catch_unwind(AssertUnwindSafe(|| read(source))).is_err() {
            let path = std::env::temp_dir().join(format!("assay-fuzz-{name}-{runs}"));
            std::fs::write(&path, &bytes).expect("a written file");
            panic!("{name}: a panic on {} (run {runs}, seed {seed})", path.display());
        }
        runs += 1;
        if let Some(held) = largest_memory().filter(|held| *held > 500 << 20) {
            let path = std::env::temp_dir().join(format!("assay-fuzz-{name}-{runs}"));
            std::fs::write(&path, &bytes).expect("a written file");
            panic!("{name}: {} MB held on {}", held >> 20, path.display());
        }
    }
    let held = largest_memory().map_or("?".to_owned(), |held| (held >> 20).to_string());
    println!("{name}: {runs} runs, at most {held} MB held");
}

/// The most memory that this process ever held, in bytes, where the system tells.
fn largest_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
}

fn annexa(name: &str, corpus: &[(&str, Vec<u8>)]) {
    let (schema, services) = (schema(), ServiceNames::default());
    run(name, corpus, |source| {
        drop(read_annexa(vec![source], &schema, &services, &OneRow::default(), &Limits::default()));
    });
}

fn mapped(name: &str, corpus: &[(&str, Vec<u8>)], read: impl Fn(Source, &ColumnMap, &Limits)) {
    let maps = maps();
    let map = &maps.get(name).expect("a shipped map").map;
    run(name, corpus, |source| read(source, map, &Limits::default()));
}

#[test]
fn annexa_xlsx() {
    annexa("annexa_xlsx", &corpus::xlsx());
}

#[test]
fn annexa_xls() {
    annexa("annexa_xls", &corpus::xls());
}

#[test]
fn annexa_ods() {
    annexa("annexa_ods", &corpus::ods());
}

#[test]
fn annexa_csv() {
    annexa("annexa_csv", &corpus::csv("List 6.csv"));
}

#[test]
fn forms() {
    let tools = corpus::tools();
    run("forms", &corpus::forms(&tools), |source| {
        if is_form(&source, &Limits::default()) {
            drop(read_form(source, &tools, &Limits::default()));
        }
    });
}

#[test]
fn census() {
    run("census", &corpus::census(), |source| {
        drop(assay_intake::each_of_census(&source, None, &Limits::default(), &mut |_, _| {}));
    });
}

#[test]
fn returns() {
    let tools = corpus::tools();
    mapped("returns", &corpus::csv("returns.csv"), |source, map, limits| {
        drop(assay_intake::read_returns(vec![source], map, &tools, limits));
    });
}

#[test]
fn cases() {
    mapped("cases", &corpus::csv("cases.csv"), |source, map, limits| {
        drop(assay_intake::read_cases(vec![source], map, &OneRow::default(), limits));
    });
}

#[test]
fn events() {
    mapped("events", &corpus::csv("visits.csv"), |source, map, limits| {
        drop(assay_intake::read_events(vec![source], "visits", map, limits));
    });
}

#[test]
fn findings() {
    let frameworks = assay_model::Frameworks::default();
    mapped("findings", &corpus::csv("findings.csv"), |source, map, limits| {
        drop(assay_intake::read_findings(vec![source], map, &frameworks, limits));
    });
}

/// Readers of plain tables through their shipped map, one test a reader.
macro_rules! tables {
    ($($name:ident $read:ident)*) => {$(
        #[test]
        fn $name() {
            mapped(stringify!($name), &corpus::csv(concat!(stringify!($name), ".csv")), |source, map, limits| {
                drop(assay_intake::$read(vec![source], map, limits));
            });
        }
    )*};
}

tables! {
    actions read_actions
    auditors read_auditors
    families read_families
    names read_names
    aliases read_aliases
    history read_history
    comparators read_comparators
    comments read_comments
    verdicts read_verdicts
}
