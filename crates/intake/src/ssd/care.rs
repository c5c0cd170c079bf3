//! Episodes of care joined into periods: a child in care has an episode for each placement and legal status, and
//! one period from coming into care to leaving it. It decides nothing about the child's list.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::Date;

use super::event::{self, Beside};
use super::people::{List, Spell};
use super::row::SsdRow;
use super::state::{SsdItem, State};
use crate::problems::{Oddity, Problems};

/// The episodes of one period.
struct Period<'a> {
    rows: Vec<SsdRow<'a>>,
    start: Date,
    end: Option<Date>,
}

impl<'a> State<'a> {
    /// Takes the episodes: each period of care is a plan.
    pub(super) fn take_care(&mut self, held: Vec<SsdRow<'a>>, take: &mut dyn FnMut(SsdItem)) {
        let mut problems = std::mem::take(&mut self.problems);
        let mut periods: BTreeMap<(usize, String), Vec<SsdRow<'a>>> = BTreeMap::new();
        for row in held {
            let Some(number) = row.person else { continue };
            self.known.take(&row, number);
            let reason = row.get("ceased").is_some_and(|code| self.asked.schema.is_adoption(code));
            self.people[number].is_adopted |= reason;
            let name =
                row.get("care").or_else(|| row.get("entered_on")).or_else(|| row.get("episode"));
            let name = name.map(ToString::to_string).unwrap_or_default();
            periods.entry((number, name)).or_default().push(row);
        }
        for ((number, name), rows) in periods {
            let Some(period) = joined(rows, &mut problems) else { continue };
            self.take_period((number, &name), period, &mut problems, take);
        }
        self.problems = problems;
    }

    fn take_period(
        &mut self,
        (number, name): (usize, &str),
        period: Period<'a>,
        problems: &mut Problems,
        take: &mut dyn FnMut(SsdItem),
    ) {
        let Period { rows, start, end } = period;
        let person = &self.people[number];
        let beside = Beside {
            case: Some(&person.id),
            team: person.team_on(self.asked.schema, start),
            ..Beside::default()
        };
        // The period is told of with its first row.
        let mut first = rows[0].clone();
        first.set("date", Some(Arc::from(start.to_string())));
        first.set("end_date", end.map(|end| Arc::from(end.to_string())));
        if let Some(mut event) = event::of_row(&first, beside, self.asked.as_at, problems) {
            // Without an id of its own a period is known by child and day: an id made of these would be another one
            // than that which a later extract has.
            if first.get("care").is_some() {
                event.fields.insert("plan_id".to_owned(), name.to_owned());
            }
            self.hand_on(&first, event, take);
        }
        let spell = Spell { on: List::Care, start: Some(start), end, team: None, worker: None };
        self.people[number].spells.push(spell);
    }
}

/// Joins the episodes of one period. An episode that is over before it began is in none.
fn joined<'a>(rows: Vec<SsdRow<'a>>, problems: &mut Problems) -> Option<Period<'a>> {
    let mut sound = Vec::new();
    for row in rows {
        let Some(start) = row.date("date") else { continue };
        if row.date("end_date").is_some_and(|end| end < start) {
            let expected = format!("a date from the start on, which is {start}");
            let hint = "the episode is counted nowhere, since nobody knows which of the two is wrong: correct it in the source";
            let found = row.get("end_date").map(|end| format!("\"{end}\"")).unwrap_or_default();
            problems.note(row.at("end_date"), found, Oddity::new(expected, hint));
        } else {
            sound.push((start, row));
        }
    }
    sound.sort_by_key(|(start, row)| (*start, row.row));
    let open = sound.iter().filter(|(_, row)| row.date("end_date").is_none());
    let open: Vec<&SsdRow<'_>> = open.map(|(_, row)| row).collect();
    for row in open.iter().skip(1) {
        let others = row.place.rows([(&*open[0].place, open[0].row)].into_iter());
        let hint = "the child is in care all the same: end the episode that is over in the source";
        let oddity = Oddity::understood("one open episode of a period of care", hint);
        problems.note(row.at("end_date"), format!("a blank, as in row {others}"), oddity);
    }
    let last = sound.last().map(|(_, row)| row);
    for row in open.iter().filter(|row| last.is_some_and(|last| last.row != row.row)) {
        let next = last.map(|last| row.place.rows([(&*last.place, last.row)].into_iter()));
        let expected = format!("an end, since row {} began later", next.unwrap_or_default());
        let hint = "the child is taken for one in care all the same: end the episode in the source, or the later one is not the last";
        problems.note(row.at("end_date"), "a blank".to_owned(), Oddity::new(expected, hint));
    }
    let end = if open.is_empty() {
        sound.iter().filter_map(|(_, row)| row.date("end_date")).max()
    } else {
        None
    };
    let first = sound.first()?.0;
    let entered = sound.iter().filter_map(|(_, row)| row.date("entered_on")).min();
    let start = entered.map_or(first, |entered| entered.min(first));
    Some(Period { rows: sound.into_iter().map(|(_, row)| row).collect(), start, end })
}
