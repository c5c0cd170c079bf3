//! What a table of events covers: from the first to the last day of its extracts, as they were stated or as
//! their events show. Nobody can tell whether what fell due outside them was done, so it is in no base.

use assay_model::jiff::ToSpan;
use assay_model::{Date, Month, print};

use super::owed::Obligation;

/// Extracts whose spans were not stated follow one another where no more than this lies between them.
const GAP: i32 = 31;
/// A table without a stated span reaches a day that is no further from its last event: a weekend.
const NEAR: i32 = 3;

/// One extract of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extract {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Whether the span was stated; else it is from the first to the last event.
    pub is_stated: bool,
    /// The day by which a row that was there could have been filled: the last day stated, else the day it
    /// was taken in; none where neither is known.
    pub until: Option<Date>,
}

/// What the extracts of one kind cover together.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Covers {
    /// Stretches without a gap, in order.
    pieces: Vec<Extract>,
}

impl Covers {
    /// Takes in a further extract.
    pub fn add(&mut self, extract: Extract) {
        self.pieces.push(extract);
        self.pieces.sort_by_key(|piece| (piece.from, piece.to));
        let mut joined: Vec<Extract> = Vec::new();
        for next in self.pieces.drain(..) {
            match joined.last_mut() {
                Some(last) if follows(last, &next) => {
                    last.is_stated &= next.is_stated;
                    last.until = last.until.max(next.until);
                    last.to = last.to.max(next.to);
                }
                _ => joined.push(next),
            }
        }
        self.pieces = joined;
    }

    /// Returns the first day.
    pub(super) fn first(&self) -> Option<Date> {
        self.pieces.first().map(|piece| piece.from)
    }

    /// Returns the last day.
    pub(super) fn last(&self) -> Option<Date> {
        self.pieces.iter().map(|piece| piece.to).max()
    }

    /// Returns the day up to which the table says what took place, not after the as-at date.
    pub(super) fn known_at(&self, as_at: Date) -> Date {
        self.last().map_or(as_at, |last| last.min(as_at))
    }

    /// Returns the day up to which the table says what was filled in on its rows, not after the as-at date.
    pub(super) fn filled_at(&self, as_at: Date) -> Date {
        let until = self.pieces.iter().map(|piece| piece.until).max().flatten();
        until.map_or(as_at, |until| until.min(as_at))
    }

    /// Says whether the table reaches the as-at date, or nearly so.
    pub(super) fn reaches(&self, as_at: Date) -> bool {
        let Some(last) = self.pieces.iter().max_by_key(|piece| piece.to) else { return false };
        let near = if last.is_stated { 0 } else { NEAR };
        last.to.checked_add(near.days()).is_ok_and(|reached| reached >= as_at)
    }

    /// Says whether a day is covered.
    pub(super) fn has(&self, day: Date) -> bool {
        self.pieces.iter().any(|piece| piece.from <= day && day <= piece.to)
    }

    /// Says whether a month is covered: the whole of it by a stated span, some of it by another.
    pub(super) fn has_month(&self, month: Month) -> bool {
        let (first, last) = (month.first_day(), month.last_day());
        self.pieces.iter().any(|piece| {
            if piece.is_stated {
                piece.from <= first && last <= piece.to
            } else {
                piece.from <= last && first <= piece.to
            }
        })
    }

    /// Returns the span in words, such as `covers 1 January 2026 to 31 August 2026`.
    #[must_use]
    pub fn words(&self) -> Option<String> {
        let piece =
            |piece: &Extract| format!("{} to {}", print::date(piece.from), print::date(piece.to));
        let pieces: Vec<String> = self.pieces.iter().map(piece).collect();
        (!pieces.is_empty()).then(|| format!("covers {}", pieces.join(" and ")))
    }
}

/// As at which day something is counted, and up to which day its table is known.
#[derive(Debug, Clone, Copy)]
pub(super) struct AsOf {
    /// The as-at date.
    pub(super) day: Date,
    /// The last day that the table knows of, not after the as-at date.
    pub(super) known: Date,
    /// Whether it knows what is true on the as-at date.
    pub(super) is_current: bool,
    /// Whether it is a table that may begin or end within a month.
    pub(super) has_edges: bool,
}

