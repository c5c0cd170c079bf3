//! Meetings: core groups, meetings for children in need, care team meetings, strategy discussions;
//! whether they were written up and sent out, and who came.

use assay_model::Date;

use super::{Meeting, Story, rates};
use crate::calendar::{first_month, on_weekday, plus_days, plus_months, year_end};
use crate::dice::Dice;
use crate::places::{Plan, TEAMS};
use crate::population::Child;

/// Who belongs at a meeting.
pub(crate) const AGENCIES: [&str; 5] = ["police", "health", "school", "parents", "housing"];

/// Adds a child's meetings, and the enquiry that led to a plan.
pub(super) fn meetings(seed: &str, child: &Child, story: &mut Story) {
    let mut dice = Dice::new(seed, &format!("meetings|{}", child.id));
    let begin = plus_months(first_month().first_day(), -3);
    for stage in &child.stages {
        let until = stage.to.unwrap_or(year_end()).min(year_end());
        let (kind, days) = match stage.plan {
            Plan::Assessment => continue,
            Plan::InNeed => ("child in need meeting", 56),
            Plan::Protection => ("core group", 28),
            Plan::Care => ("care team meeting", 84),
            Plan::Leaver => ("pathway planning meeting", 120),
        };
        let mut on = on_weekday(plus_days(stage.from.max(begin), dice.between(5, days)));
        while on <= until {
            story.meetings.push(meeting(&mut dice, kind, on, stage.team));
            on = on_weekday(plus_days(on, days + dice.between(-4, 9)));
        }
        if stage.plan == Plan::Protection && stage.from > begin {
            let on = on_weekday(plus_days(stage.from, -dice.between(12, 24)));
            story.enquiry = Some((on, Some(stage.from)));
            story.meetings.push(meeting(&mut dice, "strategy discussion", on, stage.team));
        }
    }
    let Some(first) = child.stages.first() else { return };
    if story.enquiry.is_none() && first.from > begin && dice.chance(90) {
        let on = on_weekday(plus_days(first.from, dice.between(0, 12)));
        if on <= year_end() && TEAMS[first.team].service == "Assessment" {
            story.enquiry = Some((on, None));
            story.meetings.push(meeting(&mut dice, "strategy discussion", on, first.team));
        }
    }
    story.meetings.sort_by_key(|meeting| (meeting.on, meeting.kind));
}

fn meeting(dice: &mut Dice, kind: &'static str, on: Date, team: usize) -> Meeting {
    let written_up = dice.chance(rates::written_up(on)).then(|| {
        let (least, most) = rates::days_to_write_up(team);
        plus_days(on, dice.between(least, most))
    });
    let sent_out = written_up
        .filter(|_| dice.chance(860))
        .map(|written| plus_days(written, dice.weighted(&[(1, 4), (5, 4), (12, 2), (30, 1)])));
    let asked = match kind {
        "strategy discussion" => 0b0_0111,
        "core group" => 0b0_1110,
        _ => 0b0_1100,
    };
    let turn_up: u8 =
        (0..AGENCIES.len()).filter(|_| dice.chance(810)).map(|agency| 1 << agency).sum();
    let forgotten = if dice.chance(110) { 0b0_0010 } else { 0 };
    let asked = asked & !forgotten;
    Meeting { kind, on, written_up, sent_out, asked, came: asked & turn_up }
}
