//! How made-up children come to the council, move between plans and leave, month by month.

use assay_model::{Date, Month};

use super::{Child, Gender, Stage};
use crate::calendar::{age, days_between, first_month, plus_days, plus_months};
use crate::dice::Dice;
use crate::names::{BOYS, FAMILIES, GIRLS};
use crate::people::Worker;
use crate::places::{DISABLED_TEAM, Plan, TEAMS};

/// How many children are open on the first day of every month.
const OPEN: usize = 3000;

/// The plans of the children already open at the start, with how many in a thousand.
const STOCK: [(Plan, u32); 5] = [
    (Plan::Assessment, 130),
    (Plan::InNeed, 420),
    (Plan::Protection, 115),
    (Plan::Care, 195),
    (Plan::Leaver, 140),
];

/// The plans new children start on.
const NEW: [(Plan, u32); 4] =
    [(Plan::Assessment, 900), (Plan::InNeed, 75), (Plan::Care, 15), (Plan::Protection, 10)];

const ETHNICITIES: [(&str, u32); 18] = [
    ("a) WBRI", 560),
    ("b) WIRI", 6),
    ("c) WIRT", 6),
    ("d) WOTH", 45),
    ("e) WROM", 12),
    ("f) MWBC", 38),
    ("g) MWBA", 18),
    ("h) MWAS", 26),
    ("i) MOTH", 24),
    ("j) AIND", 24),
    ("k) APKN", 70),
    ("l) ABAN", 30),
    ("m) AOTH", 24),
    ("n) BCRB", 26),
    ("o) BAFR", 50),
    ("p) BOTH", 14),
    ("r) OOTH", 15),
    ("s) NOBT", 12),
];

/// Returns all children the council knows over the year, in the order of their ids.
pub(crate) fn children(seed: &str, workers: &[Worker]) -> Vec<Child> {
    let mut life = Life {
        dice: Dice::new(seed, "children"),
        workers,
        next_id: 1_040_000,
        children: Vec::new(),
    };
    let start = first_month().first_day();
    for _ in 0..OPEN {
        life.arrive_before(start);
    }
    for _ in 0..260 {
        life.leave_before(start);
    }
    for months in 0..13 {
        life.live_through(first_month().plus(months));
    }
    life.children
}

struct Life<'a> {
    dice: Dice,
    workers: &'a [Worker],
    next_id: u32,
    children: Vec<Child>,
}

