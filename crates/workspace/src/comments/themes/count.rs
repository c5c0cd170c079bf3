//! Counts comments and cases by theme, each with its base and an interval. Only comments that headline
//! figures count are in the base; what a person rejected does not count, what a person confirmed does.

use assay_measures::themes::Groups;
use assay_model::{Comment, Month};
use assay_views::themes::ThemeCount;

use crate::comments::themes::{self, reading};
use crate::desk::error::Result;
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

/// Counts the themes of the workspace's comments.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn count(workspace: &Reader, options: &CountOptions) -> Result<Vec<ThemeCount>> {
    let themes = themes::of_workspace(workspace)?;
    let mut groups = Groups::default();
    let headline = crate::evidence::counting::headline(workspace)?;
    let wanted = |comment: &Comment| headline.counts(comment) && options.holds(comment);
    reading::each(workspace, wanted, |comment, counted| {
        let themes = counted.into_iter().map(|counted| counted.theme);
        groups.add(group_of(&comment, options.by), comment.case.as_ref(), themes);
    })?;
    let all = themes.book().themes.iter();
    let counts = all.flat_map(|theme| {
        let of_theme = groups.of(&theme.code);
        of_theme.map(|counted| ThemeCount::new(&theme.code, &theme.label, &counted))
    });
    Ok(counts.collect())
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
