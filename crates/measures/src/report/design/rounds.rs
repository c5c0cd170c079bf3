//! What the rounds of a design say of it: how their cases were drawn, in which families and with which chances, and
//! what they leave unknown whatever came back.

use std::collections::HashMap;

use crate::estimate::{Basis, Chances};
use crate::report::limit::Limit;
use crate::report::round::{Drawing, Round, RoundCase, RoundStratum};

/// Returns the best that can be said of the rounds: approximate where a cap changed the chances or
/// strata had no seat, exact where one simple draw allows it.
pub(super) fn best(rounds: &[&Round]) -> Basis {
    match rounds {
        _ if !limits(rounds).is_empty() => Basis::Approximate,
        [round] if round.drawing == Drawing::Cases => Basis::Exact,
        _ => Basis::DesignBased,
    }
}

/// Returns what the rounds leave unknown, whatever came back.
pub(super) fn limits(rounds: &[&Round]) -> Vec<Limit> {
    let mut limits = Vec::new();
    for round in rounds {
        let seatless: Vec<&RoundStratum> =
            round.strata.iter().filter(|s| s.seats == 0 && s.eligible > 0).collect();
        if !seatless.is_empty() {
            limits.push(Limit::NoSeat {
                strata: seatless.iter().map(|stratum| stratum.name.clone()).collect(),
                units: seatless.iter().map(|stratum| stratum.eligible).sum(),
                of: round.strata.iter().map(|stratum| stratum.eligible).sum(),
            });
        }
        if round.drawing == Drawing::Steps {
            limits.push(Limit::Steps);
        }
        if round.passed_over > 0 {
            limits
                .push(Limit::Cap { units: round.passed_over, simulated: round.simulated.clone() });
        }
    }
    limits
}

/// Returns the cases of the rounds whose unit is the family, by draw and case.
pub(super) fn families<'a>(
    rounds: &[&'a Round],
) -> HashMap<(&'a str, &'a str), (Drawing, &'a RoundCase)> {
    let of_families =
        |round: &&&Round| matches!(round.drawing, Drawing::Families | Drawing::WholeFamilies);
    rounds
        .iter()
        .filter(of_families)
        .flat_map(|round| {
            let key = |case: &'a RoundCase| (round.draw.as_str(), case.case.as_str());
            round.cases.iter().map(move |case| (key(case), (round.drawing, case)))
        })
        .collect()
}

/// Returns the chances of the cases of the rounds, where they were found, by draw and case.
pub(super) fn simulated<'a>(rounds: &[&'a Round]) -> HashMap<(&'a str, &'a str), f64> {
    rounds
        .iter()
        .flat_map(|round| {
            let chance = |case: &'a RoundCase| {
                Some(((round.draw.as_str(), case.case.as_str()), case.chance?))
            };
            round.cases.iter().filter_map(chance)
        })
        .collect()
}

/// Returns whether the units of a draw's strata had the same chance, as far as it is known.
pub(super) fn chances(rounds: &[&Round], draw: &str) -> Chances {
    let of_draw = rounds.iter().find(|round| round.draw.as_str() == draw);
    let is_simulated = of_draw.is_some_and(|round| round.simulated.is_some());
    if is_simulated { Chances::Unequal } else { Chances::Equal }
}

pub(super) fn family_id(case: &RoundCase) -> Option<&str> {
    case.family.as_ref().map(|family| family.id.as_str())
}
