//! Missing episodes and the interviews after them.

use super::{Missing, Story};
use crate::calendar::{age, first_month, plus_days, year_end};
use crate::dice::Dice;
use crate::places::Plan;
use crate::population::Child;

/// Adds a child's missing episodes: few go missing, and those who do go again.
pub(super) fn missing(seed: &str, child: &Child, story: &mut Story) {
    let mut dice = Dice::new(seed, &format!("missing|{}", child.id));
    let per_mille = if child.stages.iter().any(|s| s.plan == Plan::Care) { 170 } else { 22 };
    if !dice.chance(per_mille) {
        return;
    }
    for _ in 0..dice.between(1, 5) {
        let from = plus_days(first_month().first_day(), dice.between(0, 364));
        let is_open = child.stage(from).is_some_and(|stage| stage.plan != Plan::Leaver);
        if !is_open || age(child.born, from) < 11 {
            continue;
        }
        let back = plus_days(from, dice.weighted(&[(0, 4), (1, 5), (2, 2), (5, 1)]));
        let offered = dice.chance(830);
        let interview = (offered && dice.chance(690))
            .then(|| plus_days(back, dice.weighted(&[(1, 4), (2, 4), (3, 3), (6, 3), (14, 1)])))
            .filter(|day| *day <= year_end());
        let independent = interview.is_some() && dice.chance(780);
        story.missing.push(Missing { from, back, offered, interview, independent });
    }
    story.missing.sort_by_key(|episode| episode.from);
}
