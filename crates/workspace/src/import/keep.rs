//! Stores what was read: records, the import with its problems, and the ledger entry, in one
//! transaction.

use assay_intake::{FoundBy, History};
use assay_store::events::EventCounts;
use assay_store::{Error as StoreError, ImportDraft, Kept, Put, Source, StoredCases, Tx};
use serde_json::json;

use super::kind::CHILDREN;
use super::reading::Records;
use super::{FromPage, ImportOptions, Imported, Origin};
use crate::{Error, Result, Writer};

/// The result of a step inside the transaction.
type Stored<T> = std::result::Result<T, StoreError>;

/// Counts of what was stored.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) stored: u64,
    pub(super) unchanged: u64,
    pub(super) further: Vec<(String, u64)>,
    /// What became of each record: the import holds those that were there too.
    puts: Vec<Put>,
}

impl Counts {
    fn add(&mut self, put: Put) {
        if put.is_stored() {
            self.stored += 1;
        } else {
            self.unchanged += 1;
        }
        self.puts.push(put);
    }
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
        understood: report.understood.clone(),
    };
    if let Origin::Page(page) = &options.origin {
        refuse_overtaken(workspace, page, &records)?;
    }
    let now = workspace.session.now();
    let progress = workspace.progress_shared();
    let stage = progress.stage("storing", None);
    let counts = workspace.write(now, |tx| {
        let counts = store(tx, &draft, records)?;
        match &options.origin {
            Origin::File => record(tx, &draft, counts.stored, counts.unchanged)?,
            Origin::Page(page) => from_page(tx, &draft, page, &counts)?,
        }
        stage.go_on()?;
        Ok::<Counts, Error>(counts)
    })?;
    report.stored = counts.stored;
    report.unchanged = counts.unchanged;
    report.further = counts.further;
    Ok(())
}

/// Refuses an audit of a page where another version came in while it was filled in.
fn refuse_overtaken(workspace: &Writer<'_>, page: &FromPage, records: &Records) -> Result<()> {
    let Records::Returns(returns) = records else { return Ok(()) };
    for audit in returns {
        let versions = workspace.store.return_versions(&assay_store::returns::key(audit))?;
        if versions.last().map_or(0, |version| version.version) != page.held {
            return Err(Error::refused(
                "this audit has come in since the page was opened, so nothing was stored",
            )
            .hint("open it again to correct it"));
        }
    }
    Ok(())
}

/// Completes an audit of a page: its draft goes, a correction's reason is kept, and the entry says where it was filled in.
/// Where nothing was stored the draft stays.
fn from_page(tx: &mut Tx<'_>, draft: &ImportDraft, page: &FromPage, counts: &Counts) -> Stored<()> {
    if counts.stored > 0 {
        tx.drop_audit_draft(&page.of)?;
        if let Some(correction) = &page.correction {
            tx.keep(correction, None)?;
        }
    }
    let mut body = entry(draft, counts.stored, counts.unchanged);
    body["origin"] = json!("in the page");
    tx.append("import", body).map(drop)
}

fn entry(draft: &ImportDraft, stored: u64, unchanged: u64) -> serde_json::Value {
    let digests: Vec<&str> = draft.files.iter().map(|file| file.sha256.as_str()).collect();
    json!({
        "kind": draft.kind, "files_sha256": digests, "read": draft.read,
        "stored": stored, "unchanged": unchanged, "problems": draft.problems.len(),
    })
}

/// Appends the ledger's entry of an import.
pub(super) fn record(
    tx: &mut Tx<'_>,
    draft: &ImportDraft,
    stored: u64,
    unchanged: u64,
) -> Stored<()> {
    tx.append("import", entry(draft, stored, unchanged)).map(drop)
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
        Records::Returns(returns) => {
            let mut counts = Counts::default();
            for audit in &returns {
                counts.add(tx.put_return(audit, None)?);
            }
            close(tx, draft, counts)
        }
        Records::Actions(all) => keep_all(tx, draft, &all),
        Records::Findings(all) => {
            let mut counts = Counts::default();
            for found in &all {
                counts.add(match found {
                    FoundBy::Recommendation(finding) => tx.keep(finding, None)?,
                    FoundBy::Result(result) => tx.keep(result, None)?,
                });
            }
            close(tx, draft, counts)
        }
        Records::Auditors(all) => keep_all(tx, draft, &all),
        Records::Families(all) => keep_all(tx, draft, &all),
        Records::Names(all) => keep_all(tx, draft, &all),
        Records::Aliases(all) => keep_all(tx, draft, &all),
        Records::Comparators(all) => keep_all(tx, draft, &all),
        Records::Verdicts(all) => keep_all(tx, draft, &all),
        Records::History(all) => {
            let mut counts = Counts::default();
            for history in &all {
                counts.add(match history {
                    History::Audit(audit) => tx.keep(audit, None)?,
                    History::Figure(figure) => tx.keep(figure, None)?,
                });
            }
            close(tx, draft, counts)
        }
    }
}

/// The list of children counts; where there is none, every list does.
pub(super) fn case_counts(stored: &StoredCases) -> Counts {
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
        counts.add(tx.keep(kept, None)?);
    }
    close(tx, draft, counts)
}

fn close(tx: &mut Tx<'_>, draft: &ImportDraft, counts: Counts) -> Stored<Counts> {
    let number = tx.put_import(draft, counts.stored, counts.unchanged)?;
    tx.hold(number, &counts.puts)?;
    Ok(counts)
}
