//! The event tables as the council's systems export them, up to a day.

use assay_model::Date;

use super::meetings::AGENCIES;
use crate::Council;
use crate::calendar::{first_month, plus_months};
use crate::dice::Dice;
use crate::places::{Plan, TEAMS};
use crate::population::Child;
use crate::table::{Table, iso};

/// Returns the tables by kind of event, with all that was known by a day.
pub(crate) fn tables(council: &Council, by: Date) -> Vec<(&'static str, Table)> {
    vec![
        ("visits", visits(council, by)),
        ("placements", placements(council, by)),
        ("plans", plans(council, by)),
        ("reviews", reviews(council, by)),
        ("meetings", meetings(council, by)),
        ("attendance", attendance(council, by)),
        ("missing", missing(council, by)),
        ("supervision", supervision(council, by)),
        ("workforce", workforce(council)),
    ]
}

fn visits(council: &Council, by: Date) -> Table {
    let mut table =
        Table::new(&["case_id", "date", "visit_type", "seen", "seen_alone", "team", "worker"]);
    for (child, story) in council.stories() {
        for visit in story.visits.iter().filter(|visit| visit.on <= by) {
            let (team, worker) = held_by(council, child, visit.on);
            table.push([
                child.id_on(by).to_owned(),
                visit.on.to_string(),
                visit.plan.words().to_owned(),
                yes(visit.seen),
                yes(visit.seen && visit.alone),
                team,
                worker,
            ]);
        }
    }
    table
}

fn placements(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&["case_id", "start_date", "end_date", "placement_type", "to_18"]);
    for (child, story) in council.stories() {
        let mut dice = Dice::new(&council.seed, &format!("placement|{}", child.id));
        let long_term = dice.chance(460);
        for (place, start) in story.placements.iter().enumerate() {
            if *start > by {
                break;
            }
            let care = child.stages.iter().find(|stage| stage.plan == Plan::Care);
            let next = story.placements.get(place + 1).copied();
            let end = next.or(care.and_then(|stage| stage.to)).filter(|day| *day <= by);
            let kind =
                if long_term { "U4" } else { dice.weighted(&[("U6", 6), ("U3", 2), ("K2", 2)]) };
            table.push([
                child.id_on(by).to_owned(),
                start.to_string(),
                iso(end),
                kind.to_owned(),
                yes(long_term),
            ]);
        }
    }
    table
}

fn plans(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&["case_id", "plan_type", "start_date", "end_date", "team"]);
    let since = plus_months(first_month().first_day(), -6);
    for child in &council.children {
        for stage in
            child.stages.iter().filter(|s| s.from <= by && s.to.is_none_or(|to| to > since))
        {
            table.push([
                child.id_on(by).to_owned(),
                stage.plan.words().to_owned(),
                stage.from.to_string(),
                iso(stage.to.filter(|to| *to <= by)),
                TEAMS[stage.team].name.to_owned(),
            ]);
        }
    }
    table
}

fn reviews(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&["case_id", "date", "review_type", "report_shared_on", "team"]);
    for (child, story) in council.stories() {
        for review in story.reviews.iter().filter(|review| review.on <= by) {
            table.push([
                child.id_on(by).to_owned(),
                review.on.to_string(),
                review.plan.words().to_owned(),
                iso(review.report_shared),
                held_by(council, child, review.on).0,
            ]);
        }
    }
    table
}

fn meetings(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&[
        "meeting_id",
        "case_id",
        "meeting_type",
        "held_on",
        "written_up_on",
        "distributed_on",
        "team",
    ]);
    for (child, story) in council.stories() {
        for (place, meeting) in story.meetings.iter().enumerate().filter(|(_, m)| m.on <= by) {
            table.push([
                meeting_id(child, place),
                child.id_on(by).to_owned(),
                meeting.kind.to_owned(),
                meeting.on.to_string(),
                iso(meeting.written_up.filter(|day| *day <= by)),
                iso(meeting.sent_out.filter(|day| *day <= by)),
                held_by(council, child, meeting.on).0,
            ]);
        }
    }
    table
}

fn attendance(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&[
        "meeting_id",
        "case_id",
        "date",
        "meeting_type",
        "agency",
        "invited",
        "attended",
    ]);
    for (child, story) in council.stories() {
        for (place, meeting) in story.meetings.iter().enumerate().filter(|(_, m)| m.on <= by) {
            if meeting.kind != "strategy discussion" {
                continue;
            }
            // The council's own worker holds the discussion.
            table.push([
                meeting_id(child, place),
                child.id_on(by).to_owned(),
                meeting.on.to_string(),
                meeting.kind.to_owned(),
                "social care".to_owned(),
                yes(true),
                yes(true),
            ]);
            for (bit, agency) in AGENCIES.iter().enumerate().take(3) {
                table.push([
                    meeting_id(child, place),
                    child.id_on(by).to_owned(),
                    meeting.on.to_string(),
                    meeting.kind.to_owned(),
                    (*agency).to_owned(),
                    yes(meeting.asked & (1 << bit) != 0),
                    yes(meeting.came & (1 << bit) != 0),
                ]);
            }
        }
    }
    table
}

fn missing(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&[
        "case_id",
        "missing_from",
        "returned_on",
        "interview_offered",
        "interview_on",
        "independent",
    ]);
    for (child, story) in council.stories() {
        for episode in story.missing.iter().filter(|episode| episode.from <= by) {
            table.push([
                child.id_on(by).to_owned(),
                episode.from.to_string(),
                iso(Some(episode.back).filter(|day| *day <= by)),
                yes(episode.offered),
                iso(episode.interview.filter(|day| *day <= by)),
                if episode.interview.is_some() { yes(episode.independent) } else { String::new() },
            ]);
        }
    }
    table
}

fn supervision(council: &Council, by: Date) -> Table {
    let mut table = Table::new(&["date", "worker", "team", "supervision_type", "case_id"]);
    for session in council.events.sessions.iter().filter(|session| session.on <= by) {
        let worker = &council.workers[session.worker];
        table.push([
            session.on.to_string(),
            worker.name.clone(),
            TEAMS[worker.team].name.to_owned(),
            session.kind.to_owned(),
            session
                .child
                .map(|child| council.children[child].id_on(by).to_owned())
                .unwrap_or_default(),
        ]);
    }
    table
}

/// One row a worker and month, at the month's end.
fn workforce(council: &Council) -> Table {
    let mut table = Table::new(&["date", "team", "worker", "fte", "agency", "caseload"]);
    for months in 0..12 {
        let day = first_month().plus(months).last_day();
        let mut loads = vec![0_u32; council.workers.len()];
        for stage in council.children.iter().filter_map(|child| child.stage(day)) {
            loads[stage.worker] += 1;
        }
        for (worker, load) in council.workers.iter().zip(loads) {
            table.push([
                day.to_string(),
                TEAMS[worker.team].name.to_owned(),
                worker.name.clone(),
                format!("{}.{:02}", worker.fte / 100, worker.fte % 100),
                yes(worker.agency),
                load.to_string(),
            ]);
        }
    }
    table
}

/// Returns the team's and worker's names who held the case on a day, or the last ones before it.
fn held_by(council: &Council, child: &Child, on: Date) -> (String, String) {
    child.latest(on).or(child.stages.first()).map_or_else(Default::default, |stage| {
        (TEAMS[stage.team].name.to_owned(), council.workers[stage.worker].name.clone())
    })
}

fn meeting_id(child: &Child, place: usize) -> String {
    format!("M{}-{}", child.id, place + 1)
}

fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}
