//! Packs that were issued, as records, under their name.

use std::collections::BTreeMap;

use assay_model::{FrameworkUsed, KeyFigure, PackFile, PackIssued, PackRules};
use serde::{Deserialize, Serialize};

use super::approval::{self, WireApproval};
use super::pack_made::{WireFigure, WireFile};
use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireIssued {
    profile: String,
    as_at: String,
    edition: u32,
    head: String,
    on: String,
    drafted_by: String,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<WireApproval>,
    rules: WireRules,
    files: Vec<WireFile>,
    key_figures: Vec<WireFigure>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    framework: Option<WireFile>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    printed: BTreeMap<String, bool>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireRules {
    profiles_sha256: String,
    small: u64,
    least_audits: u64,
    least_returned: u32,
}

impl Kept for PackIssued {
    const KIND: &'static str = "issued pack";
    type Wire = WireIssued;

    fn key(&self) -> String {
        self.name()
    }

    fn to_wire(&self) -> WireIssued {
        let used = self.framework.as_ref();
        WireIssued {
            profile: self.profile.clone(),
            as_at: self.as_at.to_string(),
            edition: self.edition,
            head: self.head.clone(),
            on: self.on.to_string(),
            drafted_by: self.drafted_by.clone(),
            by: self.by.clone(),
            second: self.second.as_ref().map(approval::to_wire),
            rules: WireRules {
                profiles_sha256: self.rules.profiles_sha256.clone(),
                small: self.rules.small,
                least_audits: self.rules.least_audits,
                least_returned: self.rules.least_returned,
            },
            files: self.files.iter().map(|file| WireFile::of(&file.name, &file.sha256)).collect(),
            key_figures: self.key_figures.iter().map(WireFigure::of).collect(),
            framework: used.map(|used| WireFile::of(&used.name, &used.sha256)),
            printed: self.printed.clone(),
        }
    }

    fn from_wire(wire: WireIssued, _: &About) -> Result<Self, Error> {
        let file = |file: WireFile| PackFile { name: file.name, sha256: file.sha256 };
        let figure = |known: WireFigure| KeyFigure { label: known.label, figure: known.figure };
        let used = |used: WireFile| FrameworkUsed { name: used.name, sha256: used.sha256 };
        Ok(Self {
            profile: wire.profile,
            as_at: column::date(&wire.as_at)?,
            edition: wire.edition,
            head: wire.head,
            on: column::date(&wire.on)?,
            drafted_by: wire.drafted_by,
            by: wire.by,
            second: wire.second.map(approval::from_wire).transpose()?,
            rules: PackRules {
                profiles_sha256: wire.rules.profiles_sha256,
                small: wire.rules.small,
                least_audits: wire.rules.least_audits,
                least_returned: wire.rules.least_returned,
            },
            files: wire.files.into_iter().map(file).collect(),
            key_figures: wire.key_figures.into_iter().map(figure).collect(),
            framework: wire.framework.map(used),
            printed: wire.printed,
        })
    }
}
