//! "Are we improving?" in a verdict, with what it is decided by; and what was graded inadequate. Finding
//! inadequate work is what audits are for: no word here makes it look like failing.

use assay_measures::chart::Variation;
use assay_measures::estimate::Measure;
use assay_measures::report::front::{
    Answer as Verdict, Compared, Direction, Inadequate, Unanswered,
};
use assay_model::print::{count, decimal, months, percent, share};

use super::{Sources, answer, words};
use crate::section::{Kind, judgements};
use crate::view::Answer;

pub(super) fn answers(sources: &Sources<'_>) -> Vec<Answer> {
    let Some(front) = sources.front else { return Vec::new() };
    let found = &front.direction;
    let kind = match found.measure {
        Measure::Share => Kind::Judgements,
        Measure::Mean => Kind::Domains,
    };
    let mut answers = vec![answer(&mark(found), why(found), kind)];
    answers.push(answer("", level(found, sources.judgements), kind));
    if let Some(inadequate) = front.inadequate {
        answers.push(answer("", graded_inadequate(inadequate), kind));
    }
    answers
}

/// The verdict in a word or two.
fn mark(found: &Direction) -> String {
    let of = match found.measure {
        Measure::Share => "good or better",
        Measure::Mean => "mean score",
    };
    let said = match found.answer {
        Verdict::Better => "Better",
        Verdict::Worse => "Worse",
        Verdict::Mixed => "Mixed",
        Verdict::NoChange => "No change that stands out",
        Verdict::TooEarly => "Too early to tell",
        Verdict::None(Unanswered::Tool { since }) => {
            return format!("Not comparable before {}:", since.words());
        }
        Verdict::None(_) => "No verdict",
    };
    format!("{said} ({of}):")
}

fn why(found: &Direction) -> String {
    let mut parts = Vec::new();
    match found.answer {
        Verdict::None(Unanswered::Returned { returned, drawn }) => {
            parts.push(format!(
                "{} audits of the latest three months are returned, too few for a verdict",
                share(returned, drawn)
            ));
        }
        Verdict::None(Unanswered::Missing { missing }) => parts
            .push(format!("the {} audits that are missing could turn the answer", count(missing))),
        Verdict::None(Unanswered::Tool { .. }) => {
            parts.push("the audit tool changed, and another tool is another measure".to_owned());
        }
        Verdict::None(Unanswered::Alone) => {
            parts.push("there are no earlier months to compare with yet".to_owned());
        }
        Verdict::None(Unanswered::TooFew) => {
            parts.push("there are under ten audits on a side".to_owned());
        }
        Verdict::TooEarly => {
            parts.push("learning was given in these months, and little time has passed".to_owned());
        }
        _ => {}
    }
    let compared = [("the three months before", &found.on_quarter), ("a year ago", &found.on_year)];
    for (name, compared) in compared {
        parts.extend(compared.as_ref().map(|compared| against(name, compared, found)));
    }
    parts.extend(found.chart.map(|chart| {
        match chart {
            Variation::Improvement => "the process chart shows an improvement",
            Variation::Concern => "the process chart shows a concern",
            Variation::Change => "the process chart shows a change",
            Variation::Common => "the process chart shows no more than usual variation",
        }
        .to_owned()
    }));
    parts.extend(
        found.own_test.map(|met| {
            format!("the councils' own test is {}", if met { "met" } else { "not met" })
        }),
    );
    format!("{}.", parts.join("; "))
}

fn against(name: &str, compared: &Compared, found: &Direction) -> String {
    let before = &compared.before;
    let then = match found.measure {
        Measure::Share => percent(before.estimate.mean),
        Measure::Mean => decimal(before.estimate.mean, 1),
    };
    format!(
        "against {name} ({}, {then}) {}",
        months(before.from, before.to),
        words::change(&compared.change)
    )
}

/// The level, as an estimate of what our own auditors would say.
fn level(found: &Direction, judgements: &judgements::JudgementsOverTime) -> String {
    let latest = &found.latest;
    let months = months(latest.from, latest.to);
    let mut text = match (found.measure, latest.count) {
        (Measure::Share, Some(hits)) if latest.estimate.n >= 10 => format!(
            "From {} audits of {months} we estimate that our auditors would grade {} of eligible cases good \
             or better ({}; {} of the audits were). The range is for the chance of the draw, not for auditors' \
             judgement.",
            count(latest.estimate.n),
            words::share_range(latest),
            percent(latest.estimate.mean),
            count(hits)
        ),
        (Measure::Share, hits) => format!(
            "{} of {} audits of {months} were graded good or better by our auditors.",
            count(hits.unwrap_or(0)),
            count(latest.estimate.n)
        ),
        (Measure::Mean, _) => format!(
            "Nothing is graded overall. The mean of the audits' scores is {}. The range is for the chance of the \
             draw, not for auditors' judgement.",
            words::mean(latest)
        ),
    };
    if found.measure == Measure::Share && !judgements.record.is_empty() {
        text.push_str(&format!(" {}", judgements.record));
    }
    text
}

fn graded_inadequate(found: Inadequate) -> String {
    let month = found.month.words();
    match (found.count, found.eligible) {
        (0, Some(eligible)) if found.n >= 10 && found.n < eligible => format!(
            "None of {} audits in {month} was graded inadequate; up to {} of the {} eligible cases could be.",
            count(found.n),
            count((found.at_most * eligible as f64).floor() as u64),
            count(eligible)
        ),
        (0, _) => format!("None of {} audits in {month} was graded inadequate.", count(found.n)),
        (n, _) => format!(
            "{} of {} audits in {month} found inadequate work, which is what audits are for.",
            count(n),
            count(found.n)
        ),
    }
}
