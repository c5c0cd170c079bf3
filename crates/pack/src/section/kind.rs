//! The sections a pack can have: their names in settings, their headings, and what to say when one
//! has no data.

/// A kind of section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// What changed since the last pack.
    Since,
    /// Scope and focus.
    Scope,
    /// The three questions of the self-evaluation.
    SelfEvaluation,
    /// Judgements over time.
    Judgements,
    /// Domain scores and changes.
    Domains,
    /// Themes in what auditors wrote.
    Themes,
    /// What we got wrong about ourselves: moderation, inspectors.
    Moderation,
    /// Variation between teams.
    Teams,
    /// Good practice.
    GoodPractice,
    /// Children found at risk in audit.
    Urgent,
    /// Actions.
    Actions,
    /// Indicators with process charts.
    Indicators,
    /// Health checks by team against target.
    HealthChecks,
    /// Child and family feedback.
    Feedback,
    /// Workforce.
    Workforce,
    /// Learning given, before and after.
    Learning,
    /// Progress on each recommendation.
    Recommendations,
    /// Readiness for the visit.
    Readiness,
    /// Completion of the round.
    Completion,
    /// Sampling statement.
    Sampling,
    /// Data quality.
    DataQuality,
    /// Method and definitions.
    Method,
}

impl Kind {
    /// All kinds, in their usual order.
    pub const ALL: [Self; 22] = [
        Self::Since,
        Self::Scope,
        Self::SelfEvaluation,
        Self::Judgements,
        Self::Domains,
        Self::Themes,
        Self::Moderation,
        Self::Teams,
        Self::GoodPractice,
        Self::Urgent,
        Self::Actions,
        Self::Indicators,
        Self::HealthChecks,
        Self::Feedback,
        Self::Workforce,
        Self::Learning,
        Self::Recommendations,
        Self::Readiness,
        Self::Completion,
        Self::Sampling,
        Self::DataQuality,
        Self::Method,
    ];

    /// Returns the name in settings, which is also the section's id in the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.words().0
    }

    /// Returns the heading.
    #[must_use]
    pub fn title(self) -> &'static str {
        self.words().1
    }

    /// Returns why it is missing, in a sentence, when there are no data for it.
    #[must_use]
    pub fn lack(self) -> &'static str {
        self.words().2
    }

    /// Returns the kind with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Tells whether the section starts a new page in print.
    #[must_use]
    pub fn starts_a_page(self) -> bool {
        matches!(self, Self::Indicators)
    }

    #[expect(clippy::too_many_lines, reason = "a table of the sections")]
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Since => (
                "since",
                "What changed since the last pack",
                "No earlier pack of this profile was issued.",
            ),
            Self::Scope => ("scope", "Scope and focus", "No case list has been imported."),
            Self::SelfEvaluation => (
                "self-evaluation",
                "Self-evaluation: three questions",
                "No narrative has been written.",
            ),
            Self::Judgements => (
                "judgements",
                "Judgements over time",
                "No audit with an overall judgement falls in the period.",
            ),
            Self::Domains => {
                ("domains", "Domain scores and changes", "No scored domain falls in the period.")
            }
            Self::Themes => (
                "themes",
                "Themes in what auditors wrote",
                "No comment has been imported, or the themes were not counted.",
            ),
            Self::Moderation => (
                "moderation",
                "What we got wrong about ourselves",
                "No second read, moderation or inspector's view has been recorded.",
            ),
            Self::Teams => (
                "teams",
                "Variation between teams",
                "Too few audits by team, or this profile does not show teams.",
            ),
            Self::GoodPractice => {
                ("good-practice", "Good practice", "No auditor named good practice in the period.")
            }
            Self::Urgent => (
                "urgent",
                "Children found at risk in audit",
                "No urgent concern was recorded in the period.",
            ),
            Self::Actions => ("actions", "Actions", "No action has been recorded."),
            Self::Indicators => (
                "indicators",
                "Timeliness and other indicators",
                "No table of visits, plans, placements, reviews or meetings has been imported.",
            ),
            Self::HealthChecks => (
                "health-checks",
                "Team health checks",
                "No return of a health check has been imported.",
            ),
            Self::Feedback => (
                "feedback",
                "What children and families said",
                "No audit says whether the child or the family was asked.",
            ),
            Self::Workforce => (
                "workforce",
                "Workforce",
                "No supervision sessions or workforce records have been imported.",
            ),
            Self::Learning => {
                ("learning", "Learning given, and what followed", "No learning has been recorded.")
            }
            Self::Recommendations => {
                ("recommendations", "Progress on recommendations", "No recommendation is known.")
            }
            Self::Readiness => ("readiness", "Readiness", "No documents for a visit are listed."),
            Self::Completion => {
                ("completion", "Completion of the rounds", "No round has been drawn.")
            }
            Self::Sampling => ("sampling", "Sampling statement", "No draw was made in the period."),
            Self::DataQuality => ("data-quality", "Data quality", "No import has been recorded."),
            Self::Method => ("method", "Method and definitions", ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_names_are_unique() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.name()), Some(kind));
        }
        assert_eq!(Kind::parse("judgement"), None);
    }
}
