//! Is the workspace sound? Store, ledger, imported rows, draws, settings, who may read, and where the
//! folder lies: each is looked at, and each answer stands by itself. It changes nothing.

#[cfg(any(windows, test))]
mod access;
mod draws;
mod each_row;
mod feedback;
mod forms;
mod packs;
mod place;

use std::fmt;

use assay_config::shipped;
use assay_store::Unfinished;
use assay_views::doctor::Looked;

use crate::comments::index::{Closely, state};
use crate::desk::error::{Error, Result};
use crate::desk::folder;
use crate::desk::frameworks;
use crate::desk::next::Next;
use crate::desk::place::Workspace;
use crate::desk::reader::Reader;
use crate::desk::steady;
use crate::records::hold;

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, e.g. `ledger`.
    pub what: String,
    /// Whether it is sound; none where it was not looked at.
    pub sound: Option<bool>,
    /// What was found, in words.
    pub found: String,
    /// What to do about it; none when it is sound.
    pub next: Option<Next>,
}

impl Finding {
    fn sound(what: &str, found: &Looked<'_>) -> Self {
        Self { what: what.to_owned(), sound: Some(true), found: found.to_string(), next: None }
    }

    fn not_looked_at(what: &str, found: &Looked<'_>, next: Option<Next>) -> Self {
        Self { what: what.to_owned(), sound: None, found: found.to_string(), next }
    }

    fn fault(what: &str, found: impl fmt::Display, next: Option<Next>) -> Self {
        Self { what: what.to_owned(), sound: Some(false), found: found.to_string(), next }
    }

    /// Returns whether something is wrong.
    #[must_use]
    pub fn is_fault(&self) -> bool {
        self.sound == Some(false)
    }
}

/// How closely to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All but each single row.
    Quick,
    /// Every row of the store too.
    Deep,
}

/// One look at the workspace.
type Look<'a> = dyn Fn(&Reader) -> Result<Vec<Finding>> + 'a;

