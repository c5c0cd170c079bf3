//! The last evening of the made-up year: the comments are indexed, the themes counted.

use assay_views::demo::ThemeCounted;

use crate::Reader;
use crate::comments::index;
use crate::comments::themes::count::{By, CountOptions, count};
use crate::desk::error::Result;

/// The theme the year's story is about.
const THEME: &str = "not_written_up";

/// Indexes the comments and returns how many there are.
pub(super) fn index(workspace: &Reader) -> Result<u64> {
    Ok(index::rebuild(workspace)?.comments)
}

/// Counts what auditors wrote of meetings that were not written up, over the last three rounds.
pub(super) fn count_themes(workspace: &Reader) -> Result<Vec<ThemeCounted>> {
    let from = assay_demo::rounds().into_iter().rev().nth(2).map(|round| round.month);
    let options = CountOptions { by: By::Month, from, to: None };
    let counted = count(workspace, &options)?.into_iter().filter(|row| row.theme == THEME);
    Ok(counted
        .map(|row| ThemeCounted {
            label: row.label,
            month: row.group.unwrap_or_default(),
            comments: row.comments,
            base: row.base_comments,
        })
        .collect())
}
