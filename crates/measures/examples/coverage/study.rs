//! The coverage study itself: draws made by the sampler, audits that come back or do not, the report of
//! the month, and whether the interval that it prints first holds the truth.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use assay_measures::Confidence;
use assay_measures::counting::Chosen;
use assay_measures::estimate::Basis;
use assay_measures::reads::{HeadlineGrade, Read};
use assay_measures::report::{
    Bands, Drawing, Family, Material, Round, RoundCase, RoundStratum, report,
};
use assay_model::{AuditKind, AuditReturn, CaseId, DrawId, Judgement, Month};
use assay_sampler::allocate::{allocate, neyman_weight};
use assay_sampler::{Allocation, Cap, Draw, Frame, Method, Rules, Seed, Selection, Unit, draw};

use crate::lists::{Chance, List};

/// How n is spread and cases are selected, in words.
pub(crate) const SPREADS: [&str; 8] = [
    "simple",
    "proportional",
    "proportional, minimum 2",
    "nested",
    "equal",
    "neyman",
    "fixed",
    STEPS,
];

/// The spread that selects at equal steps, in words.
pub(crate) const STEPS: &str = "systematic";

/// What is drawn.
pub(crate) const UNITS: [Unit; 3] = [Unit::Case, Unit::Family, Unit::WholeFamily];

/// How often an interval of each kind held the truth.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Held {
    /// Draws.
    pub(crate) draws: u64,
    /// Draws whose interval held it.
    pub(crate) held: u64,
}

impl Held {
    /// Returns the share of draws.
    pub(crate) fn share(self) -> f64 {
        self.held as f64 / self.draws as f64
    }

    /// Returns three Monte Carlo standard errors at a share.
    pub(crate) fn allowance(self, share: f64) -> f64 {
        3.0 * (share * (1.0 - share) / self.draws as f64).sqrt()
    }

    /// Returns whether the share is what an interval of this kind promises.
    pub(crate) fn keeps(self, basis: Basis) -> bool {
        let (least, most) = match basis {
            Basis::Exact => (0.95, 1.0),
            Basis::DesignBased => (0.935, 0.98),
            Basis::Approximate => (0.90, 1.0),
        };
        self.share() >= least - self.allowance(least) && self.share() <= most + self.allowance(most)
    }
}

/// Draws of one list by one design, by the basis that the report gives its estimate.
pub(crate) type Cell = BTreeMap<Basis, Held>;

/// Returns how often the interval held the truth in so many draws, or none where the design cannot be
/// drawn from the list or its truth is not between 10 and 90%.
pub(crate) fn cell(list: &List, spread: &str, unit: Unit, draws: u64) -> Option<Cell> {
    if spread == STEPS && unit != Unit::Case {
        return None;
    }
    let frame = if unit == Unit::Case { &list.cases } else { &list.families };
    let frame = if spread == "simple" { &one_stratum(frame) } else { frame };
    let (rules, n) = rules(list, frame, spread, unit)?;
    let mut cell = Cell::new();
    let mut chance = Chance::new(n);
    for number in 0..draws {
        let seed = Seed::parse(&format!("{number:020}")).expect("a seed");
        let id = DrawId::parse(&format!("2026-09-{}", spread.replace([',', ' '], "-"))).ok()?;
        let drawn = draw(frame, &seed, &id, n, &rules).ok()?;
        let truth = truth(list, frame, &drawn)?;
        let reads = reads(list, frame, &drawn, &id, &mut chance);
        let (basis, low, high) = printed(&reads, round(&drawn, &rules, frame, id))?;
        let held = cell.entry(basis).or_default();
        held.draws += 1;
        held.held += u64::from(low - 1e-12 <= truth && truth <= high + 1e-12);
    }
    Some(cell)
}

fn one_stratum(frame: &Frame) -> Frame {
    let mut rows = frame.rows().to_vec();
    for row in &mut rows {
        "all".clone_into(&mut row.stratum);
    }
    Frame::new(rows).expect("the same list")
}

fn rules(list: &List, frame: &Frame, spread: &str, unit: Unit) -> Option<(Rules, u64)> {
    let sizes = sizes(frame);
    let total: u64 = sizes.values().sum();
    let n = (total / 7).clamp(60, 104);
    let plain = Allocation::default();
    let allocation = match spread {
        "proportional, minimum 2" => Allocation { minimum: 2, ..plain },
        "nested" => Allocation { nested: true, ..plain },
        "equal" => Allocation { method: Method::Equal, ..plain },
        "neyman" => Allocation { method: Method::Neyman(weights(list, frame)), ..plain },
        // By hand: as the minimum of 2 would give it, and 3 more for the first.
        "fixed" => {
            let like = Allocation { minimum: 2, ..Allocation::default() };
            let mut given = allocate(&sizes, n, &like).ok()?;
            let (first, size) = sizes.first_key_value()?;
            given.entry(first.clone()).and_modify(|n| *n = (*n + 3).min(*size));
            Allocation { method: Method::Fixed(given), ..plain }
        }
        _ => plain,
    };
    let systematic = spread == STEPS;
    let cap = list.cap.filter(|_| !systematic).map(|k| Cap { column: "worker".to_owned(), k });
    let selection = if systematic { Selection::Systematic } else { Selection::Tickets };
    Some((Rules { selection, unit, allocation, cap, ..Rules::default() }, n.min(total)))
}

fn sizes(frame: &Frame) -> BTreeMap<String, u64> {
    let mut units = BTreeSet::new();
    let mut sizes = BTreeMap::new();
    for row in frame.eligible().filter(|row| units.insert(&row.unit)) {
        *sizes.entry(row.stratum.clone()).or_default() += 1;
    }
    sizes
}

