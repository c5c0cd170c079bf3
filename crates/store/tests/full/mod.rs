//! A store that holds everything it can hold on a case, and the same on another whose id begins alike.

use std::collections::BTreeMap;

use assay_model::{CaseAlias, CaseId, CaseRecord, Comment, DrawId, Event, FamilyTie, FreezeTerms};
use assay_store::{CaseList, Draft, DrawCase, DrawRole, FrozenList, ImportDraft, Store};
use serde_json::json;

use crate::support::change;

pub(crate) const GONE: &str = "KX-99887";
pub(crate) const KEPT: &str = "KX-998871";

pub(crate) fn id(text: &str) -> CaseId {
    CaseId::parse(text).unwrap()
}

pub(crate) fn draft(kind: &str) -> ImportDraft {
    ImportDraft { kind: kind.into(), ..ImportDraft::default() }
}

#[expect(clippy::too_many_lines, reason = "one scenario")]
pub(crate) fn full(path: &std::path::Path) -> Store {
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
