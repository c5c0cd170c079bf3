//! Variation between teams: good or better by team as a funnel, in the order of names.

use std::collections::BTreeMap;

use crate::chart::funnel::{Funnel, Team, funnel};
use crate::reads::{HeadlineGrade, Read};

/// Returns the funnel of the audits' teams, or none under two teams with judgements.
pub(super) fn teams(reads: &[&Read], headline: HeadlineGrade) -> Option<Funnel> {
    let mut teams: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for read in reads {
        let Some(grade) = read.grade(headline) else { continue };
        let (count, n) = teams.entry(&read.team).or_default();
        *count += u64::from(grade.is_good_or_better());
        *n += 1;
    }
    let team = |(name, (count, n)): (&str, (u64, u64))| Team { name: name.to_owned(), count, n };
    (teams.len() > 1).then(|| funnel(teams.into_iter().map(team).collect()))
}
