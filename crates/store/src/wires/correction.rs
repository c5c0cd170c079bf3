//! Reasons of corrections as records.

use assay_model::{AuditKind, CaseId, Correction, DrawId};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireCorrection {
    auditor: String,
    by: String,
    draw: String,
    kind: String,
    on: String,
    reason: String,
    version: u32,
}

impl Kept for Correction {
    const KIND: &'static str = "correction";
    type Wire = WireCorrection;

    fn key(&self) -> String {
        let (draw, case, kind) = (&self.draw, self.case.as_str(), self.kind.word());
        format!("{draw}/{case}/{}/{kind}/{}", self.auditor, self.version)
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireCorrection {
        WireCorrection {
            auditor: self.auditor.clone(),
            by: self.by.clone(),
            draw: self.draw.to_string(),
            kind: self.kind.word().to_owned(),
            on: self.on.to_string(),
            reason: self.reason.clone(),
            version: self.version,
        }
    }

    fn from_wire(wire: WireCorrection, about: &About) -> Result<Self, Error> {
        let damaged = |what: &str, text: &str| Error::damaged(what.to_owned(), text.to_owned());
        Ok(Self {
            draw: DrawId::parse(&wire.draw).map_err(|_| damaged("draw id", &wire.draw))?,
            case: about.the_case()?,
            kind: AuditKind::parse(&wire.kind).ok_or_else(|| damaged("audit kind", &wire.kind))?,
            auditor: wire.auditor,
            version: wire.version,
            reason: wire.reason,
            by: wire.by,
            on: column::date(&wire.on)?,
        })
    }
}
