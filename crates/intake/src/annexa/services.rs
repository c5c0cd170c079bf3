//! The council's services, which Annex A does not name.

use std::collections::BTreeMap;

/// Which service a case belongs to, since Annex A does not say: by team, else by plan type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceNames {
    /// Service by team.
    pub by_team: BTreeMap<String, String>,
    /// Service by plan type.
    pub by_plan_type: BTreeMap<String, String>,
}

impl ServiceNames {
    pub(crate) fn service(&self, team: &str, plan_type: &str) -> Option<&str> {
        self.by_team.get(team).or_else(|| self.by_plan_type.get(plan_type)).map(String::as_str)
    }
}