/// Weights of a Neyman spread from a last round, in which every fifth child was audited.
fn weights(list: &List, frame: &Frame) -> BTreeMap<String, u64> {
    let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (row, good) in frame.rows().iter().zip(&list.good).step_by(5) {
        let (hits, n) = counts.entry(row.stratum.clone()).or_default();
        *n += 1;
        *hits += u64::from(*good);
    }
    counts.into_iter().map(|(name, (hits, n))| (name, neyman_weight(hits, n))).collect()
}

/// The share of good ones among the eligible children who could be drawn; none outside 10 to 90%.
fn truth(list: &List, frame: &Frame, drawn: &Draw) -> Option<f64> {
    let seated: BTreeSet<&str> =
        drawn.strata.iter().filter(|s| s.n > 0).map(|s| s.name.as_str()).collect();
    let mut stratum_of: HashMap<&str, &str> = HashMap::new();
    for row in frame.eligible() {
        stratum_of.entry(&row.unit).or_insert(&row.stratum);
    }
    let is_there = |unit: &str| stratum_of.get(unit).is_some_and(|name| seated.contains(name));
    let could_be = |row: &assay_sampler::FrameRow| {
        row.status == assay_sampler::Status::Eligible
            && (seated.contains("all") || is_there(&row.unit))
    };
    let pairs = || frame.rows().iter().zip(&list.good).filter(|(row, _)| could_be(row));
    let truth = pairs().filter(|(_, good)| **good).count() as f64 / pairs().count() as f64;
    (0.1..=0.9).contains(&truth).then_some(truth)
}

/// The audits that come back.
fn reads(list: &List, frame: &Frame, drawn: &Draw, id: &DrawId, chance: &mut Chance) -> Vec<Read> {
    let place = |case: &CaseId| frame.rows().binary_search_by(|row| row.case.cmp(case));
    let mut reads = Vec::new();
    for stratum in &drawn.strata {
        for case in stratum.selected.iter().map(|drawn| &drawn.case) {
            if chance.below(100) < list.missing {
                continue;
            }
            let is_good = place(case).is_ok_and(|place| list.good[place]);
            let grade = if is_good { Judgement::Good } else { Judgement::Inadequate };
            reads.push(read(case, id, &stratum.name, grade));
        }
    }
    reads
}

fn read(case: &CaseId, id: &DrawId, stratum: &str, grade: Judgement) -> Read {
    Read {
        audit: AuditReturn {
            draw: Some(id.clone()),
            case: case.clone(),
            auditor: "a".to_owned(),
            audited_on: None,
            month: Month::parse("2026-09"),
            kind: AuditKind::Monthly,
            tool: "1".to_owned(),
            overall: Some(grade),
            domains: Vec::new(),
            answers: Vec::new(),
            views: Vec::new(),
            worker_took_part: None,
            good_practice: String::new(),
            actions: Vec::new(),
            urgent: None,
            received_on: None,
            saved_at: None,
        },
        chosen: Chosen::Random,
        assigned: true,
        plan_type: "".into(),
        stratum: stratum.into(),
        service: "".into(),
        team: "".into(),
        late: false,
        moderated: None,
    }
}

fn round(drawn: &Draw, rules: &Rules, frame: &Frame, id: DrawId) -> Round {
    let mut children: HashMap<&str, u64> = HashMap::new();
    for row in frame.eligible() {
        *children.entry(&row.unit).or_default() += 1;
    }
    let family = |case: &CaseId| {
        let row = frame.row(case).filter(|_| rules.unit != Unit::Case)?;
        Some(Family { id: row.unit.clone(), children: children[row.unit.as_str()] })
    };
    let case = |stratum: &str, case: &CaseId| RoundCase {
        case: case.clone(),
        stratum: stratum.into(),
        family: family(case),
        chance: None,
        service: "".into(),
        team: "".into(),
        auditor: "a".into(),
    };
    let stratum = |found: &assay_sampler::DrawnStratum| RoundStratum {
        name: found.name.clone(),
        eligible: found.eligible,
        seats: found.n,
    };
    Round {
        draw: id,
        month: Month::parse("2026-09").expect("a month"),
        kind: AuditKind::Monthly,
        drawing: match (rules.unit, rules.selection) {
            (Unit::Family, _) => Drawing::Families,
            (Unit::WholeFamily, _) => Drawing::WholeFamilies,
            (Unit::Case, Selection::Systematic) => Drawing::Steps,
            (Unit::Case, _) => Drawing::Cases,
        },
        strata: drawn.strata.iter().map(stratum).collect(),
        passed_over: drawn.strata.iter().map(|s| s.passed_over.len() as u64).sum(),
        after_results: Vec::new(),
        simulated: None,
        cases: drawn
            .strata
            .iter()
            .flat_map(|s| s.selected.iter().map(|d| case(&s.name, &d.case)))
            .collect(),
    }
}

/// What the report prints first of good or better: its basis and interval.
fn printed(reads: &[Read], round: Round) -> Option<(Basis, f64, f64)> {
    let rounds = [round];
    let report = report(&Material {
        reads,
        rounds: &rounds,
        history: &[],
        as_at: None,
        from: None,
        to: None,
        confidence: Confidence::USUAL,
        headline: HeadlineGrade::Auditor,
        bands: &Bands::default(),
        moderations: &[],
    });
    let share = &report.monthly.months.first()?.good_or_better;
    let estimate = share.estimate?;
    Some((estimate.basis, estimate.interval.low, estimate.interval.high))
}
