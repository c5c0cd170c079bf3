//! Comments and cases by theme within groups of comments, each with its base and the interval of the share.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::CaseId;

use super::Counted;

/// Comments by group, with the themes they speak of.
#[derive(Debug, Clone, Default)]
pub struct Groups {
    groups: BTreeMap<Option<String>, Group>,
}

#[derive(Debug, Clone, Default)]
struct Group {
    comments: u64,
    cases: BTreeSet<CaseId>,
    by_theme: BTreeMap<String, (u64, BTreeSet<CaseId>)>,
}

/// How many comments of one group speak of a theme.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GroupCount<'a> {
    /// The group; none where all are counted together.
    pub group: Option<&'a str>,
    /// Comments that speak of it, of those read.
    pub comments: Counted,
    /// Cases with such a comment, of the cases with any; none where comments belong to no case.
    pub cases: Option<(u64, u64)>,
}

impl Groups {
    /// Adds a comment; each of its themes counts once.
    pub fn add(
        &mut self,
        group: Option<String>,
        case: Option<&CaseId>,
        themes: impl IntoIterator<Item = String>,
    ) {
        let group = self.groups.entry(group).or_default();
        group.comments += 1;
        group.cases.extend(case.cloned());
        for theme in themes.into_iter().collect::<BTreeSet<String>>() {
            let (comments, cases) = group.by_theme.entry(theme).or_default();
            *comments += 1;
            cases.extend(case.cloned());
        }
    }

    /// Returns the counts of a theme, one for each group, in their order.
    pub fn of<'a>(&'a self, theme: &'a str) -> impl Iterator<Item = GroupCount<'a>> {
        self.groups.iter().map(move |(name, group)| {
            let found = group.by_theme.get(theme);
            let (comments, cases) = found.map_or((0, 0), |(n, cases)| (*n, cases.len() as u64));
            let has_cases = !group.cases.is_empty();
            GroupCount {
                group: name.as_deref(),
                comments: Counted::with_interval(comments, group.comments),
                cases: has_cases.then_some((cases, group.cases.len() as u64)),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;
    use crate::interval::wilson;

    #[test]
    fn a_theme_counts_once_a_comment_and_every_group_has_its_base() {
        let mut groups = Groups::default();
        let case = CaseId::parse("1").unwrap();
        let late = || ["late".to_owned(), "late".to_owned()];
        groups.add(Some("a".to_owned()), Some(&case), late());
        groups.add(Some("a".to_owned()), Some(&case), late());
        groups.add(Some("a".to_owned()), None, []);
        groups.add(Some("b".to_owned()), None, []);
        let found: Vec<GroupCount<'_>> = groups.of("late").collect();
        let interval = wilson(2, 3, Confidence::USUAL).ok();
        assert_eq!(found[0].comments, Counted { hits: 2, base: 3, interval });
        assert_eq!((found[0].group, found[0].cases), (Some("a"), Some((1, 1))));
        assert_eq!((found[1].comments.hits, found[1].comments.base), (0, 1));
        assert_eq!(found[1].cases, None);
    }
}
