//! What is known from outside the rounds, as records: past audits and figures, comparators, findings and
//! results of inspections.

use assay_model::{CaseId, Comparator, Finding, InspectionResult, PastAudit, PastFigure};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::kept::joined;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WirePastAudit {
    case: String,
    on: String,
    kind: String,
}

impl Kept for PastAudit {
    const KIND: &'static str = "past audit";
    type Wire = WirePastAudit;

    fn key(&self) -> String {
        joined(&[self.case.as_str(), &self.on.to_string(), &self.kind])
    }

    fn case(&self) -> Option<&CaseId> {
        Some(&self.case)
    }

    fn to_wire(&self) -> WirePastAudit {
        WirePastAudit {
            case: self.case.as_str().to_owned(),
            on: self.on.to_string(),
            kind: self.kind.clone(),
        }
    }

    fn from_wire(wire: WirePastAudit, _: &About) -> Result<Self, Error> {
        Ok(Self {
            case: column::case_id(&wire.case)?,
            on: column::date(&wire.on)?,
            kind: wire.kind,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WirePastFigure {
    measure: String,
    domain: String,
    period: String,
    value: f64,
    n: Option<u64>,
    source: String,
}

impl Kept for PastFigure {
    const KIND: &'static str = "past figure";
    type Wire = WirePastFigure;

    fn key(&self) -> String {
        joined(&[&self.measure, &self.domain, &self.period, &self.source])
    }

    fn to_wire(&self) -> WirePastFigure {
        WirePastFigure {
            measure: self.measure.clone(),
            domain: self.domain.clone(),
            period: self.period.clone(),
            value: self.value,
            n: self.n,
            source: self.source.clone(),
        }
    }

    fn from_wire(wire: WirePastFigure, _: &About) -> Result<Self, Error> {
        Ok(Self {
            measure: wire.measure,
            domain: wire.domain,
            period: wire.period,
            value: wire.value,
            n: wire.n,
            source: wire.source,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireComparator {
    indicator: String,
    area: String,
    period: String,
    value: f64,
    source: String,
}

impl Kept for Comparator {
    const KIND: &'static str = "comparator";
    type Wire = WireComparator;

    fn key(&self) -> String {
        joined(&[&self.indicator, &self.area, &self.period])
    }

    fn to_wire(&self) -> WireComparator {
        WireComparator {
            indicator: self.indicator.clone(),
            area: self.area.clone(),
            period: self.period.clone(),
            value: self.value,
            source: self.source.clone(),
        }
    }

    fn from_wire(wire: WireComparator, _: &About) -> Result<Self, Error> {
        Ok(Self {
            indicator: wire.indicator,
            area: wire.area,
            period: wire.period,
            value: wire.value,
            source: wire.source,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
pub struct WireFinding {
    id: String,
    letter: String,
    on: Option<String>,
    text: String,
    owner: String,
    progress: String,
}

impl Kept for Finding {
    const KIND: &'static str = "finding";
    type Wire = WireFinding;

    fn key(&self) -> String {
        self.id.clone()
    }

    fn to_wire(&self) -> WireFinding {
        WireFinding {
            id: self.id.clone(),
            letter: self.letter.clone(),
            on: self.on.map(|date| date.to_string()),
            text: self.text.clone(),
            owner: self.owner.clone(),
            progress: self.progress.clone(),
        }
    }

    fn from_wire(wire: WireFinding, _: &About) -> Result<Self, Error> {
        Ok(Self {
            id: wire.id,
            letter: wire.letter,
            on: column::optional_date(wire.on.as_deref())?,
            text: wire.text,
            owner: wire.owner,
            progress: wire.progress,
        })
    }
}

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireResult {
    letter: String,
    on: String,
    area: String,
    grade: String,
}

impl Kept for InspectionResult {
    const KIND: &'static str = "inspection result";
    type Wire = WireResult;

    fn key(&self) -> String {
        joined(&[&self.letter, &self.on.to_string(), &self.area])
    }

    fn to_wire(&self) -> WireResult {
        WireResult {
            letter: self.letter.clone(),
            on: self.on.to_string(),
            area: self.area.clone(),
            grade: self.grade.code().to_owned(),
        }
    }

    fn from_wire(wire: WireResult, _: &About) -> Result<Self, Error> {
        Ok(Self {
            letter: wire.letter,
            on: column::date(&wire.on)?,
            area: wire.area,
            grade: column::judgement(&wire.grade)?,
        })
    }
}
