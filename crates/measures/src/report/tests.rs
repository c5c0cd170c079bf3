//! Tests of the report on small rounds: bases, what is left out, revisions, bounds, the three clauses.

pub(super) mod unequal;

use super::*;
use crate::change::Verdict;
use crate::counting::Chosen;
use crate::estimate::{Basis, Method};
use crate::reads::tests::read;
use assay_model::{AuditKind, CaseId, DrawId, Judgement};

const GOOD: Option<Judgement> = Some(Judgement::Good);
const RI: Option<Judgement> = Some(Judgement::RequiresImprovement);

pub(super) fn round(month: &str, eligible: u64, cases: u32) -> Round {
    Round {
        draw: DrawId::parse(&format!("{month}-monthly")).unwrap(),
        month: Month::parse(month).unwrap(),
        kind: AuditKind::Monthly,
        drawing: Drawing::Cases,
        strata: vec![stratum("all", eligible, u64::from(cases))],
        passed_over: 0,
        simulated: None,
        after_results: Vec::new(),
        cases: (1..=cases)
            .map(|n| RoundCase {
                case: CaseId::parse(&n.to_string()).unwrap(),
                stratum: "all".into(),
                family: None,
                chance: None,
                service: "CIN".into(),
                team: "CIN 1".into(),
                auditor: "a".into(),
            })
            .collect(),
    }
}

fn stratum(name: &str, eligible: u64, seats: u64) -> RoundStratum {
    RoundStratum { name: name.into(), eligible, seats }
}

pub(super) fn reads(month: &str, grades: &[(Option<Judgement>, u32)], score: &str) -> Vec<Read> {
    let each = grades.iter().flat_map(|(grade, n)| std::iter::repeat_n(*grade, *n as usize));
    each.zip(1..).map(|(grade, n)| read(&n.to_string(), month, grade, score)).collect()
}

fn run(reads: &[Read], rounds: &[Round]) -> Report {
    report(&Material {
        reads,
        rounds,
        history: &[],
        as_at: None,
        from: None,
        to: None,
        confidence: Confidence::USUAL,
        headline: HeadlineGrade::Auditor,
        bands: &Bands::default(),
        moderations: &[],
    })
}

#[test]
fn a_simple_round_read_to_the_end_has_the_exact_interval() {
    let found = run(&reads("2026-09", &[(GOOD, 45), (RI, 55)], "6"), &[round("2026-09", 300, 100)]);
    let month = &found.monthly.months[0];
    assert_eq!(month.judgements, [0, 45, 55, 0]);
    assert_eq!(month.good_or_better.figure.text(), "45% (45 of 100)");
    let estimate = month.good_or_better.estimate.unwrap();
    assert_eq!(estimate.method, Method::Exact);
    assert!((estimate.interval.low * 300.0 - 111.0).abs() < 1e-9);
    assert!((estimate.interval.high * 300.0 - 160.0).abs() < 1e-9);
}

#[test]
fn an_audit_of_a_case_that_was_replaced_could_have_counted_either_way() {
    let mut all = reads("2026-09", &[(GOOD, 12), (RI, 8)], "6");
    let mut left = read("99", "2026-09", Some(Judgement::Inadequate), "1");
    left.chosen = Chosen::Replaced;
    all.push(left);
    let found = run(&all, &[round("2026-09", 300, 20)]);
    let month = &found.monthly.months[0];
    assert_eq!((month.returned, month.drawn), (20, Some(20)));
    let bounds = month.good_or_better.bounds.unwrap();
    assert!((bounds.low - 12.0 / 21.0).abs() < 1e-12);
    assert!((bounds.high - 13.0 / 21.0).abs() < 1e-12);
}

#[test]
fn targeted_second_and_late_reads_are_told_apart() {
    let mut all = reads("2026-09", &[(GOOD, 12), (RI, 8)], "6");
    all[0].late = true;
    let mut second = read("1", "2026-09", RI, "1");
    second.audit.kind = AuditKind::SecondRead;
    let mut targeted = read("99", "2026-09", Some(Judgement::Inadequate), "1");
    targeted.chosen = Chosen::Targeted;
    all.extend([second, targeted]);
    let found = run(&all, &[round("2026-09", 300, 25)]);
    let month = &found.monthly.months[0];
    assert_eq!((month.returned, month.late, month.drawn), (20, 1, Some(25)));
    let was = month.good_or_better.was.unwrap();
    assert_eq!((was.count, was.base), (11, 19));
    assert!((was.share.unwrap() - 11.0 / 19.0).abs() < 1e-12);
    let bounds = month.good_or_better.bounds.unwrap();
    assert!((bounds.low - 12.0 / 25.0).abs() < 1e-12);
    assert!((bounds.high - 17.0 / 25.0).abs() < 1e-12);
    let others: Vec<Section> = found.others.iter().map(|(section, _)| *section).collect();
    assert_eq!(others, [Section::SecondRead, Section::Targeted]);
    let [(_, second), (_, targeted)] = found.others.as_slice() else { panic!("two sections") };
    assert_eq!(second.months[0].drawn, None, "a round's cases are not what was to be read twice");
    assert_eq!(targeted.months[0].good_or_better.estimate, None, "chosen cases estimate nothing");
    assert_eq!(found.completion[0].owed[0].cases.len(), 5);
}

