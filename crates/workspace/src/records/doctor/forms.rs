//! The forms in the folders of their draws against the digests that were put on record when they were written. People fill
//! in copies that they were sent; the ones here stay as they are. One that was filled in here and imported is no fault,
//! and one that is gone was moved on.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;

use assay_model::FormOut;
use assay_sampler::Digest;
use assay_views::doctor::{FileFault, Looked};

use super::Finding;
use crate::desk::error::Result;
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::draws::outputs::folder_of;

pub(super) fn examine(workspace: &Reader) -> Result<Vec<Finding>> {
    if workspace.is_snapshot() {
        return Ok(Vec::new());
    }
    let mut forms: BTreeMap<String, FormOut> = BTreeMap::new();
    for form in workspace.store.all::<FormOut>()? {
        forms.insert(form.file.clone(), form);
    }
    let imports = workspace.store.imports()?;
    let imported: BTreeSet<String> =
        imports.into_iter().flat_map(|import| import.files).map(|file| file.sha256).collect();
    let (mut findings, mut whole, mut gone) = (Vec::new(), 0, 0);
    for form in forms.values() {
        let Some(kept) = &form.sha256 else { continue };
        let path = folder_of(workspace, &form.draw).join("forms").join(&form.file);
        let fault = match std::fs::read(path).map(|bytes| Digest::of(&bytes).to_string()) {
            Ok(found) if found == *kept || imported.contains(&found) => {
                whole += 1;
                continue;
            }
            Err(fault) if fault.kind() == ErrorKind::NotFound => {
                gone += 1;
                continue;
            }
            Ok(_) => FileFault::Other,
            Err(_) => FileFault::Unreadable,
        };
        let draw = form.draw.as_str();
        let found = Looked::FormFile { draw, name: &form.file, fault };
        let next = "import it if somebody has filled it in here; assay forms writes it again";
        findings.push(Finding::fault("forms", found, Some(Next::Words(next.to_owned()))));
    }
    if findings.is_empty() && !forms.is_empty() {
        findings.push(Finding::sound("forms", &Looked::FormsWritten { whole, gone }));
    }
    Ok(findings)
}
