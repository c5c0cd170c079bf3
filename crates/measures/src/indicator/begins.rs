//! Where an event table begins: what was due before its first row cannot be told done from not done.
//! With a few cases nothing is left out, since a first row that comes late may be the finding itself.

use assay_model::Date;

use super::tally::Obligation;

/// So many that none of them was done can only mean that the table begins later.
const MANY: usize = 30;

/// Leaves out what was due before the table's first row, where that is much, and says so.
pub(super) fn leave_out(
    owed: &mut Vec<Obligation>,
    first: Option<Date>,
    noun: &str,
) -> Option<String> {
    let first = first?;
    let before = owed.iter().filter(|one| one.due < first).count();
    if before < MANY {
        return None;
    }
    owed.retain(|one| one.due >= first);
    Some(format!(
        "{before} {noun} were due before {first}, where the table of {noun} begins: nobody can tell whether they were done, so they are left out"
    ))
}
