//! Supervision: sessions held against those expected of each worker a month; on-case, personal and
//! group apart. The base is worker-months, so a worker without any session counts.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::Month;

use super::{Asked, Indicator, ShareSeries, of_rule};

pub(super) fn supervision(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let covers = facts.covers_of("supervision")?;
    // Worker-months from the workforce table; without one, from the workers who had any session.
    let mut workers: BTreeMap<(Month, &str), &str> = BTreeMap::new();
    for staff in facts.staff.iter().filter(|staff| staff.on <= as_at && !staff.worker.is_empty()) {
        workers.insert((Month::of(staff.on), &staff.worker), &staff.team);
    }
    let from_sessions = workers.is_empty();
    let sessions = || facts.sessions.iter().filter(|session| session.on <= as_at);
    if from_sessions {
        let months: BTreeSet<Month> = sessions().map(|session| Month::of(session.on)).collect();
        let known: BTreeMap<&str, &str> = sessions().map(|s| (&*s.worker, &*s.team)).collect();
        for (worker, team) in &known {
            workers.extend(months.iter().map(|month| ((*month, *worker), *team)));
        }
    }
    if workers.is_empty() || sessions().next().is_none() {
        return None;
    }
    let mut held: BTreeMap<(Month, &str, &str), f64> = BTreeMap::new();
    for session in sessions() {
        *held.entry((Month::of(session.on), &*session.worker, &*session.kind)).or_default() += 1.0;
    }
    let mut indicator =
        of_rule(rule, "supervision sessions held, up to those expected of each worker a month");
    for (kind, expected) in &rule.expected {
        // The as-at month is not over, so its sessions are not all due yet.
        let over = workers
            .iter()
            .filter(|((month, _), _)| month.last_day() <= as_at && covers.has_month(*month));
        let rows = over.map(|((month, worker), team)| {
            let sessions = held.get(&(*month, *worker, kind.as_str())).copied().unwrap_or(0.0);
            (*month, *team, sessions.min(*expected), *expected)
        });
        let of = "sessions expected of the workers in post";
        indicator.shares.extend(ShareSeries::of_rows(kind, of, rows, policy, as_at));
    }
    indicator.notes.extend(covers.words());
    if from_sessions {
        indicator.notes.push(
            "no workforce table: workers without any session at all are not counted".to_owned(),
        );
    }
    Some(indicator)
}
