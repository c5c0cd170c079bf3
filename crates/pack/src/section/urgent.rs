//! Children found at risk in audit: who was told and when, what was answered, and whether the case was
//! read again. Concerns without an answer stand first.

use super::{Kind, section};
use crate::view::{Block, Cell, Class, Column, Row, Section, Table};
use assay_model::print::{count, date};
use assay_model::{Date, Month};

/// Urgent concerns of a pack.
#[derive(Debug, Clone, Default)]
pub struct UrgentConcerns {
    /// The concerns, those without an answer first.
    pub concerns: Vec<Concern>,
    /// Whether cases may be listed (restricted packs).
    pub restricted: bool,
}

/// One urgent concern.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concern {
    /// The case.
    pub case: String,
    /// The month of the audit.
    pub month: Option<Month>,
    /// Who was told and when, in words; empty when nobody was.
    pub told: String,
    /// Since when it is known, and for how many days up to the pack's date; none where no date is recorded.
    pub known: Option<(Date, u64)>,
    /// Whether an answer is on record.
    pub answered: bool,
    /// Whether the case was audited again.
    pub read_again: bool,
}

/// Returns who was told and when; empty where nobody was.
#[must_use]
pub fn told(who: &str, on: Option<Date>) -> String {
    match (who.trim(), on) {
        ("", _) => String::new(),
        (who, Some(on)) => format!("{who} on {}", date(on)),
        (who, None) => who.to_owned(),
    }
}

impl Concern {
    /// Returns the case with how long it has been known: `case 1050448, since 7 September 2026, 23 days`.
    #[must_use]
    pub(crate) fn in_words(&self) -> String {
        match self.known {
            Some((on, 1)) => format!("case {}, since {}, one day", self.case, date(on)),
            Some((on, days)) => {
                format!("case {}, since {}, {} days", self.case, date(on), count(days))
            }
            None => match self.month {
                Some(month) => format!("case {}, round of {}", self.case, month.words()),
                None => format!("case {}", self.case),
            },
        }
    }
}

/// Returns the section, or none without a concern.
#[must_use]
pub fn build(input: &UrgentConcerns) -> Option<Section> {
    let all = input.concerns.len() as u64;
    if all == 0 {
        return None;
    }
    let tally =
        |pick: fn(&Concern) -> bool| input.concerns.iter().filter(|c| pick(c)).count() as u64;
    let lead = format!(
        "Auditors raised {} urgent {}. Somebody was told at once in {}, an answer is on record in {}, and {} of the cases were audited again.",
        count(all),
        if all == 1 { "concern" } else { "concerns" },
        count(tally(|c| !c.told.is_empty())),
        count(tally(|c| c.answered)),
        count(tally(|c| c.read_again))
    );
    let blocks = if input.restricted { vec![Block::Table(table(input))] } else { Vec::new() };
    Some(section(Kind::Urgent, lead, blocks))
}

fn table(input: &UrgentConcerns) -> Table {
    let yes_no = |yes: bool| Cell::text(if yes { "yes" } else { "no" });
    let row = |concern: &Concern| Row {
        cells: vec![
            Cell::text(&concern.case),
            concern.month.map_or(Cell::none(), |month| Cell::month_as(month.words(), month)),
            Cell::text(if concern.told.is_empty() { "nobody recorded" } else { &concern.told }),
            yes_no(concern.answered),
            yes_no(concern.read_again),
        ],
        strong: !concern.answered,
        ..Row::default()
    };
    Table {
        id: "tab-urgent".into(),
        caption: "Urgent concerns, those without an answer first".into(),
        columns: ["Case", "Round", "Told", "Answered", "Audited again"].map(Column::text).to_vec(),
        rows: input.concerns.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}
