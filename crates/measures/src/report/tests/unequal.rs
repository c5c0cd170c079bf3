//! Two strata of which the same number was drawn, one nine times as large as the other: every figure is of the
//! list, whatever the audits are. Each answer is worked out by hand.

use super::*;
use crate::report::{BothSeries, MonthFigures, OfPeriod, of_period};

const INADEQUATE: Option<Judgement> = Some(Judgement::Inadequate);

/// Returns a round of 900 cases of Big and 100 of Small with ten drawn of each, and the audits of those that came
/// back: all of Big good with a score of 8, all of Small inadequate with a score of 3. The strata are teams too.
pub(in crate::report) fn drawn(month: &str, back: [usize; 2]) -> (Round, Vec<Read>) {
    let mut drawn = round(month, 0, 20);
    let mut reads = Vec::new();
    drawn.strata = vec![stratum("Big", 900, 10), stratum("Small", 100, 10)];
    for (at, case) in drawn.cases.iter_mut().enumerate() {
        let (name, grade, score, place, back) = match at {
            0..10 => ("Big", GOOD, "8", at, back[0]),
            _ => ("Small", INADEQUATE, "3", at - 10, back[1]),
        };
        case.stratum = name.into();
        if place < back {
            let found = read(case.case.as_str(), month, grade, score);
            reads.push(Read { stratum: name.into(), team: name.into(), ..found });
        }
    }
    (drawn, reads)
}

#[track_caller]
fn is(found: Option<f64>, expected: f64) {
    assert!((found.unwrap() - expected).abs() < 1e-12, "{found:?} is not {expected}");
}

fn month(reads: &[Read], drawn: Round) -> MonthFigures {
    run(reads, &[drawn]).monthly.months.remove(0)
}

#[test]
fn a_month_is_split_by_judgement_as_the_list_is() {
    let (drawn, reads) = drawn("2026-09", [10, 10]);
    let found = month(&reads, drawn);
    assert_eq!(found.judgements, [0, 10, 0, 10]);
    let shares = found.shares.unwrap();
    // 900 of 1,000 are good, not 10 of 20.
    is(Some(shares[Judgement::Good as usize]), 0.9);
    is(Some(shares[Judgement::Inadequate as usize]), 0.1);
    is(found.good_or_better.value(), 0.9);
    is(found.requires_improvement(), 0.0);
    // 0.9·8 + 0.1·3.
    is(found.mean_score.map(|mean| mean.value()), 7.5);
}

#[test]
fn what_a_figure_was_before_late_audits_is_of_the_list_too() {
    let (drawn, mut reads) = drawn("2026-09", [10, 10]);
    // Half of Big is late, and one of it was no better than Small.
    reads[0].audit.overall = INADEQUATE;
    for read in &mut reads[5..10] {
        read.late = true;
    }
    let found = month(&reads, drawn);
    is(found.good_or_better.value(), 0.81);
    let was = found.good_or_better.was.unwrap();
    assert_eq!((was.count, was.base), (4, 15));
    // 4 of 5 of Big, for 900 of 1,000.
    is(was.share, 0.72);
    let (mean, n) = found.mean_score.unwrap().was.unwrap();
    is(Some(mean), 7.5);
    assert_eq!(n, 15);
}

#[test]
fn teams_and_the_whole_over_them_are_of_the_list() {
    let (september, reads) = drawn("2026-09", [10, 10]);
    let (august, earlier) = drawn("2026-08", [10, 5]);
    let all = [earlier, reads].concat();
    let funnel = run(&all, &[august, september]).teams.unwrap();
    // 15 audits of August and 20 of September, each month 90%: not 20 of 35.
    is(funnel.centre, 0.9);
    let shares: Vec<f64> = funnel.points.iter().filter_map(|point| point.share).collect();
    is(Some(shares[0]), 1.0);
    is(Some(shares[1]), 0.0);
    let counts: Vec<_> = funnel.points.iter().map(|of| (of.team.count, of.team.n)).collect();
    assert_eq!(counts, [(20, 20), (0, 15)]);
}

#[test]
fn a_month_counts_among_teams_by_its_audits() {
    let (september, mut reads) = drawn("2026-09", [10, 10]);
    let (august, mut earlier) = drawn("2026-08", [5, 5]);
    for read in reads.iter_mut().chain(&mut earlier) {
        read.team = "One".into();
    }
    // In August Big is inadequate: 0% of 10 audits, against 90% of 20 in September.
    for read in &mut earlier {
        read.audit.overall = INADEQUATE;
    }
    let all = [earlier, reads].concat();
    let rounds = [august, september];
    let OfPeriod { teams, .. } = of_period(&with(&all, &rounds, &Bands::default()));
    is(teams[0].weighed.share(), 0.6);
    let chart = run(&all, &rounds).monthly.chart.unwrap();
    is(Some(chart.points[0].mean), 0.6);
}

#[test]
fn both_series_of_a_moderation_are_of_the_list() {
    let (drawn, mut reads) = drawn("2026-09", [10, 10]);
    // Two of Big are lowered: 180 of 1,000. One of Small is raised: 10 of 1,000.
    reads[0].moderated = RI;
    reads[1].moderated = RI;
    reads[10].moderated = GOOD;
    let found = run(&reads, &[drawn]).second_opinion;
    let [BothSeries { counts, shares, base, .. }] = found.both_series[..] else {
        panic!("a month")
    };
    assert_eq!((counts, base), ([10, 9], 20));
    is(Some(shares[0]), 0.9);
    is(Some(shares[1]), 0.73);
}
