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
    files: Vec<WireFile>,
    key_figures: Vec<WireFigure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    framework: Option<WireFile>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    printed: BTreeMap<String, bool>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFile {
    name: String,
    sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFigure {
    label: String,
    figure: String,
}

impl Kept for PackMade {
    const KIND: &'static str = "pack";
    type Wire = WirePack;

    fn key(&self) -> String {
        self.name()
    }

    fn to_wire(&self) -> WirePack {
        let file =
            |file: &PackFile| WireFile { name: file.name.clone(), sha256: file.sha256.clone() };
        let figure = |known: &KeyFigure| WireFigure {
            label: known.label.clone(),
            figure: known.figure.clone(),
        };
        WirePack {
            profile: self.profile.clone(),
            as_at: self.as_at.to_string(),
            head: self.head.clone(),
            files: self.files.iter().map(file).collect(),
            key_figures: self.key_figures.iter().map(figure).collect(),
            framework: self
                .framework
                .as_ref()
                .map(|used| WireFile { name: used.name.clone(), sha256: used.sha256.clone() }),
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
            files: wire.files.into_iter().map(file).collect(),
            key_figures: wire.key_figures.into_iter().map(figure).collect(),
            framework: wire
                .framework
                .map(|used| FrameworkUsed { name: used.name, sha256: used.sha256 }),
            printed: wire.printed,
        })
    }
}
