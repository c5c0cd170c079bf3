//! `rounds.yaml`: when returns are due and rounds close, and what a bad judgement asks for.

use std::collections::BTreeMap;

use assay_model::{Date, Judgement, Score};
use serde::Deserialize;

use crate::entries::Entries;
use crate::source::{At, Source};
use crate::{Error, Fault};

/// The dates of rounds, and escalation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rounds {
    /// Days from the list's date until returns are due.
    pub returns_due_days: u32,
    /// Days from the list's date until the round closes.
    pub closes_days: u32,
    /// Months the auditors look back on.
    pub audit_period_months: u32,
    /// Draws with dates of their own, by draw id.
    pub rounds: BTreeMap<String, OwnDates>,
    /// What a bad judgement asks for.
    pub escalation: Escalation,
    /// From this score a domain without a judgement is a strength in the feedback to the worker.
    pub strength_from: Score,
}

/// Dates that one draw has of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OwnDates {
    /// The first day of the audit period.
    pub from: Option<Date>,
    /// The last day of the audit period.
    pub to: Option<Date>,
    /// The day returns are due.
    pub returns_due: Option<Date>,
    /// The day the round closes.
    pub closes_on: Option<Date>,
}

/// What a bad overall judgement asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Escalation {
    /// This judgement or worse.
    pub at: Judgement,
    /// Days until it is moderated.
    pub moderation_days: u32,
    /// Days until the case is read again.
    pub reaudit_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    returns_due_days: At<u32>,
    closes_days: At<u32>,
    audit_period_months: At<u32>,
    #[serde(default)]
    rounds: Entries<WireDates>,
    escalation: WireEscalation,
    feedback: Option<WireFeedback>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireFeedback {
    strength_from: At<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireDates {
    from: Option<At<String>>,
    to: Option<At<String>>,
    returns_due: Option<At<String>>,
    closes_on: Option<At<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WireEscalation {
    at: At<String>,
    moderation_days: At<u32>,
    reaudit_days: At<u32>,
}

/// Reads `rounds.yaml`.
///
/// # Errors
/// Every fault with its place.
pub fn read(text: &str, file: &str) -> Result<Rounds, Error> {
    let source = Source::new(text, file);
    let wire: Wire = source.parse()?;
    let mut faults = Vec::new();
    for days in [
        &wire.returns_due_days,
        &wire.closes_days,
        &wire.escalation.moderation_days,
        &wire.escalation.reaudit_days,
    ] {
        if !(1..=1000).contains(&days.value) {
            faults.push(source.fault(days, "days from 1 to 1000", ""));
        }
    }
    if !(1..=120).contains(&wire.audit_period_months.value) {
        faults.push(source.fault(&wire.audit_period_months, "months from 1 to 120", ""));
    }
    if wire.closes_days.value < wire.returns_due_days.value {
        let hint = "a round closes on the day its returns are due, or later";
        faults.push(source.fault(&wire.closes_days, "no fewer days than returns_due_days", hint));
    }
    let mut rounds = BTreeMap::new();
    for (draw, dates) in wire.rounds.0 {
        if assay_model::DrawId::parse(&draw.value).is_err() {
            faults.push(source.fault(&draw, "a draw's id", "write it like 2026-09-monthly"));
        }
        let mut date = |at: &Option<At<String>>| date(&source, at.as_ref(), &mut faults);
        let own = OwnDates {
            from: date(&dates.from),
            to: date(&dates.to),
            returns_due: date(&dates.returns_due),
            closes_on: date(&dates.closes_on),
        };
        for (first, second, at) in
            [(own.from, own.to, &dates.to), (own.returns_due, own.closes_on, &dates.closes_on)]
        {
            if let (Some(first), Some(second), Some(at)) = (first, second, at)
                && second < first
            {
                faults.push(source.fault(at, &format!("{first} or later"), ""));
            }
        }
        rounds.insert(draw.value, own);
    }
    let escalation = Escalation {
        at: judgement(&source, &wire.escalation.at, &mut faults),
        moderation_days: wire.escalation.moderation_days.value,
        reaudit_days: wire.escalation.reaudit_days.value,
    };
    let settings = Rounds {
        returns_due_days: wire.returns_due_days.value,
        closes_days: wire.closes_days.value,
        audit_period_months: wire.audit_period_months.value,
        rounds,
        escalation,
        strength_from: strength_from(&source, wire.feedback.as_ref(), &mut faults),
    };
    Error::of(faults).map_or(Ok(settings), Err)
}

/// Returns the score from which a domain is a strength; 7 in files that were written before it was a setting.
fn strength_from(
    source: &Source<'_>,
    wire: Option<&WireFeedback>,
    faults: &mut Vec<Fault>,
) -> Score {
    let Some(WireFeedback { strength_from }) = wire else {
        return Score::USUALLY_GOOD;
    };
    Score::parse(&strength_from.value.to_string()).unwrap_or_else(|| {
        faults.push(source.fault(strength_from, "a score from 0 to 10", ""));
        Score::USUALLY_GOOD
    })
}

fn date(
    source: &Source<'_>,
    written: Option<&At<String>>,
    faults: &mut Vec<Fault>,
) -> Option<Date> {
    let written = written?;
    let read = written.value.trim().parse().ok();
    if read.is_none() {
        faults.push(source.fault(written, "a date", "write it as 2026-10-16"));
    }
    read
}

fn judgement(source: &Source<'_>, written: &At<String>, faults: &mut Vec<Fault>) -> Judgement {
    let code = |judgement: &Judgement| judgement.code() == written.value.trim();
    Judgement::ALL.into_iter().find(code).unwrap_or_else(|| {
        let expected = "outstanding, good, requires_improvement or inadequate";
        faults.push(source.fault(written, expected, ""));
        Judgement::Inadequate
    })
}
