//! Verdicts on themes as records: each reviewer's own, a new version where they change their mind.

use assay_model::verdict::{Reading, Says};
use assay_model::{CaseId, ThemeVerdict};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::kept::joined;
use crate::wires::approval::{self, WireApproval};
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct Wire {
    theme: String,
    comment: String,
    text_digest: String,
    case: Option<String>,
    says: String,
    reading: String,
    reviewer: String,
    note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    second: Option<WireApproval>,
}

impl Kept for ThemeVerdict {
    const KIND: &'static str = "verdict";
    type Wire = Wire;

    fn key(&self) -> String {
        let parts = [&self.theme, &self.comment, &self.text_digest, &self.reviewer];
        let [theme, comment, digest, reviewer] = parts.map(String::as_str);
        joined(&[theme, comment, digest, reviewer, self.reading.word()])
    }

    fn case(&self) -> Option<&CaseId> {
        self.case.as_ref()
    }

    fn to_wire(&self) -> Wire {
        Wire {
            theme: self.theme.clone(),
            comment: self.comment.clone(),
            text_digest: self.text_digest.clone(),
            case: self.case.as_ref().map(ToString::to_string),
            says: self.says.word().to_owned(),
            reading: self.reading.word().to_owned(),
            reviewer: self.reviewer.clone(),
            note: self.note.clone(),
            second: self.second.as_ref().map(approval::to_wire),
        }
    }

    fn from_wire(wire: Wire, _: &About) -> Result<Self, Error> {
        let unknown = |what: &str| Error::damaged("verdict", what.to_owned());
        Ok(Self {
            says: Says::parse(&wire.says).ok_or_else(|| unknown(&wire.says))?,
            reading: Reading::parse(&wire.reading).ok_or_else(|| unknown(&wire.reading))?,
            case: wire.case.as_deref().map(column::case_id).transpose()?,
            theme: wire.theme,
            comment: wire.comment,
            text_digest: wire.text_digest,
            reviewer: wire.reviewer,
            note: wire.note,
            second: wire.second.map(approval::from_wire).transpose()?,
        })
    }
}
