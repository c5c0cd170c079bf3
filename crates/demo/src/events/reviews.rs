//! Reviews: of child protection plans by conference, of care plans by the reviewing officer.

use super::{Review, Story};
use crate::calendar::{first_month, on_weekday, plus_days, plus_months, year_end};
use crate::dice::Dice;
use crate::places::Plan;
use crate::population::Child;

/// Adds a child's reviews since half a year before the first round.
pub(super) fn reviews(seed: &str, child: &Child, story: &mut Story) {
    let mut dice = Dice::new(seed, &format!("reviews|{}", child.id));
    let begin = plus_months(first_month().first_day(), -6);
    for stage in &child.stages {
        let first_days = match stage.plan {
            Plan::Protection => 90,
            Plan::Care => 28,
            _ => continue,
        };
        let until = stage.to.unwrap_or(year_end()).min(year_end());
        let mut due = plus_days(stage.from, first_days);
        let mut months = 3;
        loop {
            let late = if dice.chance(90) { dice.between(1, 24) } else { -dice.between(0, 6) };
            let on = on_weekday(plus_days(due, late));
            if on > until {
                break;
            }
            if on >= begin {
                let shared = dice
                    .chance(870)
                    .then(|| plus_days(on, -dice.weighted(&[(6, 5), (3, 4), (1, 2), (0, 1)])));
                story.reviews.push(Review { on, plan: stage.plan, report_shared: shared });
            }
            due = plus_days(plus_months(on, months), -7);
            months = 6;
        }
    }
}
