//! The loop every plain table shares: each file's lines through one map into records and problems.

use assay_tables::Limits;

use crate::line::{Line, each_line_of_any};
use crate::problems::Problems;
use crate::{ColumnMap, IntakeError, Outcome, Source};

/// Reads every line of the files with `read`; a line that gives nothing has said why in the problems.
pub(crate) fn collect<T>(
    sources: Vec<Source>,
    map: &ColumnMap,
    needed: &[&str],
    limits: &Limits,
    read: &mut dyn FnMut(&Line<'_>, &mut Problems) -> Option<T>,
) -> Result<Outcome<T>, IntakeError> {
    collect_any(sources, map, &[needed], limits, read)
}

/// The same where each file and sheet may be a table of another sort, with the fields that each sort needs. What one
/// is decides nothing about the others, so that their order does not either.
pub(crate) fn collect_any<T>(
    sources: Vec<Source>,
    map: &ColumnMap,
    sorts: &[&[&str]],
    limits: &Limits,
    read: &mut dyn FnMut(&Line<'_>, &mut Problems) -> Option<T>,
) -> Result<Outcome<T>, IntakeError> {
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    for source in sources {
        let records = &mut outcome.records;
        let mut take = |line: &Line<'_>, problems: &mut Problems| {
            records.extend(read(line, problems));
        };
        let seen = each_line_of_any(source, (map, sorts), limits, &mut problems, &mut take)?;
        seen.add_to(&mut outcome);
    }
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}
