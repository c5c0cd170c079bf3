//! The inspection frameworks of a workspace: the files of its folder `profiles`, and the shipped ones under names it
//! has not. Which one counts on a day is the model's to say.

use std::collections::BTreeSet;

use assay_config::framework::{self, FOLDER};
use assay_model::{Framework, Frameworks};
use sha2::{Digest as _, Sha256};

use super::error::{Error, Result};
use super::reader::Reader;

/// Returns the names of the frameworks' files, with their folder.
///
/// # Errors
/// When the folder cannot be looked into.
pub(crate) fn names(workspace: &Reader) -> Result<BTreeSet<String>> {
    let mut names: BTreeSet<String> =
        assay_config::shipped::PROFILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    if let Some(listed) = workspace.store.snapshot_file(FOLDER)? {
        names.extend(listed.lines().map(str::to_owned));
        return Ok(names);
    }
    let folder = workspace.root.join(FOLDER);
    if !folder.is_dir() {
        return Ok(names);
    }
    let unread = |source| Error::file("look into", &folder, source);
    for entry in std::fs::read_dir(&folder).map_err(unread)? {
        let name = entry.map_err(unread)?.file_name().to_string_lossy().into_owned();
        let is_yaml = std::path::Path::new(&name).extension().is_some_and(|end| end == "yaml");
        if is_yaml && !name.starts_with('.') {
            names.insert(format!("{FOLDER}/{name}"));
        }
    }
    Ok(names)
}

/// Returns the frameworks, each with the digest of its file.
///
/// # Errors
/// When a file cannot be read, or has a fault, or two count from one day.
pub(crate) fn all(workspace: &Reader) -> Result<Frameworks> {
    let mut found = Vec::new();
    for name in names(workspace)? {
        let text = workspace.settings_text(&name)?;
        let mut framework = framework::read(&text, &name)?;
        framework.sha256 = assay_model::print::hex(&Sha256::digest(text.as_bytes()));
        found.push((name, framework));
    }
    refuse_one_day(&found)?;
    Ok(Frameworks::of(found.into_iter().map(|(_, framework)| framework).collect()))
}

/// Refuses two frameworks with one first day: nobody could say which is in force.
fn refuse_one_day(found: &[(String, Framework)]) -> Result<()> {
    for (at, (name, framework)) in found.iter().enumerate() {
        let Some((other, _)) = found[..at].iter().find(|(_, other)| other.from == framework.from)
        else {
            continue;
        };
        return Err(Error::input(format!(
            "{other} and {name} both count from {}: expected one framework from any day",
            framework.from
        ))
        .hint(format!(
            "to change a framework that the program ships, give your file its name; else change from: in {name}"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Session, Workspace};

    #[test]
    fn two_frameworks_from_one_day_are_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        let session = || Session::of_this_machine(None, None);
        Workspace::init(&root, &session()).unwrap();
        let shipped = assay_config::shipped::PROFILES[0];
        let own = root.join(FOLDER).join("zz-ours.yaml");
        std::fs::write(&own, shipped.1).unwrap();
        let workspace = Workspace::open(&root, session()).unwrap();
        let refused = all(&workspace.reader().unwrap()).unwrap_err().to_string();
        assert!(
            refused.starts_with(&format!("{} and {FOLDER}/zz-ours.yaml both", shipped.0)),
            "{refused}"
        );
    }
}
