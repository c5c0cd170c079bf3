//! Timeliness and other indicators: one table at a glance with variation and assurance, a process
//! chart each with its counts below, late bands on both bases, further shares, teams, comparators.
//! Public packs print quarters that do not overlap instead, so that small counts can be guarded.

mod furthest;
mod public;
mod tables;
mod timely;

use std::collections::BTreeMap;

use assay_measures::chart::{Assurance, Variation};
use assay_measures::indicator::{CrossCheck, Indicator, Tally};
use assay_model::{Date, Month};

use super::{Kind, and_list, section};
use crate::disclosure::Printed;
use crate::view::{Block, Section};
use assay_model::print::{capital, count, percent, share};
pub(crate) use furthest::{Furthest, furthest, latest};
pub(crate) use tables::shares;
use timely::Shown;

/// How many months a process chart shows at least: fewer give trial limits only.
pub const MONTHS: u32 = 13;

/// The indicators that a section of their own shows.
pub const OF_WORKFORCE: [&str; 3] = ["supervision", "caseload", "agency_share"];

/// What the section is made from.
#[derive(Debug, Clone, Default)]
pub struct MeasuredIndicators {
    /// The indicators that have data, in the policy's order.
    pub indicators: Vec<Indicator>,
    /// The date they are as at.
    pub as_at: Option<Date>,
    /// How many months are shown.
    pub months: u32,
    /// Whether the pack is published: quarters only, no teams.
    pub public: bool,
    /// Counts of children from 1 to this number are withheld in a published pack.
    pub small: u64,
    /// What earlier published packs printed and withheld.
    pub printed: Printed,
    /// What could not be counted, and why.
    pub warnings: Vec<String>,
    /// Learning given, marked in the charts: month and a few words.
    pub learning: Vec<(Month, String)>,
    /// Meetings late or not written up: the events compared with what auditors wrote of the same cases. Only for
    /// restricted packs.
    pub cross_check: Option<CrossCheck>,
}

/// Returns the section, or none without an indicator that has data.
#[must_use]
pub fn build(input: &MeasuredIndicators) -> Option<Section> {
    let indicators: Vec<&Indicator> = input.of_practice().collect();
    if indicators.is_empty() {
        return None;
    }
    let section = if input.public {
        let blocks = public::blocks(input, &indicators);
        section(Kind::Indicators, public::lead(&indicators), blocks)
    } else {
        restricted(input, &indicators)
    };
    (!section.blocks.is_empty()).then_some(section)
}

/// Returns a definition for each indicator shown: id, name, words.
#[must_use]
pub fn definitions(input: &MeasuredIndicators) -> Vec<(String, String, String)> {
    let words = |indicator: &Indicator| {
        let mut text = format!("{}.", capital(&indicator.definition));
        if !indicator.standard.is_empty() {
            text.push_str(&format!(" Standard: {}.", indicator.standard));
        }
        if let Some(target) = indicator.target {
            text.push_str(&format!(" Target: {}.", percent(target)));
        }
        for note in &indicator.notes {
            text.push_str(&format!(" {}.", capital(note.trim_end_matches('.'))));
        }
        (definition_id(&indicator.key), indicator.name.clone(), text)
    };
    input.indicators.iter().map(words).collect()
}

/// Returns the id of an indicator's definition.
pub(crate) fn definition_id(key: &str) -> String {
    format!("def-{}", slug(key))
}

pub(crate) fn slug(key: &str) -> String {
    key.replace('_', "-")
}

impl MeasuredIndicators {
    fn of_practice(&self) -> impl Iterator<Item = &Indicator> {
        self.indicators.iter().filter(|i| !OF_WORKFORCE.contains(&i.key.as_str()))
    }

    /// Returns the months shown, the as-at month last.
    fn shown(&self) -> Vec<Month> {
        let Some(as_at) = self.as_at else { return Vec::new() };
        let last = Month::of(as_at);
        let wanted = self.months.max(MONTHS) as i32;
        (0..wanted).map(|i| last.plus(i + 1 - wanted)).collect()
    }
}