impl AsOf {
    /// Everything is known.
    pub(super) fn known(day: Date) -> Self {
        Self { day, known: day, is_current: true, has_edges: false }
    }

    /// What took place is known as far as the table goes.
    pub(super) fn of_events(covers: &Covers, day: Date) -> Self {
        let is_current = covers.reaches(day);
        Self { day, known: covers.known_at(day), is_current, has_edges: true }
    }

    /// What was filled in on the rows of the table is known up to the day it was taken in.
    pub(super) fn of_rows(covers: &Covers, day: Date) -> Self {
        let known = covers.filled_at(day);
        Self { day, known, is_current: known == day, has_edges: true }
    }
}

fn follows(last: &Extract, next: &Extract) -> bool {
    let gap = if last.is_stated && next.is_stated { 1 } else { GAP };
    last.to.checked_add(gap.days()).is_ok_and(|reached| next.from <= reached)
}

/// Leaves out what was due on days that the table does not cover, and says what the figures cover.
pub(super) fn leave_out(
    owed: &mut Vec<Obligation>,
    covers: &Covers,
    noun: &str,
    as_at: Date,
) -> Vec<String> {
    let mut notes: Vec<String> = covers.words().into_iter().collect();
    let (Some(first), Some(last)) = (covers.first(), covers.last()) else { return notes };
    let due = |is_out: &dyn Fn(Date) -> bool| owed.iter().filter(|one| is_out(one.due)).count();
    let before = due(&|day| day < first);
    let between = due(&|day| day > first && day < last && !covers.has(day));
    let after = due(&|day| day > last && day < as_at);
    let mut say = |count: usize, on: String| {
        let (thing, was, they) = match count {
            0 => return,
            1 => (noun.trim_end_matches('s'), "was", "it was done, so it is"),
            _ => (noun, "were", "they were done, so they are"),
        };
        notes.push(format!(
            "{count} {thing} {was} due {on}: nobody can tell whether {they} left out"
        ));
    };
    say(before, format!("before {}, where the table of {noun} begins", print::date(first)));
    say(between, "on days that no table covers".to_owned());
    say(after, format!("after {}, where the table of {noun} ends", print::date(last)));
    owed.retain(|one| one.due > last || covers.has(one.due));
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extract(from: &str, to: &str, is_stated: bool) -> Extract {
        Extract { from: from.parse().unwrap(), to: to.parse().unwrap(), is_stated, until: None }
    }

    fn covers(extracts: &[Extract]) -> Covers {
        let mut covers = Covers::default();
        for one in extracts {
            covers.add(*one);
        }
        covers
    }

    #[test]
    fn monthly_extracts_are_one_span_and_a_missing_month_is_a_gap() {
        let july = extract("2026-07-02", "2026-07-30", false);
        let august = extract("2026-08-03", "2026-08-28", false);
        let october = extract("2026-10-01", "2026-10-30", false);
        for order in [[july, august, october], [october, july, august]] {
            let covers = covers(&order);
            assert_eq!(
                covers.words().unwrap(),
                "covers 2 July 2026 to 28 August 2026 and 1 October 2026 to 30 October 2026"
            );
            assert!(covers.has("2026-08-01".parse().unwrap()));
            assert!(!covers.has("2026-09-15".parse().unwrap()));
        }
    }

    #[test]
    fn a_stated_span_is_meant_to_the_day() {
        let stated = covers(&[
            extract("2026-07-01", "2026-07-31", true),
            extract("2026-08-01", "2026-08-31", true),
            extract("2026-09-03", "2026-09-30", true),
        ]);
        assert_eq!(
            stated.words().unwrap(),
            "covers 1 July 2026 to 31 August 2026 and 3 September 2026 to 30 September 2026"
        );
        assert!(!stated.reaches("2026-10-01".parse().unwrap()));
        assert!(stated.has_month(Month::parse("2026-08").unwrap()));
        assert!(!stated.has_month(Month::parse("2026-09").unwrap()));
        let seen = covers(&[extract("2026-07-10", "2026-09-25", false)]);
        assert!(seen.reaches("2026-09-28".parse().unwrap()));
        assert!(!seen.reaches("2026-09-30".parse().unwrap()));
        assert!(seen.has_month(Month::parse("2026-09").unwrap()));
    }
}
