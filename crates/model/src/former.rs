//! Ids that became others, followed to the id that counts now: unborn to born, merged duplicates. It
//! does not decide what happens where both ids are on one list.

use std::collections::BTreeMap;

use crate::{CaseAlias, CaseId};

/// Which id an old one became in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Former(BTreeMap<CaseId, CaseId>);

impl Former {
    /// Returns what the aliases say together. Ids that became each other in a circle became nothing.
    #[must_use]
    pub fn of(aliases: impl IntoIterator<Item = CaseAlias>) -> Self {
        let next: BTreeMap<CaseId, CaseId> =
            aliases.into_iter().map(|alias| (alias.old, alias.new)).collect();
        let last = |old: &CaseId| {
            let mut id = next.get(old)?;
            for _ in 0..next.len() {
                match next.get(id) {
                    Some(later) => id = later,
                    None => return Some(id.clone()),
                }
            }
            None
        };
        Self(next.keys().filter_map(|old| Some((old.clone(), last(old)?))).collect())
    }

    /// Returns the id that this one became; none where it counts itself.
    #[must_use]
    pub fn became(&self, id: &CaseId) -> Option<&CaseId> {
        self.0.get(id)
    }

    /// Returns the id that counts now.
    #[must_use]
    pub fn now<'a>(&'a self, id: &'a CaseId) -> &'a CaseId {
        self.became(id).unwrap_or(id)
    }

    /// Returns every id that became another, with that one.
    pub fn pairs(&self) -> impl Iterator<Item = (&CaseId, &CaseId)> {
        self.0.iter()
    }

    /// Returns whether no id became another.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the ids that became this one.
    pub fn before<'a>(&'a self, id: &'a CaseId) -> impl Iterator<Item = &'a CaseId> {
        self.0.iter().filter(move |(_, now)| *now == id).map(|(old, _)| old)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_followed_to_the_one_that_counts() {
        let id = |text: &str| CaseId::parse(text).unwrap();
        let alias = |old, new| CaseAlias { old: id(old), new: id(new) };
        let former = Former::of([
            alias("U1", "C1"),
            alias("C1", "C9"),
            alias("A", "B"),
            alias("B", "A"),
            alias("X", "A"),
        ]);
        assert_eq!(former.now(&id("U1")), &id("C9"));
        assert_eq!(former.became(&id("C9")), None);
        assert_eq!(former.before(&id("C9")).count(), 2);
        for circle in ["A", "B", "X"] {
            assert_eq!(former.now(&id(circle)), &id(circle));
        }
    }
}
