//! The ids of an import compared with those that lists and draws have brought so far.

use std::collections::HashSet;
use std::sync::Arc;

use assay_intake::{KnownIds, Unknown};
use assay_model::{CaseId, IdsRead};
use assay_store::CaseList;

use super::Kind;
use super::kind::CHILDREN;
use crate::{Reader, Result};

/// Returns the known ids for an import of this kind; none where its ids are not compared.
///
/// # Errors
/// When the store or the settings cannot be read.
pub(super) fn known_for(workspace: &Reader, kind: Kind) -> Result<Option<Arc<KnownIds>>> {
    const FILE: &str = "lists.yaml";
    let unknown = match kind {
        // Of an alias only the new id is compared, and it may well be new.
        Kind::Cases | Kind::Ssd | Kind::Aliases => Unknown::IsNew,
        Kind::Returns | Kind::Events | Kind::Comments | Kind::Actions | Kind::Families => {
            Unknown::IsSaid
        }
        _ => return Ok(None),
    };
    let ids: HashSet<CaseId> = workspace.store.known_ids()?;
    if ids.is_empty() {
        return Ok(None);
    }
    let zeros = assay_config::lists::read(&workspace.settings_text(FILE)?, FILE)?.zeros;
    Ok(Some(Arc::new(KnownIds::new(ids, zeros, unknown))))
}

/// Compares the cases of the lists with those of the lists of the same names before; none where there
/// was no such list.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn compared(workspace: &Reader, lists: &[CaseList]) -> Result<Option<IdsRead>> {
    let mut all: Option<IdsRead> = None;
    let known = known_for(workspace, Kind::Cases)?;
    // Where there are children the other lists are happenings, which come and go.
    let has_children = lists.iter().any(|list| list.name == CHILDREN);
    for list in lists.iter().filter(|list| !has_children || list.name == CHILDREN) {
        let Some(before) = workspace.store.ids_of_list(&list.name)? else { continue };
        let counts = all.get_or_insert_default();
        for case in &list.cases {
            if before.contains(&case.id) {
                counts.known += 1;
            } else {
                counts.new += 1;
                let is_near = known.as_ref().is_some_and(|known| known.near(&case.id).is_some());
                counts.near += u64::from(is_near);
            }
        }
        let now: HashSet<&CaseId> = list.cases.iter().map(|case| &case.id).collect();
        counts.gone += before.iter().filter(|id| !now.contains(id)).count() as u64;
    }
    Ok(all)
}
