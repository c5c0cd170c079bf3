//! Themes by audit, so that a wordy audit counts once: themes and the judgement as risk ratios, themes
//! together, and a subject as shortcoming, mixed, strength or not mentioned.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, Judgement, Month};

use crate::Confidence;
use crate::association::{RiskRatio, risk_ratio};

/// Audits with the themes that their comments speak of. An audit is a case in a round's month.
#[derive(Debug, Clone, Default)]
pub struct ThemedAudits {
    all: BTreeMap<(CaseId, Option<Month>), Audit>,
}

#[derive(Debug, Clone, Default)]
struct Audit {
    grade: Option<Judgement>,
    themes: BTreeSet<String>,
}

/// A theme compared with the judgement. Counts are pairs: of how many audits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ThemeRisk {
    /// Audits that speak of the theme and were judged requires improvement or worse, of all that speak of it.
    pub with: (u64, u64),
    /// The same of the audits that do not speak of it.
    pub without: (u64, u64),
    /// The ratio of the two shares; none where a side is too small or empty.
    pub ratio: Option<RiskRatio>,
}

/// Two themes in the same audits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The codes, in the order of the alphabet.
    pub themes: (String, String),
    /// Audits that speak of both.
    pub both: u64,
    /// Audits that speak of the first, and of the second.
    pub each: (u64, u64),
}

/// On which side audits speak of a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// Audits that name shortcomings only.
    pub shortcoming: u64,
    /// Audits that name both.
    pub mixed: u64,
    /// Audits that name strengths only.
    pub strength: u64,
    /// Audits that name none of it.
    pub not_mentioned: u64,
}

impl ThemedAudits {
    /// Adds a comment of an audit: its judgement, where it has one, and its themes.
    pub fn add(
        &mut self,
        (case, month): (&CaseId, Option<Month>),
        grade: Option<Judgement>,
        themes: impl IntoIterator<Item = String>,
    ) {
        let audit = self.all.entry((case.clone(), month)).or_default();
        audit.grade = grade.or(audit.grade);
        audit.themes.extend(themes);
    }

    /// Returns how many audits there are.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.all.len() as u64
    }

    /// Returns how much more often audits that speak of the theme are judged requires improvement or worse.
    #[must_use]
    pub fn risk(&self, theme: &str) -> ThemeRisk {
        let (mut with, mut without) = ((0, 0), (0, 0));
        for audit in self.all.values() {
            let Some(grade) = audit.grade else { continue };
            let is_poor = matches!(grade, Judgement::RequiresImprovement | Judgement::Inadequate);
            let side = if audit.themes.contains(theme) { &mut with } else { &mut without };
            side.0 += u64::from(is_poor);
            side.1 += 1;
        }
        ThemeRisk { with, without, ratio: risk_ratio(with, without, Confidence::USUAL) }
    }

    /// Returns the pairs of themes that are in the same audits, commonest first.
    #[must_use]
    pub fn together(&self) -> Vec<Pair> {
        let mut single: BTreeMap<&str, u64> = BTreeMap::new();
        let mut pairs: BTreeMap<(&str, &str), u64> = BTreeMap::new();
        for audit in self.all.values() {
            let themes: Vec<&str> = audit.themes.iter().map(String::as_str).collect();
            for (place, one) in themes.iter().enumerate() {
                *single.entry(one).or_default() += 1;
                for other in &themes[place + 1..] {
                    *pairs.entry((one, other)).or_default() += 1;
                }
            }
        }
        let pair = |((one, other), both): ((&str, &str), u64)| Pair {
            themes: (one.to_owned(), other.to_owned()),
            both,
            each: (single[one], single[other]),
        };
        let mut all: Vec<Pair> = pairs.into_iter().map(pair).collect();
        all.sort_by(|a, b| b.both.cmp(&a.both).then_with(|| a.themes.cmp(&b.themes)));
        all
    }

    /// Returns on which side the audits speak of a subject with these themes.
    #[must_use]
    pub fn sides(&self, shortcomings: &[&str], strengths: &[&str]) -> Sides {
        let mut sides = Sides::default();
        for audit in self.all.values() {
            let says = |themes: &[&str]| themes.iter().any(|theme| audit.themes.contains(*theme));
            let side = match (says(shortcomings), says(strengths)) {
                (true, false) => &mut sides.shortcoming,
                (true, true) => &mut sides.mixed,
                (false, true) => &mut sides.strength,
                (false, false) => &mut sides.not_mentioned,
            };
            *side += 1;
        }
        sides
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audits() -> ThemedAudits {
        let mut audits = ThemedAudits::default();
        let month = Month::parse("2026-09");
        for (case, grade, themes) in [
            ("1", Some(Judgement::Inadequate), vec!["late", "thin"]),
            ("1", None, vec!["late"]),
            ("2", Some(Judgement::Good), vec!["clear"]),
            ("3", Some(Judgement::Good), vec!["late", "clear"]),
            ("4", None, vec![]),
        ] {
            let case = CaseId::parse(case).unwrap();
            audits.add((&case, month), grade, themes.into_iter().map(str::to_owned));
        }
        audits
    }

    #[test]
    fn an_audit_counts_once_and_only_where_it_is_graded() {
        let audits = audits();
        assert_eq!(audits.count(), 4);
        let risk = audits.risk("late");
        assert_eq!((risk.with, risk.without, risk.ratio), ((1, 2), (0, 1), None));
    }

    #[test]
    fn pairs_carry_both_counts() {
        let pairs = audits().together();
        let late = |other: &str, each| Pair {
            themes: if other < "late" {
                (other.to_owned(), "late".to_owned())
            } else {
                ("late".to_owned(), other.to_owned())
            },
            both: 1,
            each,
        };
        assert_eq!(pairs, [late("clear", (2, 2)), late("thin", (2, 1))]);
    }

    #[test]
    fn a_subject_is_named_on_one_side_on_both_or_not_at_all() {
        let sides = audits().sides(&["late", "thin"], &["clear"]);
        assert_eq!(sides, Sides { shortcoming: 1, mixed: 1, strength: 1, not_mentioned: 1 });
    }
}
