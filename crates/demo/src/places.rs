//! The made-up council's services and teams. It does not say who works there.

/// A kind of plan, which is also the service that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Plan {
    /// An assessment is open.
    Assessment,
    /// A child in need plan.
    InNeed,
    /// A child protection plan.
    Protection,
    /// Looked after.
    Care,
    /// A care leaver.
    Leaver,
}

/// A team.
#[derive(Debug)]
pub(crate) struct Team {
    /// Its name.
    pub(crate) name: &'static str,
    /// The service it belongs to.
    pub(crate) service: &'static str,
    /// How many workers it has.
    pub(crate) workers: usize,
}

/// The twelve teams.
pub(crate) const TEAMS: [Team; 12] = [
    team("Assessment 1", "Assessment", 15),
    team("Assessment 2", "Assessment", 14),
    team("CIN 1", "Children in Need", 17),
    team("CIN 2", "Children in Need", 15),
    team("CIN 3", "Children in Need", 16),
    team("CIN 4", "Children in Need", 16),
    team("Disabled Children", "Children in Need", 12),
    team("CIC 1", "Children in Care", 11),
    team("CIC 2", "Children in Care", 12),
    team("CIC 3", "Children in Care", 11),
    team("Leaving Care 1", "Leaving Care", 12),
    team("Leaving Care 2", "Leaving Care", 12),
];

/// The team that records late.
pub(crate) const LATE_TEAM: usize = 3;
/// The team for disabled children.
pub(crate) const DISABLED_TEAM: usize = 6;

impl Plan {
    /// Returns the places in [`TEAMS`] of the teams that hold such plans.
    pub(crate) fn teams(self) -> std::ops::Range<usize> {
        match self {
            Self::Assessment => 0..2,
            Self::InNeed | Self::Protection => 2..6,
            Self::Care => 7..10,
            Self::Leaver => 10..12,
        }
    }

    /// Returns the case status of list 6.
    pub(crate) fn case_status(self) -> &'static str {
        match self {
            Self::Assessment => "d) Open assessment",
            Self::InNeed => "c) Child in need plan",
            Self::Protection => "b) Child Protection plan",
            Self::Care | Self::Leaver => "a) Looked after child",
        }
    }

    /// Returns the words used in event tables.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Assessment => "assessment",
            Self::InNeed => "child in need",
            Self::Protection => "child protection",
            Self::Care => "looked after",
            Self::Leaver => "care leaver",
        }
    }
}

const fn team(name: &'static str, service: &'static str, workers: usize) -> Team {
    Team { name, service, workers }
}
