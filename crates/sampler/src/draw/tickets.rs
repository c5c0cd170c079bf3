//! Tickets for one draw, with those that were kept when a case was erased. An erased case has lost
//! its id, so its ticket cannot be computed again; what the manifest kept is used in its place.

use std::collections::BTreeMap;

use assay_model::CaseId;

use crate::Digest;
use crate::ticket::{Ticket, TicketKey};

/// Tickets of erased units that the manifest still holds, by the unit's stand-in id.
#[derive(Debug, Default)]
pub(crate) struct KeptTickets {
    units: BTreeMap<String, Ticket>,
    cases: Vec<CaseId>,
    any_erased: bool,
}

/// Returns whether an id is the stand-in of an erased case: `erased-1`, `erased-2`, ….
pub(crate) fn is_erased(id: &str) -> bool {
    id.strip_prefix("erased-").is_some_and(|rest| {
        // A case of an event list: the child's stand-in, the date and the kind.
        let number = rest.split('|').next().unwrap_or_default();
        !number.is_empty() && number.bytes().all(|figure| figure.is_ascii_digit())
    })
}

impl KeptTickets {
    /// Starts a list for a frame in which cases were erased.
    pub(crate) fn for_erased_frame() -> Self {
        Self { any_erased: true, ..Self::default() }
    }

    /// Keeps a unit's ticket, and the case audited for it.
    pub(crate) fn keep(&mut self, unit: &str, case: &CaseId, ticket: Ticket) {
        self.units.insert(unit.to_owned(), ticket);
        self.cases.push(case.clone());
    }

    /// Returns the tickets of a draw.
    pub(super) fn with(&self, key: TicketKey) -> Tickets<'_> {
        Tickets { key, kept: self }
    }
}

/// The tickets of one draw.
pub(super) struct Tickets<'a> {
    key: TicketKey,
    kept: &'a KeptTickets,
}

impl Tickets<'_> {
    /// Returns a unit's ticket.
    pub(super) fn unit(&self, id: &str) -> Ticket {
        if let Some(ticket) = self.kept.units.get(id) {
            return *ticket;
        }
        if self.kept.any_erased && is_erased(id) {
            return beyond_all(id);
        }
        self.key.ticket(id)
    }

    /// Returns the ticket by which one child of a family is chosen.
    pub(super) fn child(&self, case: &CaseId) -> Ticket {
        if self.kept.any_erased && is_erased(case.as_str()) {
            let chosen = self.kept.cases.contains(case);
            return if chosen { Digest::from_bytes([0; 32]) } else { beyond_all(case.as_str()) };
        }
        self.key.ticket(case.as_str())
    }
}

/// An erased unit of which no ticket was kept was not drawn: it comes after all others.
fn beyond_all(id: &str) -> Ticket {
    let mut bytes = [0xff; 32];
    bytes[16..].copy_from_slice(&Digest::of(id.as_bytes()).bytes()[16..]);
    Digest::from_bytes(bytes)
}
