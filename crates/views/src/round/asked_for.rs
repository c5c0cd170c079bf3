//! What bad judgements among returns ask for, and what an urgent concern lacks, in words.

use assay_model::audit::UrgentConcern;
use assay_model::{Date, Judgement};

/// What the bad judgements among returns ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedFor {
    /// How many audits were judged so badly, at least 1.
    pub audits: usize,
    /// The best judgement that is bad.
    pub at: Judgement,
    /// The first day that moderation by a second read is due.
    pub moderation_due: Date,
    /// The first day that a re-audit is due.
    pub reaudit_due: Date,
    /// How many of the audits have no action with an owner and a date.
    pub without_action: usize,
}

impl AskedFor {
    /// Returns it line by line.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let worst = if self.at == Judgement::Inadequate { "" } else { " or worse" };
        let judged = match self.audits {
            1 => "1 audit was".to_owned(),
            n => format!("{n} audits were"),
        };
        let mut lines = vec![format!(
            "{judged} judged {}{worst}: moderation by a second read is due from {}, the re-audit from {}",
            self.at.words(),
            self.moderation_due,
            self.reaudit_due
        )];
        if self.without_action > 0 {
            lines.push(format!(
                "{} of them without an action that has an owner and a date: ask the auditor for one",
                self.without_action
            ));
        }
        lines
    }
}

/// Returns what an urgent concern lacks, in words; none where it is answered.
#[must_use]
pub fn unanswered(urgent: &UrgentConcern) -> Option<String> {
    let parts = [
        (urgent.told.is_empty(), "nobody was told"),
        (urgent.told_on.is_none(), "no date of telling"),
        (urgent.response.is_empty(), "no response"),
    ];
    let words: Vec<&str> = parts.iter().filter(|(is, _)| *is).map(|(_, words)| *words).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_judgements_ask_for_moderation_and_a_reaudit() {
        let date = |text: &str| text.parse().unwrap();
        let asked = AskedFor {
            audits: 1,
            at: Judgement::RequiresImprovement,
            moderation_due: date("2026-09-20"),
            reaudit_due: date("2026-12-10"),
            without_action: 1,
        };
        let lines = asked.lines();
        assert_eq!(
            lines[0],
            "1 audit was judged requires improvement or worse: moderation by a second read is due from 2026-09-20, the re-audit from 2026-12-10"
        );
        assert_eq!(lines.len(), 2);
    }
}
