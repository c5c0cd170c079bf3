//! What every test of the store needs: a change under a made-up person's name, with its ledger entry.

use assay_model::{Actor, Timestamp};
use assay_store::{Error, Store, Tx};
use serde_json::json;

pub(crate) fn change<T>(
    store: &mut Store,
    change: impl FnOnce(&mut Tx<'_>) -> Result<T, Error>,
) -> T {
    let actor = Actor { name: "a".into(), login: "a".into(), machine: "m".into() };
    let at: Timestamp = "2026-09-01T09:30:00Z".parse().unwrap();
    store
        .write(&actor, at, |tx| {
            let answer = change(tx)?;
            tx.append("import", json!({}))?;
            Ok::<_, Error>(answer)
        })
        .unwrap()
}
