//! An erased case leaves the file's bytes, other records keep theirs, and the chain stays whole.

mod full;
mod support;

use assay_model::{DrawId, FamilyTie};
use full::{GONE, KEPT, full, id};
use serde_json::json;
use support::change;

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
