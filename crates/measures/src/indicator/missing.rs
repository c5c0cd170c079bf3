//! Return home interviews (statutory guidance on children who run away or go missing, 2014: offered
//! after every episode, within 72 hours, by someone independent). Three denominators, all shown.

use assay_model::{Date, Month};

use super::facts::Missing;
use super::{Facts, Indicator, Policy, Rule, ShareSeries, of_rule};

/// Dates carry no hours, so within 72 hours is by the third day after the return.
const DAYS: i32 = 3;

pub(super) fn interviews(
    facts: &Facts,
    policy: &Policy,
    rule: &Rule,
    as_at: Date,
) -> Option<Indicator> {
    let ended: Vec<(&Missing, Date)> = facts
        .missing
        .iter()
        .filter(|episode| episode.from <= as_at)
        .filter_map(|episode| Some((episode, episode.returned.filter(|day| *day <= as_at)?)))
        .collect();
    if ended.is_empty() {
        return None;
    }
    let done = |e: &Missing| e.interview.is_some_and(|day| day <= as_at);
    let soon = |e: &Missing, back: Date| {
        let days = e.interview.and_then(|day| back.until(day).ok());
        done(e) && days.is_some_and(|span| span.get_days() <= DAYS)
    };
    let in_time = |e: &Missing, back: Date| {
        back.until(as_at).is_ok_and(|s| s.get_days() > DAYS) || soon(e, back)
    };
    let mut shares = Vec::new();
    let mut add = |name: &str,
                   of: &str,
                   hit: &dyn Fn(&Missing, Date) -> bool,
                   base: &dyn Fn(&Missing, Date) -> bool| {
        let rows = ended
            .iter()
            .filter(|(e, back)| base(e, *back))
            .map(|(e, back)| (Month::of(*back), &*e.team, f64::from(u8::from(hit(e, *back))), 1.0));
        shares.extend(ShareSeries::of_rows(name, of, rows, policy, as_at));
    };
    let all: &dyn Fn(&Missing, Date) -> bool = &|_, _| true;
    let offered: &dyn Fn(&Missing, Date) -> bool = &|e, _| e.offered;
    let held: &dyn Fn(&Missing, Date) -> bool = &|e, _| done(e);
    add("interview offered", "missing episodes that ended", offered, all);
    add("interview done", "missing episodes that ended", held, all);
    add("interview done", "interviews offered", held, offered);
    add("done within 72 hours", "missing episodes that ended over 72 hours ago", &soon, &in_time);
    add("done within 72 hours", "interviews offered", &soon, &|e, back| {
        e.offered && in_time(e, back)
    });
    add("done within 72 hours", "interviews done", &soon, held);
    add("done by someone independent", "interviews done", &|e, _| e.independent, held);
    let mut indicator = of_rule(
        rule,
        "return home interviews after missing episodes, each share with its own base",
    );
    indicator.shares = shares;
    indicator.notes.push(
        "72 hours are read as by the third day after the return, as the dates carry no hours"
            .to_owned(),
    );
    Some(indicator)
}
