//! The comments behind a figure: those that count for a theme, with what was found in each.

use assay_model::alike::alike;
use assay_model::{Comment, Month};
use assay_views::themes::ThemeComment;

use super::count::{By, CountOptions};
use super::reading;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Which figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// The theme's code.
    pub theme: String,
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
    /// The team; all where none is named.
    pub team: Option<String>,
    /// The domain; all where none is named.
    pub domain: Option<String>,
}

/// Returns the comments, in the order of storing.
///
/// # Errors
/// When there is no such theme, or the store cannot be read.
pub fn list(workspace: &Reader, wanted: &Behind) -> Result<Vec<ThemeComment>> {
    super::known(&*super::of_workspace(workspace)?, &wanted.theme)?;
    let options = CountOptions { by: By::All, from: wanted.from, to: wanted.to };
    let matches = |wanted: &Option<String>, value: &str| {
        wanted.as_deref().is_none_or(|wanted| alike(wanted, value))
    };
    let headline = crate::evidence::counting::headline(workspace)?;
    let is_wanted = |comment: &Comment| {
        headline.counts(comment)
            && options.holds(comment)
            && matches(&wanted.team, &comment.team)
            && matches(&wanted.domain, &comment.domain)
    };
    let mut found = Vec::new();
    reading::each(workspace, is_wanted, |comment, counted| {
        let counted = counted.into_iter().find(|c| c.theme == wanted.theme);
        found.extend(counted.map(|one| ThemeComment::new(comment, one.span, one.rule)));
    })?;
    Ok(found)
}
