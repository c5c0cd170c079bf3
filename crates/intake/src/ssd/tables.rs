//! What is made of the rows of each sort of table: names of teams and workers, what is known of persons, events.
//! It reads no cells.

use std::collections::HashMap;
use std::sync::Arc;

use assay_model::alike::folded;
use assay_model::jiff::ToSpan;
use assay_model::{CaseId, Date};

use super::event::{self, Beside};
use super::people::{Involvement, List, Mark, Person, Spell, later};
use super::row::{Differing, SsdRow, left_out};
use super::schema::{Holds, SsdTable};
use super::state::{SsdItem, State};
use crate::problems::{Oddity, Problems};

impl<'a> State<'a> {
    /// Takes an event of a table of events.
    pub(super) fn take_event(
        &mut self,
        row: &SsdRow<'a>,
        problems: &mut Problems,
        take: &mut dyn FnMut(SsdItem),
    ) {
        let Some(number) = row.person else { return };
        self.known.take(row, number);
        let person = &self.people[number];
        let day = row.get("date").and_then(|text| text.get(..10)).and_then(|d| d.parse().ok());
        let of_day = || person.team_on(self.asked.schema, day?);
        let beside = Beside {
            case: Some(&person.id),
            on: None,
            team: self.known.named(row, "team").or_else(of_day),
            worker: self.known.named(row, "worker"),
        };
        let Some(event) = event::of_row(row, beside, self.asked.as_at, problems) else { return };
        if let Some(mark) = day.and_then(|day| mark_of(row, &event, day)) {
            let mark = match mark {
                Mark::Spell(spell) => {
                    let (team, worker) =
                        (self.known.named(row, "team"), self.known.named(row, "worker"));
                    Mark::Spell(Spell { team, worker, ..spell })
                }
                other => other,
            };
            self.marks.push((row.key().cloned(), number, mark));
        }
        self.hand_on(row, event, take);
    }

    /// Notes what the events of a table say of their persons.
    pub(super) fn settle_marks(&mut self, table: &SsdTable, differing: &Differing) {
        let as_at = self.asked.as_at;
        self.has_placements |= table.kind.as_deref() == Some("placements") && self.known.has(table);
        for (key, number, mark) in std::mem::take(&mut self.marks) {
            if key.is_some_and(|key| differing.has(table, &key)) {
                continue;
            }
            let person = &mut self.people[number];
            match mark {
                Mark::Seen(day) if day <= as_at => later(&mut person.latest.seen, day),
                Mark::Reviewed(List::Care, day) if day <= as_at => {
                    later(&mut person.latest.care_review, day);
                }
                Mark::Reviewed(_, day) if day <= as_at => {
                    later(&mut person.latest.protection_review, day);
                }
                Mark::Seen(_) | Mark::Reviewed(..) => {}
                Mark::Spell(spell) => person.spells.push(spell),
                Mark::Placed(start, end) => person.placements.push((start, end)),
            }
        }
    }

    /// Takes the rows of a table that is not one of events.
    pub(super) fn take_held(&mut self, table: &'a SsdTable, held: Vec<SsdRow<'a>>) {
        match table.holds {
            Holds::Workers => self.take_workers(&held),
            Holds::Care => self.take_care(held),
            _ => {
                let mut problems = std::mem::take(&mut self.problems);
                for row in held {
                    self.take_row(row, &mut problems);
                }
                self.problems = problems;
            }
        }
    }

    fn take_row(&mut self, row: SsdRow<'a>, problems: &mut Problems) {
        if let Some(number) = row.person {
            self.known.take(&row, number);
        }
        match row.table.holds {
            Holds::Teams => {
                let name = row.get("team").or_else(|| row.get("team_id")).cloned();
                let number = self.known.name(name.unwrap_or_default(), Holds::Teams);
                self.known.take(&row, number);
            }
            Holds::Persons => self.take_person(row, problems),
            Holds::Families => self.take_family(&row, problems),
            Holds::Involvements => self.take_involvement(&row, problems),
            Holds::List => self.take_of_list(row, problems),
            Holds::Conferences => {
                if let Some((enquiry, on)) = row.get("enquiry").zip(row.date("date")) {
                    let kept = self.conferences.entry(Arc::clone(enquiry)).or_insert(on);
                    *kept = on.min(*kept);
                }
            }
            Holds::Statuses => {
                let (Some(number), Some(start)) = (row.person, row.date("date")) else { return };
                if let Some(status) = row.get("legal_status").filter(|_| row.is_in_order) {
                    let spell = (start, row.date("end_date"), Arc::clone(status));
                    self.people[number].statuses.push(spell);
                }
            }
            Holds::Checks => self.take_check(&row),
            Holds::Leavers => self.take_leaver(&row, problems),
            Holds::Workers | Holds::Care | Holds::Events => {}
        }
    }

