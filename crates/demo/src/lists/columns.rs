//! What the lists share: the columns about the child, and the codes of the 2019 template.

use assay_model::Date;

use crate::Council;
use crate::calendar::age;
use crate::dice::Dice;
use crate::places::TEAMS;
use crate::population::{Child, Gender, Stage};
use crate::table::{Cell, Sheet, date, number, text};

/// The first five columns of most lists.
pub(super) const CHILD: [&str; 5] =
    ["Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age of Child (Years)"];
/// The disability column.
pub(super) const DISABILITY: &str = "Does the Child have a Disability";
/// The last two columns of most lists.
pub(super) const ALLOCATED: [&str; 2] = ["Allocated Team", "Allocated Worker"];

/// Returns a sheet with one header row of these columns.
pub(super) fn sheet(name: &str, columns: &[&str]) -> Sheet {
    let header = columns.iter().map(|column| (*column).to_owned()).collect();
    Sheet { name: name.to_owned(), hidden: false, title: None, header, rows: Vec::new() }
}

/// Returns the cells of [`CHILD`]. Ids of figures alone are numbers in the cell, as systems export them.
pub(super) fn about(child: &Child, on: Date) -> Vec<Cell> {
    let id = child.id_on(on);
    vec![
        id.parse().map_or_else(|_| text(id), Cell::Number),
        text(gender(child, on)),
        text(child.ethnicity),
        date(Some(child.born)),
        number(age(child.born, on)),
    ]
}

/// Returns the disability cell.
pub(super) fn disability(child: &Child) -> Cell {
    text(yes_no(child.disabled))
}

/// Returns the cells of [`ALLOCATED`].
pub(super) fn allocated(council: &Council, stage: &Stage) -> [Cell; 2] {
    [text(TEAMS[stage.team].name), text(&council.workers[stage.worker].name)]
}

/// Returns `a) Yes` or `b) No`.
pub(super) fn yes_no(is_so: bool) -> &'static str {
    if is_so { "a) Yes" } else { "b) No" }
}

/// Returns a stream of chance for what stays the same of one child, whatever the day.
pub(super) fn fixed(council: &Council, child: &Child, what: &str) -> Dice {
    Dice::new(&council.seed, &format!("{what}|{}", child.id))
}

fn gender(child: &Child, on: Date) -> &'static str {
    match child.gender {
        _ if on < child.born => "c) Not stated/recorded (or unborn)",
        Gender::Male => "a) Male",
        Gender::Female => "b) Female",
        Gender::Unknown => "c) Not stated/recorded (or unborn)",
    }
}
