//! What happens to a workbook between the system and the inbox: a title row, look-ups that failed, text
//! dates, no-break spaces, a total row, a header retyped. Little of it, and the same every time.

use assay_model::Date;

use crate::dice::Dice;
use crate::table::{Cell, Sheet, text};

/// Makes the sheets of a workbook as messy as real ones are.
pub(crate) fn spoil(seed: &str, on: Date, sheets: &mut Vec<Sheet>) {
    for sheet in sheets.iter_mut() {
        let mut dice = Dice::new(seed, &format!("mess|{on}|{}", sheet.name));
        match sheet.name.as_str() {
            "List 6" => list_6(&mut dice, sheet),
            "List 7" => list_7(&mut dice, sheet),
            "List 8" => list_8(&mut dice, sheet),
            "List 9" => rename(sheet, "Age of Child (Years)", "Age"),
            "List 3" => {
                sheet.title = Some("List 3: Referrals in the last six months".to_owned());
                rename(sheet, "Date of referral", "Date of Referral");
            }
            "List 4" => dates_as_text(&mut dice, sheet, "Continuous Assessment Start Date", 60),
            _ => {}
        }
    }
    sheets.push(notes(on));
}

/// A failed look-up of workers, dates typed by hand, a repeated row, and a count under the table.
fn list_6(dice: &mut Dice, sheet: &mut Sheet) {
    sheet.title = Some("List 6 - Children in Need".to_owned());
    each(dice, sheet, "Allocated Worker", 4, |_| Cell::NotAvailable);
    dates_as_text(dice, sheet, "CIN Start Date", 40);
    dates_as_serials(dice, sheet, "Date Child Was Last Seen", 15);
    each(dice, sheet, "Does the Child have a Disability", 30, |cell| match cell {
        Cell::Text(word) if word == "b) No" => text("No"),
        other => other.clone(),
    });
    each(dice, sheet, "Age of Child (Years)", 12, |cell| match cell {
        Cell::Number(age) if *age >= 0.0 => Cell::Number(age + 0.5),
        other => other.clone(),
    });
    each(dice, sheet, "Allocated Team", 10, |cell| match cell {
        Cell::Text(team) => Cell::Text(format!("{}\u{a0}", team.replace(' ', "\u{a0}"))),
        other => other.clone(),
    });
    if sheet.rows.len() > 40 {
        let repeated = sheet.rows[sheet.rows.len() / 2].clone();
        sheet.rows.insert(sheet.rows.len() - 3, repeated);
        // A child on a protection plan who has fallen off this list.
        if let Some(place) = sheet.rows.iter().position(|row| {
            row.iter().any(|cell| matches!(cell, Cell::Text(t) if t.starts_with("b) Child Prot")))
        }) {
            sheet.rows.remove(place);
        }
    }
    let count = sheet.rows.len() as f64;
    sheet.rows.push(vec![text("Total"), Cell::Number(count)]);
}

/// Dates day first, an unknown that somebody typed, and a note under the table.
fn list_7(dice: &mut Dice, sheet: &mut Sheet) {
    "List_7".clone_into(&mut sheet.name);
    dates_as_text(dice, sheet, "Date of the Last Statutory Visit", 60);
    if let Some(last) = sheet.rows.last_mut() {
        let place = sheet.header.iter().position(|name| name == "Date of latest review conference");
        if let Some(cell) = place.and_then(|place| last.get_mut(place)) {
            *cell = text("n/k");
        }
    }
    sheet.rows.push(Vec::new());
    sheet.rows.push(vec![text("Source: case management system, run by Performance")]);
}

fn list_8(dice: &mut Dice, sheet: &mut Sheet) {
    each(dice, sheet, "Date of Last Dental Check", 40, |cell| match cell {
        Cell::Blank => Cell::NotAvailable,
        other => other.clone(),
    });
    each(dice, sheet, "Placement Type", 6, |_| text("IFA"));
    rename(sheet, "Age of Child (Years)", "Age ");
}

/// A hidden sheet with the analyst's notes.
fn notes(on: Date) -> Sheet {
    Sheet {
        name: "Notes".to_owned(),
        hidden: true,
        title: None,
        header: vec!["Run".to_owned(), "By".to_owned()],
        rows: vec![vec![Cell::Date(on), text("Performance team")]],
    }
}

fn rename(sheet: &mut Sheet, from: &str, to: &str) {
    for name in sheet.header.iter_mut().filter(|name| *name == from) {
        to.clone_into(name);
    }
}

/// Changes some cells of a column: so many in a thousand.
fn each(
    dice: &mut Dice,
    sheet: &mut Sheet,
    column: &str,
    per_mille: u32,
    change: impl Fn(&Cell) -> Cell,
) {
    let Some(place) = sheet.header.iter().position(|name| name == column) else { return };
    for cell in sheet.rows.iter_mut().filter_map(|row| row.get_mut(place)) {
        if dice.chance(per_mille) {
            *cell = change(cell);
        }
    }
}

fn dates_as_text(dice: &mut Dice, sheet: &mut Sheet, column: &str, per_mille: u32) {
    each(dice, sheet, column, per_mille, |cell| match cell {
        Cell::Date(day) => {
            Cell::Text(format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()))
        }
        other => other.clone(),
    });
}

/// Serial numbers, as they look where somebody pasted values without their format.
fn dates_as_serials(dice: &mut Dice, sheet: &mut Sheet, column: &str, per_mille: u32) {
    let epoch = Date::constant(1899, 12, 30);
    each(dice, sheet, column, per_mille, |cell| match cell {
        Cell::Date(day) => Cell::Number(f64::from(crate::calendar::days_between(epoch, *day))),
        other => other.clone(),
    });
}
