//! Good or better by group, of returns that somebody else chose: by team, or by stratum. A raw count without
//! weights; the report estimates.

use std::collections::BTreeMap;

use crate::reads::{HeadlineGrade, Read};

/// Returns how many returns of each group are graded good or better, and of how many graded. A return without
/// a grade or a group is in none.
#[must_use]
pub fn good_or_better_by<'a, 'n>(
    reads: impl IntoIterator<Item = &'a Read>,
    headline: HeadlineGrade,
    group: impl Fn(&'a Read) -> Option<&'n str>,
) -> BTreeMap<&'n str, (u64, u64)> {
    let mut groups: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for read in reads {
        if let (Some(grade), Some(name)) = (read.grade(headline), group(read)) {
            let (hits, n) = groups.entry(name).or_default();
            *hits += u64::from(grade.is_good_or_better());
            *n += 1;
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reads::tests::read;
    use assay_model::Judgement;

    fn team(read: &Read) -> &str {
        &read.team
    }

    #[test]
    fn groups_are_counted_by_the_grade_of_the_series() {
        let mut reads = [
            read("1", "2026-09", Some(Judgement::Good), ""),
            read("2", "2026-09", Some(Judgement::Inadequate), ""),
            read("3", "2026-09", None, ""),
            read("4", "2026-09", Some(Judgement::Good), ""),
        ];
        for (read, team) in reads.iter_mut().zip(["a", "a", "a", ""]) {
            read.team = team.into();
        }
        reads[0].moderated = Some(Judgement::RequiresImprovement);
        let by_team = |headline| {
            let named = |read| Some(team(read)).filter(|team| !team.is_empty());
            good_or_better_by(&reads, headline, named).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(by_team(HeadlineGrade::Auditor), [("a", (1, 2))]);
        assert_eq!(by_team(HeadlineGrade::Moderated), [("a", (0, 2))]);
    }
}
