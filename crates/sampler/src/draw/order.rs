//! The order of a stratum: by ticket, and with a cap first the units whose worker has had fewer than
//! k before them, then the others (selection.md, section 3, step 6).

use std::collections::HashMap;

use super::family::UnitRow;
use super::tickets::Tickets;
use crate::Cap;
use crate::ticket::{EqualTickets, Ticket, refuse_equal};

/// A unit with its ticket.
pub(super) type Ticketed<'a> = (Ticket, &'a UnitRow<'a>);

/// An order, cut into what is selected, what is in reserve, and what the cap passed over.
pub(super) struct Cut<'o, 'a> {
    pub(super) selected: &'o [Ticketed<'a>],
    pub(super) reserves: &'o [Ticketed<'a>],
    pub(super) passed_over: Vec<Ticketed<'a>>,
    pub(super) cutoff: Option<Ticket>,
}

/// Returns the units of one stratum in their order.
pub(super) fn order<'a>(
    tickets: &Tickets,
    units: &[&'a UnitRow<'a>],
    cap: Option<&Cap>,
) -> Result<Vec<Ticketed<'a>>, EqualTickets> {
    let mut order: Vec<Ticketed> =
        units.iter().map(|unit| (tickets.unit(unit.id), *unit)).collect();
    order.sort_unstable_by_key(|(ticket, _)| *ticket);
    refuse_equal(&order.iter().map(|(ticket, unit)| (*ticket, unit.id)).collect::<Vec<_>>())?;
    Ok(match cap {
        None => order,
        Some(cap) => capped(order, cap.k),
    })
}

/// Cuts an order after `n` units and `reserves` more.
pub(super) fn cut<'o, 'a>(order: &'o [Ticketed<'a>], n: usize, reserves: usize) -> Cut<'o, 'a> {
    let (selected, rest) = order.split_at(n.min(order.len()));
    let highest = selected.iter().map(|(ticket, _)| *ticket).max();
    let mut passed_over: Vec<Ticketed> =
        rest.iter().filter(|(ticket, _)| Some(*ticket) < highest).copied().collect();
    passed_over.sort_unstable_by_key(|(ticket, _)| *ticket);
    Cut {
        selected,
        reserves: &rest[..reserves.min(rest.len())],
        passed_over,
        cutoff: rest.first().map(|(ticket, _)| *ticket),
    }
}

/// A blank worker stands for nobody in particular and is never capped.
fn capped(order: Vec<Ticketed>, k: u64) -> Vec<Ticketed> {
    let mut had: HashMap<&str, u64> = HashMap::new();
    let (mut first, mut others) = (Vec::with_capacity(order.len()), Vec::new());
    for ticketed in order {
        let worker = ticketed.1.cap;
        let count = had.entry(worker).or_default();
        if worker.is_empty() || worker == "(blank)" || *count < k {
            *count += 1;
            first.push(ticketed);
        } else {
            others.push(ticketed);
        }
    }
    first.append(&mut others);
    first
}
