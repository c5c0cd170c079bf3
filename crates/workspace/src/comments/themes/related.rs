//! What goes with what: themes and the judgement as risk ratios, themes together, and each subject as
//! shortcoming, mixed, strength or not mentioned. All by cases, so that a wordy audit counts once.

use std::collections::{BTreeMap, BTreeSet};

use assay_comments::themes::Side;
use assay_measures::Confidence;
use assay_measures::association::risk_ratio;
use assay_model::{Comment, Judgement, Month};
use assay_views::themes::{Risk, Subject, Together};

use super::count::CountOptions;
use super::reading;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// The audits of a period with the themes their comments count for.
struct Audits {
    all: Vec<Audit>,
}

#[derive(Default)]
struct Audit {
    grade: Option<Judgement>,
    themes: BTreeSet<String>,
}

impl Audits {
    fn of(workspace: &Reader, options: &CountOptions) -> Result<Self> {
        let mut all: BTreeMap<(String, Option<Month>), Audit> = BTreeMap::new();
        let headline = crate::evidence::counting::headline(workspace)?;
        let wanted = |comment: &Comment| {
            comment.case.is_some() && headline.counts(comment) && options.holds(comment)
        };
        reading::each(workspace, wanted, |comment, counted| {
            let Some(case) = &comment.case else { return };
            let audit = all.entry((case.to_string(), comment.month)).or_default();
            audit.grade = comment.grade.or(audit.grade);
            audit.themes.extend(counted.into_iter().map(|c| c.theme));
        })?;
        Ok(Self { all: all.into_values().collect() })
    }
}

/// Returns the risk ratio of each theme: how much more often audits that speak of it are judged requires
/// improvement or worse.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn risks(workspace: &Reader, options: &CountOptions) -> Result<Vec<Risk>> {
    let themes = super::of_workspace(workspace)?;
    let audits = Audits::of(workspace, options)?;
    let graded: Vec<(&Audit, bool)> = audits
        .all
        .iter()
        .filter_map(|audit| {
            let grade = audit.grade?;
            Some((audit, matches!(grade, Judgement::RequiresImprovement | Judgement::Inadequate)))
        })
        .collect();
    let risk = |code: &str| {
        let (mut with, mut without) = ((0, 0), (0, 0));
        for (audit, is_poor) in &graded {
            let side = if audit.themes.contains(code) { &mut with } else { &mut without };
            side.0 += u64::from(*is_poor);
            side.1 += 1;
        }
        Risk::new(code, with, without, risk_ratio(with, without, Confidence::USUAL))
    };
    Ok(themes.book().themes.iter().map(|theme| risk(&theme.code)).collect())
}

/// Returns the pairs of themes that are in the same audits, commonest first.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn together(workspace: &Reader, options: &CountOptions) -> Result<Vec<Together>> {
    let audits = Audits::of(workspace, options)?;
    let mut single: BTreeMap<&str, u64> = BTreeMap::new();
    let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for audit in &audits.all {
        let themes: Vec<&str> = audit.themes.iter().map(String::as_str).collect();
        for (place, one) in themes.iter().enumerate() {
            *single.entry(one).or_default() += 1;
            for other in &themes[place + 1..] {
                *pairs.entry((one, other)).or_default() += 1;
            }
        }
    }
    let mut all: Vec<Together> = pairs
        .into_iter()
        .map(|((one, other), both)| Together {
            themes: (one.to_owned(), other.to_owned()),
            both,
            each: (single[one], single[other]),
            base: audits.all.len() as u64,
        })
        .collect();
    all.sort_by(|a, b| b.both.cmp(&a.both).then_with(|| a.themes.cmp(&b.themes)));
    Ok(all)
}

/// Returns for each subject how many audits name it as a shortcoming, mixed, as a strength, or not at all.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn subjects(workspace: &Reader, options: &CountOptions) -> Result<Vec<Subject>> {
    let themes = super::of_workspace(workspace)?;
    let audits = Audits::of(workspace, options)?;
    let mut order: Vec<&str> = Vec::new();
    for theme in &themes.book().themes {
        if !order.contains(&theme.subject.as_str()) {
            order.push(&theme.subject);
        }
    }
    let says = |audit: &Audit, subject: &str, side: Side| {
        let mut of = themes.book().themes.iter().filter(|t| t.subject == subject && t.side == side);
        of.any(|theme| audit.themes.contains(&theme.code))
    };
    Ok(order
        .into_iter()
        .map(|subject| {
            let mut sides = [0; 4];
            for audit in &audits.all {
                let wanting = says(audit, subject, Side::Shortcoming);
                let place = match (wanting, says(audit, subject, Side::Strength)) {
                    (true, false) => 0,
                    (true, true) => 1,
                    (false, true) => 2,
                    (false, false) => 3,
                };
                sides[place] += 1;
            }
            let [shortcoming, mixed, strength, not_mentioned] = sides;
            Subject {
                subject: subject.to_owned(),
                shortcoming,
                mixed,
                strength,
                not_mentioned,
                base: audits.all.len() as u64,
            }
        })
        .collect())
}
