//! Visits to children, and moves of those in care.

use assay_model::Date;

use super::{Story, Visit, rates};
use crate::calendar::{age, first_month, on_weekday, plus_days, plus_months, year_end};
use crate::dice::Dice;
use crate::places::Plan;
use crate::population::{Child, Stage};

/// Adds a child's visits and placements, from half a year before the first round.
pub(super) fn visits(seed: &str, child: &Child, story: &mut Story) {
    let mut dice = Dice::new(seed, &format!("visits|{}", child.id));
    let begin = plus_months(first_month().first_day(), -6);
    for stage in &child.stages {
        let until = stage.to.unwrap_or(year_end()).min(year_end());
        if stage.plan == Plan::Care {
            placements(&mut dice, stage, until, story);
        }
        let mut last = if stage.from >= begin {
            stage.from
        } else {
            plus_days(begin, -dice.between(0, interval(stage.plan)))
        };
        loop {
            let due = plus_days(last, due_after(stage, last));
            let on = next_visit(&mut dice, stage.plan, due);
            if on > until || on > year_end() {
                break;
            }
            let alone = age(child.born, on) >= 4 && dice.chance(700);
            story.visits.push(Visit { on, due, plan: stage.plan, seen: dice.chance(955), alone });
            last = on;
        }
    }
}

/// The first visit of a placement or after a referral is due in a week, the others by the plan's
/// interval.
fn due_after(stage: &Stage, last: Date) -> i32 {
    let soon = matches!(stage.plan, Plan::Care | Plan::Assessment);
    if last == stage.from && soon { 7 } else { interval(stage.plan) }
}

/// The days between visits that each plan asks for.
fn interval(plan: Plan) -> i32 {
    match plan {
        Plan::Assessment => 10,
        Plan::InNeed => 28,
        Plan::Protection => 14,
        Plan::Care => 42,
        Plan::Leaver => 56,
    }
}

/// Returns the day the visit due on a day took place: mostly a little before, sometimes after.
fn next_visit(dice: &mut Dice, plan: Plan, due: Date) -> Date {
    let in_time = match plan {
        Plan::Care => rates::care_visit_in_time(due),
        Plan::Protection => rates::protection_visit_in_time(due),
        _ => rates::need_visit_in_time(due),
    };
    if dice.chance(in_time) {
        let early = plus_days(due, -dice.between(0, interval(plan) / 7));
        let on = on_weekday(early);
        return if on > due { plus_days(on, -3) } else { on };
    }
    let late = dice.weighted(&[((1, 3), 45), ((4, 7), 25), ((8, 14), 17), ((15, 40), 13)]);
    on_weekday(plus_days(due, dice.between(late.0, late.1)))
}

fn placements(dice: &mut Dice, stage: &Stage, until: Date, story: &mut Story) {
    let mut placed = stage.from;
    let begin = plus_months(first_month().first_day(), -6);
    if placed < begin {
        placed = plus_days(begin, -dice.between(0, 900)).max(placed);
    }
    while placed <= until {
        story.placements.push(placed);
        let months = dice.weighted(&[(4, 8), (9, 12), (18, 20), (60, 60)]);
        placed = plus_days(plus_months(placed, months), dice.between(0, 27));
    }
}
