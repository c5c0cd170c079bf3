//! The first page's verdict and where it looks, on small rounds whose answer is known.

use super::*;
use crate::reads::Read;
use crate::report::{
    Bands, report,
    tests::{reads, round, with},
};
use assay_model::Judgement;

const GOOD: Option<Judgement> = Some(Judgement::Good);
const RI: Option<Judgement> = Some(Judgement::RequiresImprovement);

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

/// So many audits good of a hundred in each month up to September 2026.
fn months(good: &[u32]) -> (Vec<Read>, Vec<Round>) {
    let first = month("2026-09").plus(1 - good.len() as i32);
    let each = good.iter().zip(0..).map(|(good, n)| {
        let name = first.plus(n).to_string();
        (reads(&name, &[(GOOD, *good), (RI, 100 - good)], "6"), round(&name, 2000, 100))
    });
    let (found, rounds): (Vec<Vec<Read>>, Vec<Round>) = each.unzip();
    (found.concat(), rounds)
}

fn asked(learning: &[Date]) -> Asked<'_> {
    Asked {
        least_returned: LEAST_RETURNED,
        learning,
        groupings: &[Grouping::PlanType, Grouping::Service, Grouping::Team],
        weakest: 1,
    }
}

fn answers(reads: &[Read], rounds: &[Round], learning: &[Date]) -> Front {
    let bands = Bands::default();
    let material = with(reads, rounds, &bands);
    front(&report(&material), &material, &asked(learning)).unwrap()
}

#[test]
fn a_fall_on_the_quarter_is_worse_and_a_rise_is_better() {
    let (reads, rounds) = months(&[60, 60, 60, 40, 40, 40]);
    let found = answers(&reads, &rounds, &[]).direction;
    assert_eq!(found.answer, Answer::Worse);
    let on_quarter = found.on_quarter.unwrap();
    assert!((on_quarter.change.difference() + 0.2).abs() < 1e-12);
    assert_eq!(on_quarter.change.n(), (300, 300));
    assert_eq!((found.latest.from, found.latest.to), (month("2026-07"), month("2026-09")));
    assert_eq!(found.latest.count, Some(120));
    let (reads, rounds) = months(&[40, 40, 40, 60, 60, 60]);
    assert_eq!(answers(&reads, &rounds, &[]).direction.answer, Answer::Better);
}

#[test]
fn a_year_that_says_otherwise_than_the_quarter_is_mixed() {
    // 30% a year ago, 70% in the spring, 50% now: worse on the quarter, better on the year.
    let (reads, rounds) = months(&[30, 30, 30, 50, 50, 50, 60, 60, 60, 70, 70, 70, 50, 50, 50]);
    assert_eq!(answers(&reads, &rounds, &[]).direction.answer, Answer::Mixed);
}

#[test]
fn no_change_is_too_early_where_learning_was_just_given() {
    let (reads, rounds) = months(&[50, 51, 50, 49, 50, 51]);
    assert_eq!(answers(&reads, &rounds, &[]).direction.answer, Answer::NoChange);
    let given = assay_model::jiff::civil::date(2026, 7, 14);
    assert_eq!(answers(&reads, &rounds, &[given]).direction.answer, Answer::TooEarly);
    let long_ago = assay_model::jiff::civil::date(2026, 2, 14);
    assert_eq!(answers(&reads, &rounds, &[long_ago]).direction.answer, Answer::NoChange);
}

#[test]
fn half_of_the_audits_back_is_no_verdict() {
    let (reads, rounds) = months(&[60, 60, 60, 20, 20, 20]);
    let is_kept = |read: &Read| {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.audit.month < Some(month("2026-07")) || n <= 52
    };
    let kept: Vec<Read> = reads.into_iter().filter(is_kept).collect();
    let found = answers(&kept, &rounds, &[]).direction;
    assert_eq!(found.answer, Answer::None(Unanswered::Returned { returned: 156, drawn: 300 }));
}

#[test]
fn missing_audits_that_could_turn_the_answer_leave_none() {
    // 75 of 100 back, 30 of them good: 30 to 55 of 100 against 50 before.
    let (reads, rounds) = months(&[50, 50, 50, 30, 30, 30]);
    let is_kept = |read: &Read| {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.audit.month < Some(month("2026-07")) || n <= 75
    };
    let kept: Vec<Read> = reads.into_iter().filter(is_kept).collect();
    let found = answers(&kept, &rounds, &[]).direction;
    assert_eq!(found.answer, Answer::None(Unanswered::Missing { missing: 75 }));
}

