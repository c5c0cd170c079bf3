//! Versions of returns as they come in: an older one never takes the place of a newer one, in whatever order
//! the files are read, and one that would blank what is there needs somebody's yes.

use std::collections::HashMap;

use assay_model::versions::{Against, against, is_same};
use assay_model::{AuditReturn, Effect, Level, Place, Problem};

use crate::{Reader, Result};

/// What happens to a version that would blank what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Blanks {
    /// It is refused.
    #[default]
    Refused,
    /// It is taken: somebody said yes.
    Accepted,
}

/// Puts the returns into the order in which they were saved and leaves those out that are older than what is
/// held, or would blank it.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn in_order(
    workspace: &Reader,
    mut returns: Vec<(AuditReturn, Place)>,
    blanks: Blanks,
) -> Result<(Vec<AuditReturn>, Vec<Problem>)> {
    returns.sort_by_key(|(audit, _)| audit.saved_at);
    let mut held: HashMap<String, Vec<AuditReturn>> = HashMap::new();
    let (mut kept, mut problems) = (Vec::with_capacity(returns.len()), Vec::new());
    for (audit, place) in returns {
        let key = assay_store::returns::key(&audit);
        let versions = match held.entry(key.clone()) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                let stored = workspace.store.return_versions(&key)?;
                free.insert(stored.into_iter().map(|version| version.audit).collect())
            }
        };
        match found(versions, &audit) {
            None | Some(Against::Newer) => versions.push(audit.clone()),
            Some(Against::Same) => {}
            Some(Against::Older) => problems.push(older(&audit, place)),
            Some(Against::Blanks(parts)) if blanks == Blanks::Refused => {
                problems.push(blank(&audit, place, &parts));
                continue;
            }
            Some(Against::Blanks(_)) => versions.push(audit.clone()),
        }
        kept.push(audit);
    }
    Ok((kept, problems))
}

/// A version that came before, and comes again without being saved later, is an older one.
fn found(versions: &[AuditReturn], audit: &AuditReturn) -> Option<Against> {
    let last = versions.last()?;
    let is_later = audit.saved_at.zip(last.saved_at).is_some_and(|(saved, before)| saved > before);
    let came_before = versions[..versions.len() - 1].iter().any(|one| is_same(one, audit));
    Some(match against(last, audit) {
        Against::Newer | Against::Blanks(_) if came_before && !is_later => Against::Older,
        other => other,
    })
}

fn older(audit: &AuditReturn, place: Place) -> Problem {
    Problem {
        level: Level::Note,
        effect: Effect::LeftOut,
        place,
        found: format!("an older version of the audit of case {}", audit.case),
        expected: "the latest version of a return".to_owned(),
        hint: "a newer one is held and stays".to_owned(),
    }
}

fn blank(audit: &AuditReturn, place: Place, parts: &[String]) -> Problem {
    const NAMED: usize = 4;
    let mut named: Vec<&str> = parts.iter().take(NAMED).map(String::as_str).collect();
    if parts.len() > NAMED {
        named.push("…");
    }
    Problem {
        level: Level::Refused,
        effect: Effect::Refused,
        place,
        found: format!(
            "a version of the audit of case {} without {}",
            audit.case,
            named.join(", ")
        ),
        expected: "a later version with what is held, or more".to_owned(),
        hint: "where the boxes were emptied on purpose, import it with --accept-blanks".to_owned(),
    }
}
