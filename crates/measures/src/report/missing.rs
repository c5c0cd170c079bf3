//! What a month's share would be if every audit that is missing had counted, and if none had: the drawn cases without
//! an audit are put back into the sample, so that they weigh what they would weigh in the estimate. A case that
//! was replaced although its audit had come back could have counted either way too.

use std::collections::BTreeSet;

use super::Material;
use super::audits::Audits;
use super::design::{Design, Seat};
use super::round::Round;
use crate::Interval;
use crate::counting::Chosen;
use crate::reads::Read;

/// The drawn cases of a month as if all had come back.
pub(super) struct Whole {
    /// What each audit that came back weighs then.
    reads: Vec<f64>,
    /// What those missing weigh together.
    missing: f64,
}

impl Whole {
    /// Returns the month's cases as if all had come back; none where a draw is not known.
    pub(super) fn of(audits: &Audits<'_>, material: &Material<'_>) -> Option<Self> {
        let rounds = rounds(&audits.reads, material.rounds)?;
        let mut seats: Vec<Seat<'_>> = audits.reads.iter().copied().map(Seat::of).collect();
        let mut known: BTreeSet<(&str, &str)> =
            seats.iter().map(|seat| (seat.draw, seat.case)).collect();
        let drawn = rounds.iter().flat_map(|round| {
            round.cases.iter().map(move |case| Seat {
                draw: round.draw.as_str(),
                case: case.case.as_str(),
                stratum: &case.stratum,
            })
        });
        for seat in drawn.chain(replaced(&rounds, material.reads)) {
            if known.insert((seat.draw, seat.case)) {
                seats.push(seat);
            }
        }
        if seats.len() == audits.reads.len() {
            return Some(Self { reads: audits.design.weights(), missing: 0.0 });
        }
        let mut reads = Design::of_seats(&seats, material.rounds).weights();
        let missing = reads.split_off(audits.reads.len()).iter().sum();
        Some(Self { reads, missing })
    }

    /// Returns the share (0–1) without and with the missing ones, of audits that are hits or not; those that say
    /// neither are left out, and with none that says either there is no share.
    pub(super) fn bounds(&self, hits: &[Option<bool>]) -> Option<Interval> {
        let told = self.reads.iter().zip(hits).filter_map(|(weight, hit)| Some((*weight, (*hit)?)));
        let (count, base) = told.fold((0.0, 0.0), |(count, base), (weight, is_hit)| {
            (count + if is_hit { weight } else { 0.0 }, base + weight)
        });
        let whole = base + self.missing;
        (base > 0.0).then(|| Interval { low: count / whole, high: (count + self.missing) / whole })
    }
}

/// Returns how many cases the rounds of these reads were to read; none where a draw is not known.
pub(super) fn drawn(reads: &[&Read], all: &[Round]) -> Option<u64> {
    Some(rounds(reads, all)?.iter().map(|round| round.cases.len() as u64).sum())
}

/// Returns the rounds of these reads, or none where one is not known.
fn rounds<'a>(reads: &[&Read], all: &'a [Round]) -> Option<Vec<&'a Round>> {
    let draws: BTreeSet<_> = reads.iter().filter_map(|read| read.audit.draw.as_ref()).collect();
    let known: Vec<&Round> = all.iter().filter(|round| draws.contains(&round.draw)).collect();
    (!known.is_empty() && known.len() == draws.len()).then_some(known)
}

/// Returns the cases of the rounds that were replaced although their audits had come back.
fn replaced<'a>(rounds: &[&Round], all: &'a [Read]) -> impl Iterator<Item = Seat<'a>> {
    let draws: BTreeSet<&str> = rounds.iter().map(|round| round.draw.as_str()).collect();
    all.iter()
        .filter(|read| read.chosen == Chosen::Replaced && read.audit.kind.is_first_read())
        .map(Seat::of)
        .filter(move |seat| draws.contains(seat.draw))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::counting::Section;
    use crate::report::tests::unequal::drawn;
    use crate::report::tests::with;
    use crate::report::{Bands, audits};
    use assay_model::Judgement;

    /// The bounds of good or better where so many of ten audits of Big and of Small came back: Big all good, Small
    /// all inadequate.
    fn bounds(back: [usize; 2]) -> Interval {
        let (round, reads) = drawn("2026-09", back);
        let (rounds, none) = ([round], Bands::default());
        let material = with(&reads, &rounds, &none);
        let by_month = BTreeMap::from([(rounds[0].month, reads.iter().collect())]);
        let months = audits::months(Section::Monthly, &by_month, material.rounds);
        let good = |read: &&Read| read.audit.overall.map(Judgement::is_good_or_better);
        let hits: Vec<_> = months[0].reads.iter().map(good).collect();
        Whole::of(&months[0], &material).unwrap().bounds(&hits).unwrap()
    }

    fn is(found: Interval, low: f64, high: f64) {
        assert!((found.low - low).abs() < 1e-12 && (found.high - high).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn with_nothing_missing_both_are_the_estimate() {
        is(bounds([10, 10]), 0.9, 0.9);
    }

    #[test]
    fn a_missing_audit_weighs_what_its_stratum_weighs() {
        // Each case of Big speaks for 90, each of Small for 10: two missing of Small are 20 of 1,000.
        is(bounds([10, 8]), 0.9, 0.92);
        // Two missing of Big are 180: 720 to 900 of 1,000.
        is(bounds([8, 10]), 0.72, 0.9);
    }

    #[test]
    fn a_stratum_of_which_nothing_came_back_could_be_all_of_either() {
        // Small is 100 of 1,000, and no neighbour speaks for it here.
        is(bounds([10, 0]), 0.9, 1.0);
    }
}
