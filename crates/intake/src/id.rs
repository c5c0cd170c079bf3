//! Case ids out of cells. A whole number in a spreadsheet cell is its plain digits; a number too large
//! or with a fraction has been damaged, and a date in an id column is an id that Excel ate.

use assay_model::CaseId;
use assay_tables::Cell;

use crate::problems::Oddity;

/// Numbers from here on have lost digits in a spreadsheet.
const LARGEST: f64 = 1e15;

/// Returns the id in a cell.
pub(crate) fn read_id(cell: &Cell) -> Result<CaseId, Oddity> {
    let as_text = "format the id column as text in the source and export again";
    match cell {
        Cell::Text(text) => {
            CaseId::parse(text).map_err(|fault| Oddity::new(fault.to_string(), as_text))
        }
        Cell::Number(number) if number.fract() != 0.0 || number.abs() >= LARGEST => {
            Err(Oddity::new(
                "an id as it was typed, not a number that a spreadsheet has damaged",
                as_text,
            ))
        }
        Cell::Number(number) => CaseId::parse(&format!("{number}"))
            .map_err(|fault| Oddity::new(fault.to_string(), as_text)),
        Cell::Date(_) => Err(Oddity::new(
            "an id as it was typed, not one that a spreadsheet took for a date",
            as_text,
        )),
        Cell::Unsaved => {
            Err(Oddity::new("an id", "open the workbook in Excel, let it calculate, and save it"))
        }
        Cell::Empty | Cell::Flag(_) | Cell::Fault(_) => {
            Err(Oddity::new("an id", "fill in the id in the source and export again"))
        }
    }
}

/// Returns whether a text has the shape of an id in Annex A: letters, digits, `-`, `/`, `_`, and at
/// least one digit. Totals and notes under a table have another.
pub(crate) fn has_annexa_shape(id: &str) -> bool {
    id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '/' | '_'))
        && id.chars().any(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_out_of_cells_as_they_were_typed() {
        assert_eq!(read_id(&Cell::Number(9_212_044.0)).unwrap().as_str(), "9212044");
        assert_eq!(
            read_id(&Cell::Number(999_999_999_999_999.0)).unwrap().as_str(),
            "999999999999999"
        );
        assert_eq!(read_id(&Cell::text(" 00123\u{a0}")).unwrap().as_str(), "00123");
        for damaged in [
            Cell::Number(1e15),
            Cell::Number(12.5),
            Cell::text("1.23E+15"),
            Cell::text("1234.0"),
            Cell::text(" "),
            Cell::Empty,
            Cell::Fault("#N/A"),
            Cell::Unsaved,
            Cell::Flag(true),
        ] {
            assert!(read_id(&damaged).is_err(), "{damaged}");
        }
    }

    #[test]
    fn totals_and_notes_have_no_id_shape() {
        for id in ["1111", "AB-12/3", "x_1"] {
            assert!(has_annexa_shape(id), "{id}");
        }
        for other in ["Total", "Total: 45", "Note 1", "n/a", "45 children", "12.5"] {
            assert!(!has_annexa_shape(other), "{other}");
        }
    }
}
