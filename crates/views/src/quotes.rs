//! Auditors' words for public packs, with how far each has come.

use assay_model::approval::how;
use assay_model::{CaseId, Date, Month, Quote, Standing};
use serde::Serialize;

use crate::shown;

/// A quote as listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuoteLine {
    /// The digest of the text, by which it is approved.
    pub sha256: String,
    /// The text as it would be printed.
    pub text: String,
    /// The comment it is from.
    pub comment_id: String,
    /// The case of that comment.
    pub case_id: Option<String>,
    /// The month of that comment.
    #[serde(serialize_with = "shown::maybe")]
    pub month: Option<Month>,
    /// The code of the theme it illustrates.
    pub theme: String,
    /// The login that proposed it.
    pub proposed_by: String,
    /// `proposed`, `approved` or `withdrawn`.
    pub standing: &'static str,
    /// Who answers for it, once approved.
    pub approver: Option<String>,
    /// The day it was approved.
    #[serde(serialize_with = "shown::maybe")]
    pub approved_on: Option<Date>,
    /// How the second person was known.
    pub approved_how: Option<String>,
    /// Why it was withdrawn.
    pub reason: Option<String>,
    /// How far it has come, in a sentence.
    #[serde(skip)]
    pub words: String,
}

impl QuoteLine {
    /// Returns the beginning of the digest, as people type it.
    #[must_use]
    pub fn short(&self) -> &str {
        self.sha256.get(..12).unwrap_or(&self.sha256)
    }
}

impl From<Quote> for QuoteLine {
    fn from(quote: Quote) -> Self {
        let standing = quote.standing.words();
        let words = words(&quote.standing);
        let (approver, approved_on, approved_how, reason) = match quote.standing {
            Standing::Proposed => (None, None, None, None),
            Standing::Approved { by, on, second } => {
                (Some(by), Some(on), Some(how(second.as_ref())), None)
            }
            Standing::Withdrawn { reason } => (None, None, None, Some(reason)),
        };
        Self {
            sha256: quote.digest,
            text: quote.text,
            comment_id: quote.comment,
            case_id: quote.case.as_ref().map(CaseId::as_str).map(str::to_owned),
            month: quote.month,
            theme: quote.theme,
            proposed_by: quote.proposed_by,
            standing,
            approver,
            approved_on,
            approved_how,
            reason,
            words,
        }
    }
}

fn words(standing: &Standing) -> String {
    match standing {
        Standing::Proposed => "proposed".to_owned(),
        Standing::Approved { by, on, second } => {
            format!("approved by {by} on {on}, {}", how(second.as_ref()))
        }
        Standing::Withdrawn { reason } => format!("withdrawn: {reason}"),
    }
}
