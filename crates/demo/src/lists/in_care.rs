//! Lists 8 (children in care) and 9 (care leavers).

use assay_model::Date;

use super::columns::{
    ALLOCATED, CHILD, DISABILITY, about, allocated, disability, fixed, sheet, yes_no,
};
use crate::Council;
use crate::calendar::{plus_days, plus_months};
use crate::dice::Dice;
use crate::places::{Plan, TEAMS};
use crate::table::{Cell, Sheet, date, number, text};

const NEEDS: [(&str, u32); 4] = [
    ("N1 - Abuse or neglect", 72),
    ("N8 - Absent parenting", 10),
    ("N5 - Family dysfunction", 12),
    ("N4 - Family in acute stress", 6),
];
const STATUSES: [(&str, u32); 4] = [
    ("C2: FCO", 58),
    ("C1: ICO", 19),
    ("V2: Single period under S20", 16),
    ("E1: Placement order", 7),
];
const PERMANENCE: [(&str, u32); 6] = [
    ("f) Long-term fostering", 46),
    ("a) Return to family", 13),
    ("b) Adoption", 9),
    ("c) SGO/CAO", 11),
    ("e) Long-term residential placement", 8),
    ("d) Supported living in the community", 13),
];
const PLACEMENTS: [(&str, u32); 5] = [
    ("d) U4: Foster placement - long term", 36),
    ("f) U6: Foster placement - not FFA", 34),
    ("a) U1: Foster placement - relatives - long term", 13),
    ("p) K2: Children\u{2019}s Homes", 10),
    ("n) H5: Residential accommodation", 7),
];
const CEASED: [(&str, u32); 3] = [
    ("e) E4A: Returned home to live with parents or relatives - part of planning", 5),
    ("k) E47: Special Guardianship Orders - relative/friend", 3),
    ("m) E5: Moved into independent living - supported", 2),
];
const POSTCODES: [&str; 6] = ["ZZ1 1AA", "ZZ1 4BD", "ZZ2 3QP", "ZZ3 9TX", "ZZ7 2LM", "ZZ9 5RW"];

/// Returns list 8: children in care, and those who ceased to be looked after in the last six months.
pub(super) fn list_8(council: &Council, on: Date) -> Sheet {
    let mut list = sheet("List 8", &list_8_columns());
    let half_year_ago = plus_months(on, -6);
    for child in &council.children {
        let care = child.stages.iter().rev().find(|stage| {
            stage.plan == Plan::Care
                && stage.from <= on
                && stage.to.is_none_or(|to| to > half_year_ago)
        });
        let Some(care) = care else { continue };
        let ended = care.to.filter(|to| *to <= on);
        let until = ended.unwrap_or(on);
        let mut dice = fixed(council, child, "list 8");
        let mut row = about(child, on);
        row.push(text(yes_no(dice.chance(15))));
        row.push(disability(child));
        row.push(date(Some(care.from)));
        row.push(text(dice.weighted(&NEEDS)));
        row.push(text(yes_no(dice.chance(20))));
        row.push(date(Some(care.from)));
        row.push(text(dice.weighted(&STATUSES)));
        row.push(date(council.events.last_review(child, Plan::Care, until)));
        row.push(date(council.events.last_visit(child, Plan::Care, until)));
        row.push(if dice.chance(80) { Cell::Blank } else { text(dice.weighted(&PERMANENCE)) });
        row.push(date(recent(&mut dice, care.from, until, 180)));
        row.push(date(recent(&mut dice, care.from, until, 420)));
        row.push(date(recent(&mut dice, care.from, until, 460)));
        row.push(number(dice.weighted(&[(1, 68), (2, 21), (3, 8), (4, 3)])));
        row.push(date(ended));
        row.push(ended.map_or(Cell::Blank, |_| text(dice.weighted(&CEASED))));
        let placed = council.events.last_placement(child, until).unwrap_or(care.from);
        row.push(date(Some(placed)));
        row.push(text(dice.weighted(&PLACEMENTS)));
        row.push(text(if dice.chance(560) {
            "b) PR1: Own provision"
        } else {
            "e) PR4: Private provision"
        }));
        row.push(text(dice.pick(&POSTCODES)));
        row.push(text(&format!("SC{}", dice.between(400_000, 499_999))));
        row.push(text(if dice.chance(640) { "a) In" } else { "b) Out" }));
        row.push(text("Demoshire"));
        let missing = council.events.missing_in_year(child, until);
        row.push(number(missing));
        row.push(number(0));
        let offered = dice.chance(780);
        let accepted = offered && dice.chance(640);
        row.push(if missing == 0 { Cell::Blank } else { text(yes_no(offered)) });
        row.push(if missing == 0 { Cell::Blank } else { text(yes_no(accepted)) });
        row.extend(allocated(council, care));
        list.rows.push(row);
    }
    list
}

