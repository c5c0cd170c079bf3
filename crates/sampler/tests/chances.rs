//! Over 20,000 seeds every unit comes up as often as its chance says: `n_h/N_h` for cases and families,
//! and one in its number for each child of a family. Pearson's statistic for samples without
//! replacement, `Σ (O − E)² / E(1 − f) · (N − 1)/N` with N − 1 degrees of freedom; the seeds are fixed,
//! so a run cannot fail by chance.

use std::collections::BTreeMap;

use assay_model::{CaseId, DrawId};
use assay_sampler::{Draw, Frame, FrameRow, Rules, Seed, Selection, Status, Unit, draw};

const SEEDS: u64 = 20_000;

/// What a statistic exceeds once in a thousand times, by its degrees of freedom (Pearson & Hartley,
/// *Biometrika Tables for Statisticians*, table 8).
const ONE_IN_A_THOUSAND: [(usize, f64); 6] =
    [(9, 27.877), (10, 29.588), (15, 37.697), (19, 43.820), (24, 51.179), (29, 58.301)];

fn row(case: &str, stratum: &str, unit: &str) -> FrameRow {
    FrameRow {
        case: CaseId::parse(case).unwrap(),
        stratum: stratum.to_owned(),
        unit: unit.to_owned(),
        status: Status::Eligible,
        cap: String::new(),
        key: case.to_owned(),
    }
}

/// Counts over all seeds how often each text comes up that `of` finds in a draw.
fn counts(frame: &Frame, n: u64, rules: &Rules, of: impl Fn(&Draw) -> Vec<String>) -> Counts {
    let id = DrawId::parse("2026-09-monthly").unwrap();
    let mut counts = Counts::new();
    for number in 0..SEEDS {
        let seed = Seed::parse(&format!("{:020}", number * 982_451_653)).unwrap();
        for text in of(&draw(frame, &seed, &id, n, rules).unwrap()) {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts
}

type Counts = BTreeMap<String, u64>;

fn cases(draw: &Draw) -> Vec<String> {
    draw.strata.iter().flat_map(|s| &s.selected).map(|d| d.case.to_string()).collect()
}

/// Holds the counts of one stratum against `n` of `units`, each with the same chance.
#[track_caller]
fn even(counts: &[u64], n: u64) {
    let units = counts.len() as f64;
    let share = n as f64 / units;
    let expected = SEEDS as f64 * share;
    let squares: f64 = counts.iter().map(|count| (*count as f64 - expected).powi(2)).sum();
    below(squares / (expected * (1.0 - share)) * (units - 1.0) / units, counts.len() - 1);
}

#[track_caller]
fn below(statistic: f64, freedom: usize) {
    let limit = ONE_IN_A_THOUSAND.iter().find(|(df, _)| *df == freedom).unwrap().1;
    assert!(statistic < limit, "{statistic} exceeds {limit} with {freedom} degrees of freedom");
}

#[test]
fn every_case_of_a_stratum_has_the_same_chance() {
    let sizes = [("CIN 1", 11), ("CIN 2", 16), ("CLA", 30)];
    let rows = sizes.iter().flat_map(|(team, size)| {
        (0..*size).map(move |i| {
            let id = format!("{team} {i:03}");
            row(&id, team, &id)
        })
    });
    let frame = Frame::new(rows.collect()).unwrap();
    let found = counts(&frame, 19, &Rules::default(), cases);
    // Sainte-Laguë gives 11, 16 and 30 of 57 these seats of 19.
    for ((team, size), n) in sizes.into_iter().zip([4, 5, 10]) {
        let of_team: Vec<u64> =
            found.iter().filter(|(id, _)| id.starts_with(team)).map(|(_, c)| *c).collect();
        assert_eq!(of_team.len(), size);
        even(&of_team, n);
    }
}

/// Ten families of one to five children in one stratum, one child audited of each selected.
#[test]
fn families_have_the_same_chance_and_so_have_their_children() {
    let sizes = [1, 2, 3, 4, 5, 1, 2, 3, 4, 9];
    let rows = sizes.iter().enumerate().flat_map(|(family, size)| {
        (0..*size).map(move |i| row(&format!("F{family} {i}"), "all", &format!("F{family}")))
    });
    let frame = Frame::new(rows.collect()).unwrap();
    let found = counts(&frame, 3, &Rules { unit: Unit::Family, ..Rules::default() }, cases);
    let of = |family: usize| -> Vec<u64> {
        let prefix = format!("F{family} ");
        found.iter().filter(|(id, _)| id.starts_with(&prefix)).map(|(_, c)| *c).collect()
    };
    let families: Vec<u64> = (0..sizes.len()).map(|family| of(family).iter().sum()).collect();
    even(&families, 3);
    // Given that a family came up, each child is as likely: Pearson's plain statistic.
    let (mut statistic, mut freedom) = (0.0, 0);
    for (family, size) in sizes.into_iter().enumerate() {
        let children = of(family);
        assert_eq!(children.len(), size);
        let expected = families[family] as f64 / size as f64;
        let squares = children.iter().map(|count| (*count as f64 - expected).powi(2));
        statistic += squares.sum::<f64>() / expected;
        freedom += size - 1;
    }
    below(statistic, freedom);
}

/// A systematic draw of 7 from 25: the 25 starts are the only samples there are, each as likely.
#[test]
fn every_start_of_a_systematic_walk_is_as_likely() {
    let rows = (0..25).map(|i| row(&format!("{i:02}"), "all", &format!("{i:02}")));
    let frame = Frame::new(rows.collect()).unwrap();
    let rules = Rules { selection: Selection::Systematic, ..Rules::default() };
    let samples = counts(&frame, 7, &rules, |draw| vec![cases(draw).join(" ")]);
    assert_eq!(samples.len(), 25);
    let expected = SEEDS as f64 / 25.0;
    let squares = samples.values().map(|count| (*count as f64 - expected).powi(2));
    below(squares.sum::<f64>() / expected, 24);
    for i in 0..25 {
        let id = format!("{i:02}");
        let of_case: u64 =
            samples.iter().filter(|(s, _)| s.split(' ').any(|c| c == id)).map(|(_, c)| c).sum();
        let chance = of_case as f64 / SEEDS as f64;
        assert!((chance - 7.0 / 25.0).abs() < 0.015, "{id} came up with a chance of {chance}");
    }
}

/// The cases read twice are a plain random sample of the selected, and not simply the first drawn.
#[test]
fn second_reads_are_as_likely_for_the_first_drawn_as_for_the_last() {
    let rows = (0..20).map(|i| row(&format!("{i:02}"), "all", &format!("{i:02}")));
    let frame = Frame::new(rows.collect()).unwrap();
    let second_reads = assay_sampler::SecondReads::Share(2500);
    let rules = Rules { second_reads, ..Rules::default() };
    let places = counts(&frame, 16, &rules, |draw| {
        let order = cases(draw);
        let place = |case: &CaseId| order.iter().position(|id| *id == case.as_str()).unwrap();
        draw.second_read.iter().map(|case| place(case).to_string()).collect()
    });
    even(&places.into_values().collect::<Vec<_>>(), 4);
}
