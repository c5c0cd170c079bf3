//! Episodes of care joined into periods: a child in care has an episode for each placement and legal status, and
//! one period from coming into care to leaving it. It decides nothing about the child's list.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::Date;

use super::event::{self, Beside};
use super::people::{List, Spell};
use super::row::SsdRow;
use super::state::State;
use crate::problems::{Oddity, Problems};

/// The episodes of one period.
struct Period<'a> {
    rows: Vec<SsdRow<'a>>,
    start: Date,
    end: Option<Date>,
}

impl<'a> State<'a> {
    /// Takes the episodes: each period of care is a plan.
    pub(super) fn take_care(&mut self, held: Vec<SsdRow<'a>>) {
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
        let mut all: Vec<(usize, String, Period<'a>)> = Vec::new();
        for ((number, name), rows) in periods {
            all.extend(joined(rows, &mut problems).map(|period| (number, name, period)));
        }
        for of_child in all.chunk_by(|one, other| one.0 == other.0) {
            for (_, _, period) in of_child {
                let others = of_child.iter().map(|(_, _, other)| other);
                self.report_gap(period, others, &mut problems);
            }
        }
        for (number, name, period) in all {
            self.take_period((number, &name), period, &mut problems);
        }
        self.problems = problems;
    }

    /// Reports a period whose last episode says that care goes on, where no episode follows: the child is taken for
    /// one who left care, and may be none.
    fn report_gap<'p>(
        &self,
        period: &Period<'a>,
        mut others: impl Iterator<Item = &'p Period<'a>>,
        problems: &mut Problems,
    ) where
        'a: 'p,
    {
        let Some(end) = period.end.filter(|end| *end <= self.asked.as_at) else { return };
        let is_last = |row: &&SsdRow<'_>| row.date("end_date") == Some(end);
        let goes_on = |row: &SsdRow<'_>| {
            row.get("ceased").is_some_and(|code| self.asked.schema.goes_on(code))
        };
        let mut last = period.rows.iter().filter(is_last);
        let Some(row) = last.next().filter(|row| goes_on(row) && last.all(goes_on)) else { return };
        let next_day = end.tomorrow().unwrap_or(end);
        let follows = |other: &Period<'_>| {
            other.start <= next_day && other.end.is_none_or(|other| other > end)
        };
        if others.any(follows) {
            return;
        }
        let found = row.get("ceased").map(|code| format!("\"{code}\"")).unwrap_or_default();
        let expected = format!("an episode from {end} on, since care goes on after this one");
        let hint = "the child is taken for one who left care on that day: export the episode that follows, or correct why this one ended";
        problems.note(row.at("ceased"), found, Oddity::new(expected, hint));
    }

    fn take_period(
        &mut self,
        (number, name): (usize, &str),
        period: Period<'a>,
        problems: &mut Problems,
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
            self.keep_event(&first, event);
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
    // Rows of two files may have one number. The place decides then, so that the order of the files does not.
    sound.sort_by(|(start, row), (other_start, other)| {
        let place = |row: &SsdRow<'_>| (Arc::clone(&row.place), row.row);
        start.cmp(other_start).then_with(|| place(row).cmp(&place(other)))
    });
    let open = sound.iter().filter(|(_, row)| row.date("end_date").is_none());
    let open: Vec<&SsdRow<'_>> = open.map(|(_, row)| row).collect();
    for row in open.iter().skip(1) {
        let others = row.place.rows([(&*open[0].place, open[0].row)].into_iter());
        let hint = "the child is in care all the same: end the episode that is over in the source";
        let oddity = Oddity::understood("one open episode of a period of care", hint);
        problems.note(row.at("end_date"), format!("a blank, as in row {others}"), oddity);
    }
    let last = sound.last().map(|(_, row)| row);
    for row in open
        .iter()
        .filter(|row| last.is_some_and(|last| (last.row, &last.place) != (row.row, &row.place)))
    {
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
