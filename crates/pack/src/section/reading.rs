//! What a process chart says, in the words that stand next to its icons: whether it varies as usual, by which rule it
//! does not, and what to expect of the target. The measures decide it.

use assay_measures::chart::{Assurance, Chart, Fired, Rule, Side, Signal, Variation};
use assay_model::print::percent;

use crate::view::chart::Reading;

/// Returns the readings of a chart of shares: its variation, and where it has a target what to expect of it.
#[must_use]
pub fn of(chart: &Chart, target: Option<f64>) -> Vec<Reading> {
    let assurance = chart.assurance.zip(target).map(|(found, target)| assurance(found, target));
    [variation(chart.variation, chart.fired)].into_iter().chain(assurance).collect()
}

/// Returns what a chart says of the variation, with the rule that fired.
#[must_use]
pub fn variation(found: Variation, fired: Option<Fired>) -> Reading {
    let (ring, name) = match found {
        Variation::Common => ("usual", "Usual variation"),
        Variation::Improvement => ("improvement", "Improvement"),
        Variation::Concern => ("concern", "Concern"),
        Variation::Change => ("change", "Change"),
    };
    let glyph = match fired.and_then(|fired| fired.side) {
        Some(Side::High) => "high",
        Some(Side::Low) => "low",
        None => "dots",
    };
    let why = fired.map_or("no rule fired".to_owned(), why);
    Reading { ring, glyph, words: format!("{name}: {why}.") }
}

/// Returns the rule that fired, in words.
fn why(fired: Fired) -> String {
    let (under, rising) = match fired.side {
        Some(Side::High) => ("above the mean", "rise"),
        Some(Side::Low) => ("below the mean", "fall"),
        None => ("on the mean", "change"),
    };
    match fired.rule {
        Rule::Latest(Signal::OutsideLimit) => match fired.side {
            Some(Side::High) => "the latest month is above the upper limit".to_owned(),
            _ => "the latest month is below the lower limit".to_owned(),
        },
        Rule::Latest(Signal::Trend) => {
            format!("the latest seven months or more {rising} each time")
        }
        Rule::Latest(Signal::TwoOfThree) => {
            format!("two of three months are near the limit {under}")
        }
        Rule::Latest(Signal::Shift) => {
            format!("the latest seven months or more are all {under}")
        }
        Rule::LongRun { longest, usual } => format!(
            "{longest} months in a row are on one side of the mean, where up to {usual} would be usual; the latest are {under}"
        ),
        Rule::FewCrossings { crossings, usual } => format!(
            "the months cross the mean {}, where {usual} or more would be usual; the latest are {under}",
            times(crossings)
        ),
    }
}

fn times(n: usize) -> String {
    match n {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

/// Returns what to expect of the target while the process stays as it is.
fn assurance(found: Assurance, target: f64) -> Reading {
    let target = percent(target);
    let (ring, glyph, words) = match found {
        Assurance::Meets => (
            "improvement",
            "pass",
            format!(
                "Target of {target}: will be met as things are, for both limits are beyond it."
            ),
        ),
        Assurance::Varies => (
            "usual",
            "varies",
            format!(
                "Target of {target}: met in some months and missed in others, for it is between the limits."
            ),
        ),
        Assurance::Fails => (
            "concern",
            "fail",
            format!(
                "Target of {target}: will be missed as things are, for both limits are short of it."
            ),
        ),
    };
    Reading { ring, glyph, words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_that_fired_is_said_in_words() {
        let check = |rule, side, words: &str| {
            let found = variation(Variation::Concern, Some(Fired { rule, side }));
            assert_eq!((found.ring, found.words.as_str()), ("concern", words));
        };
        check(
            Rule::Latest(Signal::OutsideLimit),
            Some(Side::Low),
            "Concern: the latest month is below the lower limit.",
        );
        check(
            Rule::FewCrossings { crossings: 1, usual: 4 },
            Some(Side::Low),
            "Concern: the months cross the mean once, where 4 or more would be usual; the latest are below the mean.",
        );
        let usual = variation(Variation::Common, None);
        assert_eq!(
            (usual.glyph, usual.words.as_str()),
            ("dots", "Usual variation: no rule fired.")
        );
    }

    #[test]
    fn what_to_expect_of_the_target_is_said_with_its_reason() {
        let found = assurance(Assurance::Fails, 0.9);
        assert_eq!(
            (found.ring, found.glyph, found.words.as_str()),
            (
                "concern",
                "fail",
                "Target of 90%: will be missed as things are, for both limits are short of it."
            )
        );
    }
}
