//! What is kept of a draw besides list and manifests: the terms of its freeze, which are a column of
//! the draw, and reassignments, draws given up, forms and feedback, which are records.

use std::collections::BTreeMap;

use assay_model::{
    AbandonedDraw, CaseId, DrawId, FeedbackDays, FormOut, FreezeTerms, LeftOut, ReadRole,
    Reassignment, ReplacementAsked,
};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::kept::joined;
use crate::{Error, Kept, column};

/// The terms of a freeze, in the order of the column.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WireTerms {
    n: u64,
    seed_source: String,
    weights: BTreeMap<String, u64>,
    by_hand: Vec<WireLeftOut>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireLeftOut {
    case_id: String,
    reason: String,
    approver: String,
}

impl WireTerms {
    pub(crate) fn of(terms: &FreezeTerms) -> Self {
        let left_out = |one: &LeftOut| WireLeftOut {
            case_id: one.case.clone(),
            reason: one.reason.clone(),
            approver: one.approver.clone(),
        };
        Self {
            n: terms.n,
            seed_source: terms.seed_source.clone(),
            weights: terms.weights.clone(),
            by_hand: terms.by_hand.iter().map(left_out).collect(),
        }
    }

    pub(crate) fn read(self) -> FreezeTerms {
        let left_out = |one: WireLeftOut| LeftOut {
            case: one.case_id,
            reason: one.reason,
            approver: one.approver,
        };
        FreezeTerms {
            n: self.n,
            seed_source: self.seed_source,
            weights: self.weights,
            by_hand: self.by_hand.into_iter().map(left_out).collect(),
        }
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireReassignment {
    case_id: String,
    role: String,
    to: String,
    reason: String,
}

impl Kept for Reassignment {
    const KIND: &'static str = "reassignment";
    type Wire = WireReassignment;

    fn key(&self) -> String {
        format!("{}|{}|{}", self.draw, self.case, self.role.word())
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireReassignment {
        WireReassignment {
            case_id: self.case.as_str().to_owned(),
            role: self.role.word().to_owned(),
            to: self.to.clone(),
            reason: self.reason.clone(),
        }
    }

    fn from_wire(wire: WireReassignment, about: &About) -> Result<Self, Error> {
        Ok(Self {
            draw: about.the_draw()?,
            case: column::case_id(&wire.case_id)?,
            role: ReadRole::parse(&wire.role)
                .ok_or_else(|| Error::damaged("reading", &wire.role))?,
            to: wire.to,
            reason: wire.reason,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireReplacementAsked {
    login: String,
}

impl Kept for ReplacementAsked {
    const KIND: &'static str = "replacement asked";
    type Wire = WireReplacementAsked;

    fn key(&self) -> String {
        joined(&[self.draw.as_str(), self.case.as_str()])
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireReplacementAsked {
        WireReplacementAsked { login: self.login.clone() }
    }

    fn from_wire(wire: WireReplacementAsked, about: &About) -> Result<Self, Error> {
        Ok(Self { draw: about.the_draw()?, case: about.the_case()?, login: wire.login })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireAbandoned {
    draw_id: String,
    reason: String,
}

impl Kept for AbandonedDraw {
    const KIND: &'static str = "abandoned draw";
    type Wire = WireAbandoned;

    fn key(&self) -> String {
        self.draw.as_str().to_owned()
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireAbandoned {
        WireAbandoned { draw_id: self.draw.to_string(), reason: self.reason.clone() }
    }

    fn from_wire(wire: WireAbandoned, _: &About) -> Result<Self, Error> {
        Ok(Self { draw: column::draw_id(&wire.draw_id)?, reason: wire.reason })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireForm {
    holder: String,
    file: String,
    cases: u64,
    tool: String,
    grid: bool,
    out_on: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

impl Kept for FormOut {
    const KIND: &'static str = "form";
    type Wire = WireForm;

    fn key(&self) -> String {
        format!("{}/{:02}", self.draw, self.number)
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireForm {
        WireForm {
            holder: self.holder.clone(),
            file: self.file.clone(),
            cases: self.cases,
            tool: self.tool.clone(),
            grid: self.is_grid,
            out_on: self.out_on.to_string(),
            sha256: self.sha256.clone(),
        }
    }

    fn from_wire(wire: WireForm, about: &About) -> Result<Self, Error> {
        let number = about.key.rsplit('/').next().and_then(|number| number.split('#').next());
        let number = number.and_then(|number| number.parse().ok());
        Ok(Self {
            draw: about.the_draw()?,
            number: number.ok_or_else(|| Error::damaged("number of the form", &about.key))?,
            holder: wire.holder,
            file: wire.file,
            cases: wire.cases,
            tool: wire.tool,
            is_grid: wire.grid,
            out_on: column::date(&wire.out_on)?,
            sha256: wire.sha256,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireFeedback {
    r#return: u64,
    given_on: Option<String>,
    filed_on: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sha256: Option<String>,
}

impl Kept for FeedbackDays {
    const KIND: &'static str = "feedback";
    type Wire = WireFeedback;

    fn key(&self) -> String {
        self.audit.clone()
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn draw(&self) -> Option<&DrawId> {
        self.draw.as_ref()
    }

    fn to_wire(&self) -> WireFeedback {
        WireFeedback {
            r#return: self.number,
            given_on: self.given_on.map(|date| date.to_string()),
            filed_on: self.filed_on.map(|date| date.to_string()),
            sha256: self.sha256.clone(),
        }
    }

    fn from_wire(wire: WireFeedback, about: &About) -> Result<Self, Error> {
        Ok(Self {
            audit: about.key.clone(),
            number: wire.r#return,
            case: about.the_case()?,
            draw: about.draw.clone(),
            given_on: column::optional_date(wire.given_on.as_deref())?,
            filed_on: column::optional_date(wire.filed_on.as_deref())?,
            sha256: wire.sha256,
        })
    }
}
