//! What the design of a month leaves unknown, so that its estimates are approximate. It computes none.

use assay_model::Month;

/// Why an estimate is approximate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// Strata with eligible units and no seat: nobody there could be drawn.
    NoSeat {
        /// Their names.
        strata: Vec<String>,
        /// Their eligible units.
        units: u64,
        /// The eligible units of all strata.
        of: u64,
    },
    /// A cap passed units over, so that chances were not equal.
    Cap {
        /// How many it passed over.
        units: u64,
        /// How the chances were found by which audits are weighed, where they are.
        simulated: Option<String>,
    },
    /// The cases were drawn at equal steps through a sorted list, from one start.
    Steps,
    /// Strata of which no audit came back, which their neighbours speak for.
    NoReturn {
        /// Their names.
        strata: Vec<String>,
    },
    /// Strata with one audit of several units, which share their neighbour's variance.
    OneReturn {
        /// Their names.
        strata: Vec<String>,
    },
}

impl Limit {
    /// Returns the limit as a sentence about the month, without a full stop.
    #[must_use]
    pub fn words(&self, month: Month) -> String {
        let month = month.words();
        match self {
            Self::NoSeat { strata, units, of } => format!(
                "{month}: approximate, as {units} of {of} eligible could not be drawn: their strata had no \
                 seat ({}), and the estimates do not speak for them",
                listed(strata)
            ),
            Self::Cap { units, simulated } => {
                let weighed = match simulated {
                    Some(how) => format!("; audits are weighed by their chances, found by {how}"),
                    None => String::new(),
                };
                format!(
                    "{month}: approximate, as the cap passed {units} over, so that chances were not \
                     equal{weighed}"
                )
            }
            Self::Steps => format!(
                "{month}: approximate, as the cases were drawn at equal steps through a sorted list: one \
                 start decides them all, and the interval takes them as drawn by lot"
            ),
            Self::NoReturn { strata } => format!(
                "{month}: approximate, as no audit came back from {}; the neighbouring strata speak for them",
                listed(strata)
            ),
            Self::OneReturn { strata } => format!(
                "{month}: approximate, as {} has one audit and shares its neighbour's variance",
                listed(strata)
            ),
        }
    }
}

/// Returns up to three names, and how many more there are.
fn listed(names: &[String]) -> String {
    const SHOWN: usize = 3;
    let shown = names.iter().take(SHOWN).map(|name| format!("\"{name}\"")).collect::<Vec<_>>();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_names_what_it_leaves_out() {
        let month = Month::parse("2026-09").unwrap();
        let strata = ["A", "B", "C", "D"].map(str::to_owned).to_vec();
        assert_eq!(
            Limit::NoSeat { strata, units: 200, of: 1000 }.words(month),
            "September 2026: approximate, as 200 of 1000 eligible could not be drawn: their strata had no \
             seat (\"A\", \"B\", \"C\" and 1 more), and the estimates do not speak for them"
        );
        assert_eq!(
            Limit::Cap { units: 12, simulated: None }.words(month),
            "September 2026: approximate, as the cap passed 12 over, so that chances were not equal"
        );
    }
}
