//! A theme edited by a person: out of the settings, tried on every comment before it is kept, and kept with an entry in
//! the ledger that names the theme. How it is written is decided in `config`.

pub use assay_config::themes::{DraftFault, RuleDraft, ThemeDraft};

use std::sync::Arc;

use assay_model::Month;
use assay_views::themes::{RulesChanged, Trial};

use super::{FILE, tried};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;
use crate::desk::writer::Writer;
use crate::records::settings;

/// What became of a theme that was handed in.
#[derive(Debug)]
pub enum Edited<T> {
    /// It is as it should be.
    Done(T),
    /// It has faults, each at its setting, and nothing was changed.
    Faults(Vec<DraftFault>),
}

/// The themes as they are written.
#[derive(Debug)]
pub struct Opened {
    /// All of them, in their order.
    pub themes: Vec<ThemeDraft>,
    /// The digest of the file they are from, which a change brings back.
    pub from: String,
}

impl Opened {
    /// Returns the theme with this code.
    ///
    /// # Errors
    /// When there is none.
    pub fn theme(&self, code: &str) -> Result<&ThemeDraft> {
        let found = self.themes.iter().find(|theme| theme.code == code);
        found.ok_or_else(|| Error::missing(format!("no theme \"{code}\"")))
    }
}

/// Returns the themes of the workspace as they are written.
///
/// # Errors
/// When the file cannot be read; every fault with its line.
pub fn open(workspace: &Reader) -> Result<Opened> {
    let text = workspace.settings_text(FILE)?;
    Ok(Opened { themes: assay_config::themes::drafts(&text, FILE)?, from: settings::digest(&text) })
}

/// Tries a theme in place of the one with its code on every comment, and names the first of those that it would add and
/// lose. Nothing is kept.
///
/// # Errors
/// When the store or the settings cannot be read.
pub fn try_on_comments(
    workspace: &Reader,
    theme: &ThemeDraft,
    shown: usize,
) -> Result<Edited<Trial>> {
    let text = workspace.settings_text(FILE)?;
    match assay_config::themes::with(&text, FILE, theme) {
        Ok(edited) => {
            Ok(Edited::Done(tried::by_rules(workspace, &Arc::new(edited.themes), shown)?))
        }
        Err(faults) => Ok(Edited::Faults(faults)),
    }
}

/// Keeps a theme in place of the one with its code. `from` is the digest of the file that it was made from.
///
/// # Errors
/// When somebody changed the file since, or it cannot be written.
pub fn save(workspace: &mut Writer<'_>, from: &str, theme: &ThemeDraft) -> Result<Edited<()>> {
    let text = workspace.settings_text(FILE)?;
    match assay_config::themes::with(&text, FILE, theme) {
        Ok(edited) => settings::save(workspace, FILE, from, &edited.text).map(Edited::Done),
        Err(faults) => Ok(Edited::Faults(faults)),
    }
}

/// Returns the changes of the rules that are on record up to the day of the session, the earliest first. One that was
/// made in the file itself, with another program, is not among them.
///
/// # Errors
/// When the store cannot be read.
pub fn changes(workspace: &Reader) -> Result<Vec<RulesChanged>> {
    let as_at = workspace.session.as_at();
    let entries = workspace.store.ledger()?.into_iter();
    let of_themes = entries.filter(|entry| entry.kind == "settings" && entry.body["file"] == FILE);
    let changes = of_themes.map(|entry| RulesChanged {
        on: assay_model::jiff::tz::TimeZone::UTC.to_datetime(entry.at).date(),
        by: entry.actor.name,
        themes: entry.body["themes"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|code| code.as_str().map(str::to_owned))
            .collect(),
    });
    Ok(changes.filter(|change| change.on <= as_at).collect())
}

/// Says in sentences which rules were changed since a month began, or ever.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn changes_since(workspace: &Reader, from: Option<Month>) -> Result<Vec<String>> {
    let themes = super::of_workspace(workspace)?;
    let all = &themes.book().themes;
    let label =
        |code: &str| all.iter().find(|theme| theme.code == code).map(|theme| theme.label.as_str());
    let since = changes(workspace)?.into_iter();
    let since = since.filter(|change| from.is_none_or(|month| month.first_day() <= change.on));
    Ok(since.map(|change| change.sentence(label)).collect())
}

#[cfg(test)]
mod tests;
