//! Supervision of workers: personal sessions every month, group sessions, and supervision of single
//! cases for children on plans and in care.

use assay_model::Month;

use super::{Session, rates};
use crate::calendar::{first_month, on_weekday, plus_days};
use crate::dice::Dice;
use crate::people::Worker;
use crate::places::Plan;
use crate::population::Child;

/// Returns all sessions of the year, by date.
pub(super) fn sessions(seed: &str, children: &[Child], workers: &[Worker]) -> Vec<Session> {
    let mut sessions = Vec::new();
    for months in 0..12 {
        let month = first_month().plus(months);
        personal(
            &mut Dice::new(seed, &format!("supervision|{month}")),
            month,
            workers,
            &mut sessions,
        );
        of_cases(
            &mut Dice::new(seed, &format!("case supervision|{month}")),
            month,
            children,
            &mut sessions,
        );
    }
    sessions.sort_by_key(|session| (session.on, session.worker, session.child));
    sessions
}

fn personal(dice: &mut Dice, month: Month, workers: &[Worker], sessions: &mut Vec<Session>) {
    for worker in 0..workers.len() {
        let on = on_weekday(plus_days(month.first_day(), dice.between(0, 25)));
        if dice.chance(rates::supervised(on)) {
            sessions.push(Session { on, worker, kind: "personal", child: None });
        }
        if dice.chance(300) {
            sessions.push(Session { on: plus_days(on, 1), worker, kind: "group", child: None });
        }
    }
}

fn of_cases(dice: &mut Dice, month: Month, children: &[Child], sessions: &mut Vec<Session>) {
    for (child, record) in children.iter().enumerate() {
        let on = on_weekday(plus_days(month.first_day(), dice.between(0, 25)));
        let Some(stage) = record.stage(on) else { continue };
        let expected = match stage.plan {
            Plan::Protection | Plan::Care => 1000,
            Plan::InNeed => 500,
            Plan::Assessment | Plan::Leaver => 250,
        };
        if dice.chance(expected) && dice.chance(rates::supervised(on)) {
            sessions.push(Session {
                on,
                worker: stage.worker,
                kind: "on case",
                child: Some(child),
            });
        }
    }
}
