//! Packs on record: drafts and issued ones, their files, and that one was taken out of the workspace. It makes none.

use std::collections::BTreeMap;

use assay_model::{PackFile, PackIssued, PackMade, approval};
use assay_store::Kept as _;
use assay_views::packs::{IssuedLine, PackFileLine, PackLine, ProfileLine};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::pack::NOT_THE_HEAD;
use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::written;

/// Returns the profiles of the settings, in their order.
///
/// # Errors
/// When the settings have faults.
pub fn profiles(workspace: &Reader) -> Result<Vec<ProfileLine>> {
    let found = assay_config::pack::read(&workspace.settings_text("pack.yaml")?, "pack.yaml")?;
    let line = |profile: assay_pack::Profile| ProfileLine {
        name: profile.name,
        title: profile.title,
        audience: profile.audience,
        public: profile.public,
    };
    Ok(found.into_iter().map(line).collect())
}

/// Returns the drafts on record, the latest date first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<PackLine>> {
    let made = workspace.store.all::<PackMade>()?;
    let issued = workspace.store.all::<PackIssued>()?;
    let head = workspace.store.head(&NOT_THE_HEAD)?.hash;
    let by_name: BTreeMap<_, _> =
        made.into_iter().map(|pack| ((pack.as_at, pack.name()), pack)).collect();
    let line = |pack: PackMade| {
        let rests = workspace.store.rests::<PackMade>(&pack.key())?;
        let is_of_it = |issued: &&PackIssued| {
            (&issued.profile, issued.as_at, &issued.head) == (&pack.profile, pack.as_at, &pack.head)
        };
        Ok(PackLine {
            name: pack.name(),
            drafted_by: rests.map(|rests| rests.entry.actor.login).unwrap_or_default(),
            issued: issued.iter().find(is_of_it).map(PackIssued::name),
            is_current: pack.head == head,
            files: pack.files.into_iter().map(|file| line_of(workspace, file, "")).collect(),
            profile: pack.profile,
            as_at: pack.as_at,
        })
    };
    by_name.into_values().rev().map(line).collect()
}

/// Returns the packs that were issued, the latest date first.
///
/// # Errors
/// When the store cannot be read.
pub fn issued(workspace: &Reader) -> Result<Vec<IssuedLine>> {
    let mut all = workspace.store.all::<PackIssued>()?;
    all.sort_by_key(|pack| (pack.as_at, pack.profile.clone(), pack.edition));
    let within = format!("{}/", folder::ISSUED);
    let line = |pack: PackIssued| {
        let rests = workspace.store.rests::<PackIssued>(&pack.key())?;
        let entry = rests.filter(|rests| rests.holds).map(|rests| rests.entry);
        Ok(IssuedLine {
            name: pack.name(),
            draft: format!("{}-{}", pack.as_at, pack.profile),
            agreed: approval::how(pack.second.as_ref()),
            withheld: pack.printed.values().filter(|withheld| **withheld).count() as u64,
            entry: entry.map(|entry| (entry.number, entry.hash)),
            files: pack.files.into_iter().map(|file| line_of(workspace, file, &within)).collect(),
            profile: pack.profile,
            as_at: pack.as_at,
            on: pack.on,
            drafted_by: pack.drafted_by,
            by: pack.by,
        })
    };
    all.into_iter().rev().map(line).collect()
}

fn line_of(workspace: &Reader, file: PackFile, within: &str) -> PackFileLine {
    let name = format!("{within}{}", file.name);
    let is_there = workspace.root.join(folder::PACKS).join(&name).is_file();
    PackFileLine { name, is_there, sha256: file.sha256 }
}

/// Returns a file of a pack on record, as it was written then. The name of an issued one has its folder.
///
/// # Errors
/// When no pack on record has such a file, it is not in the folder of packs, or it was changed since.
pub fn file(workspace: &Reader, name: &str) -> Result<Vec<u8>> {
    let on_record = written::ours::packs(&workspace.store)?;
    let Some(digests) = on_record.get(name) else {
        return Err(Error::missing("no pack on record has such a file"));
    };
    let is_issued = name.starts_with(folder::ISSUED);
    let again = if is_issued {
        "take it from a backup; an issued pack is written once"
    } else {
        "make the pack again; from the same workspace it has the same bytes"
    };
    let bytes =
        files::read(&workspace.root.join(folder::PACKS).join(name)).map_err(
            |error| match error {
                Error::Missing(_) => {
                    Error::missing(format!("{name} is no longer in the folder of packs"))
                        .hint(again)
                }
                other => other,
            },
        )?;
    if digests.contains(&assay_model::print::hex(&Sha256::digest(&bytes))) {
        return Ok(bytes);
    }
    Err(Error::damaged(format!("{name} was changed since it was made"))
        .hint(format!("{again}, and keep the changed file to look into")))
}

/// Records that a file of a pack was taken out of the workspace, and returns it.
///
/// # Errors
/// As for [`file()`]; when the store cannot be written.
pub fn take(workspace: &mut Writer<'_>, name: &str) -> Result<Vec<u8>> {
    let bytes = file(workspace, name)?;
    let digest = assay_model::print::hex(&Sha256::digest(&bytes));
    let now = workspace.session.now();
    workspace
        .write(now, |tx| tx.append(written::DOWNLOAD, json!({ "sha256": digest })).map(drop))?;
    Ok(bytes)
}
