//! What goes with what: themes against the judgement as risk ratios, themes together, and each subject as
//! shortcoming, mixed, strength or not mentioned. All by cases, so that a wordy audit counts once.

use std::collections::{BTreeMap, BTreeSet};

use assay_comments::themes::Side;
use assay_model::{Comment, Judgement, Month};

use super::count::CountOptions;
use super::reading;
use crate::desk::error::Result;
use crate::desk::place::Workspace;

/// Under this many audits on a side no risk ratio is given.
const FEWEST: u64 = 5;

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
    fn of(workspace: &Workspace, options: &CountOptions) -> Result<Self> {
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

/// One theme against the judgement.
#[derive(Debug, Clone, PartialEq)]
pub struct Risk {
    /// The theme's code.
    pub theme: String,
    /// Audits that speak of the theme and were judged requires improvement or worse, of all that speak of it.
    pub with: (u64, u64),
    /// The same of the audits that do not speak of it.
    pub without: (u64, u64),
    /// The ratio of the two shares with its 95% interval (Katz 1978); none where a side is too small or empty.
    pub ratio: Option<(f64, f64, f64)>,
}

/// Returns the risk ratio of each theme: how much oftener audits that speak of it are judged requires
/// improvement or worse.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn risks(workspace: &Workspace, options: &CountOptions) -> Result<Vec<Risk>> {
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
        Risk { theme: code.to_owned(), with, without, ratio: ratio(with, without) }
    };
    Ok(themes.book().themes.iter().map(|theme| risk(&theme.code)).collect())
}

fn ratio(with: (u64, u64), without: (u64, u64)) -> Option<(f64, f64, f64)> {
    if with.1 < FEWEST || without.1 < FEWEST || with.0 == 0 || without.0 == 0 {
        return None;
    }
    let [a, n, b, m] = [with.0, with.1, without.0, without.1].map(|count| count as f64);
    let log = ((a / n) / (b / m)).ln();
    let half = 1.959_963_984_540_054 * (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).sqrt();
    Some((log.exp(), (log - half).exp(), (log + half).exp()))
}

/// Two themes in the same audits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Together {
    /// The codes.
    pub themes: (String, String),
    /// Audits that speak of both.
    pub both: u64,
    /// Audits that speak of the first, and of the second.
    pub each: (u64, u64),
    /// Audits read.
    pub base: u64,
}

/// Returns the pairs of themes that stand in the same audits, commonest first.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn together(workspace: &Workspace, options: &CountOptions) -> Result<Vec<Together>> {
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

/// One subject: on which side auditors wrote of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The subject.
    pub subject: String,
    /// Audits that name shortcomings only, both, strengths only, and none of it.
    pub sides: [u64; 4],
    /// Audits read.
    pub base: u64,
}

/// Returns for each subject how many audits name it as a shortcoming, mixed, as a strength, or not at all.
///
/// # Errors
/// When the store or the themes cannot be read.
pub fn subjects(workspace: &Workspace, options: &CountOptions) -> Result<Vec<Subject>> {
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
            Subject { subject: subject.to_owned(), sides, base: audits.all.len() as u64 }
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_risk_ratio_is_that_of_the_textbook() {
        // Altman, Practical Statistics (1991), p. 266: 2 of 16 against 33 of 77 dead: 0.29, 0.08 to 1.09.
        let (ratio, low, high) = ratio((2, 16), (33, 77)).expect("a ratio");
        assert!((ratio - 0.2917).abs() < 5e-4, "{ratio}");
        assert!(low > 0.07 && low < 0.09 && high > 1.05 && high < 1.12, "{low} {high}");
        assert_eq!(super::ratio((2, 4), (33, 77)), None, "too few");
    }
}
