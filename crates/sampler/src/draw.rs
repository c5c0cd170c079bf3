//! The draw: from frame, rules and seed to cases (selection.md, section 3, steps 5 to 7). The same
//! three give the same cases for ever. It assigns nobody and writes nothing.

mod family;
mod notes;
mod order;
mod simulated;
mod systematic;
mod tickets;

use std::collections::BTreeMap;

use assay_model::{CaseId, DrawId};

use crate::allocate::{AllocationError, Method, allocate};
use crate::ticket::{EqualTickets, Purpose, Ticket, TicketKey, in_ticket_order};
use crate::{Frame, FrameRow, Rules, Seed, Selection, Unit};

use family::UnitRow;
pub(crate) use notes::CLUSTER_NOTE;
pub(crate) use tickets::{KeptTickets, is_erased};

pub use simulated::{Chance, ROUNDS, simulated_chances, simulation_seed, simulation_words};

pub(crate) use systematic::after as next_in_systematic_order;
pub(crate) use systematic::start as systematic_start;

/// A case that came out of a draw, with its unit's ticket where tickets play a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The case.
    pub case: CaseId,
    /// The ticket of its unit; none for systematic and every-case draws.
    pub ticket: Option<Ticket>,
}

/// What came out of one stratum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnStratum {
    /// The stratum's name.
    pub name: String,
    /// How many units could be drawn.
    pub eligible: u64,
    /// How many were.
    pub n: u64,
    /// The ticket of the first unit that was not.
    pub cutoff: Option<Ticket>,
    /// The selected cases, in order.
    pub selected: Vec<Drawn>,
    /// The reserves, in the order in which they step in.
    pub reserves: Vec<Drawn>,
    /// Cases with a lower ticket than a selected one that the cap left out.
    pub passed_over: Vec<CaseId>,
}

/// A draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Every stratum with an eligible unit, sorted by name.
    pub strata: Vec<DrawnStratum>,
    /// The selected cases that are read twice, by their second-read tickets.
    pub second_read: Vec<CaseId>,
    /// The sample size asked for, when the list had fewer.
    pub reduced_from: Option<u64>,
}

