//! What goes with what: themes and the judgement as risk ratios, themes together, and each subject as
//! shortcoming, mixed, strength or not mentioned. All by cases, so that a wordy audit counts once.

use assay_comments::themes::Side;
use assay_measures::themes::ThemedAudits;
use assay_model::Comment;
use assay_views::themes::{Risk, Subject, Together};

use super::count::CountOptions;
use super::reading;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// Returns the audits of a period with the themes their comments count for.
fn audits(workspace: &Reader, options: &CountOptions) -> Result<ThemedAudits> {
    let mut audits = ThemedAudits::default();
    let headline = crate::evidence::counting::headline(workspace)?;
    let wanted = |comment: &Comment| {
        comment.case.is_some() && headline.counts(comment) && options.holds(comment)
    };
    reading::each(workspace, wanted, |comment, counted| {
        let Some(case) = &comment.case else { return };
        let themes = counted.into_iter().map(|counted| counted.theme);
        audits.add((case, comment.month), comment.grade, themes);
    })?;
    Ok(audits)
}

/// Returns the risk ratio of each theme: how much more often audits that speak of it are judged requires
/// improvement or worse.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn risks(workspace: &Reader, options: &CountOptions) -> Result<Vec<Risk>> {
    let themes = super::of_workspace(workspace)?;
    let audits = audits(workspace, options)?;
    let risk = |code: &str| Risk::new(code, &audits.risk(code));
    Ok(themes.book().themes.iter().map(|theme| risk(&theme.code)).collect())
}

/// Returns the pairs of themes that are in the same audits, commonest first.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn together(workspace: &Reader, options: &CountOptions) -> Result<Vec<Together>> {
    let audits = audits(workspace, options)?;
    let base = audits.count();
    Ok(audits.together().into_iter().map(|pair| Together::new(pair, base)).collect())
}

/// Returns for each subject how many audits name it as a shortcoming, mixed, as a strength, or not at all.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn subjects(workspace: &Reader, options: &CountOptions) -> Result<Vec<Subject>> {
    let themes = super::of_workspace(workspace)?;
    let audits = audits(workspace, options)?;
    let mut order: Vec<&str> = Vec::new();
    for theme in &themes.book().themes {
        if !order.contains(&theme.subject.as_str()) {
            order.push(&theme.subject);
        }
    }
    let codes = |subject: &str, side: Side| -> Vec<&str> {
        let of = themes.book().themes.iter().filter(|t| t.subject == subject && t.side == side);
        of.map(|theme| theme.code.as_str()).collect()
    };
    let subject = |name: &str| {
        let (wanting, strong) = (codes(name, Side::Shortcoming), codes(name, Side::Strength));
        Subject::new(name, audits.sides(&wanting, &strong), audits.count())
    };
    Ok(order.into_iter().map(subject).collect())
}
