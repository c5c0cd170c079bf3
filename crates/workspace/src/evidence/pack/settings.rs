//! The settings a pack is made by: the profile, the council, its words.

use assay_config::council::Council;
use assay_model::Terms;
use assay_pack::Profile;

use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// The settings of one pack.
#[derive(Debug)]
pub(super) struct Settings {
    /// The profile, with its marking.
    pub(super) profile: Profile,
    /// The council.
    pub(super) council: Council,
    /// The council's words.
    pub(super) terms: Terms,
}

/// Reads the settings of a profile.
pub(super) fn read(workspace: &Reader, name: &str) -> Result<Settings> {
    let council =
        assay_config::council::read(&workspace.settings_text("assay.yaml")?, "assay.yaml")?;
    let terms = assay_config::terms::read(&workspace.settings_text("terms.yaml")?, "terms.yaml")?;
    let profiles = assay_config::pack::read(&workspace.settings_text("pack.yaml")?, "pack.yaml")?;
    let names: Vec<String> = profiles.iter().map(|p| p.name.clone()).collect();
    let mut profile = profiles.into_iter().find(|p| p.name == name).ok_or_else(|| {
        Error::missing(format!("there is no pack profile \"{name}\""))
            .hint(format!("the profiles in pack.yaml are {}; add your own there", names.join(", ")))
    })?;
    if !profile.public {
        profile.marking = council.marking();
    }
    Ok(Settings { profile, council, terms })
}
