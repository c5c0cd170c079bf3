//! Holds, erasures asked for and erasures carried out as records.

use assay_model::{CaseId, Erasure, ErasureRequest, Hold};
use serde::{Deserialize, Serialize};

use super::approval::{self, WireApproval};
use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireHold {
    held: bool,
    reason: String,
    login: String,
    on: String,
}

impl Kept for Hold {
    const KIND: &'static str = "hold";
    type Wire = WireHold;

    fn key(&self) -> String {
        self.case.as_str().to_owned()
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn to_wire(&self) -> WireHold {
        WireHold {
            held: self.held,
            reason: self.reason.clone(),
            login: self.login.clone(),
            on: self.since.to_string(),
        }
    }

    fn from_wire(wire: WireHold, about: &About) -> Result<Self, Error> {
        Ok(Self {
            case: about.the_case()?,
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
        WireRequest { login: self.login.clone(), reason: self.reason.clone() }
    }

    fn from_wire(wire: WireRequest, about: &About) -> Result<Self, Error> {
        Ok(Self { case: about.the_case()?, login: wire.login, reason: wire.reason })
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
            second: wire.second.map(approval::from_wire).transpose()?,
        })
    }
}