#[test]
fn a_domain_not_applicable_is_not_nought() {
    let mut all = reads("2026-09", &[(GOOD, 3)], "6");
    all.push(read("4", "2026-09", GOOD, ""));
    let found = run(&all, &[round("2026-09", 300, 4)]);
    let month = &found.monthly.domains[0].months[0];
    let score = month.score.as_ref().unwrap();
    assert_eq!((score.n, month.not_applicable), (3, 1));
    assert!((score.mean - 6.0).abs() < 1e-12);
}

#[test]
fn a_fall_between_months_has_a_verdict() {
    let mut all = reads("2026-08", &[(GOOD, 50)], "6.2");
    all.extend(reads("2026-09", &[(GOOD, 50)], "5.5"));
    for (index, read) in all.iter_mut().enumerate() {
        let wobble = (index % 5) as u16 * 10;
        let score = read.audit.domains[0].score.unwrap().hundredths() + wobble - 20;
        read.audit.domains[0].score = assay_model::Score::from_hundredths(score);
    }
    let found = run(&all, &[round("2026-08", 300, 50), round("2026-09", 300, 50)]);
    let change = &found.monthly.domains[0].changes[0];
    assert!((change.change.difference() + 0.7).abs() < 1e-9);
    assert_eq!(change.change.verdict(), Verdict::Signal);
    assert_eq!(change.within.unwrap().auditors, 1);
}

#[test]
fn a_stratum_with_one_return_does_not_stop_the_report() {
    let mut all = reads("2026-09", &[(GOOD, 10), (RI, 5)], "6");
    all[0].stratum = "small".into();
    let mut drawn = round("2026-09", 290, 15);
    drawn.strata.push(stratum("small", 10, 1));
    let found = run(&all, &[drawn]);
    let estimate = found.monthly.months[0].good_or_better.estimate.unwrap();
    // The stratum keeps its weight: 10 of 300 for its one good audit, 290 for 9 good of 14.
    assert!((estimate.mean - (10.0 + 290.0 * 9.0 / 14.0) / 300.0).abs() < 1e-12);
    assert_eq!((estimate.collapsed, estimate.basis), (1, Basis::Approximate));
}

#[test]
fn the_three_clauses_are_answered_with_figures() {
    let mut all = reads("2026-07", &[(GOOD, 10), (RI, 10)], "6");
    all.extend(reads("2026-08", &[(GOOD, 12), (RI, 8)], "6"));
    all.extend(reads("2026-09", &[(GOOD, 15), (RI, 5)], "6"));
    let found = run(&all, &[]).improving.unwrap();
    assert!(found.is_yes());
    assert_eq!(found.clauses[0].figures[2].1, 15);
    all.push(read("77", "2026-09", Some(Judgement::Inadequate), "1"));
    let found = run(&all, &[]).improving.unwrap();
    assert_eq!(
        found.clauses.iter().map(|clause| clause.holds).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(run(&all[..20], &[]).improving.is_none(), "one month answers nothing");
}

#[test]
fn nothing_returned_is_an_empty_report() {
    let found = run(&[], &[round("2026-09", 300, 20)]);
    assert!(found.monthly.months.is_empty());
    assert_eq!((found.completion[0].drawn, found.completion[0].returned), (20, 0));
}

#[test]
fn the_order_of_returns_changes_nothing() {
    let mut all = reads("2026-08", &[(GOOD, 20), (RI, 10)], "6.2");
    all.extend(reads("2026-09", &[(GOOD, 12), (RI, 18)], "5.5"));
    let rounds = [round("2026-08", 300, 30), round("2026-09", 300, 30)];
    let forward = run(&all, &rounds);
    all.reverse();
    assert_eq!(forward.monthly.months, run(&all, &rounds).monthly.months);
}

pub(super) fn with<'a>(reads: &'a [Read], rounds: &'a [Round], bands: &'a Bands) -> Material<'a> {
    Material {
        reads,
        rounds,
        history: &[],
        as_at: None,
        from: None,
        to: None,
        confidence: Confidence::USUAL,
        headline: HeadlineGrade::Auditor,
        bands,
        moderations: &[],
    }
}

