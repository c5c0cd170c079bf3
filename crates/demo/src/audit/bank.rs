//! The bank of hand-written fragments that comments are composed from: one file a theme under `bank/`,
//! and one of plain remarks by domain. A line may begin with `cin:`, `cp:`, `care:` or `leaver:`,
//! the plan it fits.

use std::collections::BTreeMap;

use crate::places::Plan;

/// The themes of the codebook, with their fragments.
const FILES: [(&str, &str); 19] = [
    ("not_written_up", include_str!("../../bank/not_written_up.txt")),
    ("minutes_not_shared", include_str!("../../bank/minutes_not_shared.txt")),
    ("late_recording", include_str!("../../bank/late_recording.txt")),
    ("supervision_frequency", include_str!("../../bank/supervision_frequency.txt")),
    ("supervision_not_reflective", include_str!("../../bank/supervision_not_reflective.txt")),
    ("actions_not_followed_up", include_str!("../../bank/actions_not_followed_up.txt")),
    ("drift_and_delay", include_str!("../../bank/drift_and_delay.txt")),
    ("child_voice_missing", include_str!("../../bank/child_voice_missing.txt")),
    ("visits_overdue", include_str!("../../bank/visits_overdue.txt")),
    ("wrong_attendance", include_str!("../../bank/wrong_attendance.txt")),
    ("report_late_for_review", include_str!("../../bank/report_late_for_review.txt")),
    ("weak_management_oversight", include_str!("../../bank/weak_management_oversight.txt")),
    ("return_interview_missing", include_str!("../../bank/return_interview_missing.txt")),
    ("consent_not_recorded", include_str!("../../bank/consent_not_recorded.txt")),
    ("plan_not_smart", include_str!("../../bank/plan_not_smart.txt")),
    ("assessment_out_of_date", include_str!("../../bank/assessment_out_of_date.txt")),
    ("health_need_unmet", include_str!("../../bank/health_need_unmet.txt")),
    ("father_not_involved", include_str!("../../bank/father_not_involved.txt")),
    ("good_practice", include_str!("../../bank/good_practice.txt")),
];
const REMARKS: &str = include_str!("../../bank/domains.txt");

/// A fragment of a comment with slots such as `{date}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fragment {
    /// The plan it fits; none fits all.
    pub(super) only: Option<Plan>,
    /// The text.
    pub(super) text: &'static str,
}

/// The whole bank: (theme or `remark`, section) to fragments.
#[derive(Debug)]
pub(super) struct Bank(BTreeMap<(&'static str, &'static str), Vec<Fragment>>);

impl Bank {
    /// Returns the bank as it was compiled in.
    pub(super) fn read() -> Self {
        let mut bank = BTreeMap::new();
        for (theme, text) in FILES.into_iter().chain([("remark", REMARKS)]) {
            let mut section = "";
            for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
                if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                    section = name;
                } else {
                    let of: &mut Vec<Fragment> = bank.entry((theme, section)).or_default();
                    of.push(fragment(line));
                }
            }
        }
        Self(bank)
    }

    /// Returns the fragments of a theme's section that fit the plan.
    pub(super) fn fitting(&self, theme: &str, section: &str, plan: Plan) -> Vec<Fragment> {
        let all = self.0.get(&(theme, section)).map_or(&[][..], Vec::as_slice);
        all.iter().filter(|f| f.only.is_none_or(|only| only == plan)).copied().collect()
    }
}

fn fragment(line: &'static str) -> Fragment {
    let tags = [
        ("cin: ", Plan::InNeed),
        ("cp: ", Plan::Protection),
        ("care: ", Plan::Care),
        ("leaver: ", Plan::Leaver),
    ];
    for (tag, plan) in tags {
        if let Some(text) = line.strip_prefix(tag) {
            return Fragment { only: Some(plan), text };
        }
    }
    Fragment { only: None, text: line }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::audit::DOMAINS;

    #[test]
    fn the_bank_is_large_and_no_line_stands_in_it_twice() {
        let bank = Bank::read();
        let all: Vec<&str> = bank.0.values().flatten().map(|f| f.text).collect();
        let distinct: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(distinct.len(), all.len());
        assert!(all.len() >= 500, "{} fragments", all.len());
    }

    #[test]
    fn every_theme_has_both_sides_and_every_domain_has_remarks() {
        let bank = Bank::read();
        for (theme, _) in FILES {
            assert!(bank.0.contains_key(&(theme, "strength")), "{theme}");
            assert!(theme == "good_practice" || bank.0.contains_key(&(theme, "shortcoming")));
        }
        for domain in DOMAINS {
            assert!(bank.fitting("remark", domain, Plan::InNeed).len() >= 8, "{domain}");
        }
        let sections: BTreeSet<&str> = bank.0.keys().map(|(_, section)| *section).collect();
        assert_eq!(sections.len(), 3 + DOMAINS.len() + 1, "{sections:?}");
    }
}
