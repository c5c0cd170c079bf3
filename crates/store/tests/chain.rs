//! The chain, held against a few lines of Python that follow the published method.

use assay_model::{Actor, Timestamp};
use assay_store::{Error, Store};
use serde_json::json;

/// From Python: `h = '0'*64`, then for each entry
/// `h = sha256((h + json.dumps(e, sort_keys=True, separators=(',', ':'), ensure_ascii=False)).encode()).hexdigest()`. The first states the one row of a
/// new file, `{"import":0}` of `held_since`, under `guarded`: its salt is the first 16 bytes of
/// `sha256(b'salt|' + sha256(b'rows|' + bytes(32)).digest())`.
const HASHES: [&str; 2] = [
    "f41ddc0fbdf17e012f36724f464aea225787ea0a3bf21a0b71ab882c144e5396",
    "59317e8a5b40b13d4d85ecd0be0d26bafc07a1c5450cfd4a9f8a2e57ec160948",
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
