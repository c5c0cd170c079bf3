//! How often the 95% intervals hold the truth. Not simulated but counted: for each list, sample and
//! share the chance of every outcome is known, so the coverage is a sum and no seed can flatter it.

use assay_measures::Confidence;
use assay_measures::distribution::{Binomial, Hypergeometric};
use assay_measures::interval::{clopper_pearson, exact, wilson};

#[test]
fn the_exact_interval_covers_at_least_95_percent_everywhere() {
    for (population, n) in
        [(10, 3), (40, 1), (40, 20), (104, 30), (300, 100), (300, 13), (1000, 97), (3000, 104)]
    {
        let intervals: Vec<_> =
            (0..=n).map(|hits| exact(hits, n, population, Confidence::USUAL).unwrap()).collect();
        let steps = population.min(150);
        for step in 0..=steps {
            let marked = step * population / steps;
            let draw = Hypergeometric::new(population, marked, n);
            let covered: f64 = (draw.fewest()..=draw.most())
                .filter(|hits| {
                    let found = intervals[*hits as usize];
                    (found.low..=found.high).contains(&marked)
                })
                .map(|hits| draw.exactly(hits))
                .sum();
            assert!(covered >= 0.95 - 1e-9, "N {population}, n {n}, M {marked}: {covered}");
        }
    }
}

#[test]
fn wilson_covers_at_least_94_percent_on_average() {
    for n in [10, 20, 50, 104, 300] {
        let average = average_coverage(n, |hits| wilson(hits, n, Confidence::USUAL).unwrap());
        assert!(average >= 0.94, "n {n}: {average}");
        let cautious =
            average_coverage(n, |hits| clopper_pearson(hits, n, Confidence::USUAL).unwrap());
        assert!(cautious >= 0.95 && cautious > average, "n {n}: {cautious}");
    }
}

fn average_coverage(n: u64, interval: impl Fn(u64) -> assay_measures::Interval) -> f64 {
    let intervals: Vec<_> = (0..=n).map(interval).collect();
    let shares = 1..400;
    let total: f64 = shares
        .clone()
        .map(|step| {
            let p = f64::from(step) / 400.0;
            let chance = Binomial::new(n, p);
            (0..=n)
                .filter(|hits| {
                    let found = intervals[*hits as usize];
                    found.low <= p && p <= found.high
                })
                .map(|hits| chance.exactly(hits))
                .sum::<f64>()
        })
        .sum();
    total / shares.len() as f64
}
