//! Figures of the first page as its sentences have them.

use assay_measures::change::{Change, Verdict};
use assay_measures::report::front::{Compared, Quarter};
use assay_model::print::{capital, count, decimal, months, percent_range, range, share_short};

use crate::section::themes::Theme;

/// Returns a mean score with interval and base: `4.1 out of 10 (3.8 to 4.4, 310 audits, Jul–Sep 2026)`.
pub(super) fn mean(quarter: &Quarter) -> String {
    let found = &quarter.estimate;
    format!(
        "{} out of 10 ({}, {} audits, {})",
        decimal(found.mean, 1),
        range(found.interval.low, found.interval.high, 1),
        count(found.n),
        months(quarter.from, quarter.to)
    )
}

/// Returns the share good or better as an estimate: `26 to 36%`.
pub(super) fn share_range(quarter: &Quarter) -> String {
    percent_range(quarter.estimate.interval.low, quarter.estimate.interval.high)
}

/// Returns a change with interval, bases and verdict in plain words: `down 4 points (interval −11 to 3, n = 310 and
/// 309), no more than chance alone would explain`.
pub(super) fn change(change: &Change) -> String {
    let texts = change.texts();
    let verdict = match change.verdict() {
        Verdict::Signal => "more than chance alone would explain",
        Verdict::NoSignal => "no more than chance alone would explain",
        Verdict::TooFew => "too few to tell",
    };
    match change.interval() {
        Some(_) => {
            format!("{} (interval {}, n = {}), {verdict}", texts.words, texts.interval, texts.n)
        }
        None => format!("{} (n = {}), {verdict}", texts.words, texts.n),
    }
}

/// Returns how far a group lies under all others: `lower by 0.7 (interval −1.0 to −0.4, n = 264 and 45), beyond
/// chance`.
pub(super) fn lower(change: &Change) -> String {
    let texts = change.texts();
    format!(
        "{} (interval {}, n = {}), beyond chance",
        texts.words.replacen("down ", "lower by ", 1),
        texts.interval,
        texts.n
    )
}

/// Returns the change on the three months before, to follow a figure; empty where there is none.
pub(super) fn since(compared: Option<&Compared>) -> String {
    compared.map_or_else(String::new, |compared| {
        let before = &compared.before;
        format!(", against {} {}", months(before.from, before.to), change(&compared.change))
    })
}

/// Returns a share of things: `39% of cases (484 of 1,245)`, or `4 of 7 cases` for a base under ten.
pub(super) fn of(hits: u64, base: u64, things: &str) -> String {
    if base < 10 {
        return format!("{} of {} {things}", count(hits), count(base));
    }
    format!("{} of {things} ({} of {})", share_short(hits, base), count(hits), count(base))
}

/// Returns how often auditors wrote of a theme, by cases where they are known.
pub(super) fn theme(theme: &Theme) -> String {
    match theme.cases {
        Some(cases) if cases.base > 0 => {
            let interval = match cases.interval.filter(|_| cases.base >= 10) {
                Some((low, high)) => format!(", interval {}", percent_range(low, high)),
                None => String::new(),
            };
            format!("on {}{interval}", of(cases.hits, cases.base, "cases"))
        }
        _ => format!(
            "in {}, interval {}",
            of(theme.comments.hits, theme.comments.base, "comments"),
            theme.comments.print_interval()
        ),
    }
}

/// Returns the text as a sentence: its first letter large, a full stop behind it.
pub(super) fn sentence(text: &str) -> String {
    format!("{}.", capital(text))
}