/// Looks at everything and returns what was found, in a fixed order. Of a snapshot, which is one file, what is in it.
///
/// # Errors
/// When the store cannot be read at all.
pub fn examine(workspace: &mut Workspace, depth: Depth) -> Result<Vec<Finding>> {
    let progress = workspace.progress_shared();
    let stage = progress.stage("looking", Some(10));
    let mut findings = Vec::new();
    let each_row = |reader: &Reader| each_row::examine(reader, depth);
    let index = |reader: &Reader| index(reader, depth);
    let looks: [(&str, &Look<'_>); 8] = [
        ("store", &store),
        ("ledger", &ledger),
        ("imported rows", &rows),
        ("each row", &each_row),
        ("draws", &draws::examine),
        ("files", &unfinished),
        ("holds", &holds),
        ("index", &index),
    ];
    for (what, look) in looks {
        findings.extend(looked(workspace, what, look)?);
        stage.step()?;
    }
    if depth == Depth::Deep {
        findings.extend(looked(workspace, "packs", &packs::examine)?);
        findings.extend(looked(workspace, "forms", &forms::examine)?);
        findings.extend(looked(workspace, "feedback", &feedback::examine)?);
    }
    let reader = workspace.reader()?;
    if reader.is_snapshot() {
        findings.extend(settings(&reader));
        return Ok(findings);
    }
    for look in [settings, place::examine] {
        findings.extend(look(&reader));
        stage.step()?;
    }
    Ok(findings)
}

/// Looks once. What cannot be read because the store is damaged is a finding too, and the other looks go on.
fn looked(workspace: &mut Workspace, what: &str, look: &Look<'_>) -> Result<Vec<Finding>> {
    let all_sound = |found: &Vec<Finding>| !found.iter().any(Finding::is_fault);
    match steady::checked(workspace, look, all_sound) {
        Err(fault @ (Error::Damaged(_) | Error::Store(_))) => {
            Ok(vec![Finding::fault(what, &fault, fault.next_step())])
        }
        other => other,
    }
}

fn store(workspace: &Reader) -> Result<Vec<Finding>> {
    let parts = workspace.store.damaged_parts()?;
    Ok(vec![if parts.is_empty() {
        Finding::sound("store", &Looked::StoreWhole)
    } else {
        let found = Looked::StoreDamaged { file: folder::STORE, parts: &parts };
        Finding::fault("store", found, Some(Next::Restore))
    }])
}

fn ledger(workspace: &Reader) -> Result<Vec<Finding>> {
    let check = workspace.store.verify_ledger()?;
    Ok(vec![match check.difference {
        None => {
            let (entries, withdrawn) = (check.entries, check.withdrawn);
            Finding::sound("ledger", &Looked::LedgerIntact { entries, withdrawn })
        }
        Some(difference) => Finding::fault("ledger", difference, Some(Next::Restore)),
    }])
}

fn rows(workspace: &Reader) -> Result<Vec<Finding>> {
    let imports = workspace.store.imports()?.len();
    let differing = workspace.store.imports_with_other_rows()?;
    Ok(vec![match differing.as_slice() {
        [] => Finding::sound("imported rows", &Looked::RowsAsImported { imports }),
        [first, ..] => {
            let found = Looked::OtherRows { import: *first };
            Finding::fault("imported rows", found, Some(Next::Restore))
        }
    }])
}

fn index(workspace: &Reader, depth: Depth) -> Result<Vec<Finding>> {
    let closely = match depth {
        Depth::Quick => Closely::Counted,
        Depth::Deep => Closely::Compared,
    };
    Ok(vec![match state(workspace, closely)? {
        None => Finding::sound("index", &Looked::NoIndex),
        Some(Ok(comments)) => Finding::sound("index", &Looked::Indexed(comments)),
        Some(Err(found)) => Finding::fault(
            "index",
            Looked::Index(&found),
            Some(Next::RebuildIndex { by_hand: false }),
        ),
    }])
}

/// What is on hold is no fault; nothing is said where nothing is.
fn holds(workspace: &Reader) -> Result<Vec<Finding>> {
    let holds = hold::list(workspace)?;
    if holds.is_empty() {
        return Ok(Vec::new());
    }
    let words: Vec<String> =
        holds.iter().map(|hold| format!("{} since {}", hold.covers.words, hold.since)).collect();
    Ok(vec![Finding::sound("holds", &Looked::OnHold(&words))])
}

/// Work on files that is written down and not done: it is tried at every opening. Nothing is said where there is none.
fn unfinished(workspace: &Reader) -> Result<Vec<Finding>> {
    let left = workspace.store.unfinished()?;
    let finding = |piece: &Unfinished| {
        let found =
            Looked::Unfinished { file: piece.path.as_deref(), is_scouring: piece.is_scouring };
        Finding::fault("files", found, Some(Next::FinishWork))
    };
    let mut findings: Vec<Finding> = left.iter().map(finding).collect();
    findings.dedup();
    Ok(findings)
}

fn settings(workspace: &Reader) -> Vec<Finding> {
    let mut findings = Vec::new();
    let frameworks = match frameworks::names(workspace) {
        Ok(names) => names,
        Err(error) => {
            findings.push(Finding::fault("settings", &error, error.next_step()));
            std::collections::BTreeSet::default()
        }
    };
    let names = shipped::FILES.iter().map(|(name, _)| *name);
    let names: Vec<&str> = names.chain(frameworks.iter().map(String::as_str)).collect();
    for name in &names {
        let outcome = workspace
            .settings_text(name)
            .and_then(|text| assay_config::check(name, &text).map_err(Error::from));
        if let Err(error) = outcome {
            findings.push(Finding::fault("settings", &error, error.next_step()));
        }
    }
    if findings.is_empty() {
        findings.extend(
            frameworks::all(workspace)
                .err()
                .map(|error| Finding::fault("settings", &error, error.next_step())),
        );
    }
    if findings.is_empty() {
        let count = names.len();
        findings.push(Finding::sound("settings", &Looked::SettingsRead(count)));
    }
    findings
}
