//! Packs on record: which were made, their files, and that one was taken out of the workspace. It makes none.

use std::collections::BTreeMap;

use assay_model::PackMade;
use assay_views::packs::{PackFileLine, PackLine, ProfileLine};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

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

/// Returns the packs on record, the latest date first.
///
/// # Errors
/// When the store cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<PackLine>> {
    let made = workspace.store.all::<PackMade>()?;
    let by_name: BTreeMap<_, _> =
        made.into_iter().map(|pack| ((pack.as_at, pack.name()), pack)).collect();
    let folder = workspace.root.join(folder::PACKS);
    let line = |pack: PackMade| PackLine {
        name: pack.name(),
        files: pack
            .files
            .into_iter()
            .map(|file| PackFileLine {
                is_there: folder.join(&file.name).is_file(),
                name: file.name,
            })
            .collect(),
        profile: pack.profile,
        as_at: pack.as_at,
    };
    Ok(by_name.into_values().rev().map(line).collect())
}

/// Returns a file of a pack on record, as it was written then.
///
/// # Errors
/// When no pack on record has such a file, it is not in the folder of packs, or it was changed since.
pub fn file(workspace: &Reader, name: &str) -> Result<Vec<u8>> {
    let made = workspace.store.all::<PackMade>()?;
    let on_record: Vec<String> = made
        .into_iter()
        .flat_map(|pack| pack.files)
        .filter(|file| file.name == name)
        .map(|file| file.sha256)
        .collect();
    if on_record.is_empty() {
        return Err(Error::missing("no pack on record has such a file"));
    }
    let bytes =
        files::read(&workspace.root.join(folder::PACKS).join(name)).map_err(
            |error| match error {
                Error::Missing(_) => {
                    Error::missing(format!("{name} is no longer in the folder of packs"))
                        .hint("make the pack again; from the same workspace it has the same bytes")
                }
                other => other,
            },
        )?;
    let digest = assay_model::print::hex(&Sha256::digest(&bytes));
    if on_record.contains(&digest) {
        return Ok(bytes);
    }
    Err(Error::damaged(format!("{name} was changed since it was made"))
        .hint("make the pack again, and keep the changed file to look into"))
}

/// Records that a file of a pack was taken out of the workspace, and returns it.
///
/// # Errors
/// As for [`file()`]; when the store cannot be written.
pub fn take(workspace: &mut Writer<'_>, name: &str) -> Result<Vec<u8>> {
    let bytes = file(workspace, name)?;
    let digest = assay_model::print::hex(&Sha256::digest(&bytes));
    let now = workspace.session.now();
    workspace.write(now, |tx| tx.append("download", json!({ "sha256": digest })).map(drop))?;
    Ok(bytes)
}
