//! The monthly figures of returns that are about to be removed, kept as figures from before: the mean score,
//! and the shares of the judgements, by the grade that the series is made of. It removes nothing.

use std::collections::BTreeMap;

use assay_model::{Judgement, Month, PastFigure};

use crate::counting::sections;
use crate::reads::{HeadlineGrade, Read};

#[derive(Default)]
struct Tally {
    hundredths: u64,
    scored: u64,
    judged: BTreeMap<Judgement, u64>,
}

/// Returns the figures of every month and domain with returns that the headline counts and that go, named
/// as being from this source. A mean score is 0–10, a share 0–1.
#[must_use]
pub fn kept(
    reads: &[Read],
    headline: HeadlineGrade,
    source: &str,
    goes: impl Fn(&Read) -> bool,
) -> Vec<PastFigure> {
    let mut months: BTreeMap<(Month, &str), Tally> = BTreeMap::new();
    for (read, section) in reads.iter().zip(sections(reads.iter().map(Read::facts))) {
        if let (true, true, Some(month)) = (section.is_headline(), goes(read), read.audit.month) {
            add(&mut months, month, read, headline);
        }
    }
    let figures = months.iter().flat_map(|((month, domain), tally)| {
        tally.values().into_iter().map(|(measure, value, n)| PastFigure {
            measure: measure.to_owned(),
            domain: (*domain).to_owned(),
            period: month.to_string(),
            value,
            n: Some(n),
            source: source.to_owned(),
        })
    });
    figures.collect()
}

fn add<'a>(
    months: &mut BTreeMap<(Month, &'a str), Tally>,
    month: Month,
    read: &'a Read,
    headline: HeadlineGrade,
) {
    if let Some(judgement) = read.grade(headline) {
        let whole = months.entry((month, "")).or_default();
        *whole.judged.entry(judgement).or_default() += 1;
    }
    for result in &read.audit.domains {
        if let Some(score) = result.score {
            for domain in ["", &result.domain] {
                let tally = months.entry((month, domain)).or_default();
                tally.hundredths += u64::from(score.hundredths());
                tally.scored += 1;
            }
        }
    }
}

impl Tally {
    /// What was measured, its value and its base.
    fn values(&self) -> Vec<(&'static str, f64, u64)> {
        let mut found = Vec::new();
        if self.scored > 0 {
            let mean = self.hundredths as f64 / self.scored as f64 / 100.0;
            found.push(("mean score", mean, self.scored));
        }
        let judged: u64 = self.judged.values().sum();
        if judged > 0 {
            let count = |judgement: Judgement| self.judged.get(&judgement).copied().unwrap_or(0);
            let share = |count: u64| count as f64 / judged as f64;
            let good = count(Judgement::Good) + count(Judgement::Outstanding);
            found.push(("good or better", share(good), judged));
            let others = Judgement::ALL.into_iter().filter(|one| *one != Judgement::Good);
            found.extend(others.map(|one| (one.words(), share(count(one)), judged)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reads::tests::read;

    fn moderated_down() -> [Read; 2] {
        let mut reads = ["1", "2"].map(|case| read(case, "2026-09", Some(Judgement::Good), "7"));
        reads[1].moderated = Some(Judgement::Inadequate);
        reads
    }

    #[test]
    fn shares_and_the_mean_are_of_what_goes() {
        let reads = [
            read("1", "2026-09", Some(Judgement::Good), "7"),
            read("2", "2026-09", Some(Judgement::Inadequate), "4.5"),
            read("3", "2026-10", Some(Judgement::Good), "9"),
        ];
        let of_september = |read: &Read| read.audit.month == Month::parse("2026-09");
        let found = kept(&reads, HeadlineGrade::Auditor, "us", of_september);
        let values: Vec<(&str, &str, f64, Option<u64>)> =
            found.iter().map(|f| (f.measure.as_str(), f.domain.as_str(), f.value, f.n)).collect();
        assert_eq!(
            values,
            [
                ("mean score", "", 5.75, Some(2)),
                ("good or better", "", 0.5, Some(2)),
                ("outstanding", "", 0.0, Some(2)),
                ("requires improvement", "", 0.0, Some(2)),
                ("inadequate", "", 0.5, Some(2)),
                ("mean score", "Supervision", 5.75, Some(2)),
            ]
        );
        assert!(found.iter().all(|f| f.period == "2026-09" && f.source == "us"));
    }

    #[test]
    fn the_kept_share_is_of_the_grade_that_the_series_is_made_of() {
        let reads = moderated_down();
        let good = |headline| {
            let found = kept(&reads, headline, "us", |_| true);
            found.iter().find(|f| f.measure == "good or better").map(|f| f.value)
        };
        assert_eq!(good(HeadlineGrade::Auditor), Some(1.0));
        assert_eq!(good(HeadlineGrade::Moderated), Some(0.5));
    }
}
