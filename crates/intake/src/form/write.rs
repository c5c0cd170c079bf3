//! Writes a form: a cover with instructions, and a sheet for each case.

use assay_tables::{FormCell, FormPart, FormSheet, WriteError};

use super::FormPaper;
use super::case_sheet::case_sheet;
use super::labels::{AUDITOR, DIGEST, DRAW, MARK, TOOL};

/// Returns the bytes of the auditor's workbook.
///
/// # Errors
/// When the workbook cannot be written.
pub fn write_form(paper: &FormPaper<'_>) -> Result<Vec<u8>, WriteError> {
    const WORDS: [&str; 5] = [
        "One sheet for each case follows. Fill the white boxes; grey cells are locked.",
        "Score from 0 to 10, or choose n/a where a domain does not apply: n/a is never a score of 0.",
        "Write what you saw and where, not who: no names of children or families in comments.",
        "The top of each sheet counts the boxes that are still empty. Part-filled forms can be sent.",
        "Save the workbook and send it back; its name and the order of sheets do not matter.",
    ];
    let mut sheets = vec![cover(paper, MARK, AUDITOR, &WORDS)];
    for (number, case) in (1..).zip(paper.cases) {
        sheets.push(case_sheet(paper, case, number));
    }
    assay_tables::write_form(&sheets)
}

/// Returns the cover: whom to ring, what the workbook is, and how it is filled in.
pub(super) fn cover(
    paper: &FormPaper<'_>,
    mark: &str,
    holder: &str,
    instructions: &[&str],
) -> FormSheet {
    let mut sheet = FormSheet {
        name: "Cover".to_owned(),
        widths: vec![24.0, 70.0],
        marking: paper.marking.to_owned(),
        ..FormSheet::default()
    };
    let mut row = 0;
    let mut line = |height: f64, parts: Vec<(u16, u16, FormPart)>| {
        sheet.heights.push((row, height));
        for (column, to, part) in parts {
            sheet.cells.push(FormCell { row, column, to, part });
        }
        row += 1;
    };
    let whole = |part| vec![(0, 1, part)];
    line(30.0, whole(FormPart::Title(format!("{}: {}", paper.council, paper.tool.title))));
    line(24.0, whole(FormPart::Warning(paper.urgent_words())));
    line(8.0, Vec::new());
    let cases = paper.cases.len().to_string();
    for (label, value) in [
        ("Form", mark),
        (DRAW, paper.draw.as_str()),
        (holder, paper.auditor),
        ("Number of cases", &cases),
        ("To be back by", paper.due),
        (TOOL, &paper.tool.version),
        (DIGEST, paper.digest),
    ] {
        if !value.is_empty() {
            let parts = [FormPart::Label(label.to_owned()), FormPart::Fixed(value.to_owned())];
            line(19.0, (0..).zip(parts).map(|(column, part)| (column, column, part)).collect());
        }
    }
    line(8.0, Vec::new());
    for words in instructions {
        line(19.0, whole(FormPart::Note((*words).to_owned())));
    }
    sheet
}