impl Life<'_> {
    /// Adds a child whose case was open at the start.
    fn arrive_before(&mut self, start: Date) {
        let plan = self.dice.weighted(&STOCK);
        let months_open = self.months_open(plan);
        let from = plus_days(plus_months(start, -months_open), -self.dice.between(0, 27));
        let mut child = self.child(plan, from);
        if plan != Plan::Assessment && plan != Plan::Leaver {
            let assessed = plus_days(from, -self.dice.between(18, 60));
            child.stages.push(self.stage(Plan::Assessment, (assessed, Some(from)), &child, None));
        }
        if plan == Plan::Leaver {
            let care_from = plus_months(from, -self.dice.between(14, 90));
            child.stages.push(self.stage(Plan::Care, (care_from, Some(from)), &child, None));
        }
        let stage = self.stage(plan, (from, None), &child, None);
        child.stages.push(stage);
        self.children.push(child);
    }

    /// Adds a child whose case had closed in the half year before the start.
    fn leave_before(&mut self, start: Date) {
        let plan = self.dice.weighted(&[(Plan::InNeed, 6), (Plan::Assessment, 4)]);
        let to = plus_days(start, -self.dice.between(2, 180));
        let from = plus_days(to, -self.dice.between(20, 300));
        let mut child = self.child(plan, from);
        let stage = self.stage(plan, (from, Some(to)), &child, None);
        child.stages.push(stage);
        self.children.push(child);
    }

    /// Moves everybody on by a month and lets as many come as have left.
    fn live_through(&mut self, month: Month) {
        let first = month.first_day();
        for place in 0..self.children.len() {
            self.move_on(place, month);
        }
        let next = month.plus(1).first_day();
        let open = self.children.iter().filter(|child| child.stage(next).is_some()).count();
        for _ in open..OPEN {
            let plan = self.dice.weighted(&NEW);
            let from = plus_days(first, self.dice.between(0, 27));
            let mut child = self.child(plan, from);
            let stage = self.stage(plan, (from, None), &child, None);
            child.stages.push(stage);
            self.children.push(child);
        }
    }

    /// Ends the child's stage this month, or does not.
    fn move_on(&mut self, place: usize, month: Month) {
        let day = plus_days(month.first_day(), self.dice.between(0, 27));
        let throw = self.dice.below(1000);
        let child = &self.children[place];
        let Some(stage) = child.stages.last().copied() else { return };
        if stage.to.is_some() || stage.from >= day {
            return;
        }
        let grown = age(child.born, day) >= 18;
        let next = match (stage.plan, throw) {
            (Plan::Assessment, 0..350) => Some(Some(Plan::InNeed)),
            (Plan::Assessment, 350..425) => Some(Some(Plan::Protection)),
            (Plan::Assessment, 425..440) => Some(Some(Plan::Care)),
            (Plan::Assessment, 440..780) | (Plan::InNeed, 18..100) | (Plan::Care, 10..14) => {
                Some(None)
            }
            (Plan::InNeed, 0..18) => Some(Some(Plan::Protection)),
            (Plan::Protection, 0..75) | (Plan::Care, 0..10) if !grown => Some(Some(Plan::InNeed)),
            (Plan::Protection, 75..95) if !grown => Some(Some(Plan::Care)),
            (Plan::Care, _) if grown => Some(Some(Plan::Leaver)),
            (Plan::Leaver, 0..8) => Some(None),
            (Plan::Leaver, _) if age(child.born, day) >= 25 => Some(None),
            (_, _) if grown && stage.plan != Plan::Leaver => Some(None),
            _ => None,
        };
        let Some(next) = next else { return };
        let following = next.map(|plan| {
            let child = self.children[place].clone();
            self.stage(plan, (day, None), &child, Some(stage))
        });
        let child = &mut self.children[place];
        if let Some(last) = child.stages.last_mut() {
            last.to = Some(day);
        }
        child.stages.extend(following);
    }

    /// Makes a child who starts on a plan on a day; two in five join the family before them.
    fn child(&mut self, plan: Plan, from: Date) -> Child {
        let dice = &mut self.dice;
        self.next_id += 1 + dice.below(40) as u32;
        let sibling = self.children.last().filter(|last| {
            plan != Plan::Leaver && last.stages.iter().all(|stage| stage.plan != Plan::Leaver)
        });
        let sibling = sibling.filter(|_| dice.chance(400));
        let (family, family_name) = sibling.map_or_else(
            || (self.children.len() + 1, dice.pick(FAMILIES)),
            |last| (last.family, last.family_name),
        );
        let unborn = matches!(plan, Plan::Assessment | Plan::Protection) && dice.chance(22);
        let months_since = days_between(from, first_month().first_day()).max(0) / 30;
        let oldest = (205 - months_since).max(2);
        let months_old = match plan {
            Plan::Leaver => dice.between(216, 221),
            _ if unborn => -dice.between(1, 5),
            _ => dice.between(1, oldest),
        };
        let day_of_birth = plus_days(plus_months(from, -months_old), -dice.between(0, 27));
        let gender = match dice.below(100) {
            0..=51 => Gender::Male,
            52..=98 => Gender::Female,
            _ => Gender::Unknown,
        };
        let names = if gender == Gender::Male { BOYS } else { GIRLS };
        Child {
            id: self.next_id.to_string(),
            unborn_id: unborn.then(|| format!("UB{}", self.next_id - 1)),
            name: dice.pick(names),
            family_name,
            family,
            gender,
            ethnicity: dice.weighted(&ETHNICITIES),
            born: day_of_birth,
            disabled: dice.chance(90),
            restricted: dice.chance(7),
            stages: Vec::new(),
        }
    }

    /// Makes a stage with a team that holds such plans; the team stays where it can.
    fn stage(
        &mut self,
        plan: Plan,
        (from, to): (Date, Option<Date>),
        child: &Child,
        before: Option<Stage>,
    ) -> Stage {
        let stays = before.filter(|last| plan.teams().contains(&last.team));
        let team = match stays {
            Some(last) => last.team,
            None if plan == Plan::InNeed && child.disabled => DISABLED_TEAM,
            None => plan.teams().start + self.dice.below(plan.teams().len()),
        };
        let first: usize = TEAMS[..team].iter().map(|t| t.workers).sum();
        let worker =
            stays.map_or_else(|| first + self.dice.below(TEAMS[team].workers), |last| last.worker);
        debug_assert_eq!(self.workers[worker].team, team, "workers are in order of their teams");
        Stage { plan, from, to, team, worker }
    }

    /// Returns how long ago a child open at the start began the plan, in months.
    fn months_open(&mut self, plan: Plan) -> i32 {
        let dice = &mut self.dice;
        match plan {
            Plan::Assessment => dice.between(0, 1),
            Plan::InNeed => dice.between(0, 12).min(dice.between(0, 26)),
            Plan::Protection => dice.between(0, 20).min(dice.between(0, 26)),
            Plan::Care => dice.between(0, 60).min(dice.between(0, 140)),
            Plan::Leaver => dice.between(0, 60),
        }
    }
}

#[cfg(test)]
mod tests;
