//! What an allocation means for those on the list: who cannot be drawn, whose stratum has one seat, and
//! the smallest and largest chance. Sentences for the freeze, the check of a plan and the sampling
//! statement. A cap is not looked at: it changes chances in a way that the draw itself reports.

use std::collections::BTreeMap;

use assay_model::print::count;

use crate::{DrawnStratum, Unit};

/// A stratum with its eligible units and its seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seated {
    /// Its name.
    pub stratum: String,
    /// Its eligible units.
    pub eligible: u64,
    /// How many of them are drawn.
    pub seats: u64,
}

/// The chances of the units of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chances {
    /// What is drawn.
    pub unit: Unit,
    /// Every stratum with eligible units.
    pub strata: Vec<Seated>,
}

/// Who may read the sentences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Readers {
    /// People of the service: strata are named and their cases counted.
    Service,
    /// Anybody: small groups could be read from names and counts, so there are none.
    Anybody,
}

/// What helps where somebody cannot be drawn.
pub const REMEDY: &str = "collapse: below 2 seats in the plan merges small strata so that everybody can be drawn; a larger n, or fewer columns in strata:, helps too";

impl Chances {
    /// Returns the chances of these sizes and seats, by stratum name.
    #[must_use]
    pub fn of(unit: Unit, sizes: &BTreeMap<String, u64>, seats: &BTreeMap<String, u64>) -> Self {
        let seated = |(name, eligible): (&String, &u64)| Seated {
            stratum: name.clone(),
            eligible: *eligible,
            seats: seats.get(name).copied().unwrap_or(0),
        };
        Self { unit, strata: sizes.iter().filter(|(_, n)| **n > 0).map(seated).collect() }
    }

    /// Returns the chances of what was drawn.
    #[must_use]
    pub fn of_drawn(unit: Unit, strata: &[DrawnStratum]) -> Self {
        let seated = |stratum: &DrawnStratum| Seated {
            stratum: stratum.name.clone(),
            eligible: stratum.eligible,
            seats: stratum.n,
        };
        Self { unit, strata: strata.iter().map(seated).collect() }
    }

    /// Returns the strata without a seat.
    pub fn without_seat(&self) -> impl Iterator<Item = &Seated> {
        self.strata.iter().filter(|stratum| stratum.seats == 0)
    }

    /// Returns the strata with one seat and several units.
    pub fn with_one_seat(&self) -> impl Iterator<Item = &Seated> {
        self.strata.iter().filter(|stratum| stratum.seats == 1 && stratum.eligible > 1)
    }

    /// Returns the smallest and largest chance of those who can be drawn, each as seats of eligible
    /// units; none where nobody can be.
    #[must_use]
    pub fn range(&self) -> Option<((u64, u64), (u64, u64))> {
        let of = |stratum: &Seated| (stratum.seats, stratum.eligible);
        let by_chance = |a: &(u64, u64), b: &(u64, u64)| {
            (u128::from(a.0) * u128::from(b.1)).cmp(&(u128::from(b.0) * u128::from(a.1)))
        };
        let seated = || self.strata.iter().filter(|stratum| stratum.seats > 0).map(of);
        Some((seated().min_by(by_chance)?, seated().max_by(by_chance)?))
    }

    /// Returns what a reader of the plan or the sample has to know, without full stops: nobody left out
    /// and equal chances give no sentence.
    #[must_use]
    pub fn sentences(&self, readers: Readers) -> Vec<String> {
        let all: u64 = self.strata.iter().map(|stratum| stratum.eligible).sum();
        let mut sentences = Vec::new();
        let none: Vec<&Seated> = self.without_seat().collect();
        if !none.is_empty() {
            let left: u64 = none.iter().map(|stratum| stratum.eligible).sum();
            sentences.push(match readers {
                Readers::Service => format!(
                    "{} of {} eligible {} cannot be drawn, as {} no seat: {}",
                    count(left),
                    count(all),
                    self.units(),
                    has(&none),
                    listed(&none)
                ),
                Readers::Anybody => format!("some cannot be drawn, as {} no seat", has(&none)),
            });
        }
        let one: Vec<&Seated> = self.with_one_seat().collect();
        if !one.is_empty() {
            let held = match readers {
                Readers::Service => {
                    let of: u64 = one.iter().map(|stratum| stratum.eligible).sum();
                    format!(" ({} {}): {}", count(of), self.units(), listed(&one))
                }
                Readers::Anybody => String::new(),
            };
            sentences
                .push(format!("{} one seat, which shows no spread of its own{held}", has(&one)));
        }
        if let Some((least, most)) =
            self.range().filter(|(least, most)| percent(*least) != percent(*most))
        {
            sentences.push(format!(
                "the chance of a {} is between {} and {}",
                if self.unit == Unit::Case { "case" } else { "family" },
                percent(least),
                percent(most)
            ));
        }
        sentences
    }

    fn units(&self) -> &'static str {
        match self.unit {
            Unit::Case => "cases",
            Unit::Family | Unit::WholeFamily => "families",
        }
    }
}

fn has(strata: &[&Seated]) -> String {
    match strata.len() {
        1 => "1 stratum has".to_owned(),
        many => format!("{many} strata have"),
    }
}

/// Up to five names with their eligible units, and how many more.
fn listed(strata: &[&Seated]) -> String {
    const SHOWN: usize = 5;
    let name = |stratum: &&Seated| format!("{} ({})", stratum.stratum, count(stratum.eligible));
    let shown: Vec<String> = strata.iter().take(SHOWN).map(name).collect();
    match strata.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A chance in percent with one decimal, rounded half up in whole numbers.
fn percent((seats, eligible): (u64, u64)) -> String {
    let tenths = (u128::from(seats) * 2000 / u128::from(eligible.max(1))).div_ceil(2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chances(strata: &[(&str, u64, u64)]) -> Chances {
        let seated = |(name, eligible, seats): &(&str, u64, u64)| Seated {
            stratum: (*name).to_owned(),
            eligible: *eligible,
            seats: *seats,
        };
        Chances { unit: Unit::Case, strata: strata.iter().map(seated).collect() }
    }

    #[test]
    fn who_cannot_be_drawn_and_who_has_one_seat_is_named() {
        let found = chances(&[("A", 1000, 30), ("B", 12, 0), ("C", 40, 1), ("D", 1, 1)]);
        assert_eq!(
            found.sentences(Readers::Service),
            [
                "12 of 1,053 eligible cases cannot be drawn, as 1 stratum has no seat: B (12)",
                "1 stratum has one seat, which shows no spread of its own (40 cases): C (40)",
                "the chance of a case is between 2.5% and 100.0%",
            ]
        );
        let public = found.sentences(Readers::Anybody).join(" ");
        assert!(!public.contains("12") && !public.contains('B'), "{public}");
    }

    #[test]
    fn equal_chances_need_no_sentence() {
        assert!(chances(&[("A", 100, 10), ("B", 50, 5)]).sentences(Readers::Service).is_empty());
    }

    #[test]
    fn chances_are_rounded_half_up() {
        assert_eq!(percent((1, 3)), "33.3%");
        assert_eq!(percent((2, 3)), "66.7%");
        assert_eq!(percent((1, 2000)), "0.1%");
        assert_eq!(percent((1, 1)), "100.0%");
    }
}
