//! Who may audit a case. Conflicts are the auditor's, never a reason to drop the case.

use assay_model::alike::alike;
use assay_model::{Auditor, CaseId, Date, ReadRole};

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

    /// Returns whether a name on a list is this auditor.
    fn is(&self, name: &str) -> bool {
        !name.trim().is_empty() && (alike(name, &self.name) || alike(name, &self.login))
    }
}

/// Why an auditor may not read a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Objection {
    /// They are the worker.
    #[error("they are its worker")]
    OwnCase,
    /// They manage the worker.
    #[error("they manage its worker")]
    Manages,
    /// It is of their own team.
    #[error("it is a case of their own team")]
    OwnTeam,
    /// It is of another team, and the plan has the own team read.
    #[error("the plan has the case's own team read it first")]
    OtherTeam,
    /// It is of their own team, and the second reading is the check from elsewhere.
    #[error("the second reading is by another team")]
    OwnTeamAgain,
    /// It is of a service that they do not audit.
    #[error("they do not audit its service")]
    Service,
    /// It is restricted.
    #[error("the record is restricted and they are not cleared")]
    Clearance,
    /// Somebody wrote it down.
    #[error("the conflict is named in the list of conflicts")]
    Named,
}

impl Conflicts {
    /// Returns whether the auditor may read the case in this role.
    #[must_use]
    pub fn allow(&self, case: &CaseFacts, reader: &Reader, role: ReadRole) -> bool {
        self.objection(case, reader, role).is_none()
    }

    /// Returns why the auditor may not read the case in this role, if so.
    #[must_use]
    pub fn objection(
        &self,
        case: &CaseFacts,
        reader: &Reader,
        role: ReadRole,
    ) -> Option<Objection> {
        let serves = reader.services.is_empty()
            || case.service.trim().is_empty()
            || reader.services.iter().any(|service| alike(service, &case.service));
        let named = self.named.iter().any(|(login, against)| {
            alike(login, &reader.login)
                && match against {
                    Against::Case(id) => *id == case.case,
                    Against::Worker(worker) => alike(worker, &case.worker),
                    Against::Team(team) => alike(team, &case.team),
                }
        });
        let objections = [
            (reader.is(&case.worker), Objection::OwnCase),
            (reader.is(&case.manager), Objection::Manages),
            (case.restricted && !reader.cleared, Objection::Clearance),
            (named, Objection::Named),
            (!serves, Objection::Service),
        ];
        let found = objections.into_iter().find(|(holds, _)| *holds).map(|(_, why)| why);
        found.or_else(|| self.team_objection(case, reader, role))
    }

    fn team_objection(
        &self,
        case: &CaseFacts,
        reader: &Reader,
        role: ReadRole,
    ) -> Option<Objection> {
        // A case of no team has no own team that could read it.
        if case.team.trim().is_empty() {
            return None;
        }
        match (self.own_team, alike(&case.team, &reader.team), role) {
            (OwnTeam::Forbidden, true, _) => Some(Objection::OwnTeam),
            (OwnTeam::Required, false, ReadRole::First) => Some(Objection::OtherTeam),
            // The check from elsewhere is the point of the second reading.
            (OwnTeam::Required, true, ReadRole::Second) => Some(Objection::OwnTeamAgain),
            _ => None,
        }
    }
}
