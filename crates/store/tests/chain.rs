//! The chain, held against a few lines of Python that follow the published method.

use assay_model::{Actor, Timestamp};
use assay_store::{Error, Store};
use serde_json::json;

/// From Python: `h = '0'*64`, then for each entry
/// `h = sha256((h + json.dumps(e, sort_keys=True, separators=(',', ':'), ensure_ascii=False)).encode()).hexdigest()`.
const HASHES: [&str; 2] = [
    "9be21454b4377b4198f2153067facb17bb89fe23977f143448971448835942e4",
    "abf0fea766e810da232e02b9ffde427b8c13483e340be52ddb399ff3bf412689",
];

#[test]
fn the_chain_is_the_published_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::create(&folder.path().join("evidence.db"), [0; 32]).unwrap();
    let actor = Actor { name: "Zoë Lee".into(), login: "zlee".into(), machine: "PC-7".into() };
    let first: Timestamp = "2026-09-01T09:30:00.123456Z".parse().unwrap();
    let second: Timestamp = "2026-09-02T00:00:00Z".parse().unwrap();
    let mut append = |at, kind: &str, body| {
        store
            .write(&actor, at, |tx| tx.append(kind, body).map(|e| e.hash))
            .unwrap_or_else(|fault: Error| panic!("{fault}"))
    };
    let hashes = [
        append(
            first,
            "freeze",
            json!({"frame_sha256": "ab", "cases": 3, "excluded": {"closed": 1}}),
        ),
        append(second, "draw", json!({"n": 2, "reduced": false, "seed": null})),
    ];
    assert_eq!(hashes, HASHES);
    assert_eq!(store.head(&[]).unwrap().hash, HASHES[1]);
    assert_eq!(store.head(&["draw"]).unwrap().number, 1);
    assert_eq!(store.entry(1).unwrap().unwrap().body["cases"], 3);
}
