//! The monthly figures of returns that go: mean score and shares of the judgements, of the returns that the
//! headline counts. They join the record lines and are shown apart, as figures from before.

use std::collections::{BTreeMap, BTreeSet};

use assay_measures::counting::sections;
use assay_measures::reads::Read;
use assay_model::{AuditReturn, CaseId, Date, Judgement, Month, PastFigure};

use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::evidence::report::material::{Detail, gather_all};

const SOURCE: &str = "assay, kept when the returns were removed";

#[derive(Default)]
struct Tally {
    hundredths: u64,
    scored: u64,
    judged: BTreeMap<Judgement, u64>,
}

/// Returns the figures of every month with returns of audits before the date.
pub(super) fn before(
    workspace: &Reader,
    cutoff: Date,
    held: &BTreeSet<CaseId>,
) -> Result<Vec<PastFigure>> {
    let reads = gather_all(workspace, Detail::Scores)?.reads;
    let mut months: BTreeMap<(Month, String), Tally> = BTreeMap::new();
    for (read, section) in reads.iter().zip(sections(reads.iter().map(Read::facts))) {
        let audit = &read.audit;
        let goes = audit.audited_on.or(audit.received_on).is_some_and(|date| date < cutoff);
        if let (true, true, Some(month)) = (section.is_headline(), goes, audit.month)
            && !held.contains(&audit.case)
        {
            add(&mut months, month, audit);
        }
    }
    Ok(months.iter().flat_map(|((month, domain), tally)| figures(*month, domain, tally)).collect())
}

fn add(months: &mut BTreeMap<(Month, String), Tally>, month: Month, audit: &AuditReturn) {
    if let Some(judgement) = audit.overall {
        let whole = months.entry((month, String::new())).or_default();
        *whole.judged.entry(judgement).or_default() += 1;
    }
    for result in &audit.domains {
        if let Some(score) = result.score {
            for domain in [String::new(), result.domain.clone()] {
                let tally = months.entry((month, domain)).or_default();
                tally.hundredths += u64::from(score.hundredths());
                tally.scored += 1;
            }
        }
    }
}

fn figures(month: Month, domain: &str, tally: &Tally) -> Vec<PastFigure> {
    let figure = |measure: &str, value: f64, n: u64| PastFigure {
        measure: measure.to_owned(),
        domain: domain.to_owned(),
        period: month.to_string(),
        value,
        n: Some(n),
        source: SOURCE.to_owned(),
    };
    let mut found = Vec::new();
    if tally.scored > 0 {
        let mean = tally.hundredths as f64 / tally.scored as f64 / 100.0;
        found.push(figure("mean score", mean, tally.scored));
    }
    let judged: u64 = tally.judged.values().sum();
    if judged > 0 {
        let count = |judgement: Judgement| tally.judged.get(&judgement).copied().unwrap_or(0);
        let share = |count: u64| count as f64 / judged as f64;
        let good = count(Judgement::Good) + count(Judgement::Outstanding);
        found.push(figure("good or better", share(good), judged));
        for judgement in Judgement::ALL {
            if judgement != Judgement::Good {
                found.push(figure(judgement.words(), share(count(judgement)), judged));
            }
        }
    }
    found
}
