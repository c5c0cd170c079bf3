//! Return home interviews (statutory guidance on children who run away or go missing, 2014: offered
//! after every episode, within 72 hours, by someone independent). Three denominators, all shown. Hours are
//! hours where both times are known; where they are not, days are counted, and a note says so.

use assay_model::{Date, Month};

use super::facts::Missing;
use super::{Asked, Indicator, ShareSeries, of_rule};

/// The limit where both times are known.
const MINUTES: i64 = 72 * 60;
/// The limit where only the days are: the third day after the return.
const DAYS: i32 = 3;

/// An episode that has ended.
struct Ended<'a> {
    of: &'a Missing,
    back: Date,
    /// Whether the interview took place by the as-at date.
    is_done: bool,
    /// Whether it took place within 72 hours.
    is_soon: bool,
    /// Whether the 72 hours are over, with the interview or without it.
    is_over: bool,
    /// Whether return and interview both have a time, where the interview took place.
    has_hours: Option<bool>,
}

impl<'a> Ended<'a> {
    fn of(episode: &'a Missing, as_at: Date) -> Option<Self> {
        let returned = episode.returned.filter(|when| when.day <= as_at)?;
        let interview = episode.interview.filter(|when| when.day <= as_at);
        let minutes = interview.and_then(|when| returned.minutes_until(when));
        let days = |until: Date| returned.day.until(until).map_or(0, |span| span.get_days());
        let is_soon = match (interview, minutes) {
            (_, Some(minutes)) => (0..=MINUTES).contains(&minutes),
            (Some(when), None) => (0..=DAYS).contains(&days(when.day)),
            (None, None) => false,
        };
        Some(Self {
            of: episode,
            back: returned.day,
            is_done: interview.is_some(),
            is_soon,
            is_over: days(as_at) > DAYS,
            has_hours: interview.map(|_| minutes.is_some()),
        })
    }
}

type Question<'a> = &'a dyn Fn(&Ended<'_>) -> bool;

pub(super) fn interviews(asked: &Asked<'_>) -> Option<Indicator> {
    let Asked { facts, policy, rule, as_at } = *asked;
    let covers = facts.covers_of("missing")?;
    let (day, as_at) = (as_at, covers.filled_at(as_at));
    let episodes = facts.missing.iter().filter(|episode| episode.from <= as_at);
    let ended: Vec<Ended<'_>> = episodes.filter_map(|one| Ended::of(one, as_at)).collect();
    if ended.is_empty() {
        return None;
    }
    let mut shares = Vec::new();
    let mut add = |name: &str, of: &str, hit: Question<'_>, base: Question<'_>| {
        let rows = ended
            .iter()
            .filter(|one| base(one))
            .map(|one| (Month::of(one.back), &*one.of.team, f64::from(u8::from(hit(one))), 1.0));
        shares.extend(ShareSeries::of_rows(name, of, rows, policy, day));
    };
    let offered: Question<'_> = &|one| one.of.offered;
    let held: Question<'_> = &|one| one.is_done;
    let soon: Question<'_> = &|one| one.is_soon;
    // Where the source has no day of interviews nobody can tell whether one was held.
    let dated: Question<'_> = &|one| one.of.is_dated;
    let offered_dated: Question<'_> = &|one| one.of.offered && one.of.is_dated;
    add("interview offered", "missing episodes that ended", offered, &|_| true);
    add("interview done", "missing episodes that ended", held, dated);
    add("interview done", "interviews offered", held, offered_dated);
    let over = "missing episodes that ended over 72 hours ago";
    add("done within 72 hours", over, soon, &|one| one.is_over && one.of.is_dated);
    let offered_over: Question<'_> = &|one| one.of.offered && one.is_over && one.of.is_dated;
    add("done within 72 hours", "interviews offered", soon, offered_over);
    add("done within 72 hours", "interviews done", soon, held);
    let alone = "done by someone independent";
    add(alone, "interviews done", &|one| one.of.independent, held);
    let mut indicator = of_rule(
        rule,
        "return home interviews after missing episodes, each share with its own base",
    );
    indicator.shares = shares;
    indicator.notes.extend(covers.words());
    indicator.notes.extend(how_read(&ended));
    indicator.notes.extend(without_days(&ended));
    Some(indicator)
}

/// Says how many episodes are in no figure of interviews that were held; nothing where all are.
fn without_days(ended: &[Ended<'_>]) -> Option<String> {
    let count = ended.iter().filter(|one| !one.of.is_dated).count();
    (count > 0).then(|| {
        let (word, are) = if count == 1 { ("episode", "is") } else { ("episodes", "are") };
        format!("{count} {word} {are} in no figure of interviews done: their source does not say when one was held")
    })
}

/// Says how 72 hours were read; nothing where no interview took place.
fn how_read(ended: &[Ended<'_>]) -> Option<String> {
    let held: Vec<bool> = ended.iter().filter_map(|one| one.has_hours).collect();
    let timed = held.iter().filter(|has_hours| **has_hours).count();
    let by_days = "as by the third day after the return";
    match (held.len(), timed) {
        (0, _) => None,
        (_, 0) => Some(format!("72 hours are read {by_days}, as the dates carry no hours")),
        (all, timed) if all == timed => {
            Some("72 hours are counted from the times of return and interview".to_owned())
        }
        (all, timed) => Some(format!(
            "72 hours are counted from the times of return and interview in {timed} of {all} interviews, and read {by_days} in the others, which carry no hours"
        )),
    }
}