/// Why nothing was drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// Nothing can be drawn.
    #[error("the frozen list has no eligible case")]
    NothingEligible,
    /// A sample of none.
    #[error("n is 0: expected a sample size of at least 1")]
    NothingAsked,
    /// The sample size cannot be spread over the strata.
    #[error(transparent)]
    Allocation(#[from] AllocationError),
    /// No order between two units is fair.
    #[error(transparent)]
    EqualTickets(#[from] EqualTickets),
    /// A frame line whose unit is not the case, where the case is the unit.
    #[error("case \"{0}\": expected its own id as its unit")]
    UnitIsNotCase(CaseId),
    /// Systematic and every-case draws know cases only.
    #[error("a {0} draw selects cases: expected unit case, found family")]
    FamilyUnit(&'static str),
}

/// Draws `n` units from the frame.
///
/// # Errors
/// When nothing is eligible or asked for, `n` cannot be spread over the strata, two units have the
/// same ticket, or frame and rules do not agree on what a unit is.
pub fn draw(
    frame: &Frame,
    seed: &Seed,
    id: &DrawId,
    n: u64,
    rules: &Rules,
) -> Result<Draw, DrawError> {
    draw_with((frame, rules), seed, id, n, &KeptTickets::default())
}

/// Draws with tickets that were kept when cases were erased.
pub(crate) fn draw_with(
    (frame, rules): (&Frame, &Rules),
    seed: &Seed,
    id: &DrawId,
    n: u64,
    kept: &KeptTickets,
) -> Result<Draw, DrawError> {
    check(frame, rules)?;
    let (strata, reduced_from) = match rules.selection {
        Selection::Tickets => {
            let tickets = kept.with(TicketKey::new(seed, id, Purpose::Select));
            by_tickets(frame, &tickets, n, rules)?
        }
        Selection::Systematic => systematic::draw(frame, seed, id, n)?,
        Selection::EveryCase => (every_case(frame), None),
    };
    let selected = || strata.iter().flat_map(|s| &s.selected).map(|d| &d.case);
    let second_read =
        second_read(seed, id, selected(), rules.second_reads.of(selected().count() as u64))?;
    Ok(Draw { strata, second_read, reduced_from })
}

/// Returns the `m` cases with the lowest second-read tickets, lowest first.
pub(crate) fn second_read<'a>(
    seed: &Seed,
    id: &DrawId,
    selected: impl Iterator<Item = &'a CaseId>,
    m: u64,
) -> Result<Vec<CaseId>, EqualTickets> {
    let key = TicketKey::new(seed, id, Purpose::SecondRead);
    let cases: BTreeMap<&str, &CaseId> = selected.map(|case| (case.as_str(), case)).collect();
    let ordered = in_ticket_order(&key, cases.keys().copied())?;
    Ok(ordered.into_iter().take(m as usize).map(|(_, id)| cases[id].clone()).collect())
}

fn check(frame: &Frame, rules: &Rules) -> Result<(), DrawError> {
    if frame.eligible().next().is_none() {
        return Err(DrawError::NothingEligible);
    }
    if rules.unit != Unit::Case {
        return match rules.selection {
            Selection::Tickets => Ok(()),
            other => Err(DrawError::FamilyUnit(other.word())),
        };
    }
    match frame.eligible().find(|row| row.unit != row.case.as_str()) {
        Some(row) => Err(DrawError::UnitIsNotCase(row.case.clone())),
        None => Ok(()),
    }
}

type Strata = (Vec<DrawnStratum>, Option<u64>);

fn by_tickets(
    frame: &Frame,
    tickets: &tickets::Tickets<'_>,
    n: u64,
    rules: &Rules,
) -> Result<Strata, DrawError> {
    let units = family::units(frame, rules.unit);
    let mut by_stratum: BTreeMap<&str, Vec<&UnitRow>> = BTreeMap::new();
    for unit in &units {
        by_stratum.entry(unit.stratum).or_default().push(unit);
    }
    let sizes: BTreeMap<String, u64> = by_stratum
        .iter()
        .map(|(name, members)| ((*name).to_owned(), members.len() as u64))
        .collect();
    let fixed = matches!(rules.allocation.method, Method::Fixed(_));
    if n == 0 && !fixed {
        return Err(DrawError::NothingAsked);
    }
    let total = units.len() as u64;
    let reduced_from = (n > total && !fixed).then_some(n);
    let seats = allocate(&sizes, n.min(total), &rules.allocation)?;
    let mut strata = Vec::new();
    for (name, members) in by_stratum {
        let order = order::order(tickets, &members, rules.cap.as_ref())?;
        let cut = order::cut(&order, seats[name] as usize, rules.reserves as usize);
        let cases = |part: &[(Ticket, &UnitRow)]| -> Vec<Drawn> {
            part.iter()
                .flat_map(|(ticket, unit)| {
                    let cases = unit.audited(rules.unit, tickets);
                    cases.into_iter().map(|case| Drawn { case, ticket: Some(*ticket) })
                })
                .collect()
        };
        strata.push(DrawnStratum {
            name: name.to_owned(),
            eligible: members.len() as u64,
            n: seats[name],
            cutoff: cut.cutoff,
            selected: cases(cut.selected),
            reserves: cases(cut.reserves),
            passed_over: cases(&cut.passed_over).into_iter().map(|d| d.case).collect(),
        });
    }
    Ok((strata, reduced_from))
}

fn every_case(frame: &Frame) -> Vec<DrawnStratum> {
    let mut by_stratum: BTreeMap<&str, Vec<&FrameRow>> = BTreeMap::new();
    for row in frame.eligible() {
        by_stratum.entry(&row.stratum).or_default().push(row);
    }
    by_stratum.into_iter().map(|(name, rows)| whole_stratum(name, rows)).collect()
}

fn whole_stratum(name: &str, rows: Vec<&FrameRow>) -> DrawnStratum {
    let size = rows.len() as u64;
    let selected =
        rows.into_iter().map(|row| Drawn { case: row.case.clone(), ticket: None }).collect();
    DrawnStratum {
        name: name.to_owned(),
        eligible: size,
        n: size,
        cutoff: None,
        selected,
        reserves: Vec::new(),
        passed_over: Vec::new(),
    }
}

#[cfg(test)]
pub(crate) mod tests;