    /// Names workers. Two of one name are told apart by their ids, so that nobody's cases are another's.
    fn take_workers(&mut self, held: &[SsdRow<'a>]) {
        let mut named: HashMap<String, u32> = HashMap::new();
        for name in held.iter().filter_map(|row| row.get("worker")) {
            *named.entry(folded(name)).or_default() += 1;
        }
        let mut problems = std::mem::take(&mut self.problems);
        for row in held {
            let Some(id) = row.get("worker_id") else { continue };
            let name = match row.get("worker") {
                None => Arc::clone(id),
                Some(name) if named[&folded(name)] < 2 => Arc::clone(name),
                Some(name) => {
                    let hint = "two of them have it: each is called by name and id";
                    let oddity = Oddity::understood("a name of one worker", hint);
                    problems.note(row.at("worker"), format!("\"{name}\""), oddity);
                    Arc::from(format!("{name} ({id})"))
                }
            };
            let number = self.known.name(Arc::clone(&name), Holds::Workers);
            self.known.take(row, number);
            if let Some(why) = left_out(row.table, &row.values, &row.unread) {
                self.note_left_out(row, why);
                continue;
            }
            let beside = Beside {
                on: Some(self.asked.as_at),
                team: self.known.named(row, "team"),
                worker: Some(name),
                ..Beside::default()
            };
            if let Some(event) = event::of_row(row, beside, self.asked.as_at, &mut problems) {
                self.keep_event(row, event);
            }
        }
        self.problems = problems;
    }

    /// Counts a row that is no event with the file it is of.
    fn note_left_out(&mut self, row: &SsdRow<'_>, why: String) {
        let is_of = |taken: &&mut assay_model::TableTaken| {
            let is_sheet = taken.sheet.is_none() || taken.sheet == row.place.sheet;
            taken.file == row.place.file && is_sheet && taken.stored.is_some()
        };
        let Some(taken) = self.dataset.tables.iter_mut().find(is_of) else { return };
        match taken.left_out.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => taken.left_out.push((why, 1)),
        }
    }

    fn take_person(&mut self, row: SsdRow<'a>, problems: &mut Problems) {
        let Some(id) = row.get("person").and_then(|text| CaseId::parse(text).ok()) else { return };
        let header = row.at("person").column.unwrap_or_default();
        let here = (&*row.place, row.row, header.as_str());
        let id = match &self.asked.ids {
            Some(known) => known.read(id, here, problems),
            None => id,
        };
        if !self.asked.ids.as_ref().is_some_and(|known| known.has_like(&id)) {
            problems.new_id("cases", here, &id);
        }
        self.known.take(&row, self.people.len());
        self.people.push(Person::of(id, row));
    }

    fn take_family(&mut self, row: &SsdRow<'a>, problems: &mut Problems) {
        let (Some(number), Some(family)) = (row.person, row.get("family")) else { return };
        match &self.people[number].family {
            Some(other) if other != family => {
                let oddity = Oddity::new(
                    format!("one family for each child: the row before has \"{other}\""),
                    "the first was kept: a child is drawn with one family",
                );
                problems.note(row.at("family"), format!("\"{family}\""), oddity);
            }
            Some(_) => {}
            None => self.people[number].family = Some(Arc::clone(family)),
        }
    }

    fn take_involvement(&mut self, row: &SsdRow<'a>, problems: &mut Problems) {
        let (Some(number), Some(start)) = (row.person, row.date("date")) else { return };
        if !row.is_in_order {
            return;
        }
        let one = Involvement {
            role: self.role(row),
            worker: self.known.named(row, "worker"),
            team: self.known.named(row, "team"),
            start,
            end: row.date("end_date"),
            place: Arc::clone(&row.place),
            row: row.row,
        };
        // Of somebody who has left nothing depends on the role but the teams of past events.
        if one.role.is_none() && one.is_open(self.asked.as_at) && row.table.at("role").is_some() {
            let found = row.get("role").map_or("a blank".to_owned(), |role| format!("\"{role}\""));
            let roles = self.asked.schema.roles().iter().map(|role| role.name.as_str());
            let expected =
                format!("a role that is known: {}", roles.collect::<Vec<_>>().join(", "));
            let hint = "nobody knows whether the case is held in this role, so the worker is not taken for the case's own: add the role to the schema";
            problems.note(row.at("role"), found, Oddity::new(expected, hint));
        }
        self.people[number].involvements.push(one);
    }