fn restricted(input: &MeasuredIndicators, indicators: &[&Indicator]) -> Section {
    let months = input.shown();
    let timely: Vec<Shown<'_>> =
        indicators.iter().filter_map(|i| Shown::of(i, &months, input)).collect();
    let mut blocks = Vec::new();
    if !timely.is_empty() {
        blocks.push(Block::Table(tables::glance(&timely)));
        blocks.push(Block::Table(tables::bands(&timely)));
        blocks.extend(timely.iter().map(|shown| Block::Figure(shown.figure())));
    }
    blocks.extend(
        shares(indicators, "tab-indicator-shares", "Further shares, each with its own base")
            .map(Block::Table),
    );
    blocks.extend(tables::teams(&timely).map(Block::Table));
    blocks.extend(tables::comparators(indicators).map(Block::Table));
    blocks.extend(input.cross_check.as_ref().and_then(compared).map(Block::paragraph));
    blocks.extend(part_month(input).map(Block::note));
    blocks.extend(input.warnings.iter().map(|w| Block::note(sentence(w))));
    section(Kind::Indicators, lead(&timely), blocks)
}

/// Says how far events and auditors agree on meetings that were late or not written up; nothing where no audited case has
/// a meeting in the events.
fn compared(found: &CrossCheck) -> Option<String> {
    let CrossCheck { both, events_only, theme_only, neither, .. } = *found;
    let all = both + events_only + theme_only + neither;
    (all > 0).then(|| {
        format!(
            "Meetings late or not written up, by two sources: events and auditors agree in {} of the audited cases that have a meeting in the events. Both report one in {}, neither in {}; in {} only the events do, in {} only the auditor. The indicator counts what the system holds and the theme what auditors wrote of: the one does not stand for the other.",
            share(both + neither, all),
            count(both),
            count(neither),
            count(events_only),
            count(theme_only)
        )
    })
}

/// What all of them say together.
fn lead(timely: &[Shown<'_>]) -> String {
    let held: Vec<&Shown<'_>> =
        timely.iter().filter(|s| s.indicator.target.is_some() && s.latest.is_some()).collect();
    let met = held.iter().filter(|s| s.meets_target()).count() as u64;
    let mut text = match held.len() {
        0 => String::new(),
        all => format!(
            "{} of {} indicators met their target in the latest month.",
            count(met),
            count(all as u64)
        ),
    };
    let named = |wanted: Variation| -> Vec<String> {
        let found = timely.iter().filter(|s| s.variation() == Some(wanted));
        found.map(|s| s.indicator.name.to_lowercase()).collect()
    };
    let (worse, better) = (named(Variation::Concern), named(Variation::Improvement));
    if !worse.is_empty() {
        text.push_str(&format!(" A signal of concern stands on {}.", and_list(&worse)));
    }
    if !better.is_empty() {
        text.push_str(&format!(" A signal of improvement stands on {}.", and_list(&better)));
    }
    if worse.is_empty() && better.is_empty() && !timely.is_empty() {
        text.push_str(" None moved by more than its usual variation.");
    }
    text.trim().to_owned()
}

/// Tells that the last month shown is not over.
fn part_month(input: &MeasuredIndicators) -> Option<String> {
    let as_at = input.as_at?;
    let last = Month::of(as_at);
    let next = last.plus(1).first_day();
    let over = as_at.tomorrow().ok()? == next;
    (!over).then(|| {
        format!("{} is counted up to {} only.", last.words(), assay_model::print::date(as_at))
    })
}

fn sentence(text: &str) -> String {
    format!("{}.", capital(text.trim_end_matches('.')))
}

/// What the variation word means, for people.
fn variation_words(variation: Variation) -> &'static str {
    match variation {
        Variation::Common => "usual variation",
        Variation::Improvement => "improvement",
        Variation::Concern => "concern",
        Variation::Change => "change",
    }
}

fn assurance_words(assurance: Assurance) -> &'static str {
    match assurance {
        Assurance::Meets => "will meet it",
        Assurance::Varies => "hit or miss",
        Assurance::Fails => "will miss it",
    }
}

/// Returns the tallies by month.
fn by_month(months: &[(Month, Tally)]) -> BTreeMap<Month, Tally> {
    months.iter().copied().collect()
}

fn on_time(tally: &Tally) -> String {
    share(tally.on_time, tally.due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_and_auditors_are_compared_where_a_case_has_a_meeting() {
        let mut found = CrossCheck { without_meetings: 9, ..CrossCheck::default() };
        assert_eq!(compared(&found), None);
        (found.both, found.events_only, found.theme_only, found.neither) = (10, 22, 12, 23);
        let said = compared(&found).expect("a sentence");
        assert!(said.contains("agree in 49% (33 of 67) of the audited cases"), "{said}");
        assert!(said.contains(
            "Both report one in 10, neither in 23; in 22 only the events do, in 12 only"
        ));
    }
}
