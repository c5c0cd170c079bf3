//! Where a weakness is concentrated: groups of cases (by plan type, service, team) whose figure
//! lies under that of all other cases, or fell further, by more than chance alone would explain. Each group's figure is the
//! domain estimate of the design; the groups are tested together (S. Holm, "A simple sequentially
//! rejective multiple test procedure", Scandinavian Journal of Statistics 6, 1979). It never says why, and
//! never leaves a group out of a figure.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{Month, Score};

use super::LEAST_IN_GROUP;
use super::quarter::in_quarter;
use crate::change::{Change, between};
use crate::counting::Section;
use crate::distribution::student;
use crate::estimate::pooled::pooled;
use crate::estimate::{Estimate, Measure, estimate};
use crate::reads::{HeadlineGrade, Read};
use crate::report::Material;
use crate::report::design::Design;

/// How often a chance finding among all groups tested together is accepted.
const LEVEL: f64 = 0.05;

/// What cases are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// The plan type on the list drawn from.
    PlanType,
    /// The service.
    Service,
    /// The team.
    Team,
}

/// A group of cases.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    /// What it is a group by.
    pub by: Grouping,
    /// Its name on the list.
    pub name: String,
}

/// In what way a group stands out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// It fell by more than all other cases, whose own change this is.
    Fell {
        /// The change of all other cases over the same months.
        elsewhere: Change,
    },
    /// It lies under all other cases of the latest three months.
    Under,
}

/// A group in which a weakness is concentrated.
#[derive(Debug, Clone, PartialEq)]
pub struct Concentrated {
    /// The group.
    pub group: Group,
    /// In what way it stands out.
    pub place: Place,
    /// From the three months before to the latest for a fall; from all other cases to the group else.
    pub change: Change,
}

/// What a group is looked at by.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    /// Graded good or better.
    GoodOrBetter(HeadlineGrade),
    /// The score of a domain.
    Domain(&'a str),
}

/// The audits of the latest three months and the three before, with their designs.
pub(super) struct Months<'a> {
    latest: Month,
    months: BTreeMap<Month, (Vec<&'a Read>, Design)>,
}

impl<'a> Months<'a> {
    /// Returns the months up to the latest; `placed` is the section of each read.
    pub(super) fn of(material: &Material<'a>, placed: &[Section], latest: Month) -> Self {
        let mut reads: BTreeMap<Month, Vec<&'a Read>> = BTreeMap::new();
        for (read, section) in material.reads.iter().zip(placed) {
            let Some(month) = read.audit.month.filter(|_| section.is_headline()) else { continue };
            if (0..6).contains(&latest.since(month)) {
                reads.entry(month).or_default().push(read);
            }
        }
        let with_design = |(month, mut reads): (Month, Vec<&'a Read>)| {
            reads.sort_by_key(|read| (&read.audit.case, &read.audit.draw, &read.audit.auditor));
            let design = Design::of(&reads, material.rounds);
            (month, (reads, design))
        };
        Self { latest, months: reads.into_iter().map(with_design).collect() }
    }

    /// Returns the names of the groups with enough audits in the latest three months.
    fn groups(&self, by: Grouping) -> Vec<Group> {
        let mut sizes: BTreeMap<&str, u64> = BTreeMap::new();
        let latest = self.months.iter().filter(|(month, _)| in_quarter(**month, self.latest));
        for read in latest.flat_map(|(_, (reads, _))| reads) {
            *sizes.entry(name(read, by)).or_default() += 1;
        }
        let large = sizes.into_iter().filter(|(name, n)| !name.is_empty() && *n >= LEAST_IN_GROUP);
        large.map(|(name, _)| Group { by, name: name.to_owned() }).collect()
    }

    /// Returns the estimate of the reads that are `inside`, over the three months that end with `to`.
    fn quarter(
        &self,
        to: Month,
        of: Value<'_>,
        material: &Material<'_>,
        inside: impl Fn(&Read) -> bool,
    ) -> Option<Estimate> {
        let measure = of.measure();
        let within = self.months.iter().filter(|(month, _)| in_quarter(**month, to));
        let found: Vec<Estimate> = within
            .filter_map(|(_, (reads, design))| {
                let value = |read: &&Read| of.read(read).filter(|_| inside(read));
                let sample = design.sample(reads.iter().map(value));
                let found = estimate(&sample, measure, material.confidence).ok()?;
                Some(design.named(found))
            })
            .collect();
        pooled(&found, measure, material.confidence)
    }
}

impl Value<'_> {
    fn measure(self) -> Measure {
        match self {
            Self::GoodOrBetter(_) => Measure::Share,
            Self::Domain(_) => Measure::Mean,
        }
    }

    fn read(self, read: &Read) -> Option<f64> {
        match self {
            Self::GoodOrBetter(headline) => {
                Some(f64::from(u8::from(read.grade(headline)?.is_good_or_better())))
            }
            Self::Domain(name) => {
                let result = read.audit.domains.iter().find(|result| result.domain == name)?;
                result.score.map(Score::value)
            }
        }
    }
}

