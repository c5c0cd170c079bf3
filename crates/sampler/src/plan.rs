//! A plan: which list is drawn from, who counts, how the sample is spread. It is parsed from the
//! settings by `config` and carried out by `freeze` and `draw`; it reads nothing itself.

mod bands;
mod collapse;
mod column;
mod sentence;

use std::collections::BTreeMap;

use assay_model::AuditKind;

use crate::{Allocation, Cap, Method, Rules, SecondReads, Selection, Unit};

pub use bands::band_label;
pub use collapse::{Below, Collapse, With};
pub use column::{Column, ColumnFault, Condition, Derived, Test};

/// Where the cases come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanSource {
    /// An imported list by its name, such as `children`.
    List(String),
    /// An imported event table: each event is a case of its own.
    Events {
        /// The kind of event.
        kind: String,
    },
}

/// Whether restricted records can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Restricted {
    /// They are counted and named as a limit.
    #[default]
    LeftOut,
    /// They stay eligible and go to cleared auditors only.
    ClearedAuditors,
}

/// Whether closed cases can be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Closed {
    /// Open cases only.
    #[default]
    LeftOut,
    /// Closed ones too: the plan is about closures or past events.
    Kept,
}

/// How n is spread, before anything is known of the last round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Spread {
    /// By size.
    #[default]
    Proportional,
    /// The same for each.
    Equal,
    /// By size and the spread of the last round's results.
    Neyman,
    /// As given, by stratum.
    Fixed(BTreeMap<String, u64>),
}

/// By what estimates weigh the cases of a draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weights {
    /// By stratum: all units of one stratum alike.
    #[default]
    ByStratum,
    /// By the chance that simulation finds for each, where a cap made chances unequal.
    Simulated,
}

/// Who may audit whose cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OwnTeam {
    /// Nobody audits their own team.
    #[default]
    Forbidden,
    /// It does not matter.
    Allowed,
    /// The own team audits, as in a health check; second reads go to another team.
    Required,
}

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Its name.
    pub name: String,
    /// What it is for, in a sentence.
    pub purpose: String,
    /// What the returns of its draws are.
    pub kind: AuditKind,
    /// Where the cases come from.
    pub source: PlanSource,
    /// What gets a ticket.
    pub unit: Unit,
    /// Whether the child is the unit of an event list.
    pub one_per_child: bool,
    /// What a case has to be: all of these.
    pub scope: Vec<Condition>,
    /// Closed cases.
    pub closed: Closed,
    /// Restricted records.
    pub restricted: Restricted,
    /// Cases audited or selected in so many months are left out; 0: none are.
    pub exclude_audited_months: u32,
    /// How cases are selected.
    pub selection: Selection,
    /// The sort keys of a systematic draw.
    pub sort: Vec<Column>,
    /// The sample size, if the plan gives one.
    pub n: Option<u64>,
    /// The columns the strata are made of.
    pub strata: Vec<Column>,
    /// Which strata are merged before the list is frozen; none where all stay as they are.
    pub collapse: Option<Collapse>,
    /// Whether they nest.
    pub nested: bool,
    /// How n is spread.
    pub spread: Spread,
    /// By what estimates weigh the cases of a draw with a cap.
    pub weights: Weights,
    /// What each stratum gets at least.
    pub minimum: u64,
    /// Reserves per stratum.
    pub reserves: u64,
    /// The cap.
    pub cap: Option<Cap>,
    /// How many cases are read twice.
    pub second_reads: SecondReads,
    /// Who may audit whose cases.
    pub own_team: OwnTeam,
    /// The columns the balance table shows.
    pub balance: Vec<Column>,
    /// Where the seed will come from, in words.
    pub seed_source: String,
}

/// A size that a plan lacks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("plan \"{0}\" gives no sample size")]
pub struct NoSize(pub String);

impl Plan {
    /// Returns a plan over a list with every setting at its default.
    #[must_use]
    pub fn new(name: &str, source: PlanSource) -> Self {
        Self {
            name: name.to_owned(),
            purpose: String::new(),
            kind: AuditKind::Monthly,
            source,
            unit: Unit::Case,
            one_per_child: false,
            scope: Vec::new(),
            closed: Closed::LeftOut,
            restricted: Restricted::LeftOut,
            exclude_audited_months: 0,
            selection: Selection::Tickets,
            sort: Vec::new(),
            n: None,
            strata: Vec::new(),
            collapse: None,
            nested: false,
            spread: Spread::Proportional,
            weights: Weights::ByStratum,
            minimum: 0,
            reserves: 2,
            cap: None,
            second_reads: SecondReads::Count(0),
            own_team: OwnTeam::Forbidden,
            balance: Vec::new(),
            seed_source: "the operating system's randomness, after the freeze".to_owned(),
        }
    }

    /// Returns the sample size: the one asked for, else the plan's; a fixed spread is its own size,
    /// and a plan of every case takes all there are.
    ///
    /// # Errors
    /// When neither gives one.
    pub fn size(&self, asked: Option<u64>, eligible: u64) -> Result<u64, NoSize> {
        match (&self.spread, self.selection) {
            (_, Selection::EveryCase) => Ok(eligible),
            (Spread::Fixed(given), _) => Ok(given.values().sum()),
            _ => asked.or(self.n).ok_or_else(|| NoSize(self.name.clone())),
        }
    }

    /// Returns the rules of a draw by this plan. `weights` are those of the last round, for a Neyman
    /// spread.
    #[must_use]
    pub fn rules(&self, weights: &BTreeMap<String, u64>) -> Rules {
        let method = match &self.spread {
            Spread::Proportional => Method::Proportional,
            Spread::Equal => Method::Equal,
            Spread::Neyman => Method::Neyman(weights.clone()),
            Spread::Fixed(given) => Method::Fixed(given.clone()),
        };
        let tickets = self.selection == Selection::Tickets;
        Rules {
            selection: self.selection,
            unit: if self.one_per_child { Unit::Family } else { self.unit },
            allocation: Allocation { method, minimum: self.minimum, nested: self.nested },
            cap: self.cap.clone().filter(|_| tickets),
            reserves: if tickets { self.reserves } else { 0 },
            second_reads: self.second_reads,
        }
    }
}
