//! What is known of each person while the tables are read: spells, involvements and the latest dates. It makes
//! no case of them.

use std::collections::HashMap;
use std::sync::Arc;

use assay_model::{CaseId, Date};

use super::row::SsdRow;
use super::schema::SsdSchema;
use crate::problems::Where;

/// A person of the table of persons.
#[derive(Debug)]
pub(super) struct Person<'a> {
    pub(super) id: CaseId,
    pub(super) row: SsdRow<'a>,
    pub(super) spells: Vec<Spell>,
    pub(super) involvements: Vec<Involvement>,
    pub(super) statuses: Vec<(Date, Option<Date>, Arc<str>)>,
    /// First and last day of each placement.
    pub(super) placements: Vec<(Date, Option<Date>)>,
    /// Whether an assessment is open.
    pub(super) has_open_assessment: bool,
    pub(super) family: Option<Arc<str>>,
    pub(super) latest: Latest,
    /// Fields of a care leaver.
    pub(super) leaver: Vec<(&'a str, Arc<str>)>,
    /// Whether care ended with an adoption.
    pub(super) is_adopted: bool,
}

/// The latest days of what was done.
#[derive(Debug, Default)]
pub(super) struct Latest {
    pub(super) seen: Option<Date>,
    pub(super) care_review: Option<Date>,
    pub(super) protection_review: Option<Date>,
    pub(super) health: Option<Date>,
    pub(super) dental: Option<Date>,
}

/// What a child is on a list for: an episode of need, a plan, care, leaving care.
#[derive(Debug, Clone)]
pub(super) struct Spell {
    pub(super) on: List,
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    pub(super) team: Option<Arc<str>>,
    pub(super) worker: Option<Arc<str>>,
}

/// What an event says of its person.
pub(super) enum Mark {
    /// The child was seen.
    Seen(Date),
    /// A review was held.
    Reviewed(List, Date),
    /// A plan.
    Spell(Spell),
    /// A placement.
    Placed(Date, Option<Date>),
}

/// The lists of children, in the order of Annex A, whose numbers they bear.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum List {
    /// An episode of need.
    Need,
    /// A child-in-need plan, which is on the list of children in need.
    NeedPlan,
    /// A child protection plan.
    Protection,
    /// A period of care.
    Care,
    /// Leaving care.
    Leaving,
}

/// Somebody who works with a child.
#[derive(Debug)]
pub(super) struct Involvement {
    pub(super) role: Option<usize>,
    pub(super) worker: Option<Arc<str>>,
    pub(super) team: Option<Arc<str>>,
    pub(super) start: Date,
    pub(super) end: Option<Date>,
    pub(super) place: Arc<Where>,
    pub(super) row: u32,
}

impl List {
    /// Returns the number of the list in Annex A, by which measures know it.
    pub(super) fn number(self) -> u8 {
        match self {
            Self::Need | Self::NeedPlan => 6,
            Self::Protection => 7,
            Self::Care => 8,
            Self::Leaving => 9,
        }
    }
}

impl Spell {
    /// Says whether it has begun and has not ended by a day.
    pub(super) fn is_open(&self, on: Date) -> bool {
        has_begun(self.start, on) && self.end.is_none_or(|end| end > on)
    }

    pub(super) fn has_begun(&self, on: Date) -> bool {
        has_begun(self.start, on)
    }
}

fn has_begun(start: Option<Date>, on: Date) -> bool {
    start.is_none_or(|start| start <= on)
}

impl Involvement {
    pub(super) fn is_open(&self, on: Date) -> bool {
        self.start <= on && self.end.is_none_or(|end| end > on)
    }
}

impl<'a> Person<'a> {
    pub(super) fn of(id: CaseId, row: SsdRow<'a>) -> Self {
        Self {
            id,
            row,
            spells: Vec::new(),
            involvements: Vec::new(),
            statuses: Vec::new(),
            placements: Vec::new(),
            has_open_assessment: false,
            family: None,
            latest: Latest::default(),
            leaver: Vec::new(),
            is_adopted: false,
        }
    }

    /// Returns the team of whoever held the case on a day.
    pub(super) fn team_on(&self, schema: &SsdSchema, day: Date) -> Option<Arc<str>> {
        let holds = |one: &&Involvement| {
            one.role.is_some_and(|role| schema.roles()[role].holds_case)
                && one.is_open(day)
                && one.team.is_some()
        };
        let held = self.involvements.iter().filter(holds);
        let first =
            held.min_by_key(|one| (one.role, std::cmp::Reverse(one.start), one.team.clone()));
        first.and_then(|one| one.team.clone())
    }

    /// Returns who holds the case on a day, for a plan type: whose role comes first for it, then the first role,
    /// then whoever came last. With it somebody else who holds it in the same role since the same day.
    pub(super) fn held_by(
        &self,
        schema: &SsdSchema,
        (plan, day): (&str, Date),
    ) -> Option<(&Involvement, Option<&Involvement>)> {
        let rank = |one: &Involvement| {
            let role = one.role?;
            let known = &schema.roles()[role];
            let is_later = !known.first_for.iter().any(|of| of == plan);
            known.holds_case.then_some((is_later, role, std::cmp::Reverse(one.start)))
        };
        let open = self.involvements.iter().filter(|one| one.is_open(day));
        let mut ranked: Vec<_> = open.filter_map(|one| Some((rank(one)?, one))).collect();
        ranked.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| one.worker.cmp(&other.worker)));
        let (of_first, first) = *ranked.first()?;
        let is_equal =
            |(rank, one): &&(_, &Involvement)| *rank == of_first && one.worker != first.worker;
        Some((first, ranked.iter().skip(1).find(is_equal).map(|(_, one)| *one)))
    }
}

/// Conferences by the enquiry they came from.
pub(super) type Conferences = HashMap<Arc<str>, Date>;

/// Keeps the later of two days.
pub(super) fn later(kept: &mut Option<Date>, day: Date) {
    *kept = (*kept).max(Some(day));
}
