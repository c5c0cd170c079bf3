//! Counts comments and cases by theme, each with its base and an interval. Only comments that headline
//! figures count are in the base; what a person rejected does not count, what a person confirmed does.

use std::collections::{BTreeMap, BTreeSet};

use assay_measures::interval::{Confidence, Interval, wilson};
use assay_model::{CaseId, Comment, Month};
use assay_views::themes::ThemeCount;

use crate::comments::themes::{self, reading};
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// By what counts are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Everything together.
    All,
    /// The round's month.
    Month,
    /// The team at the freeze.
    Team,
    /// The box of the audit tool.
    Domain,
    /// The overall judgement.
    Grade,
}

/// What to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountOptions {
    /// By what to break down.
    pub by: By,
    /// The first month counted.
    pub from: Option<Month>,
    /// The last month counted.
    pub to: Option<Month>,
}

#[derive(Default)]
struct Group {
    comments: u64,
    cases: BTreeSet<CaseId>,
    by_theme: BTreeMap<usize, (u64, BTreeSet<CaseId>)>,
}

/// Counts the themes of the workspace's comments.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn count(workspace: &Reader, options: &CountOptions) -> Result<Vec<ThemeCount>> {
    let themes = themes::of_workspace(workspace)?;
    let codes: Vec<&str> = themes.book().themes.iter().map(|t| t.code.as_str()).collect();
    let mut groups: BTreeMap<Option<String>, Group> = BTreeMap::new();
    let headline = crate::evidence::counting::headline(workspace)?;
    let wanted = |comment: &Comment| headline.counts(comment) && options.holds(comment);
    reading::each(workspace, wanted, |comment, counted| {
        let group = groups.entry(group_of(&comment, options.by)).or_default();
        group.comments += 1;
        group.cases.extend(comment.case.clone());
        let found: BTreeSet<String> = counted.into_iter().map(|counted| counted.theme).collect();
        for (number, _) in codes.iter().enumerate().filter(|(_, c)| found.contains(**c)) {
            let (comments, cases) = group.by_theme.entry(number).or_default();
            *comments += 1;
            cases.extend(comment.case.clone());
        }
    })?;
    let mut counts = Vec::new();
    for (number, theme) in themes.book().themes.iter().enumerate() {
        for (name, group) in &groups {
            let (comments, cases) =
                group.by_theme.get(&number).map_or((0, 0), |(n, cases)| (*n, cases.len() as u64));
            let has_cases = !group.cases.is_empty();
            let interval = interval(comments, group.comments)?;
            counts.push(ThemeCount {
                theme: theme.code.clone(),
                group: name.clone(),
                comments,
                base_comments: group.comments,
                cases: has_cases.then_some(cases),
                base_cases: has_cases.then_some(group.cases.len() as u64),
                low: interval.map(|ends| ends.low),
                high: interval.map(|ends| ends.high),
                label: theme.label.clone(),
            });
        }
    }
    Ok(counts)
}

impl CountOptions {
    /// Returns whether the comment is in the period.
    pub(super) fn holds(&self, comment: &Comment) -> bool {
        let after = self.from.is_none_or(|from| comment.month.is_some_and(|m| from <= m));
        let before = self.to.is_none_or(|to| comment.month.is_some_and(|m| m <= to));
        after && before
    }
}

fn group_of(comment: &Comment, by: By) -> Option<String> {
    let text = match by {
        By::All => return None,
        By::Month => comment.month.map(|m| m.to_string()).unwrap_or_default(),
        By::Team => comment.team.clone(),
        By::Domain => comment.domain.clone(),
        By::Grade => comment.grade.map(|g| g.code().to_owned()).unwrap_or_default(),
    };
    Some(text)
}

fn interval(comments: u64, base: u64) -> Result<Option<Interval>> {
    if base == 0 {
        return Ok(None);
    }
    let interval =
        wilson(comments, base, Confidence::USUAL).map_err(|e| Error::input(e.to_string()))?;
    Ok(Some(interval))
}
