//! Auditors, families, names and aliases as records.

use assay_model::{Auditor, CaseAlias, CaseId, FamilyTie, Former, PersonName};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::kept::joined;
use crate::{Error, Kept, Store, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireAuditor {
    name: String,
    login: String,
    team: String,
    manager: String,
    services: Vec<String>,
    capacity: Option<u32>,
    leave: Vec<(String, String)>,
    cleared: bool,
}

impl Kept for Auditor {
    const KIND: &'static str = "auditor";
    type Wire = WireAuditor;

    fn key(&self) -> String {
        self.login.clone()
    }

    fn to_wire(&self) -> WireAuditor {
        let text = |(first, last): &(assay_model::Date, assay_model::Date)| {
            (first.to_string(), last.to_string())
        };
        WireAuditor {
            name: self.name.clone(),
            login: self.login.clone(),
            team: self.team.clone(),
            manager: self.manager.clone(),
            services: self.services.clone(),
            capacity: self.capacity,
            leave: self.leave.iter().map(text).collect(),
            cleared: self.cleared,
        }
    }

    fn from_wire(wire: WireAuditor, _: &About) -> Result<Self, Error> {
        let dates = |(first, last): (String, String)| {
            Ok::<_, Error>((column::date(&first)?, column::date(&last)?))
        };
        Ok(Self {
            name: wire.name,
            login: wire.login,
            team: wire.team,
            manager: wire.manager,
            services: wire.services,
            capacity: wire.capacity,
            leave: wire.leave.into_iter().map(dates).collect::<Result<_, _>>()?,
            cleared: wire.cleared,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireTie {
    case: String,
    family: String,
}

impl Kept for FamilyTie {
    const KIND: &'static str = "family";
    type Wire = WireTie;

    fn key(&self) -> String {
        self.case.as_str().to_owned()
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn to_wire(&self) -> WireTie {
        WireTie { case: self.case.as_str().to_owned(), family: self.family.clone() }
    }

    fn from_wire(wire: WireTie, _: &About) -> Result<Self, Error> {
        Ok(Self { case: column::case_id(&wire.case)?, family: wire.family })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireName {
    case: Option<String>,
    person: String,
    relation: String,
}

impl Store {
    /// Returns which ids became others, as the imported aliases say together.
    ///
    /// # Errors
    /// When an alias cannot be read.
    pub fn former(&self) -> Result<Former, Error> {
        Ok(Former::of(self.all::<CaseAlias>()?))
    }
}

impl Kept for PersonName {
    const KIND: &'static str = "name";
    type Wire = WireName;

    fn key(&self) -> String {
        joined(&[self.case.as_ref().map_or("", CaseId::as_str), &self.person])
    }

    fn case(&self) -> Option<&CaseId> {
        self.case.as_ref()
    }

    fn to_wire(&self) -> WireName {
        WireName {
            case: self.case.as_ref().map(|case| case.as_str().to_owned()),
            person: self.person.clone(),
            relation: self.relation.clone(),
        }
    }

    fn from_wire(wire: WireName, _: &About) -> Result<Self, Error> {
        Ok(Self {
            case: wire.case.as_deref().map(column::case_id).transpose()?,
            person: wire.person,
            relation: wire.relation,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireAlias {
    old: String,
    new: String,
}

impl Kept for CaseAlias {
    const KIND: &'static str = "alias";
    type Wire = WireAlias;

    fn key(&self) -> String {
        self.old.as_str().to_owned()
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.new)
    }

    fn to_wire(&self) -> WireAlias {
        WireAlias { old: self.old.as_str().to_owned(), new: self.new.as_str().to_owned() }
    }

    fn from_wire(wire: WireAlias, _: &About) -> Result<Self, Error> {
        Ok(Self { old: column::case_id(&wire.old)?, new: column::case_id(&wire.new)? })
    }
}
