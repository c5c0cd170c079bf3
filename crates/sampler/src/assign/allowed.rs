//! Who may audit a case. Conflicts are the auditor's, never a reason to drop the case.

use std::collections::BTreeSet;

use assay_model::{Auditor, CaseId, Date};

use crate::manifest::ReadRole;
use crate::plan::OwnTeam;

/// An auditor, as far as assigning needs them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reader {
    /// The name people know.
    pub name: String,
    /// The login.
    pub login: String,
    /// The team they work in; empty when in none.
    pub team: String,
    /// Their services; empty means all.
    pub services: Vec<String>,
    /// How many readings they take; none means no limit.
    pub capacity: Option<u32>,
    /// Whether they are cleared for restricted records.
    pub cleared: bool,
}

/// What conflicts depend on, of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseFacts {
    /// The case.
    pub case: CaseId,
    /// The allocated worker.
    pub worker: String,
    /// The worker's line manager, where the auditors' list knows the worker.
    pub manager: String,
    /// The team.
    pub team: String,
    /// The service.
    pub service: String,
    /// Whether the record is restricted.
    pub restricted: bool,
}

/// What an auditor is named in conflict with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Against {
    /// A case.
    Case(CaseId),
    /// A worker's cases.
    Worker(String),
    /// A team's cases.
    Team(String),
}

/// The rules of conflict.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conflicts {
    /// What holds for the own team.
    pub own_team: OwnTeam,
    /// Cases that another team has to check although the own team audits.
    pub elsewhere: BTreeSet<CaseId>,
    /// Named pairs of login and what it may not audit.
    pub named: Vec<(String, Against)>,
}

impl Reader {
    /// Returns an auditor of the list, or none while on leave.
    #[must_use]
    pub fn of(auditor: &Auditor, as_at: Date) -> Option<Self> {
        let away = auditor.leave.iter().any(|(from, to)| (*from..=*to).contains(&as_at));
        (!away).then(|| Self {
            name: auditor.name.clone(),
            login: auditor.login.clone(),
            team: auditor.team.clone(),
            services: auditor.services.clone(),
            capacity: auditor.capacity,
            cleared: auditor.cleared,
        })
    }

    pub(super) fn room(&self) -> usize {
        self.capacity.map_or(usize::MAX, |capacity| capacity as usize)
    }

    /// Tells whether a name on a list is this auditor.
    fn is(&self, name: &str) -> bool {
        !name.trim().is_empty() && (same(name, &self.name) || same(name, &self.login))
    }
}

impl Conflicts {
    /// Tells whether the auditor may read the case in this role.
    #[must_use]
    pub fn allow(&self, case: &CaseFacts, reader: &Reader, role: ReadRole) -> bool {
        let own_team = same(&case.team, &reader.team) && !case.team.trim().is_empty();
        let team_allows = match self.own_team {
            OwnTeam::Allowed => true,
            OwnTeam::Forbidden => !own_team,
            // The check from elsewhere is the point of the second reading.
            OwnTeam::Required => {
                let elsewhere = role == ReadRole::Second || self.elsewhere.contains(&case.case);
                own_team != elsewhere
            }
        };
        let serves = reader.services.is_empty()
            || case.service.trim().is_empty()
            || reader.services.iter().any(|service| same(service, &case.service));
        let named = self.named.iter().any(|(login, against)| {
            *login == reader.login
                && match against {
                    Against::Case(id) => *id == case.case,
                    Against::Worker(worker) => same(worker, &case.worker),
                    Against::Team(team) => same(team, &case.team),
                }
        });
        team_allows
            && serves
            && !named
            && !reader.is(&case.worker)
            && !reader.is(&case.manager)
            && (reader.cleared || !case.restricted)
    }
}

/// Names on lists differ in case and spaces.
fn same(a: &str, b: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(a) == words(b)
}
