//! Agreement between readers, from a table with one column a rater.

use std::collections::BTreeSet;

use assay_measures::agree::{Ratings, agreement};
use assay_views::stats as views;

use super::columns::{Columns, is_id, rating};
use crate::desk::error::{Error, Result};
use crate::desk::input::Input;
use crate::desk::next::{Field, Next};

/// Refuses a column with another value in every row: it is more likely an id than a rater's grades.
fn refuse_ids(table: &Columns, raters: &[usize]) -> Result<()> {
    const FEWEST: usize = 12;
    for column in raters {
        let texts: Vec<String> = (0..table.len()).map(|row| table.text(row, *column)).collect();
        let known: BTreeSet<&String> = texts.iter().collect();
        if texts.len() >= FEWEST && known.len() == texts.len() {
            let heading = table.heading(*column).unwrap_or_default();
            return Err(Error::input(format!(
                "{}: column \"{heading}\" has another value in every row, which grades do not",
                table.file()
            ))
            .hint("if it is the subjects' id, head it id, and it is left out; if it is a rater's, give --scale"));
        }
    }
    Ok(())
}

/// Returns all coefficients of agreement; one row a subject, one column a rater. A column that is headed
/// as an id is no rater, which is said with what else is worth saying of the file.
///
/// # Errors
/// When the file cannot be read or a rating has no place on the scale.
pub fn agree_file(input: &Input, scale: Option<&[String]>) -> Result<views::Agreement> {
    let table = Columns::read(input)?;
    let mut said = table.said();
    let (ids, raters): (Vec<usize>, Vec<usize>) =
        (0..table.width()).partition(|column| table.heading(*column).is_some_and(is_id));
    for heading in ids.iter().filter_map(|column| table.heading(*column)) {
        said.note(views::TableNote::SubjectIds(heading));
    }
    if scale.is_none() {
        refuse_ids(&table, &raters)?;
    }
    let cells: Vec<Vec<String>> = (0..table.len())
        .map(|row| raters.iter().map(|column| table.rating(row, *column)).collect())
        .collect();
    let scale: Option<Vec<String>> =
        scale.map(|steps| steps.iter().map(|step| rating(step)).collect());
    let ratings = Ratings::new(&cells, scale.as_deref()).map_err(|fault| {
        let error = Error::input(format!("{}: {fault}", table.file()));
        match fault {
            assay_measures::Error::NoScale(_) => error.then(Next::Fill {
                field: Field::Scale,
                why: "name the steps in order",
                example: "outstanding,good,requires_improvement",
            }),
            _ => error,
        }
    })?;
    Ok(views::Agreement::of(&agreement(&ratings), said))
}
