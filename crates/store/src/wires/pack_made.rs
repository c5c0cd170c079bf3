//! Packs that were written, as records, under their name.

use std::collections::BTreeMap;

use assay_model::{FrameworkUsed, KeyFigure, PackFile, PackMade};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WirePack {
    profile: String,
    as_at: String,
    head: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    visit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    files: Vec<WireFile>,
    key_figures: Vec<WireFigure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    framework: Option<WireFile>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    printed: BTreeMap<String, bool>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireFile {
    pub(super) name: String,
    pub(super) sha256: String,
}

impl WireFile {
    pub(super) fn of(name: &str, sha256: &str) -> Self {
        Self { name: name.to_owned(), sha256: sha256.to_owned() }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireFigure {
    pub(super) label: String,
    pub(super) figure: String,
}

impl WireFigure {
    pub(super) fn of(known: &KeyFigure) -> Self {
        Self { label: known.label.clone(), figure: known.figure.clone() }
    }
}

impl Kept for PackMade {
    const KIND: &'static str = "pack";
    type Wire = WirePack;

    fn key(&self) -> String {
        self.name()
    }

    fn to_wire(&self) -> WirePack {
        WirePack {
            profile: self.profile.clone(),
            as_at: self.as_at.to_string(),
            head: self.head.clone(),
            visit: self.visit.map(|day| day.to_string()),
            since: self.since.clone(),
            files: self.files.iter().map(|file| WireFile::of(&file.name, &file.sha256)).collect(),
            key_figures: self.key_figures.iter().map(WireFigure::of).collect(),
            framework: self.framework.as_ref().map(|used| WireFile::of(&used.name, &used.sha256)),
            printed: self.printed.clone(),
        }
    }

    fn from_wire(wire: WirePack, _: &About) -> Result<Self, Error> {
        let file = |file: WireFile| PackFile { name: file.name, sha256: file.sha256 };
        let figure = |known: WireFigure| KeyFigure { label: known.label, figure: known.figure };
        Ok(Self {
            profile: wire.profile,
            as_at: column::date(&wire.as_at)?,
            head: wire.head,
            visit: wire.visit.as_deref().map(column::date).transpose()?,
            since: wire.since,
            files: wire.files.into_iter().map(file).collect(),
            key_figures: wire.key_figures.into_iter().map(figure).collect(),
            framework: wire
                .framework
                .map(|used| FrameworkUsed { name: used.name, sha256: used.sha256 }),
            printed: wire.printed,
        })
    }
}
