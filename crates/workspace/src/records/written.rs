//! Files that leave the workspace: backups, snapshots, exports, packs, forms and feedback pages. What was written is on record
//! with its digest, so that each can be compared with it later, wherever it was kept. Draws are `draws::verify`'s.

pub(crate) mod ours;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use assay_sampler::Digest;
use assay_store::{Entry, Store};
use assay_views::records::FileVerified;
use serde_json::{Value, json};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;

/// The file of an export that has the digest of every other, as `sha256sum -c` reads it.
pub(crate) const SUMS: &str = "sha256sums.txt";
/// The kinds of ledger entries that state what was written.
pub(crate) const KINDS: [&str; 3] = [BACKUP, SNAPSHOT, EXPORT];
pub(crate) const BACKUP: &str = "backup";
pub(crate) const SNAPSHOT: &str = "snapshot";
pub(crate) const EXPORT: &str = "export";
/// The kind of entry that says that a file was taken out of the workspace.
pub(crate) const DOWNLOAD: &str = "download";

/// Puts a file that was written on record with its digest. Returns why that could not be done, which is no reason to take
/// the file back: a snapshot has no ledger to write to, and nor has who may only read.
pub(crate) fn put_on_record(
    workspace: &mut Workspace,
    kind: &'static str,
    file: &Path,
) -> Result<Option<String>> {
    let sha256 = digest(file)?;
    let recorded = workspace.writer().and_then(|mut writer| {
        let now = writer.session.now();
        writer.write(now, |tx| tx.append(kind, json!({ "sha256": sha256 })).map(drop))?;
        Ok(())
    });
    Ok(recorded.err().map(|fault| fault.with_its_cause()))
}

/// Returns the digests of the files in a folder, a line each, in the order of their names.
pub(crate) fn sums(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for (name, path) in listed(folder)? {
        lines.push_str(&digest(&path)?);
        lines.push_str("  ");
        lines.push_str(&name);
        lines.push('\n');
    }
    Ok(lines)
}

/// Verifies a backup, a snapshot, an export's folder or its ledger, or a pack, form or feedback page of the workspace; none
/// where the path is none of these. With a workspace it is also compared with what the ledger there says of it.
///
/// # Errors
/// When it cannot be read at all.
pub fn verify(path: &Path, workspace: Option<&Reader>) -> Result<Option<FileVerified>> {
    if path.is_dir() {
        return if path.join(SUMS).is_file() {
            export(path, workspace).map(Some)
        } else {
            Ok(None)
        };
    }
    if !path.is_file() {
        return Ok(None);
    }
    if is_store(path)? {
        return copy(path, workspace).map(Some);
    }
    let bytes = files::read(path)?;
    if let Some(found) =
        workspace.map(|reader| one_of_ours(path, &bytes, reader)).transpose()?.flatten()
    {
        return Ok(Some(found));
    }
    let Ok(entries) = serde_json::from_slice::<Vec<Value>>(&bytes) else {
        return Ok(None);
    };
    let is_number = |number: &Value| number.is_u64() || number.is_string();
    let is_ledger = |entry: &Value| entry["hash"].is_string() && is_number(&entry["number"]);
    if entries.is_empty() || !entries.iter().all(is_ledger) {
        return Ok(None);
    }
    ledger(path, &entries, workspace).map(Some)
}

/// A pack, a form or a feedback page: known by its name or, under another name, by its digest.
fn one_of_ours(path: &Path, bytes: &[u8], workspace: &Reader) -> Result<Option<FileVerified>> {
    let store = &workspace.store;
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let digest = Digest::of(bytes).to_string();
    let kinds = [
        ("pack", ours::packs(store)?),
        ("form", ours::forms(store)?),
        ("feedback page", ours::feedback(store)?),
    ];
    let on_record = |files: &ours::Digests| files.values().any(|known| known.contains(&digest));
    let by_digest = kinds.iter().find(|(_, files)| on_record(files));
    let by_name = kinds.iter().find(|(_, files)| files.contains_key(name));
    let Some((what, files)) = by_digest.or(by_name) else { return Ok(None) };
    let is_on_record = on_record(files);
    Ok(Some(FileVerified {
        file: path.to_owned(),
        what,
        whole: is_on_record,
        on_record: Some(is_on_record),
        first_difference: (!is_on_record)
            .then(|| format!("it is not the {what} {name} that was written")),
    }))
}

fn export(folder: &Path, workspace: Option<&Reader>) -> Result<FileVerified> {
    let kept = files::read(&folder.join(SUMS))?;
    let kept = String::from_utf8_lossy(&kept);
    let kept: BTreeMap<&str, &str> = kept
        .lines()
        .filter_map(|line| line.split_once("  ").map(|(sum, name)| (name, sum)))
        .collect();
    let mut difference = None;
    let there: BTreeMap<String, PathBuf> =
        listed(folder)?.into_iter().filter(|(name, _)| name != SUMS).collect();
    for (name, sum) in &kept {
        let found = match there.get(*name) {
            None => Some(format!("{name} is not there")),
            Some(path) if digest(path)? != *sum => {
                Some(format!("{name} is not the one that was written"))
            }
            Some(_) => None,
        };
        difference = difference.or(found);
    }
    let added = there.keys().find(|name| !kept.contains_key(name.as_str()));
    let added = added.map(|name| format!("{name} was not written by the export"));
    let on_record = on_record(workspace, &folder.join(SUMS))?;
    Ok(finish(folder, "export", difference.or(added), on_record))
}