#[test]
fn another_audit_tool_is_another_measure() {
    let (mut reads, rounds) = months(&[60, 60, 60, 40, 40, 40]);
    for read in reads.iter_mut().filter(|read| read.audit.month >= Some(month("2026-07"))) {
        read.audit.tool = "2".into();
    }
    let found = answers(&reads, &rounds, &[]).direction;
    assert_eq!(found.answer, Answer::None(Unanswered::Tool { since: month("2026-07") }));
    assert_eq!((found.on_quarter, found.chart), (None, None));
}

#[test]
fn where_nothing_is_graded_the_scores_answer() {
    let mut all = Vec::new();
    let mut rounds = Vec::new();
    for (name, score) in [("2026-06", "8"), ("2026-09", "4")] {
        let mut of_month = reads(name, &[(None, 40)], score);
        of_month[0].audit.domains[0].score = assay_model::Score::parse("5");
        all.extend(of_month);
        rounds.push(round(name, 500, 40));
    }
    let found = answers(&all, &rounds, &[]).direction;
    assert_eq!((found.measure, found.answer), (crate::estimate::Measure::Mean, Answer::Worse));
}

#[test]
fn a_fall_of_one_group_is_found_there_and_nowhere_else() {
    let (mut reads, rounds) = months(&[60, 60, 60, 45, 45, 45]);
    // Good comes first in the order of cases; the group that fell is cases 41 to 65.
    for read in &mut reads {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.plan_type = if (41..=65).contains(&n) { "CP" } else { "CIN" }.into();
    }
    let found = answers(&reads, &rounds, &[]);
    let [one] = found.concentrated.as_slice() else { panic!("{:?}", found.concentrated) };
    assert_eq!(one.group, Group { by: Grouping::PlanType, name: "CP".into() });
    let Place::Fell { elsewhere } = one.place else { panic!("{one:?}") };
    assert!(elsewhere.difference().abs() < 1e-12);
    assert_eq!(one.change.n(), (75, 75));
}

#[test]
fn a_fall_that_all_groups_share_is_concentrated_in_none() {
    let (mut reads, rounds) = months(&[60, 60, 60, 40, 40, 40]);
    for read in &mut reads {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.service = if n.is_multiple_of(2) { "East" } else { "West" }.into();
    }
    assert_eq!(answers(&reads, &rounds, &[]).concentrated, Vec::new());
}

#[test]
fn groups_that_differ_by_chance_alone_are_not_named() {
    let (mut reads, rounds) = months(&[50, 50, 50, 50, 50, 50]);
    for read in &mut reads {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.team = format!("Team {}", n % 4).into();
    }
    assert_eq!(answers(&reads, &rounds, &[]).concentrated, Vec::new());
}

#[test]
fn a_group_under_twenty_audits_is_not_looked_at() {
    let (mut reads, rounds) = months(&[60, 60, 60, 60, 60, 60]);
    for read in &mut reads {
        let n: u32 = read.audit.case.as_str().parse().unwrap();
        read.service = if n > 94 { "Small" } else { "Large" }.into();
    }
    let found = answers(&reads, &rounds, &[]).concentrated;
    assert!(found.iter().all(|one| one.group.name != "Small"), "{found:?}");
}

#[test]
fn none_inadequate_comes_with_how_many_could_be() {
    let (reads, rounds) = months(&[50, 50]);
    let found = answers(&reads, &rounds, &[]).inadequate.unwrap();
    assert_eq!((found.count, found.n, found.eligible), (0, 100, Some(2000)));
    // Exact, hypergeometric: 0 of 100 of 2,000 leaves up to 3.5%.
    assert!((0.02..0.05).contains(&found.at_most), "{}", found.at_most);
}

#[test]
fn how_many_could_be_inadequate_is_not_said_where_some_could_not_be_drawn() {
    let (reads, mut rounds) = months(&[50, 50]);
    let seatless = crate::report::RoundStratum { name: "small".into(), eligible: 30, seats: 0 };
    rounds[1].strata.push(seatless);
    let found = answers(&reads, &rounds, &[]).inadequate.unwrap();
    assert_eq!((found.count, found.eligible), (0, None));
}
