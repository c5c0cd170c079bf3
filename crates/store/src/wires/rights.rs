//! Holds, erasures asked for and erasures carried out as records.

use assay_model::{CaseId, Covers, Days, Erasure, ErasureRequest, Ground, Hold};
use serde::{Deserialize, Serialize};

use super::approval::{self, WireApproval};
use crate::about::About;
use crate::kept::joined;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireHold {
    /// None for a case, which the record says itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    covers: Option<WireCovers>,
    held: bool,
    reason: String,
    login: String,
    on: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum WireCovers {
    List(String),
    Period { first: String, last: String },
    Theme(String),
    Everything,
}

impl Kept for Hold {
    const KIND: &'static str = "hold";
    type Wire = WireHold;

    /// The id of a case; the others begin with a character that no id has.
    fn key(&self) -> String {
        match &self.covers {
            Covers::Case(case) => case.as_str().to_owned(),
            Covers::List(name) => joined(&["", "list", name]),
            Covers::Period(days) => joined(&["", "period", &days.to_string()]),
            Covers::Theme(code) => joined(&["", "theme", code]),
            Covers::Everything => joined(&["", "everything"]),
        }
    }

    fn case(&self) -> Option<&CaseId> {
        match &self.covers {
            Covers::Case(case) => Some(case),
            _ => None,
        }
    }

    fn to_wire(&self) -> WireHold {
        let covers = match &self.covers {
            Covers::Case(_) => None,
            Covers::List(name) => Some(WireCovers::List(name.clone())),
            Covers::Period(days) => {
                let (first, last) = (days.first().to_string(), days.last().to_string());
                Some(WireCovers::Period { first, last })
            }
            Covers::Theme(code) => Some(WireCovers::Theme(code.clone())),
            Covers::Everything => Some(WireCovers::Everything),
        };
        WireHold {
            covers,
            held: self.held,
            reason: self.reason.clone(),
            login: self.login.clone(),
            on: self.since.to_string(),
        }
    }

    fn from_wire(wire: WireHold, about: &About) -> Result<Self, Error> {
        let covers = match wire.covers {
            None => Covers::Case(about.the_case()?),
            Some(WireCovers::List(name)) => Covers::List(name),
            Some(WireCovers::Period { first, last }) => {
                let days = Days::of(column::date(&first)?, column::date(&last)?);
                Covers::Period(days.ok_or_else(|| Error::damaged("last day", last))?)
            }
            Some(WireCovers::Theme(code)) => Covers::Theme(code),
            Some(WireCovers::Everything) => Covers::Everything,
        };
        Ok(Self {
            covers,
            reason: wire.reason,
            login: wire.login,
            since: column::date(&wire.on)?,
            held: wire.held,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireRequest {
    login: String,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    serves: Option<String>,
}

impl Kept for ErasureRequest {
    const KIND: &'static str = "erasure request";
    type Wire = WireRequest;

    fn key(&self) -> String {
        self.case.as_str().to_owned()
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn to_wire(&self) -> WireRequest {
        WireRequest {
            login: self.login.clone(),
            reason: self.reason.clone(),
            serves: self.serves.map(|ground| ground.word().to_owned()),
        }
    }

    fn from_wire(wire: WireRequest, about: &About) -> Result<Self, Error> {
        Ok(Self {
            case: about.the_case()?,
            login: wire.login,
            reason: wire.reason,
            serves: wire.serves.map(ground).transpose()?,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireErasure {
    asked_by: String,
    carried_out_by: String,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    serves: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<WireApproval>,
}

impl Kept for Erasure {
    const KIND: &'static str = "erasure";
    type Wire = WireErasure;

    fn key(&self) -> String {
        format!("erasure {}", self.entry)
    }

    fn to_wire(&self) -> WireErasure {
        WireErasure {
            asked_by: self.asked_by.clone(),
            carried_out_by: self.carried_out_by.clone(),
            reason: self.reason.clone(),
            serves: self.serves.map(|ground| ground.word().to_owned()),
            second: self.second.as_ref().map(approval::to_wire),
        }
    }

    fn from_wire(wire: WireErasure, about: &About) -> Result<Self, Error> {
        // Where a later erasure removed an id that reads like the number, "#" and the record follow.
        let number = about.key.strip_prefix("erasure ").and_then(|rest| rest.split('#').next());
        let entry = number.and_then(|number| number.parse().ok());
        Ok(Self {
            entry: entry.ok_or_else(|| Error::damaged("number of the entry", &about.key))?,
            asked_by: wire.asked_by,
            carried_out_by: wire.carried_out_by,
            reason: wire.reason,
            serves: wire.serves.map(ground).transpose()?,
            second: wire.second.map(approval::from_wire).transpose()?,
        })
    }
}

fn ground(word: String) -> Result<Ground, Error> {
    Ground::parse(&word).ok_or_else(|| Error::damaged("ground of an erasure", word))
}
