//! Actions that do not come from this year's returns: from supervision and from the inspection, some done,
//! some overdue, some moved again and again.

use assay_model::Date;

use crate::Council;
use crate::calendar::{first_month, on_weekday, plus_days};
use crate::dice::Dice;
use crate::table::{Table, iso};

const FROM_SUPERVISION: [&str; 8] = [
    "Complete the chronology",
    "Speak to father",
    "Chase the health assessment",
    "Update the plan with dates",
    "Arrange direct work",
    "Refer to the family group conference service",
    "Book the legal planning meeting",
    "Write up the last three visits",
];

/// The columns of an action as it was opened, in every table of actions.
pub(crate) const AS_OPENED: [&str; 6] = ["source", "opened_on", "what", "owner", "due", "due_2"];

/// Returns the actions known on a day.
pub(crate) fn actions(council: &Council, by: Date) -> Table {
    let header = [
        &["action_id", "case_id"][..],
        &AS_OPENED,
        &["due_3", "done_on", "evidence", "verified_by", "reason", "challenged"],
    ];
    let mut table = Table::new(&header.concat());
    let mut dice = Dice::new(&council.seed, "actions");
    let begin = first_month().first_day();
    for number in 1..=420 {
        let opened = on_weekday(plus_days(begin, dice.between(0, 350)));
        let child = &council.children[dice.below(council.children.len())];
        let Some(stage) = child.stage(opened) else { continue };
        let due = on_weekday(plus_days(opened, dice.pick(&[14, 28, 42])));
        let moved = dice.chance(220).then(|| plus_days(due, 28));
        let again = moved.filter(|_| dice.chance(420)).map(|day| plus_days(day, 28));
        let done = plus_days(again.or(moved).unwrap_or(due), dice.between(-14, 25));
        let is_done = dice.chance(720) && done <= by;
        let reason = if !is_done && dice.chance(180) {
            dice.pick(&["workload", "family not available", "superseded", "disagreed with"])
        } else {
            ""
        };
        table.push([
            format!("S{number:04}"),
            child.id_on(by).to_owned(),
            "supervision".to_owned(),
            opened.to_string(),
            dice.pick(&FROM_SUPERVISION).to_owned(),
            council.workers[stage.worker].name.clone(),
            due.to_string(),
            iso(moved.filter(|_| opened < by)),
            iso(again),
            iso(Some(done).filter(|_| is_done)),
            if is_done { "on file" } else { "" }.to_owned(),
            String::new(),
            reason.to_owned(),
            if !is_done && due < by { ["yes", "no"][usize::from(dice.chance(640))] } else { "" }
                .to_owned(),
        ]);
    }
    table
}
