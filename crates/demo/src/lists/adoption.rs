//! Lists 10 (adoption) and 11 (adopters).

use assay_model::Date;

use super::columns::{CHILD, DISABILITY, about, disability, fixed, sheet};
use crate::Council;
use crate::calendar::{age, plus_days};
use crate::dice::Dice;
use crate::places::Plan;
use crate::table::{Cell, Sheet, date, number, text};

/// Returns list 10: young children in care with a decision that they should be placed for adoption.
pub(super) fn list_10(council: &Council, on: Date) -> Sheet {
    let own = [
        "Date the Child Entered Care",
        "Date of Decision that Child Should be Placed for Adoption",
        "Date of Placement Order",
        "Date of Matching Child and Prospective Adopters",
        "Date Placed for Adoption",
        "Date of Adoption Order",
        "Date of Decision that Child Should No Longer be Placed for Adoption",
        "Reason Why Child No Longer Placed for Adoption",
        "Date the child was placed for fostering in FFA or concurrent planning placement",
    ];
    let columns = [&CHILD[..1], &["Family identifier"], &CHILD[1..], &[DISABILITY], &own].concat();
    let mut list = sheet("List 10", &columns);
    for child in &council.children {
        let Some(care) = child.stage(on).filter(|stage| stage.plan == Plan::Care) else { continue };
        let mut dice = fixed(council, child, "adoption");
        if age(child.born, on) > 5 || !dice.chance(450) {
            continue;
        }
        let mut day = care.from;
        let mut step = |least, most| {
            day = plus_days(day, dice.between(least, most));
            (day <= on).then_some(day)
        };
        let milestones =
            [step(90, 260), step(20, 90), step(60, 300), step(20, 60), step(120, 300)].map(date);
        let mut row = about(child, on);
        row.insert(1, text(&format!("F{}", child.family)));
        row.push(disability(child));
        row.push(date(Some(care.from)));
        row.extend(milestones);
        row.extend([Cell::Blank, Cell::Blank, Cell::Blank]);
        list.rows.push(row);
    }
    list
}

/// Returns list 11: prospective adopters.
pub(super) fn list_11(council: &Council, on: Date) -> Sheet {
    let columns = [
        "Individual adopter identifier",
        "Family identifier",
        "Gender",
        "Ethnicity",
        "Disability",
        "Is the (prospective) adopter fostering for adoption?",
        "Date enquiry received",
        "Date Stage 1 started",
        "Date Stage 1 ended",
        "Date Stage 2 started",
        "Date Stage 2 ended",
        "Date application submitted",
        "Date application approved",
        "Date adopter matched with child(ren)",
        "Date child/children placed with adopter(s)",
        "No. of children placed",
        "Date of Adoption Order",
        "Date of leaving adoption process",
        "Reason for leaving adoption process",
    ];
    let mut list = sheet("List 11", &columns);
    let mut dice = Dice::new(&council.seed, "adopters");
    for family in 1..=31 {
        let mut day = plus_days(on, -dice.between(30, 600));
        let mut steps = vec![day];
        steps.extend((0..9).map(|_| {
            day = plus_days(day, dice.between(10, 75));
            day
        }));
        let reached = |place: usize| date(Some(steps[place]).filter(|day| *day <= on));
        for adult in 1..=2 {
            let mut row = vec![
                text(&format!("AD{family:03}-{adult}")),
                text(&format!("AF{family:03}")),
                text(if adult == 1 { "b) Female" } else { "a) Male" }),
                text("a) WBRI"),
                text("b) No"),
                text("b) No"),
            ];
            row.extend((0..9).map(reached));
            row.push(if steps[8] <= on { number(1) } else { Cell::Blank });
            row.push(reached(9));
            row.extend([Cell::Blank, Cell::Blank]);
            list.rows.push(row);
        }
    }
    list
}
