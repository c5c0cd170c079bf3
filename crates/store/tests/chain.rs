//! The chain, held against a few lines of Python that follow the published method.

use assay_model::{Actor, Timestamp};
use assay_store::{Error, Store};
use serde_json::json;

/// From Python: `h = '0'*64`, then for each entry
/// `h = sha256((h + json.dumps(e, sort_keys=True, separators=(',', ':'), ensure_ascii=False)).encode()).hexdigest()`. The first states the
/// rows of a new file under `guarded`, `{"import":0}` of `held_since` and of `events_held_since`: the salt of the one is
/// the first 16 bytes of `sha256(b'salt|' + s)` with `s = sha256(b'rows|' + bytes(32)).digest()`, that of the other the
/// same with `sha256(b'next|' + s).digest()`.
const HASHES: [&str; 2] = [
    "32c9f7d990477e29dcccbf20e267be54ed0aedb790d587c08b8ac778fd29fa08",
    "a67252642226bdb77e6b1354665ca31fb0a0c48d3447715e61dcc69c22e744ef",
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