fn name(read: &Read, by: Grouping) -> &str {
    match by {
        Grouping::PlanType => &read.plan_type,
        Grouping::Service => &read.service,
        Grouping::Team => &read.team,
    }
}

/// A group with the probability that chance alone makes as much of it.
struct Tested {
    p: f64,
    found: Concentrated,
}

/// Returns the groups in which a weakness is concentrated, the furthest first, at most one for each way of
/// grouping: of a fall the groups that fell further than all others; where there are none, or nothing fell, those
/// that lie under all others.
pub(super) fn concentrated(
    months: &Months<'_>,
    of: Value<'_>,
    fell: bool,
    groupings: &[Grouping],
    material: &Material<'_>,
) -> Vec<Concentrated> {
    let look = |at: fn(&Months<'_>, Value<'_>, Group, &Material<'_>) -> Option<Tested>| {
        let groups = groupings.iter().flat_map(|by| months.groups(*by));
        holm(groups.filter_map(|group| at(months, of, group, material)).collect())
    };
    let mut found = if fell { look(fallen) } else { Vec::new() };
    if found.is_empty() {
        found = look(under);
    }
    found.sort_by(|a, b| weight(b).total_cmp(&weight(a)).then_with(|| a.group.cmp(&b.group)));
    let mut seen = BTreeSet::new();
    found.retain(|one| seen.insert(one.group.by));
    found
}

/// How far a group stands out from all others.
fn weight(of: &Concentrated) -> f64 {
    match of.place {
        Place::Fell { elsewhere } => elsewhere.difference() - of.change.difference(),
        Place::Under => -of.change.difference(),
    }
}

/// A group that fell by more than all other cases did.
fn fallen(
    months: &Months<'_>,
    of: Value<'_>,
    group: Group,
    material: &Material<'_>,
) -> Option<Tested> {
    let (now, then) = (months.latest, months.latest.plus(-3));
    let is_of = |read: &Read| name(read, group.by) == group.name;
    let quarter = |to, own| months.quarter(to, of, material, |read| is_of(read) == own);
    let (before, after) = (quarter(then, true)?, quarter(now, true)?);
    let (others_before, others_after) = (quarter(then, false)?, quarter(now, false)?);
    let change = |from, to| between(from, to, of.measure(), material.confidence);
    let (own, elsewhere) = (change(&before, &after), change(&others_before, &others_after));
    let further = own.difference() - elsewhere.difference();
    let p = one_sided(further, &[&before, &after, &others_before, &others_after])?;
    let is_fall = own.is_signal() && own.difference() < 0.0;
    let found = Concentrated { group, place: Place::Fell { elsewhere }, change: own };
    Some(Tested { p: if is_fall { p } else { 1.0 }, found })
}

/// A group that lies under all other cases of the latest three months.
fn under(
    months: &Months<'_>,
    of: Value<'_>,
    group: Group,
    material: &Material<'_>,
) -> Option<Tested> {
    let is_of = |read: &Read| name(read, group.by) == group.name;
    let quarter =
        |own: bool| months.quarter(months.latest, of, material, |read| is_of(read) == own);
    let (others, own) = (quarter(false)?, quarter(true)?);
    let change = between(&others, &own, of.measure(), material.confidence);
    let p = one_sided(change.difference(), &[&others, &own])?;
    let p = if change.is_signal() { p } else { 1.0 };
    Some(Tested { p, found: Concentrated { group, place: Place::Under, change } })
}

/// Returns the probability that chance alone puts a difference as far under nought, or none where a group
/// is too small to be looked at.
fn one_sided(difference: f64, estimates: &[&Estimate]) -> Option<f64> {
    if estimates.iter().any(|found| found.n < LEAST_IN_GROUP) {
        return None;
    }
    let error = estimates.iter().map(|found| found.se * found.se).sum::<f64>().sqrt();
    let df = estimates.iter().map(|found| found.df).min().unwrap_or(1).max(1) as f64;
    let is_lower = difference < 0.0 && error > 0.0;
    Some(if is_lower { student::upper_tail(-difference / error, df) } else { 1.0 })
}

/// Returns what stands up when all are tested together, by Holm's steps.
fn holm(mut tested: Vec<Tested>) -> Vec<Concentrated> {
    tested.sort_by(|a, b| a.p.total_cmp(&b.p).then_with(|| a.found.group.cmp(&b.found.group)));
    let all = tested.len();
    let standing = tested
        .iter()
        .enumerate()
        .take_while(|(place, one)| one.p <= LEVEL / (all - place) as f64)
        .count();
    tested.into_iter().take(standing).map(|one| one.found).collect()
}