/// Returns list 9: care leavers.
pub(super) fn list_9(council: &Council, on: Date) -> Sheet {
    let own = [
        "Eligibility Category",
        "LA In Touch",
        "Type of Accommodation",
        "Suitability of Accommodation",
        "Activity Status",
    ];
    let columns = [&CHILD[..], &[DISABILITY], &ALLOCATED, &own, &["Service"]].concat();
    let mut list = sheet("List 9", &columns);
    for child in &council.children {
        let Some(stage) = child.stage(on).filter(|stage| stage.plan == Plan::Leaver) else {
            continue;
        };
        let mut dice = fixed(council, child, "list 9");
        let mut row = about(child, on);
        row.push(disability(child));
        row.extend(allocated(council, stage));
        row.push(text("b) Former relevant child"));
        let in_touch = dice.chance(930);
        row.push(text(yes_no(in_touch)));
        let homes = [
            ("U: Independent living", 44),
            ("B: Parents/relatives", 16),
            ("E: Supported lodgings", 12),
            ("T: Foyers and similar supported accommodation", 12),
            ("Z: With former foster carers", 14),
            ("S: No fixed abode / homeless", 2),
        ];
        let home = dice.weighted(&homes);
        row.push(text(if in_touch { home } else { "R: Residence not known" }));
        row.push(text(if in_touch && !home.starts_with('S') {
            "a) Suitable"
        } else {
            "b) Unsuitable"
        }));
        let activities = [
            ("F2: Full time in education other than higher", 24),
            ("F3: Full time in training or employment", 28),
            ("F1: Full time in higher education", 7),
            ("G5: Not in education, employment or training - other", 30),
            ("G4: Not in education, employment or training - illness or disability", 11),
        ];
        row.push(if in_touch { text(dice.weighted(&activities)) } else { Cell::Blank });
        row.push(text(TEAMS[stage.team].service));
        list.rows.push(row);
    }
    list
}

fn list_8_columns() -> Vec<&'static str> {
    let first = ["Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)"];
    let own = [
        "Date Started to be Looked After",
        "Child's Category of Need",
        "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
        "Start date of current legal status",
        "Child's Legal Status",
        "Date of Latest Statutory Review",
        "Date of Last Social Work Visit",
        "What is the permanence plan for this child?",
        "Date of Last IRO Visit / Contact to the Child",
        "Date of Last Health Assessment",
        "Date of Last Dental Check",
        "Number of Placements in the Last 12 months",
        "Date Ceased to be Looked After",
        "Reason Ceased to be Looked After",
        "Start Date of Most Recent Placement",
        "Placement Type",
        "Placement Provider",
        "Placement postcode",
        "URN of Placement",
        "Placement Location",
        "LA of Placement",
        "Number of Episodes the Child has been \u{2018}Missing\u{2019} from their Placement in the last 12 months",
        "Number of Episodes the Child has been \u{2018}Absent\u{2019} from their Placement in the last 12 months",
        "Was the child offered a Return Interview after their last missing episode (Y/N)?",
        "Did the child accept a Return Interview after their last missing episode (Y/N)?",
    ];
    [&CHILD[..], &first, &[DISABILITY], &own, &ALLOCATED].concat()
}

/// Returns a day in the last so many days, none where the child came into care after it.
fn recent(dice: &mut Dice, from: Date, until: Date, days: i32) -> Option<Date> {
    let day = plus_days(until, -dice.between(3, days));
    (day >= from).then_some(day)
}
