//! Lists 1 to 5: contacts, early help, referrals, assessments, section 47 enquiries and conferences.
//! Each goes back six months from the day.

use assay_model::Date;

use super::columns::{
    ALLOCATED, CHILD, DISABILITY, about, allocated, disability, fixed, sheet, yes_no,
};
use crate::Council;
use crate::calendar::{plus_days, plus_months};
use crate::places::Plan;
use crate::population::{Child, Stage};
use crate::table::{Cell, Sheet, date, number, text};

const SOURCES: [(&str, u32); 8] = [
    ("q) 6: Police", 34),
    ("e) 2A: Schools", 22),
    ("g) 3A: Health services", 13),
    ("a) 1A: Individual", 11),
    ("n) 5A: LA services", 9),
    ("m) 4: Housing", 4),
    ("t) 9: Anonymous", 4),
    ("s) 8: Other", 3),
];

/// Returns list 1: contacts, of which most led nowhere.
pub(super) fn list_1(council: &Council, on: Date) -> Sheet {
    let columns = [&CHILD[..], &["Date of Contact", "Contact Source"]].concat();
    let mut list = sheet("List 1", &columns);
    for (child, stage) in begun(council, on) {
        let mut dice = fixed(council, child, "contact");
        for day in [
            Some(stage.from),
            dice.chance(350).then(|| plus_days(stage.from, -dice.between(9, 80))),
        ]
        .into_iter()
        .flatten()
        .filter(|day| *day > plus_months(on, -6))
        {
            let mut row = about(child, on);
            row.push(date(Some(plus_days(day, -1))));
            row.push(text(dice.weighted(&SOURCES)));
            list.rows.push(row);
        }
    }
    list
}

/// Returns list 2: early help assessments of children who later came to social care.
pub(super) fn list_2(council: &Council, on: Date) -> Sheet {
    let own = [
        "Assessment start date",
        "Assessment completion date",
        "Organisation completing assessment",
    ];
    let mut list = sheet("List 2", &[&CHILD[..], &own].concat());
    for (child, stage) in begun(council, on) {
        let mut dice = fixed(council, child, "early help");
        if !dice.chance(260) {
            continue;
        }
        let start = plus_days(stage.from, -dice.between(60, 140));
        let mut row = about(child, on);
        row.push(date(Some(start)));
        row.push(date(dice.chance(850).then(|| plus_days(start, dice.between(20, 55)))));
        row.push(text(dice.pick(&["Demoshire Early Help", "School", "Health visiting service"])));
        list.rows.push(row);
    }
    list
}

/// Returns list 3: referrals.
pub(super) fn list_3(council: &Council, on: Date) -> Sheet {
    let own = [
        "Date of referral",
        "Referral Source",
        "Referral NFA?",
        "Number of Referrals in Last 12 Months",
    ];
    let mut list = sheet("List 3", &[&CHILD[..], &own, &ALLOCATED].concat());
    for (child, stage) in begun(council, on) {
        let mut dice = fixed(council, child, "contact");
        let mut row = about(child, on);
        row.push(date(Some(stage.from)));
        row.push(text(dice.weighted(&SOURCES)));
        row.push(text("b) No"));
        row.push(number(dice.weighted(&[(1, 80), (2, 17), (3, 3)])));
        row.extend(allocated(council, stage));
        list.rows.push(row);
    }
    list
}

/// Returns list 4: assessments.
pub(super) fn list_4(council: &Council, on: Date) -> Sheet {
    let own = [
        "Continuous Assessment Start Date",
        "Child Seen During Continuous Assessment",
        "Continuous Assessment Date of Authorisation",
        "Was the child assessed as requiring LA children\u{2019}s social care support",
    ];
    let mut list = sheet("List 4", &[&CHILD[..], &[DISABILITY], &own, &ALLOCATED].concat());
    for (child, stage) in begun(council, on).filter(|(_, stage)| stage.plan == Plan::Assessment) {
        let mut dice = fixed(council, child, "assessment");
        let ended = stage.to.filter(|to| *to <= on);
        let goes_on = child.stage(on).is_some();
        let mut row = about(child, on);
        row.push(disability(child));
        row.push(date(Some(stage.from)));
        row.push(text(yes_no(dice.chance(940))));
        row.push(date(ended));
        row.push(ended.map_or(Cell::Blank, |_| text(yes_no(goes_on))));
        row.extend(allocated(council, stage));
        list.rows.push(row);
    }
    list
}

/// Returns list 5: section 47 enquiries and initial conferences.
pub(super) fn list_5(council: &Council, on: Date) -> Sheet {
    let own = [
        "Strategy discussion initiating Section 47 Enquiry Start Date",
        "Was an Initial Child Protection Conference deemed unnecessary?",
        "Date of Initial Child Protection Conference",
        "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        "Number of Section 47 Enquiries in the last 12 months",
        "Number of ICPCs in the last 12 months",
    ];
    let mut list = sheet("List 5", &[&CHILD[..], &[DISABILITY], &own, &ALLOCATED].concat());
    for enquiry in council.events.enquiries(on) {
        let child = &council.children[enquiry.child];
        let Some(stage) = child.latest(enquiry.on) else { continue };
        let mut row = about(child, on);
        row.push(disability(child));
        row.push(date(Some(enquiry.on)));
        row.push(text(yes_no(enquiry.conference.is_none())));
        row.push(date(enquiry.conference));
        row.push(enquiry.conference.map_or(Cell::Blank, |_| text("a) Yes")));
        row.push(number(1));
        row.push(number(i32::from(enquiry.conference.is_some())));
        row.extend(allocated(council, stage));
        list.rows.push(row);
    }
    list
}

/// Returns the children whose first stage began in the half year before the day.
fn begun(council: &Council, on: Date) -> impl Iterator<Item = (&Child, &Stage)> {
    let half_year_ago = plus_months(on, -6);
    council.children.iter().filter_map(move |child| {
        let first = child.stages.first()?;
        (first.from > half_year_ago && first.from <= on).then_some((child, first))
    })
}
