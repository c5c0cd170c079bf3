//! Lists 6 (children in need, which has everybody open) and 7 (child protection plans).

use assay_model::Date;

use super::columns::{
    ALLOCATED, CHILD, DISABILITY, about, allocated, disability, fixed, sheet, yes_no,
};
use crate::Council;
use crate::calendar::{plus_days, plus_months};
use crate::places::{Plan, TEAMS};
use crate::population::{Child, Stage};
use crate::table::{Cell, Sheet, date, number, text};

const NEEDS: [(&str, u32); 7] = [
    ("N1 - Abuse or neglect", 58),
    ("N2 - Child\u{2019}s disability", 9),
    ("N3 - Parental disability or illness", 4),
    ("N4 - Family in acute stress", 11),
    ("N5 - Family dysfunction", 14),
    ("N6 - Socially unacceptable behaviour", 2),
    ("N8 - Absent parenting", 2),
];
const CLOSURES: [(&str, u32); 4] = [
    ("RC7 - Services ceased for any other reason, including child no longer in need", 60),
    ("RC8 - Case closed after assessment, no further action", 30),
    ("RC5 - Transferred to services of another local authority", 6),
    ("RC4 - Special guardianship order", 2),
];
const ABUSE: [(&str, u32); 5] = [
    ("a) Neglect", 47),
    ("d) Emotional abuse", 37),
    ("b) Physical abuse", 8),
    ("c) Sexual abuse", 4),
    ("e) Multiple/not recommended", 4),
];

/// Returns list 6: open cases, and those closed in the last six months. Care leavers are not on it.
pub(super) fn list_6(council: &Council, on: Date) -> Sheet {
    let own = [
        "CIN Start Date",
        "Primary Need Code",
        "Date Child Was Last Seen",
        "CIN Closure Date",
        "Reason for Closure",
        "Case status",
    ];
    let columns =
        [&CHILD[..], &[DISABILITY], &own, &ALLOCATED, &["Service", "Restricted record"]].concat();
    let mut list = sheet("List 6", &columns);
    for (child, stage) in known(council, on) {
        if stage.plan == Plan::Leaver {
            continue;
        }
        let closed = child.closed(on);
        let mut dice = fixed(council, child, "list 6");
        let mut row = about(child, on);
        row.push(disability(child));
        row.push(date(child.opened(on)));
        row.push(text(dice.weighted(&NEEDS)));
        row.push(date(council.events.last_seen(child, on)));
        row.push(date(closed));
        row.push(closed.map_or(Cell::Blank, |_| text(dice.weighted(&CLOSURES))));
        row.push(text(closed.map_or(stage.plan.case_status(), |_| "e) Closed episode")));
        row.extend(allocated(council, stage));
        row.push(text(TEAMS[stage.team].service));
        row.push(text(if child.restricted { "Yes" } else { "" }));
        if child.id == council.children[council.merged.child].id && on < council.merged.on {
            let mut twin = row.clone();
            twin[0] = text(&council.merged.old_id);
            list.rows.push(twin);
        }
        list.rows.push(row);
    }
    list
}

/// Returns list 7: plans in force, and those ended in the last six months.
pub(super) fn list_7(council: &Council, on: Date) -> Sheet {
    let own = [
        "Child Protection Plan Start Date",
        "Initial Category of Abuse",
        "Latest Category of Abuse",
        "Date of the Last Statutory Visit",
        "Was the Child Seen Alone?",
        "Date of latest review conference",
        "Child Protection Plan End Date",
        "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
        "Number of Previous Child Protection Plans",
    ];
    let columns = [&CHILD[..], &[DISABILITY], &own, &ALLOCATED].concat();
    let mut list = sheet("List 7", &columns);
    let half_year_ago = plus_months(on, -6);
    for child in &council.children {
        let plan = child.stages.iter().rev().find(|stage| {
            stage.plan == Plan::Protection
                && stage.from <= on
                && stage.to.is_none_or(|to| to > half_year_ago)
        });
        let Some(plan) = plan else { continue };
        let ended = plan.to.filter(|to| *to <= on);
        let seen_by = ended.unwrap_or(on);
        let mut dice = fixed(council, child, "list 7");
        let category = dice.weighted(&ABUSE);
        let latest = if dice.chance(100) { dice.weighted(&ABUSE) } else { category };
        let alone =
            if on < plus_days(child.born, 1200) { "b) No" } else { yes_no(dice.chance(720)) };
        let mut row = about(child, on);
        row.push(disability(child));
        row.push(date(Some(plan.from)));
        row.extend([text(category), text(latest)]);
        row.push(date(council.events.last_visit(child, Plan::Protection, seen_by)));
        row.push(text(alone));
        row.push(date(council.events.last_review(child, Plan::Protection, seen_by)));
        row.push(date(ended));
        row.push(text(yes_no(dice.chance(30))));
        row.push(number(dice.weighted(&[(0, 78), (1, 17), (2, 5)])));
        row.extend(allocated(council, plan));
        list.rows.push(row);
    }
    list
}

/// Returns the children open on the day or closed in the half year before it, with their last stage.
pub(super) fn known(council: &Council, on: Date) -> impl Iterator<Item = (&Child, &Stage)> {
    let half_year_ago = plus_months(on, -6);
    council.children.iter().filter_map(move |child| {
        let stage = child.latest(on)?;
        child.closed(on).is_none_or(|day| day > half_year_ago).then_some((child, stage))
    })
}
