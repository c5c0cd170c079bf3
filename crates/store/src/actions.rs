//! Actions as records. An action's due dates lie within it, and every change of it is a version.

use assay_model::{Action, ActionSource, CaseId, Done, DueDate, Verified};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::wires::approval::{self, WireApproval};
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireAction {
    id: String,
    source: String,
    case: Option<String>,
    draw: Option<String>,
    what: String,
    owner: String,
    opened_on: Option<String>,
    due: Vec<WireDue>,
    done: Option<WireDone>,
    verified: Option<WireVerified>,
    not_done: Option<String>,
    challenged: Option<bool>,
}

#[derive(Serialize, Deserialize)]
struct WireDue {
    due: String,
    set_on: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct WireDone {
    on: String,
    evidence: String,
    login: String,
}

#[derive(Serialize, Deserialize)]
struct WireVerified {
    on: String,
    login: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<WireApproval>,
}

impl Kept for Action {
    const KIND: &'static str = "action";
    type Wire = WireAction;

    fn key(&self) -> String {
        self.id.clone()
    }

    fn case(&self) -> Option<&CaseId> {
        self.case.as_ref()
    }

    fn to_wire(&self) -> WireAction {
        let due = |set: &DueDate| WireDue {
            due: set.due.to_string(),
            set_on: set.set_on.map(|date| date.to_string()),
        };
        WireAction {
            id: self.id.clone(),
            source: self.source.word().to_owned(),
            case: self.case.as_ref().map(|case| case.as_str().to_owned()),
            draw: self.draw.as_ref().map(ToString::to_string),
            what: self.what.clone(),
            owner: self.owner.clone(),
            opened_on: self.opened_on.map(|date| date.to_string()),
            due: self.due.iter().map(due).collect(),
            done: self.done.as_ref().map(|done| WireDone {
                on: done.on.to_string(),
                evidence: done.evidence.clone(),
                login: done.login.clone(),
            }),
            verified: self.verified.as_ref().map(|verified| WireVerified {
                on: verified.on.to_string(),
                login: verified.login.clone(),
                second: verified.second.as_ref().map(approval::to_wire),
            }),
            not_done: self.not_done.clone(),
            challenged: self.challenged,
        }
    }

    fn from_wire(wire: WireAction, _: &About) -> Result<Self, Error> {
        let due = |set: WireDue| {
            Ok::<_, Error>(DueDate {
                due: column::date(&set.due)?,
                set_on: column::optional_date(set.set_on.as_deref())?,
            })
        };
        let done = |done: WireDone| {
            Ok::<_, Error>(Done {
                on: column::date(&done.on)?,
                evidence: done.evidence,
                login: done.login,
            })
        };
        let verified = |verified: WireVerified| {
            Ok::<_, Error>(Verified {
                on: column::date(&verified.on)?,
                login: verified.login,
                second: verified.second.map(approval::from_wire).transpose()?,
            })
        };
        Ok(Self {
            source: ActionSource::parse(&wire.source)
                .ok_or_else(|| Error::damaged("source of an action", &wire.source))?,
            id: wire.id,
            case: wire.case.as_deref().map(column::case_id).transpose()?,
            draw: wire.draw.as_deref().map(column::draw_id).transpose()?,
            what: wire.what,
            owner: wire.owner,
            opened_on: column::optional_date(wire.opened_on.as_deref())?,
            due: wire.due.into_iter().map(due).collect::<Result<_, _>>()?,
            done: wire.done.map(done).transpose()?,
            verified: wire.verified.map(verified).transpose()?,
            not_done: wire.not_done,
            challenged: wire.challenged,
        })
    }
}