fn copy(path: &Path, workspace: Option<&Reader>) -> Result<FileVerified> {
    let own = Store::open_read_only(path).map_err(Error::from).and_then(|store| {
        let what = if store.is_snapshot()? { SNAPSHOT } else { BACKUP };
        Ok((what, in_itself(&store)?))
    });
    let (what, difference) = match own {
        Ok(found) => found,
        Err(fault) => ("copy of a store", Some(fault.with_its_cause())),
    };
    Ok(finish(path, what, difference, on_record(workspace, path)?))
}

/// Returns what is wrong with a copy, by its own ledger.
fn in_itself(store: &Store) -> Result<Option<String>> {
    let damaged = store.damaged_parts()?;
    if !damaged.is_empty() {
        return Ok(Some(format!("the file is damaged: {}", damaged.join(", "))));
    }
    if let Some(difference) = store.verify_ledger()?.difference {
        return Ok(Some(difference.to_string()));
    }
    Ok(store.check_rows()?.mismatches.first().map(ToString::to_string))
}

fn ledger(path: &Path, entries: &[Value], workspace: Option<&Reader>) -> Result<FileVerified> {
    let Some(workspace) = workspace else {
        return Err(Error::refused(format!(
            "{} is a ledger that was exported: expected a workspace to compare it with",
            path.display()
        ))
        .hint("name the workspace with --workspace, or run this in its folder"));
    };
    let kept: BTreeMap<u64, Entry> =
        workspace.store.ledger()?.into_iter().map(|entry| (entry.number, entry)).collect();
    let mut difference = None;
    for (at, entry) in (1..).zip(entries) {
        let found = match kept.get(&at) {
            Some(kept) => differs(entry, kept),
            None => Some(format!("entry {at} is not in the ledger")),
        };
        difference = difference.or(found);
    }
    // The ledger may have gone on since; what was exported is a beginning of it.
    Ok(finish(path, "ledger", difference, Some(true)))
}

/// Returns what of an exported entry is not as in the ledger. Entries are exported whole (`ledger-chain.json`), and as
/// the columns of a table, all of them texts (`ledger.json`).
fn differs(entry: &Value, kept: &Entry) -> Option<String> {
    let Entry { number, actor, kind, hash, .. } = kept;
    let (name, login, machine) = (&actor.name, &actor.login, &actor.machine);
    let at = format!("{:.3}", kept.at);
    let expected = if entry["number"].is_string() {
        json!({
            "number": number.to_string(), "at": at, "actor": name, "login": login,
            "machine": machine, "kind": kind, "hash": hash,
        })
    } else {
        json!({
            "number": number, "at": at, "kind": kind, "body": kept.body, "hash": hash,
            "actor": { "name": name, "login": login, "machine": machine },
        })
    };
    let members = entry.as_object()?;
    let wrong = members.iter().find(|(name, value)| expected.get(name.as_str()) != Some(value));
    let missing = ["number", "at", "actor", "kind", "hash"];
    let missing = missing.into_iter().find(|name| !members.contains_key(*name));
    let name = wrong.map(|(name, _)| name.as_str()).or(missing)?;
    Some(format!("{name} of entry {} is not what the ledger has", kept.number))
}

fn finish(
    path: &Path,
    what: &'static str,
    difference: Option<String>,
    on_record: Option<bool>,
) -> FileVerified {
    let unknown = (on_record == Some(false)).then(|| {
        "the workspace's ledger has no such file: it was changed since, or is of another workspace"
            .to_owned()
    });
    FileVerified {
        file: path.to_owned(),
        what,
        whole: difference.is_none(),
        on_record,
        first_difference: difference.or(unknown),
    }
}

/// Returns whether the ledger has a file that was written with this digest; none without a workspace.
fn on_record(workspace: Option<&Reader>, path: &Path) -> Result<Option<bool>> {
    let Some(workspace) = workspace else { return Ok(None) };
    let digest = digest(path)?;
    let is_it = |entry: &Entry| {
        KINDS.contains(&entry.kind.as_str()) && entry.body["sha256"].as_str() == Some(&digest)
    };
    Ok(Some(workspace.store.ledger()?.iter().any(is_it)))
}

fn is_store(path: &Path) -> Result<bool> {
    const BEGINNING: &[u8] = b"SQLite format 3\0";
    // One whose first bytes were changed is known by its name, or else by nothing.
    let known = ["db", "assay"].iter().any(|end| path.extension().is_some_and(|own| own == *end));
    let beginning = files::bounded(path, BEGINNING.len() as u64);
    let beginning = beginning.map_err(|source| files::unread(path, source))?;
    Ok(known || beginning.starts_with(BEGINNING))
}

fn digest(path: &Path) -> Result<String> {
    Ok(files::digest(path).map_err(|source| files::unread(path, source))?.to_string())
}

/// Returns the files in a folder and those inside it, by their names from there.
fn listed(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let failed = |source| Error::file("list", &next, source);
        for entry in std::fs::read_dir(&next).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = crate::desk::unfinished::name_of(folder, &path).ok_or_else(|| {
                Error::input(format!("{} has a name that cannot be written", path.display()))
                    .then(Next::Words("rename it, or take it away".to_owned()))
            })?;
            found.insert(name, path);
        }
    }
    Ok(found)
}
