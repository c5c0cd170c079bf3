//! The council's services, which Annex A does not name.

use std::collections::BTreeMap;

use assay_model::alike::alike;

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
        named(&self.by_team, team).or_else(|| named(&self.by_plan_type, plan_type))
    }
}

/// Returns what is named for a value, or for one that is equal to it for people.
fn named<'a>(names: &'a BTreeMap<String, String>, value: &str) -> Option<&'a str> {
    let same = || names.iter().find(|(name, _)| alike(name, value)).map(|(_, of)| of);
    names.get(value).or_else(same).map(String::as_str)
}
