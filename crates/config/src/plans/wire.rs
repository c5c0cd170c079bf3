//! What may be in `plans.yaml`, word for word.

use assay_model::AuditKind;
use assay_sampler::plan::{Closed, OwnTeam, Restricted};
use assay_sampler::{Selection, Unit};
use serde::Deserialize;

use crate::entries::Entries;
use crate::source::At;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wire {
    pub(super) plans: Entries<WirePlan>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WirePlan {
    #[serde(default)]
    pub(super) purpose: String,
    pub(super) kind: Option<WireKind>,
    pub(super) source: Option<String>,
    pub(super) events: Option<String>,
    #[serde(default)]
    pub(super) one_per_child: bool,
    pub(super) unit: Option<WireUnit>,
    #[serde(default)]
    pub(super) scope: Vec<WireCondition>,
    pub(super) closed: Option<WireClosed>,
    pub(super) restricted: Option<WireRestricted>,
    #[serde(default)]
    pub(super) exclude_audited_months: u32,
    pub(super) selection: Option<WireSelection>,
    #[serde(default)]
    pub(super) sort: Vec<String>,
    pub(super) n: Option<At<u64>>,
    #[serde(default)]
    pub(super) strata: Vec<String>,
    #[serde(default)]
    pub(super) bands: Entries<At<Vec<i64>>>,
    pub(super) collapse: Option<At<String>>,
    #[serde(default)]
    pub(super) nested: bool,
    pub(super) allocation: Option<WireAllocation>,
    #[serde(default)]
    pub(super) fixed: Entries<u64>,
    #[serde(default)]
    pub(super) minimum: u64,
    #[serde(default = "two")]
    pub(super) reserves: u64,
    pub(super) cap: Option<WireCap>,
    pub(super) weights: Option<At<String>>,
    #[serde(default)]
    pub(super) second_reads: u64,
    pub(super) second_reads_share: Option<At<String>>,
    pub(super) own_team: Option<WireOwnTeam>,
    #[serde(default)]
    pub(super) balance: Vec<String>,
    #[serde(default)]
    pub(super) seed_source: String,
    pub(super) duplicates: Option<At<String>>,
}

fn two() -> u64 {
    2
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireCap {
    pub(super) column: String,
    pub(super) k: At<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WireCondition {
    pub(super) column: At<String>,
    pub(super) is: Option<Vec<String>>,
    pub(super) not: Option<Vec<String>>,
    pub(super) has: Option<Vec<String>>,
    pub(super) at_least: Option<i64>,
    pub(super) at_most: Option<i64>,
    pub(super) within_days: Option<i64>,
    pub(super) given: Option<bool>,
    pub(super) blank: Option<bool>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub(super) enum WireAllocation {
    Proportional,
    Equal,
    Neyman,
    Fixed,
}

/// A word of the settings and what it means to the sampler.
macro_rules! words {
    ($wire:ident => $known:ty { $($word:ident => $meaning:expr),+ $(,)? }) => {
        #[derive(Deserialize, Clone, Copy)]
        #[serde(rename_all = "snake_case")]
        pub(super) enum $wire { $($word),+ }

        impl From<$wire> for $known {
            fn from(word: $wire) -> Self {
                match word { $($wire::$word => $meaning),+ }
            }
        }
    };
}

words!(WireKind => AuditKind {
    Monthly => AuditKind::Monthly,
    Thematic => AuditKind::Thematic,
    DipSample => AuditKind::DipSample,
    ReAudit => AuditKind::ReAudit,
    HealthCheck => AuditKind::HealthCheck,
});
words!(WireUnit => Unit {
    Case => Unit::Case,
    Family => Unit::Family,
    WholeFamily => Unit::WholeFamily,
});
words!(WireClosed => Closed { LeftOut => Closed::LeftOut, Kept => Closed::Kept });
words!(WireRestricted => Restricted {
    LeftOut => Restricted::LeftOut,
    ClearedAuditors => Restricted::ClearedAuditors,
});
words!(WireSelection => Selection {
    Tickets => Selection::Tickets,
    Systematic => Selection::Systematic,
    EveryCase => Selection::EveryCase,
});
words!(WireOwnTeam => OwnTeam {
    Forbidden => OwnTeam::Forbidden,
    Allowed => OwnTeam::Allowed,
    Required => OwnTeam::Required,
});
