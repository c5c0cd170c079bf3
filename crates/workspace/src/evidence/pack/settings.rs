//! The settings a pack is made by: the profile, the council, its words.

use assay_config::council::Council;
use assay_model::{Date, Framework, Frameworks, Terms};
use assay_pack::Profile;

use crate::desk::error::{Error, Result};
use crate::desk::frameworks;
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
    /// The inspection frameworks.
    pub(super) frameworks: Frameworks,
    /// The one that the pack goes by.
    pub(super) framework: Option<Framework>,
}

/// Reads the settings of a profile, for a pack of a day.
pub(super) fn read(workspace: &Reader, name: &str, day: Date) -> Result<Settings> {
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
    let frameworks = frameworks::all(workspace)?;
    let framework = frameworks.for_pack(day).cloned();
    let terms = match &framework {
        Some(framework) => terms.or_nouns(&framework.nouns),
        None => terms,
    };
    Ok(Settings { profile, council, terms, frameworks, framework })
}
