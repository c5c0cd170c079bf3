//! Stores what was read: records, the import with its problems, and the ledger entry, in one
//! transaction.

use assay_intake::History;
use assay_store::events::EventCounts;
use assay_store::{Error as StoreError, ImportDraft, Kept, Source, StoredCases, Tx};
use serde_json::json;

use super::reading::{CHILDREN, Records};
use super::{ImportOptions, Imported};
use crate::{Error, Result, Writer};

/// The result of a step inside the transaction.
type Stored<T> = std::result::Result<T, StoreError>;

/// Counts of what was stored.
#[derive(Default)]
struct Counts {
    stored: u64,
    unchanged: u64,
    further: Vec<(String, u64)>,
}

/// Stores the records and puts the counts into the report.
pub(super) fn keep(
    workspace: &mut Writer<'_>,
    options: &ImportOptions,
    files: Vec<Source>,
    records: Records,
    report: &mut Imported,
) -> Result<()> {
    let draft = ImportDraft {
        kind: options.kind.word().to_owned(),
        files,
        as_at: Some(workspace.session.as_at()),
        read: report.read,
        problems: report.problems.clone(),
    };
    let now = workspace.session.now();
    let progress = workspace.progress_shared();
    let stage = progress.stage("storing", None);
    let counts = workspace.write(now, |tx| {
        let counts = store(tx, &draft, records)?;
        record(tx, &draft, counts.stored, counts.unchanged)?;
        stage.go_on()?;
        Ok::<Counts, Error>(counts)
    })?;
    report.stored = counts.stored;
    report.unchanged = counts.unchanged;
    report.further = counts.further;
    Ok(())
}

/// Appends the ledger's entry of an import.
pub(super) fn record(
    tx: &mut Tx<'_>,
    draft: &ImportDraft,
    stored: u64,
    unchanged: u64,
) -> Stored<()> {
    let digests: Vec<&str> = draft.files.iter().map(|file| file.sha256.as_str()).collect();
    let body = json!({
        "kind": draft.kind, "files_sha256": digests, "read": draft.read,
        "stored": stored, "unchanged": unchanged, "problems": draft.problems.len(),
    });
    tx.append("import", body).map(drop)
}

/// Appends the ledger's entry of an import of events.
pub(super) fn record_events(
    tx: &mut Tx<'_>,
    draft: &ImportDraft,
    counts: EventCounts,
) -> Stored<()> {
    let digests: Vec<&str> = draft.files.iter().map(|file| file.sha256.as_str()).collect();
    let body = json!({
        "kind": draft.kind, "files_sha256": digests, "read": draft.read,
        "stored": counts.stored(), "new": counts.new, "updated": counts.updated,
        "older": counts.older, "unchanged": counts.unchanged, "problems": draft.problems.len(),
    });
    tx.append("import", body).map(drop)
}

fn store(tx: &mut Tx<'_>, draft: &ImportDraft, records: Records) -> Stored<Counts> {
    match records {
        Records::Cases(lists) => Ok(case_counts(&tx.import_cases(draft, &lists)?)),
        Records::Comments(comments) => {
            let stored = tx.import_comments(draft, comments)?;
            Ok(Counts { stored: stored.stored, unchanged: stored.unchanged, ..Counts::default() })
        }
        Records::Returns(returns) => {
            let mut counts = Counts::default();
            for audit in &returns {
                count(&mut counts, tx.put_return(audit, None)?.is_stored());
            }
            close(tx, draft, counts)
        }
        Records::Actions(all) => keep_all(tx, draft, &all),
        Records::Findings(all) => keep_all(tx, draft, &all),
        Records::Auditors(all) => keep_all(tx, draft, &all),
        Records::Families(all) => keep_all(tx, draft, &all),
        Records::Names(all) => keep_all(tx, draft, &all),
        Records::Aliases(all) => keep_all(tx, draft, &all),
        Records::Comparators(all) => keep_all(tx, draft, &all),
        Records::Verdicts(all) => keep_all(tx, draft, &all),
        Records::History(all) => {
            let mut counts = Counts::default();
            for history in &all {
                let put = match history {
                    History::Audit(audit) => tx.keep(audit, None)?,
                    History::Figure(figure) => tx.keep(figure, None)?,
                };
                count(&mut counts, put.is_stored());
            }
            close(tx, draft, counts)
        }
    }
}

/// The list of children counts; where there is none, every list does.
fn case_counts(stored: &StoredCases) -> Counts {
    let mut counts = Counts::default();
    let has_children = stored.lists.iter().any(|list| list.name == CHILDREN);
    for list in &stored.lists {
        if has_children && list.name != CHILDREN {
            counts.further.push((list.name.clone(), list.stored + list.unchanged));
        } else {
            counts.stored += list.stored;
            counts.unchanged += list.unchanged;
        }
    }
    counts
}

fn keep_all<K: Kept>(tx: &mut Tx<'_>, draft: &ImportDraft, all: &[K]) -> Stored<Counts> {
    let mut counts = Counts::default();
    for kept in all {
        count(&mut counts, tx.keep(kept, None)?.is_stored());
    }
    close(tx, draft, counts)
}

fn count(counts: &mut Counts, is_stored: bool) {
    if is_stored {
        counts.stored += 1;
    } else {
        counts.unchanged += 1;
    }
}

fn close(tx: &mut Tx<'_>, draft: &ImportDraft, counts: Counts) -> Stored<Counts> {
    tx.put_import(draft, counts.stored, counts.unchanged)?;
    Ok(counts)
}
