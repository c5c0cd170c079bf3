//! Variation between teams: good or better by team as a funnel, in the order of names. An audit counts by the
//! eligible cases it speaks for; a month counts by its audits, however many cases were eligible in it.

use std::collections::BTreeMap;

use super::audits::Audits;
use crate::chart::funnel::Team;
use crate::reads::HeadlineGrade;

/// Returns the teams of the audits with a judgement, by name.
pub(super) fn teams(months: &[&Audits<'_>], headline: HeadlineGrade) -> Vec<Team> {
    let mut teams: BTreeMap<&str, Team> = BTreeMap::new();
    for audits in months {
        let grades: Vec<_> = audits.reads.iter().map(|read| read.grade(headline)).collect();
        let weights = audits.design.weights();
        let judged = || grades.iter().zip(&weights).filter(|(grade, _)| grade.is_some());
        let scale = judged().count() as f64 / judged().map(|(_, weight)| weight).sum::<f64>();
        for ((read, grade), weight) in audits.reads.iter().zip(&grades).zip(&weights) {
            let Some(grade) = grade else { continue };
            let team = teams.entry(&read.team).or_insert_with(|| Team::empty(&read.team));
            team.add(grade.is_good_or_better(), weight * scale);
        }
    }
    teams.into_values().collect()
}
