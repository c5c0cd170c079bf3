//! Versions of returns as they come in: an older one never takes the place of a newer one, in whatever order
//! the files are read, and one that would blank what is there needs somebody's yes.

use std::collections::HashMap;

use assay_model::versions::{Against, among, moment};
use assay_model::{AuditReturn, Date, Effect, Level, Place, Problem};

use crate::{Reader, Result};

/// What happens to a version that would blank what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Blanks {
    /// It is refused.
    #[default]
    Refused,
    /// It is taken: somebody said that the boxes were emptied on purpose.
    Accepted,
}

/// What happens to a version of which nothing says that it is newer than the one that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Undecided {
    /// It is refused.
    #[default]
    Refused,
    /// It is taken: somebody said that it is the newer one.
    Newer,
}

/// How returns that come in are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Taking {
    /// What happens to those that would blank what is held.
    pub(crate) blanks: Blanks,
    /// What happens to those of which nothing says that they are newer.
    pub(crate) undecided: Undecided,
    /// The day they came in; else as they say.
    pub(crate) received: Option<Date>,
}

/// A version with where it is.
type Version = (AuditReturn, String);

/// Puts the returns into the order of their moments and leaves those out that are older than what is held,
/// would blank it, or are no newer for all that is known.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn in_order(
    workspace: &Reader,
    mut returns: Vec<(AuditReturn, Place)>,
    taking: Taking,
) -> Result<(Vec<AuditReturn>, Vec<Problem>)> {
    for (audit, _) in &mut returns {
        audit.received_on = taking.received.or(audit.received_on);
    }
    returns.sort_by_key(|(audit, _)| moment(audit));
    let mut held: HashMap<String, Vec<Version>> = HashMap::new();
    let (mut kept, mut problems) = (Vec::with_capacity(returns.len()), Vec::new());
    for (audit, place) in returns {
        let key = assay_store::returns::key(&audit);
        let versions = match held.entry(key.clone()) {
            std::collections::hash_map::Entry::Occupied(known) => known.into_mut(),
            std::collections::hash_map::Entry::Vacant(free) => {
                let stored = workspace.store.return_versions(&key)?.into_iter();
                let stored = stored.map(|version| {
                    let came =
                        version.audit.received_on.map(|day| format!(", which came in on {day}"));
                    let place = format!("the one stored before{}", came.unwrap_or_default());
                    (version.audit, place)
                });
                free.insert(stored.collect())
            }
        };
        let known: Vec<&AuditReturn> = versions.iter().map(|(known, _)| known).collect();
        match among(&known, &audit) {
            Some(Against::Same) => {}
            Some(Against::Older) => problems.push(older(&audit, place)),
            Some(Against::Blanks(parts)) if taking.blanks == Blanks::Refused => {
                problems.push(blank(&audit, place, &parts));
                continue;
            }
            Some(Against::Undecided) if taking.undecided == Undecided::Refused => {
                problems.push(undecided(&audit, place, versions));
                continue;
            }
            None | Some(Against::Newer | Against::Blanks(_) | Against::Undecided) => {
                versions.push((audit.clone(), place.to_string()));
            }
        }
        kept.push(audit);
    }
    Ok((kept, problems))
}

fn undecided(audit: &AuditReturn, place: Place, versions: &[Version]) -> Problem {
    let other = versions.last().map_or("", |(_, place)| place.as_str());
    Problem {
        level: Level::Refused,
        effect: Effect::Refused,
        place,
        found: format!("another version of the audit of case {} than {other}", audit.case),
        expected: "a day of receipt that says which of the two is the newer".to_owned(),
        hint: "give both the day they came in (column received_on); or, where this one is the newer, import it alone and say so (--accept-newer, or its tick on the page)".to_owned(),
    }
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
        hint: "where the boxes were emptied on purpose, import it with --accept-blanks, or its tick on the page".to_owned(),
    }
}
