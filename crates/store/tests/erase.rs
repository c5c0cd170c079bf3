//! An erased case leaves the file's bytes, other records keep theirs, and the chain stays whole.

mod support;

use std::collections::BTreeMap;

use assay_model::{CaseAlias, CaseId, CaseRecord, Comment, DrawId, Event, FamilyTie, FreezeTerms};
use assay_store::{CaseList, Draft, DrawCase, DrawRole, FrozenList, ImportDraft, Store};
use serde_json::json;
use support::change;

const GONE: &str = "KX-99887";
const KEPT: &str = "KX-998871";

fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

fn draft(kind: &str) -> ImportDraft {
    ImportDraft { kind: kind.into(), ..ImportDraft::default() }
}

/// Everything the store can hold on a case, and the same on another whose id begins alike.
#[expect(clippy::too_many_lines, reason = "one scenario")]
fn full(path: &std::path::Path) -> Store {
    let mut store = Store::create(path, [1; 32]).unwrap();
    let case = |text: &str| CaseRecord {
        id: id(text),
        closed_on: None,
        restricted: false,
        fields: BTreeMap::from([("worker".to_owned(), "J. Lee".to_owned())]).into(),
    };
    let list = CaseList { name: "children".into(), cases: vec![case(GONE), case(KEPT)] };
    let import = change(&mut store, |tx| tx.import_cases(&draft("cases"), &[list])).import;
    let event = |text: &str, sibling: &str| Event {
        kind: "visit".into(),
        case: Some(id(text)),
        on: "2026-08-01".parse().ok(),
        fields: BTreeMap::from([("sibling".to_owned(), sibling.to_owned())]),
    };
    change(&mut store, |tx| {
        tx.import_events(&draft("events"), [event(GONE, KEPT), event(KEPT, GONE)])
    });
    let comment = |row: u32, text: &str| Comment {
        id: format!("f:{row}"),
        case: Some(id(text)),
        text: format!("about {text}; sibling of {GONE}"),
        ..Comment::default()
    };
    change(&mut store, |tx| {
        tx.import_comments(&draft("comments"), [comment(2, GONE), comment(3, KEPT)])
    });
    for text in [GONE, KEPT] {
        change(&mut store, |tx| {
            tx.keep(&FamilyTie { case: id(text), family: "F1".into() }, None)?;
            let body = json!({"words": format!("the file of {text}"), "other": KEPT});
            tx.put(&Draft {
                kind: "verdict",
                key: &format!("d/{text}/a"),
                case: Some(&id(text)),
                draw: None,
                import: None,
                body: &body,
            })
        });
    }
    change(&mut store, |tx| {
        let body = json!({"cases": [GONE, KEPT], "remark": format!("{GONE} was late")});
        tx.put(&Draft {
            kind: "round",
            key: "r",
            case: None,
            draw: None,
            import: None,
            body: &body,
        })
    });
    change(&mut store, |tx| tx.keep(&CaseAlias { old: id("UNBORN-1"), new: id(GONE) }, None));
    let draw = DrawId::parse("d").unwrap();
    change(&mut store, |tx| {
        tx.freeze(&FrozenList {
            id: draw.clone(),
            as_at: "2026-09-01".parse().unwrap(),
            month: None,
            plan_name: "p".into(),
            plan_text: "p:\n".into(),
            list: "children".into(),
            import,
            sources: Vec::new(),
            continuity: vec![format!("{GONE} is gone without a closure date")],
            terms: FreezeTerms::default(),
            salt: [2; 32],
            frame: format!(
                "{GONE}\tall\t{GONE}\teligible\t\t\n{KEPT}\tall\t{KEPT}\teligible\t\t\n"
            )
            .into_bytes(),
        })
    });
    let manifest = format!("{{\n  \"selected\": [\n    \"{GONE}\",\n    \"{KEPT}\"\n  ]\n}}\n");
    let selected = [GONE, KEPT].map(|text| DrawCase {
        case: id(text),
        role: DrawRole::Selected,
        first_reader: None,
        second_reader: None,
    });
    change(&mut store, |tx| {
        let entry = tx.next_entry()?;
        tx.put_manifest(&draw, entry, manifest.as_bytes(), &selected)
    });
    store
}

/// Counts where the id stands in the bytes without being the beginning of the other.
fn in_bytes(folder: &std::path::Path) -> usize {
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        count += bytes
            .windows(GONE.len() + 1)
            .filter(|part| part.starts_with(GONE.as_bytes()) && part[GONE.len()] != b'1')
            .count();
    }
    count
}

#[test]
fn an_erased_case_is_nowhere_in_the_file_and_the_others_stay() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    assert!(in_bytes(folder.path()) > 10);
    let erased = change(&mut store, |tx| tx.erase_case(&id(GONE)));
    assert_eq!((erased.cases, erased.events, erased.comments), (1, 1, 1));
    assert_eq!(erased.records, 3, "a family tie, a verdict and an alias");
    assert_eq!(erased.draws[0].stand_in, "erased-1");
    store.scour().unwrap();
    assert_eq!(in_bytes(folder.path()), 0);

    let check = store.verify_ledger().unwrap();
    assert!(check.is_intact(), "{:?}", check.difference);
    assert!(check.withdrawn >= 3);
    assert!(store.imports_with_other_rows().unwrap().is_empty());
    assert_eq!(store.all::<FamilyTie>().unwrap().len(), 1);
    assert_eq!(store.events("visit").unwrap()[0].field("sibling"), "erased");
    assert_eq!(store.record("round", "r").unwrap().unwrap().body["cases"], json!(["erased", KEPT]));
    assert_eq!(store.comments().unwrap().len(), 1);
}

#[test]
fn a_record_in_which_another_case_was_erased_goes_with_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    // The verdict on the one names the other, whose erasure changes it and leaves it in place.
    change(&mut store, |tx| tx.erase_case(&id(KEPT)));
    let erased = change(&mut store, |tx| tx.erase_case(&id(GONE)));
    assert_eq!(erased.records, 3, "a family tie, the verdict and an alias");
    store.scour().unwrap();
    assert_eq!(in_bytes(folder.path()), 0);
    assert!(store.verify_ledger().unwrap().is_intact());
}

#[test]
fn a_draw_keeps_its_shape_with_a_stand_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    change(&mut store, |tx| tx.erase_case(&id(GONE)));
    let erased = change(&mut store, |tx| tx.erase_case(&id(KEPT)));
    assert_eq!(erased.draws[0].stand_in, "erased-2");
    let draw = store.draw(&DrawId::parse("d").unwrap()).unwrap().unwrap();
    assert_eq!(
        String::from_utf8(draw.frozen.frame).unwrap(),
        "erased-1\tall\terased-1\teligible\t\t\nerased-2\tall\terased-2\teligible\t\t\n"
    );
    assert_eq!(
        String::from_utf8(draw.manifest.unwrap().bytes).unwrap(),
        "{\n  \"selected\": [\n    \"erased-1\",\n    \"erased-2\"\n  ]\n}\n"
    );
    assert_eq!(draw.frozen.continuity, ["erased-1 is gone without a closure date"]);
}

#[test]
fn erasing_nothing_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = full(&folder.path().join("evidence.db"));
    let erased = change(&mut store, |tx| tx.erase_case(&id("KX-9988")));
    assert_eq!(erased.total(), 0);
    assert_eq!(store.verify_ledger().unwrap().withdrawn, 0);
}
