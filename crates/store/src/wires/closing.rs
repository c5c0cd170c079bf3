//! Closed rounds as records: figures as they were fixed. Numbers that a round could not have yet are null.

use assay_model::closing::{FixedCoverage, FixedDomain, FixedMonth, FixedSection};
use assay_model::{DrawId, FixedFigures, RoundClosed};
use serde::{Deserialize, Serialize};

use crate::about::About;
use crate::{Error, Kept, column};

#[doc(hidden)]
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WireClosed {
    closed_on: String,
    figures: WireFigures,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFigures {
    returns_due: String,
    wanted: u64,
    back: u64,
    overdue: u64,
    late: u64,
    sections: Vec<WireSection>,
    coverage: WireCoverage,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireSection {
    section: String,
    months: Vec<WireMonth>,
    domains: Vec<WireDomain>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireMonth {
    month: String,
    drawn: Option<u64>,
    returned: u64,
    late: u64,
    judgements: WireJudgements,
    good_or_better: WireShare,
    mean_score: Option<f64>,
    scored: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireJudgements {
    outstanding: u64,
    good: u64,
    requires_improvement: u64,
    inadequate: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireShare {
    count: u64,
    base: u64,
    low: Option<f64>,
    high: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDomain {
    domain: String,
    month: String,
    mean: Option<f64>,
    n: u64,
    judgements: [u64; 4],
    not_applicable: u64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireCoverage {
    base: u64,
    child_asked: u64,
    child_not_asked: u64,
    family_asked: u64,
    family_not_asked: u64,
    worker_took_part: u64,
    worker_did_not: u64,
}

impl Kept for RoundClosed {
    const KIND: &'static str = "round close";
    type Wire = WireClosed;

    fn key(&self) -> String {
        self.draw.as_str().to_owned()
    }

    fn draw(&self) -> Option<&DrawId> {
        Some(&self.draw)
    }

    fn to_wire(&self) -> WireClosed {
        let figures = &self.figures;
        WireClosed {
            closed_on: self.closed_on.to_string(),
            figures: WireFigures {
                returns_due: figures.returns_due.to_string(),
                wanted: figures.wanted,
                back: figures.back,
                overdue: figures.overdue,
                late: figures.late,
                sections: figures.sections.iter().map(section).collect(),
                coverage: coverage(&figures.coverage),
            },
        }
    }

    fn from_wire(wire: WireClosed, about: &About) -> Result<Self, Error> {
        let figures = wire.figures;
        let sections = figures.sections.into_iter().map(WireSection::read);
        Ok(Self {
            draw: about.the_draw()?,
            closed_on: column::date(&wire.closed_on)?,
            figures: FixedFigures {
                returns_due: column::date(&figures.returns_due)?,
                wanted: figures.wanted,
                back: figures.back,
                overdue: figures.overdue,
                late: figures.late,
                sections: sections.collect::<Result<_, _>>()?,
                coverage: figures.coverage.read(),
            },
        })
    }
}

fn section(fixed: &FixedSection) -> WireSection {
    WireSection {
        section: fixed.section.clone(),
        months: fixed.months.iter().map(month).collect(),
        domains: fixed.domains.iter().map(domain).collect(),
    }
}

fn month(fixed: &FixedMonth) -> WireMonth {
    let [outstanding, good, requires_improvement, inadequate] = fixed.judgements;
    WireMonth {
        month: fixed.month.to_string(),
        drawn: fixed.drawn,
        returned: fixed.returned,
        late: fixed.late,
        judgements: WireJudgements { outstanding, good, requires_improvement, inadequate },
        good_or_better: WireShare {
            count: fixed.good,
            base: fixed.good_base,
            low: fixed.interval.map(|(low, _)| low),
            high: fixed.interval.map(|(_, high)| high),
        },
        mean_score: fixed.mean_score,
        scored: fixed.scored,
    }
}

fn domain(fixed: &FixedDomain) -> WireDomain {
    WireDomain {
        domain: fixed.domain.clone(),
        month: fixed.month.to_string(),
        mean: fixed.mean,
        n: fixed.n,
        judgements: fixed.judgements,
        not_applicable: fixed.not_applicable,
    }
}

fn coverage(fixed: &FixedCoverage) -> WireCoverage {
    WireCoverage {
        base: fixed.base,
        child_asked: fixed.child_asked,
        child_not_asked: fixed.child_not_asked,
        family_asked: fixed.family_asked,
        family_not_asked: fixed.family_not_asked,
        worker_took_part: fixed.worker_took_part,
        worker_did_not: fixed.worker_did_not,
    }
}

impl WireSection {
    fn read(self) -> Result<FixedSection, Error> {
        Ok(FixedSection {
            section: self.section,
            months: self.months.into_iter().map(WireMonth::read).collect::<Result<_, _>>()?,
            domains: self.domains.into_iter().map(WireDomain::read).collect::<Result<_, _>>()?,
        })
    }
}

impl WireMonth {
    fn read(self) -> Result<FixedMonth, Error> {
        let judged = self.judgements;
        Ok(FixedMonth {
            month: column::month(&self.month)?,
            drawn: self.drawn,
            returned: self.returned,
            late: self.late,
            judgements: [
                judged.outstanding,
                judged.good,
                judged.requires_improvement,
                judged.inadequate,
            ],
            good: self.good_or_better.count,
            good_base: self.good_or_better.base,
            interval: self.good_or_better.low.zip(self.good_or_better.high),
            mean_score: self.mean_score,
            scored: self.scored,
        })
    }
}

impl WireDomain {
    fn read(self) -> Result<FixedDomain, Error> {
        Ok(FixedDomain {
            month: column::month(&self.month)?,
            domain: self.domain,
            mean: self.mean,
            n: self.n,
            judgements: self.judgements,
            not_applicable: self.not_applicable,
        })
    }
}

impl WireCoverage {
    fn read(self) -> FixedCoverage {
        FixedCoverage {
            base: self.base,
            child_asked: self.child_asked,
            child_not_asked: self.child_not_asked,
            family_asked: self.family_asked,
            family_not_asked: self.family_not_asked,
            worker_took_part: self.worker_took_part,
            worker_did_not: self.worker_did_not,
        }
    }
}
