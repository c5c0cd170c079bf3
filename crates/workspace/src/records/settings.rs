//! The settings files as text: which there are, what is wrong in one, and a change of it, which is put on record.
//! Later readers see who changed which file and when; earlier texts are in backups.

use assay_config::{Fault, shipped};
use assay_store::FileWork;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;

/// The file of the themes, whose changes are on record theme by theme.
const THEMES: &str = "themes.yaml";

/// A settings file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingsFile {
    /// Its name.
    pub name: &'static str,
    /// What it is for: the first line of comment in it.
    pub purpose: String,
    /// How many faults it has.
    pub faults: usize,
    /// Whether its text is the one that the program ships.
    pub is_as_shipped: bool,
}

/// Returns the settings files, in the order they are listed to people.
///
/// # Errors
/// When a file cannot be read.
pub fn list(workspace: &Reader) -> Result<Vec<SettingsFile>> {
    let file = |(name, text): &(&'static str, &'static str)| {
        let own = workspace.settings_text(name)?;
        let first = own.lines().find(|line| line.starts_with('#')).unwrap_or_default();
        Ok(SettingsFile {
            name,
            purpose: first.trim_start_matches(['#', ' ']).to_owned(),
            faults: check(name, &own).len(),
            is_as_shipped: own == *text,
        })
    };
    shipped::FILES.iter().map(file).collect()
}

/// Returns the faults of a text, in their order.
#[must_use]
pub fn check(name: &str, text: &str) -> Vec<Fault> {
    assay_config::check(name, text).err().map(|error| error.faults().to_vec()).unwrap_or_default()
}

/// Returns the digest of a text, by which a change says what it was made from.
#[must_use]
pub fn digest(text: &str) -> String {
    assay_model::print::hex(&Sha256::digest(text.as_bytes()))
}

/// Puts a new text in the place of a settings file's.
///
/// # Errors
/// When there is no such file, the text has faults, somebody changed the file since `from` was read, or it
/// cannot be written.
pub fn save(workspace: &mut Writer<'_>, name: &str, from: &str, text: &str) -> Result<()> {
    if !shipped::FILES.iter().any(|(known, _)| *known == name) {
        return Err(Error::missing(format!("there is no settings file {name}")));
    }
    assay_config::check(name, text)?;
    let before = workspace.settings_text(name)?;
    if digest(&before) != from {
        return Err(Error::refused(format!("somebody has changed {name} since you opened it"))
            .hint("open it again in another window, and bring your change into it"));
    }
    if before == text {
        return Ok(());
    }
    let mut body = json!({ "file": name, "before": from, "sha256": digest(text) });
    if name == THEMES {
        body["themes"] = json!(changed_themes(&before, text)?);
    }
    let work = FileWork::Write { path: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let now = workspace.session.now();
    workspace.write(now, |tx| {
        tx.append("settings", body)?;
        tx.then(&[work])
    })?;
    workspace.finish()
}

/// The codes of the themes whose rules or words a new text changes. A text before it that cannot be read has none to
/// compare with.
fn changed_themes(before: &str, after: &str) -> Result<Vec<String>> {
    let after = assay_config::themes::read(after, THEMES)?;
    let before = assay_config::themes::read(before, THEMES);
    let before = before.map(|themes| themes.book().clone()).unwrap_or_default();
    Ok(assay_config::themes::changed(&before, after.book()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Session, Workspace};

    #[test]
    fn a_change_is_checked_put_on_record_and_not_lost_to_another() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("w");
        let session = || Session::of_this_machine(None, None);
        Workspace::init(&root, &session()).unwrap();
        let mut workspace = Workspace::open(&root, session()).unwrap();
        let before = workspace.reader().unwrap().settings_text("terms.yaml").unwrap();
        let from = digest(&before);
        let after = format!("{before}\n# ours\n");
        save(&mut workspace.writer().unwrap(), "terms.yaml", &from, &after).unwrap();
        assert_eq!(workspace.reader().unwrap().settings_text("terms.yaml").unwrap(), after);
        let late =
            save(&mut workspace.writer().unwrap(), "terms.yaml", &from, &before).unwrap_err();
        assert!(late.to_string().contains("somebody has changed"), "{late}");
        let bad = save(&mut workspace.writer().unwrap(), "terms.yaml", &digest(&after), "terms: [")
            .unwrap_err();
        assert!(matches!(bad, Error::Settings(_)), "{bad}");
        assert!(save(&mut workspace.writer().unwrap(), "../evil.yaml", "", "x").is_err());
        let kinds: Vec<String> = crate::records::ledger::list(&workspace.reader().unwrap())
            .unwrap()
            .into_iter()
            .map(|entry| entry.kind)
            .collect();
        assert_eq!(kinds, ["init", "settings"]);
        assert!(list(&workspace.reader().unwrap()).unwrap().iter().all(|file| file.faults == 0));
    }
}
