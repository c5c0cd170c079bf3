//! The loop every plain table shares: each file's lines through one map into records and problems.

use assay_tables::Limits;

use crate::line::{Line, each_line};
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
    let (mut problems, mut outcome) = (Problems::default(), Outcome::default());
    let file = sources.first().map(|source| source.name.clone()).unwrap_or_default();
    for source in sources {
        let records = &mut outcome.records;
        let seen =
            each_line(source, (map, needed), limits, &mut problems, &mut |line, problems| {
                records.extend(read(line, problems));
            })?;
        seen.add_to(&mut outcome);
    }
    outcome.understood.sheets = problems.take_sheets();
    outcome.problems = problems.finish(&file);
    Ok(outcome)
}