    /// Referrals and assessments say what a child is on a list for.
    fn take_of_list(&mut self, row: SsdRow<'a>, problems: &mut Problems) {
        let Some(list) = row.table.list.clone() else { return };
        let Some(number) = row.person else { return };
        let start = row.date("date");
        let goes_on = row.get("no_further_action").is_none_or(|code| !code.starts_with("a)"));
        if list == "referrals" && goes_on && row.is_in_order {
            let (team, worker) = (self.known.named(&row, "team"), self.known.named(&row, "worker"));
            let end = row.date("closed_on");
            self.people[number].spells.push(Spell { on: List::Need, start, end, team, worker });
        }
        if list == "referrals"
            && row.is_in_order
            && let Some((id, on)) = row.key().zip(row.date("closed_on"))
        {
            self.closed.insert(Arc::clone(id), on);
        }
        if list == "assessments" && row.is_in_order && self.is_open_assessment(&row, problems) {
            self.people[number].has_open_assessment = true;
        }
        self.lists.entry(list).or_default().push(row);
    }

    /// Says whether an assessment is open. One without an end is over when its referral is, which is reported.
    fn is_open_assessment(&self, row: &SsdRow<'_>, problems: &mut Problems) -> bool {
        let as_at = self.asked.as_at;
        let has_begun = row.date("date").is_some_and(|start| start <= as_at);
        if !has_begun || row.date("completed_on").is_some_and(|done| done <= as_at) {
            return false;
        }
        let closed = row.get("referral").and_then(|id| self.closed.get(id));
        let Some(closed) = closed.filter(|closed| **closed <= as_at) else { return true };
        let expected = format!("an end, since its referral was closed on {closed}");
        let hint = "the assessment is not taken for open, and counts as one without an end in the figures of assessments: end it in the source";
        let oddity = Oddity::understood(expected, hint);
        problems.note(row.at("completed_on"), "no end up to now", oddity);
        false
    }

    fn take_check(&mut self, row: &SsdRow<'a>) {
        let (Some(number), Some(on)) = (row.person, row.date("date")) else { return };
        let is_done = row.get("check_status").is_none_or(|status| &**status == "done");
        if !is_done || on > self.asked.as_at {
            return;
        }
        let latest = &mut self.people[number].latest;
        match row.get("check_type").map(|kind| &**kind) {
            Some("health") => later(&mut latest.health, on),
            Some("dental") => later(&mut latest.dental, on),
            _ => {}
        }
    }

    fn take_leaver(&mut self, row: &SsdRow<'a>, problems: &mut Problems) {
        let Some(number) = row.person else { return };
        let (team, worker) = (self.known.named(row, "team"), self.known.named(row, "worker"));
        let person = &mut self.people[number];
        if person.spells.iter().any(|spell| spell.on == List::Leaving) {
            let oddity = Oddity::new(
                "one row for each care leaver",
                "the first row of the care leaver was kept: nobody knows which is the later one",
            );
            let found = format!("\"{}\", a second time", person.id);
            problems.note(row.at("person"), found, oddity);
            return;
        }
        let until = i32::from(self.asked.schema.leavers_until());
        let of_age =
            person.row.date("born_on").and_then(|born| born.checked_add(until.years()).ok());
        let end = row.date("end_date").into_iter().chain(of_age).min();
        person.spells.push(Spell { on: List::Leaving, start: None, end, team, worker });
        for (column, value) in row.table.columns.iter().zip(&row.values) {
            let is_own = !column.is_key && column.refers.is_none() && column.field != "end_date";
            if let Some(value) = value.as_ref().filter(|_| is_own) {
                person.leaver.push((&column.field, Arc::clone(value)));
            }
        }
    }
}

/// Returns what an event says of its person.
fn mark_of(row: &SsdRow<'_>, event: &assay_model::Event, day: Date) -> Option<Mark> {
    let end = row.date("end_date");
    match event.kind.as_str() {
        "visits" if event.field("seen") == "yes" => Some(Mark::Seen(day)),
        "reviews" => Some(Mark::Reviewed(list_of(event.field("review_type"))?, day)),
        "placements" if end.is_none_or(|end| end >= day) => Some(Mark::Placed(day, end)),
        "plans" if end.is_none_or(|end| end >= day) => {
            let on = list_of(event.field("plan_type"))?;
            Some(Mark::Spell(Spell { on, start: Some(day), end, team: None, worker: None }))
        }
        _ => None,
    }
}

fn list_of(plan: &str) -> Option<List> {
    match plan {
        "child in need" => Some(List::NeedPlan),
        "child protection" => Some(List::Protection),
        "looked after" => Some(List::Care),
        _ => None,
    }
}
