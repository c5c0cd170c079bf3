//! The same files in any order and any number of times give the same state: returns, events, people and findings, taken
//! in as an officer does.

mod forms;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use assay_model::history::Finding;
use assay_model::people::{Auditor, CaseAlias, FamilyTie, PersonName};

use super::{ImportOptions, Kind, Refused, import};
use crate::{Input, Session, Workspace};

/// Numbers that look like chance, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A file: what it holds, and its text.
type File = (Kind, Option<&'static str>, String);

/// Returns of the same audits as they were received on different days; the later the fuller.
fn returns(chance: &mut Chance) -> Vec<File> {
    let file = |day: usize| {
        let mut text =
            "case_id,auditor,audit_date,audit_type,overall,domain,score,comment,received_on\n"
                .to_owned();
        for case in 0..3 {
            if chance.below(3) > 0 {
                let grade = ["good", "inadequate"][chance.below(2)];
                let score = 1 + chance.below(9);
                let _ = writeln!(
                    text,
                    "A{case},ann,01/08/2026,monthly,{grade},Planning,{score},Clear {day},{day:02}/08/2026"
                );
            }
        }
        (Kind::Returns, None, text)
    };
    [2, 9, 16].into_iter().map(file).collect()
}

/// Meetings as four extracts have them, some of which leave the ids out.
fn events_with_and_without_ids(chance: &mut Chance) -> Vec<File> {
    let file = |last: usize| {
        let has_ids = chance.below(2) == 0;
        let id = |of: &str| if has_ids { format!("{of},") } else { String::new() };
        let mut text = format!("{}case_id,date,meeting_type,written_up_on\n", id("meeting_id"));
        for number in 0..5 {
            if chance.below(4) > 0 {
                let written = ["", "12/08/2026"][chance.below(2)];
                let (case, kind) = (number % 3, ["core group", "review"][number % 2]);
                let id = id(&format!("M{number}"));
                let _ = writeln!(text, "{id}A{case},03/08/2026,{kind},{written}");
            }
        }
        let _ = writeln!(text, "{}A9,{last:02}/08/2026,core group,", id(&format!("L{last}")));
        (Kind::Events, Some("meetings"), text)
    };
    [20, 21, 22, 23].into_iter().map(file).collect()
}

/// Meetings as three extracts have them: blanks are filled and dates corrected.
fn events(chance: &mut Chance) -> Vec<File> {
    let file = |last: usize| {
        let mut text = "meeting_id,case_id,date,meeting_type,written_up_on\n".to_owned();
        for id in 0..4 {
            if chance.below(4) > 0 {
                let day = 1 + chance.below(5);
                let written = ["", "12/08/2026"][chance.below(2)];
                let _ = writeln!(text, "M{id},A{id},{day:02}/08/2026,core group,{written}");
            }
        }
        let _ = writeln!(text, "L{last},A9,{last:02}/08/2026,core group,");
        (Kind::Events, Some("meetings"), text)
    };
    [20, 21, 22].into_iter().map(file).collect()
}

/// People and ties in several tables, none of which says something else of one of them.
fn people(chance: &mut Chance) -> Vec<File> {
    let mut some = |kind, header: &str, rows: [&str; 3]| {
        (0..2)
            .map(|_| {
                let kept = rows.iter().filter(|_| chance.below(3) > 0);
                let text = kept.fold(format!("{header}\n"), |text, row| format!("{text}{row}\n"));
                (kind, None, format!("{text}{}\n", rows[0]))
            })
            .collect::<Vec<File>>()
    };
    let mut files = some(
        Kind::Auditors,
        "login,name,team",
        ["ann,Ann B,CIN 1", "bob,Bob C,CIN 2", "cy,Cy D,CIN 1"],
    );
    files.extend(some(Kind::Families, "case_id,family", ["A1,F1", "A2,F1", "A3,F2"]));
    files.extend(some(Kind::Names, "case_id,name", ["A1,Mia Rees", "A2,Ola Okafor", "A3,Leah Ng"]));
    files.extend(some(Kind::Aliases, "old_id,new_id", ["U1,A1", "U2,A2", "U3,A3"]));
    let findings =
        ["Visit weekly,2025-05-01,A", "Record views,2025-05-01,B", "Visit weekly,2026-05-01,A"];
    files.extend(some(Kind::Findings, "recommendation,letter_date,owner", findings));
    files
}

/// A workspace with nothing in it.
fn empty() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let actor = assay_model::Actor { name: "A".into(), login: "a".into(), machine: "m".into() };
    let now = "2026-09-01T09:00:00Z".parse().unwrap();
    let session = || Session::made_up(actor.clone(), now, "7");
    Workspace::init(folder.path(), &session()).unwrap();
    let workspace = Workspace::open(folder.path(), session()).unwrap();
    (folder, workspace)
}

/// What is held after the files came in, in this order.
fn state(files: &[File], order: &[usize]) -> BTreeMap<String, u32> {
    let (_folder, mut workspace) = empty();
    for at in order {
        let (kind, of_kind, text) = &files[*at];
        let input = Input::bytes(&format!("{at}.csv"), text.as_bytes());
        let options = ImportOptions {
            of_kind: of_kind.map(str::to_owned),
            refused: Refused::Skip,
            ..ImportOptions::of(*kind, vec![input])
        };
        import(&mut workspace, &options).unwrap();
    }
    let reader = workspace.reader().unwrap();
    let mut state = BTreeMap::new();
    let mut add = |what: String| *state.entry(what).or_default() += 1;
    reader.store.returns().unwrap().iter().for_each(|one| add(format!("{:?}", one.audit)));
    reader.store.events("meetings").unwrap().iter().for_each(|one| add(format!("{one:?}")));
    reader.store.all::<Auditor>().unwrap().iter().for_each(|one| add(format!("{one:?}")));
    reader.store.all::<FamilyTie>().unwrap().iter().for_each(|one| add(format!("{one:?}")));
    reader.store.all::<PersonName>().unwrap().iter().for_each(|one| add(format!("{one:?}")));
    reader.store.all::<Finding>().unwrap().iter().for_each(|one| add(format!("{one:?}")));
    reader.store.all::<CaseAlias>().unwrap().iter().for_each(|one| add(format!("{one:?}")));
    state
}

#[test]
fn the_same_files_in_any_order_and_any_number_of_times_give_the_same_state() {
    for seed in 0..12 {
        let mut chance = Chance(seed);
        let with_and_without = events_with_and_without_ids(&mut chance);
        for files in
            [returns(&mut chance), events(&mut chance), with_and_without, people(&mut chance)]
        {
            let mut first = None;
            for _ in 0..4 {
                let mut order: Vec<usize> = (0..files.len()).collect();
                for at in (1..order.len()).rev() {
                    order.swap(at, chance.below(at + 1));
                }
                let again = order[..chance.below(files.len())].to_vec();
                order.extend(again);
                let found = state(&files, &order);
                assert!(!found.is_empty());
                let first = first.get_or_insert_with(|| found.clone());
                assert_eq!(*first, found, "seed {seed}, order {order:?}, files {files:#?}");
            }
        }
    }
}
