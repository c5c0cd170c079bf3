//! A year of rounds: which returns come in with each, the late one, the changed one, the re-audits.

use assay_model::{Date, Judgement};

use super::desk::Desk;
use assay_model::flat_return::COLUMNS;

use super::row::{Row, get, set};
use super::score::{judge, settle};
use super::{Drawn, story};
use crate::Council;
use crate::calendar::{Round, month_of_year, plus_days};
use crate::dice::Dice;
use crate::files::{FileKind, InputFile};
use crate::outside::AS_OPENED;
use crate::table::Table;

/// The round whose last return comes a month late, and the one whose first return is changed later.
const LATE_IN: usize = 5;
const CHANGED_IN: usize = 8;
/// The last round, in which some returns are still owed, and the places of those cases.
const OWED_IN: usize = 11;
const OWED: [usize; 3] = [20, 57, 91];

/// A year of audits of one council: it remembers what was found, for re-audits.
#[derive(Debug)]
pub struct Year<'a> {
    desk: Desk<'a>,
    /// Cases found inadequate, with the place of the month.
    inadequate: Vec<(usize, String)>,
    /// Files that come in with the next round.
    held_back: Vec<InputFile>,
    /// The rows of returns in which an action was agreed.
    agreed: Vec<Row>,
}

impl<'a> Year<'a> {
    /// Returns a year in which nothing has been audited yet.
    #[must_use]
    pub fn new(council: &'a Council) -> Self {
        Self {
            desk: Desk::new(council),
            inadequate: Vec::new(),
            held_back: Vec::new(),
            agreed: Vec::new(),
        }
    }

    /// Returns the cases whose re-audit falls in the round: found inadequate two rounds before.
    #[must_use]
    pub fn re_audits_due(&self, round: Round) -> Vec<&str> {
        let month = month_of_year(round.draw_day());
        let due = self.inadequate.iter().filter(|(found, _)| found + 2 == month);
        due.map(|(_, case_id)| case_id.as_str()).collect()
    }

    /// Returns the files of returns that come in by the end of the round, for the cases drawn; cases
    /// that were `targeted` are re-audited as part of the draw, others outside any draw.
    pub fn round(&mut self, round: Round, drawn: &[Drawn], targeted: &[String]) -> Vec<InputFile> {
        let month = month_of_year(round.draw_day());
        let mut files = std::mem::take(&mut self.held_back);
        let mut table = Table::new(&COLUMNS);
        let mut late = Table::new(&COLUMNS);
        let mut inadequate = Vec::new();
        let owed = |place: usize| month == OWED_IN && OWED.contains(&place);
        let back: Vec<Drawn> = drawn
            .iter()
            .enumerate()
            .filter(|(place, _)| !owed(*place))
            .map(|(_, case)| case.clone())
            .collect();
        let reads = self.desk.first_reads(round, &back);
        let felt: Vec<Vec<i32>> = reads.iter().map(|read| self.desk.felt(read, month)).collect();
        let scores = settle(&felt, month);
        let judgements = judge(&scores, month);
        let worst = (0..reads.len()).min_by_key(|case| (scores[*case].iter().sum::<i32>(), *case));
        for (place, read) in reads.iter().enumerate() {
            let is_late = month == LATE_IN && place + 1 == reads.len();
            let received = if is_late { plus_days(round.due_day(), 26) } else { read.on };
            let found = (&scores[place][..], judgements[place]);
            let mut rows = self.desk.rows(round, read, found, received);
            if judgements[place] == Judgement::Inadequate {
                inadequate.push((month, read.case_id.to_owned()));
            }
            if worst == Some(place) && story::URGENT.contains(&month) {
                raise_concern(&mut rows[0], read.on, month);
            }
            if month == CHANGED_IN && place == 0 {
                self.held_back.push(changed(round, &rows));
            }
            if is_late { &mut late } else { &mut table }.rows.extend(rows);
        }
        for (read, scores) in reads.iter().zip(&scores) {
            table.rows.extend(self.desk.second_read(round, drawn, read, scores));
        }
        for case_id in self.re_audits_due(round) {
            table.rows.extend(self.desk.re_audit(round, case_id, targeted));
        }
        self.inadequate.extend(inadequate);
        let has_action = |row: &&Row| !get(row, "action").is_empty();
        self.agreed.extend(table.rows.iter().chain(&late.rows).filter(has_action).cloned());
        let name = |suffix: &str| format!("returns-{}{suffix}.csv", round.month);
        if !late.rows.is_empty() {
            self.held_back.push(InputFile::csv(name("-late"), FileKind::Returns, late));
        }
        files.push(InputFile::csv(name(""), FileKind::Returns, table));
        files
    }
}

impl Year<'_> {
    /// Returns what became, by a day, of the actions that audits agreed: most are done in time, some
    /// late, some are still open.
    #[must_use]
    pub fn follow_ups(&self, by: Date) -> InputFile {
        let header = [
            &["case_id", "draw_id"][..],
            &AS_OPENED,
            &["done_on", "evidence", "reason", "challenged"],
        ]
        .concat();
        let mut table = Table::new(&header);
        let mut dice = Dice::new(self.desk.seed(), "follow-ups");
        for row in &self.agreed {
            let text = |column: &str| get(row, column).to_owned();
            let Ok(due) = text("action_due").parse::<Date>() else { continue };
            let moved = dice.chance(180).then(|| plus_days(due, 28));
            let done = plus_days(moved.unwrap_or(due), dice.between(-16, 12));
            let is_done = dice.chance(880) && done <= by;
            let reason = if !is_done && dice.chance(250) {
                dice.pick(&["workload", "family not available", "superseded"])
            } else {
                ""
            };
            let is_late = !is_done && due < by;
            table.push([
                text("case_id"),
                text("draw_id"),
                "audit".to_owned(),
                text("audit_date"),
                text("action"),
                text("action_owner"),
                due.to_string(),
                moved.filter(|_| due < by).map(|day| day.to_string()).unwrap_or_default(),
                if is_done { done.to_string() } else { String::new() },
                if is_done { "on file" } else { "" }.to_owned(),
                reason.to_owned(),
                if is_late { ["yes", "no"][usize::from(dice.chance(500))] } else { "" }.to_owned(),
            ]);
        }
        InputFile::csv("actions-of-audits.csv", FileKind::Actions, table)
    }
}

/// Writes an urgent concern into a return; in the last round nobody has answered yet.
fn raise_concern(row: &mut Row, on: Date, month: usize) {
    let concern = "Child may be at risk now: an adult whom the safety plan keeps away was in the home at the last visit.";
    set(row, "urgent_concern", concern);
    set(row, "urgent_told", "Duty team manager");
    set(row, "urgent_told_on", on.to_string());
    if Some(&month) != story::URGENT.last() {
        let held = plus_days(on, 1);
        let response = format!(
            "Visited the same evening; strategy discussion held on {held} and a plan agreed."
        );
        set(row, "urgent_response", response);
    }
}

/// Returns the first return of a round again, its first comment put right by the auditor.
fn changed(round: Round, rows: &[Row]) -> InputFile {
    let mut table = Table::new(&COLUMNS);
    table.rows = rows.to_vec();
    let first = &mut table.rows[0];
    let comment = format!("{} Corrected after talking to the worker.", get(first, "comment"));
    set(first, "comment", comment.trim());
    let name = format!("returns-{}-changed.csv", round.month);
    InputFile::csv(name, FileKind::Returns, table)
}