#[test]
fn a_health_check_is_counted_by_team_against_the_target() {
    let mut all = reads("2026-09", &[(GOOD, 8), (RI, 4)], "6");
    for (n, read) in all.iter_mut().enumerate() {
        read.audit.kind = AuditKind::HealthCheck;
        read.team = if n % 2 == 0 { "A" } else { "B" }.into();
    }
    // Team A: 4 good of 6; team B: 4 good of 6. One more of A becomes good.
    all[8].audit.overall = GOOD;
    let mut drawn = round("2026-09", 13, 13);
    for (n, case) in drawn.cases.iter_mut().enumerate() {
        case.team = if n % 2 == 0 { "A" } else { "B" }.into();
    }
    let band = |name: &str, judgement, meets| Band {
        name: name.into(),
        holds: Holds::Judged(vec![judgement]),
        meets,
    };
    let bands = Bands {
        bands: vec![
            band("good", Judgement::Good, true),
            band("not yet", Judgement::RequiresImprovement, false),
        ],
        target: 0.8,
    };
    let rounds = [drawn];
    let found = report(&with(&all, &rounds, &bands));
    let check = &found.health_checks[0];
    let teams: Vec<_> = check
        .teams
        .iter()
        .map(|t| (t.team.as_str(), t.files, t.counts.clone(), t.meets(check.target)))
        .collect();
    assert_eq!(
        teams,
        [
            ("A", Some(7), vec![5, 1], Some(true)),
            ("B", Some(6), vec![4, 2], Some(false)),
            ("", Some(13), vec![9, 3], Some(false)),
        ]
    );
    assert!(found.monthly.months.is_empty(), "a health check is no part of the headline");
}

#[test]
fn moderation_leaves_the_auditors_series_unless_the_setting_says_otherwise() {
    let mut all = reads("2026-09", &[(GOOD, 20), (RI, 20)], "6");
    all[0].moderated = RI;
    all[1].moderated = GOOD;
    all[39].moderated = Some(Judgement::Inadequate);
    let none = Bands::default();
    let found = report(&with(&all, &[], &none));
    assert_eq!(found.monthly.months[0].judgements, [0, 20, 20, 0]);
    let opinion = &found.second_opinion;
    assert_eq!(opinion.moderated.same_better_worse(), [1, 0, 2]);
    let both = opinion.both_series[0];
    assert_eq!((opinion.graded, both.counts, both.base), (40, [20, 19], 40));
    assert!(both.shares[0] > both.shares[1]);
    let moderated =
        report(&Material { headline: HeadlineGrade::Moderated, ..with(&all, &[], &none) });
    assert_eq!(moderated.monthly.months[0].judgements, [0, 19, 20, 1]);
}

#[test]
fn coefficients_need_thirty_second_reads() {
    let mut all = reads("2026-09", &[(GOOD, 20), (RI, 20)], "6");
    let second = |n: u32, grade| {
        let mut read = read(&n.to_string(), "2026-09", grade, "6");
        read.audit.kind = AuditKind::SecondRead;
        read
    };
    all.extend((1..=29).map(|n| second(n, if n <= 18 { GOOD } else { RI })));
    let none = Bands::default();
    let found = report(&with(&all, &[], &none)).second_opinion.second_reads;
    assert_eq!((found.n(), found.agreement.is_none()), (29, true));
    assert_eq!(found.same_better_worse(), [27, 0, 2]);
    all.push(second(30, RI));
    let found = report(&with(&all, &[], &none)).second_opinion.second_reads;
    assert_eq!(found.agreement.unwrap().n, 30);
}

#[test]
fn all_pass_and_all_fail_have_intervals_that_touch_the_end() {
    for (grade, share) in [(GOOD, 1.0), (RI, 0.0)] {
        let found = run(&reads("2026-09", &[(grade, 20)], "6"), &[round("2026-09", 300, 20)]);
        let estimate = found.monthly.months[0].good_or_better.estimate.unwrap();
        assert!((estimate.mean - share).abs() < 1e-12);
        let end = if share > 0.5 { estimate.interval.high } else { estimate.interval.low };
        assert!((end - share).abs() < 1e-12 && estimate.interval.high > estimate.interval.low);
    }
}

#[test]
fn a_stratum_without_returns_is_left_out_and_one_return_is_not_enough_for_a_mean() {
    let mut drawn = round("2026-09", 300, 20);
    drawn.strata.push(stratum("empty", 50, 1));
    let found = run(&reads("2026-09", &[(GOOD, 12), (RI, 8)], "6"), &[drawn]);
    assert!(found.monthly.months[0].good_or_better.estimate.is_some());
    let one = run(&reads("2026-09", &[(GOOD, 1)], "6"), &[round("2026-09", 300, 20)]);
    let month = &one.monthly.months[0];
    assert_eq!(month.good_or_better.figure.text(), "1 of 1");
    assert_eq!(month.mean_score.as_ref().unwrap().estimate, None);
}

#[test]
fn a_month_without_returns_is_a_gap_in_the_chart() {
    let mut all = reads("2026-06", &[(GOOD, 20)], "6");
    all.extend(reads("2026-08", &[(GOOD, 10), (RI, 10)], "6"));
    let chart = run(&all, &[]).monthly.chart.unwrap();
    assert_eq!(chart.points.len(), 2);
    assert!(
        chart.notes.iter().any(|note| note.starts_with("missing: 2026-07")),
        "{:?}",
        chart.notes
    );
}
