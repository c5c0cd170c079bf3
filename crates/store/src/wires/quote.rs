//! Quotes as records, under the digest of their text.

use assay_model::{CaseId, Quote, Standing};
use serde::{Deserialize, Serialize};

use super::approval::{self, WireApproval};
use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireQuote {
    text: String,
    comment: String,
    theme: String,
    month: Option<String>,
    proposed_by: String,
    standing: String,
    by: String,
    on: String,
    reason: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<WireApproval>,
}

impl Kept for Quote {
    const KIND: &'static str = "quote";
    type Wire = WireQuote;

    fn key(&self) -> String {
        self.digest.clone()
    }

    fn case(&self) -> Option<&CaseId> {
        self.case.as_ref()
    }

    fn to_wire(&self) -> WireQuote {
        let (by, on, reason, second) = match &self.standing {
            Standing::Proposed => ("", String::new(), "", None),
            Standing::Approved { by, on, second } => {
                (by.as_str(), on.to_string(), "", second.as_ref())
            }
            Standing::Withdrawn { reason } => ("", String::new(), reason.as_str(), None),
        };
        WireQuote {
            text: self.text.clone(),
            comment: self.comment.clone(),
            theme: self.theme.clone(),
            month: self.month.map(|month| month.to_string()),
            proposed_by: self.proposed_by.clone(),
            standing: self.standing.words().to_owned(),
            by: by.to_owned(),
            on,
            reason: reason.to_owned(),
            second: second.map(approval::to_wire),
        }
    }

    fn from_wire(wire: WireQuote, about: &About) -> Result<Self, Error> {
        let standing = match wire.standing.as_str() {
            "proposed" => Standing::Proposed,
            "approved" => Standing::Approved {
                by: wire.by,
                on: column::date(&wire.on)?,
                second: wire.second.map(approval::from_wire).transpose()?,
            },
            "withdrawn" => Standing::Withdrawn { reason: wire.reason },
            other => return Err(Error::damaged("standing", other)),
        };
        Ok(Self {
            digest: about.key.clone(),
            text: wire.text,
            comment: wire.comment,
            case: about.case.clone(),
            month: wire.month.as_deref().map(column::month).transpose()?,
            theme: wire.theme,
            proposed_by: wire.proposed_by,
            standing,
        })
    }
}
