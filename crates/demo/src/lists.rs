//! The made-up Annex A workbook: the lists as a case-management system would export them, clean. What
//! happens to such workbooks on their way is in `mess`.

mod adoption;
mod columns;
mod front_door;
mod in_care;
mod in_need;

use assay_model::Date;

use crate::Council;
use crate::table::Sheet;

/// Returns the four lists that make the list of children, as they are on a day.
pub(crate) fn monthly(council: &Council, on: Date) -> Vec<Sheet> {
    vec![
        in_need::list_6(council, on),
        in_need::list_7(council, on),
        in_care::list_8(council, on),
        in_care::list_9(council, on),
    ]
}

/// Returns all eleven lists, as inspectors ask for them.
pub(crate) fn full(council: &Council, on: Date) -> Vec<Sheet> {
    let mut sheets = vec![
        front_door::list_1(council, on),
        front_door::list_2(council, on),
        front_door::list_3(council, on),
        front_door::list_4(council, on),
        front_door::list_5(council, on),
    ];
    sheets.extend(monthly(council, on));
    sheets.extend([adoption::list_10(council, on), adoption::list_11(council, on)]);
    sheets
}
