//! The monthly figures of returns that are about to be removed, kept as figures from before: mean scores and
//! shares of the judgements as the report estimates them. It removes nothing.

use assay_model::{Judgement, Month, PastFigure};

use crate::report::{DomainSeries, MeanFigure, MonthFigures, Series};

/// Returns the figures of every month and domain of the series of what goes, named as being from this source.
/// A mean score is 0–10, a share 0–1.
#[must_use]
pub fn kept(series: &Series, source: &str) -> Vec<PastFigure> {
    let months = series.months.iter().flat_map(of_month);
    let figures = months.chain(series.domains.iter().flat_map(of_domain));
    figures.map(|figure| PastFigure { source: source.to_owned(), ..figure }).collect()
}

fn of_month(found: &MonthFigures) -> Vec<PastFigure> {
    let of = |measure: &str, value: f64, n: u64| figure(measure, "", found.month, (value, n));
    let mut figures: Vec<PastFigure> =
        found.mean_score.iter().map(|m| mean("", found.month, m)).collect();
    if let (Some(good), Some(shares)) = (found.good_or_better.value(), found.shares) {
        let judged = found.judged();
        figures.push(of("good or better", good, judged));
        let others = Judgement::ALL.into_iter().zip(shares);
        let others = others.filter(|(judgement, _)| *judgement != Judgement::Good);
        figures.extend(others.map(|(judgement, share)| of(judgement.words(), share, judged)));
    }
    figures
}

fn of_domain(found: &DomainSeries) -> impl Iterator<Item = PastFigure> {
    let scored = found.months.iter().filter_map(|month| Some((month.month, month.score.as_ref()?)));
    scored.map(|(month, score)| mean(&found.domain, month, score))
}

fn mean(domain: &str, month: Month, found: &MeanFigure) -> PastFigure {
    figure("mean score", domain, month, (found.value(), found.n))
}

fn figure(measure: &str, domain: &str, month: Month, (value, n): (f64, u64)) -> PastFigure {
    PastFigure {
        measure: measure.to_owned(),
        domain: domain.to_owned(),
        period: month.to_string(),
        value,
        n: Some(n),
        source: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Confidence;
    use crate::reads::tests::read;
    use crate::reads::{HeadlineGrade, Read};
    use crate::report::{Bands, Material, report};

    fn kept_of(reads: &[Read], headline: HeadlineGrade) -> Vec<PastFigure> {
        let made = report(&Material {
            reads,
            rounds: &[],
            history: &[],
            as_at: None,
            from: None,
            to: None,
            confidence: Confidence::USUAL,
            headline,
            bands: &Bands::default(),
            moderations: &[],
        });
        kept(&made.monthly, "us")
    }

    #[test]
    fn shares_and_the_mean_are_those_of_the_report() {
        let reads = [
            read("1", "2026-09", Some(Judgement::Good), "7"),
            read("2", "2026-09", Some(Judgement::Inadequate), "4.5"),
        ];
        let found = kept_of(&reads, HeadlineGrade::Auditor);
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
        let mut reads = ["1", "2"].map(|case| read(case, "2026-09", Some(Judgement::Good), "7"));
        reads[1].moderated = Some(Judgement::Inadequate);
        let good = |headline| {
            let found = kept_of(&reads, headline);
            found.iter().find(|f| f.measure == "good or better").map(|f| f.value)
        };
        assert_eq!(good(HeadlineGrade::Auditor), Some(1.0));
        assert_eq!(good(HeadlineGrade::Moderated), Some(0.5));
    }
}
