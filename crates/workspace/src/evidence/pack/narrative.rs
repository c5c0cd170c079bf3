//! The council's own words for sections: `narrative/<section>.md` in the workspace, or for one profile
//! `narrative/<profile>/<section>.md`.

use std::collections::BTreeMap;

use assay_pack::narrative::{Narrative, narrative};
use assay_pack::section::Kind;

use crate::desk::error::Result;
use crate::desk::files;
use crate::desk::reader::Reader;

/// Returns the narratives of a profile by section.
pub(super) fn gather(workspace: &Reader, profile: &str) -> Result<BTreeMap<Kind, Narrative>> {
    let folder = workspace.root.join("narrative");
    let mut all = BTreeMap::new();
    for kind in Kind::ALL {
        let file = format!("{}.md", kind.name());
        let path = [folder.join(profile).join(&file), folder.join(&file)];
        let Some(path) = path.into_iter().find(|path| path.is_file()) else { continue };
        let text = files::read_text(&path)?;
        if let Some(words) = narrative(text.trim_start_matches('\u{feff}')) {
            all.insert(kind, words);
        }
    }
    Ok(all)
}
