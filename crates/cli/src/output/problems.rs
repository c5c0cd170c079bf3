//! Problems of an import as a table and as the data-quality report for people.

use std::fmt::Write as _;

use assay_model::{Effect, Problem};
use assay_views::import::{End, Example, ImportReport, bare};

use super::{Table, understood};

/// Problems that people are shown one by one before the report sums them up.
const SHOWN: usize = 40;

/// Returns the problems as rows.
pub(crate) fn table(problems: &[Problem]) -> Table {
    let mut table = Table::new([
        "level", "file", "sheet", "row", "column", "found", "expected", "hint", "effect",
    ]);
    for problem in problems {
        let place = &problem.place;
        table.row([
            problem.level.word().to_owned(),
            place.file.clone(),
            place.sheet.clone().unwrap_or_default(),
            place.row.map(|row| row.to_string()).unwrap_or_default(),
            place.column.clone().unwrap_or_default(),
            bare(&problem.found).to_owned(),
            problem.expected.clone(),
            problem.hint.clone(),
            problem.effect.word().to_owned(),
        ]);
    }
    table
}

/// Returns how many problems there are of each effect, such as `1 refused, 2 lost, 4 left out`.
fn counts(problems: &[Problem]) -> String {
    let all =
        [Effect::Refused, Effect::Lost, Effect::LeftOut, Effect::PutRight, Effect::Understood];
    let count = |effect| problems.iter().filter(|problem| problem.effect == effect).count();
    let counted = all.into_iter().map(|effect| (count(effect), effect));
    let named = counted.filter(|(count, _)| *count > 0);
    named.map(|(count, effect)| format!("{count} {}", words(effect))).collect::<Vec<_>>().join(", ")
}

fn words(effect: Effect) -> &'static str {
    match effect {
        Effect::Understood => "understood",
        Effect::PutRight => "put right",
        Effect::LeftOut => "left out",
        Effect::Lost => "lost",
        Effect::Refused => "refused",
    }
}

/// Returns the report for people: the counts, the problems one by one while they are few, and by kind.
pub(crate) fn report_text(report: &ImportReport) -> String {
    if report.end == End::Unreadable {
        return String::new();
    }
    let mut text = format!("read {}, stored {}", report.read, report.stored);
    let versions = report.events.map_or((0, 0), |events| (events.updated, events.older));
    if versions.0 > 0 {
        let _ = write!(text, " ({} of them newer versions)", versions.0);
    }
    if versions.1 > 0 {
        let _ = write!(text, " ({} of them older versions, which do not count)", versions.1);
    }
    let _ = writeln!(text, ", unchanged {}", report.unchanged);
    for (name, rows) in &report.further {
        let _ = writeln!(text, "list {name}: {rows}");
    }
    for line in report.tables.iter().flat_map(assay_views::import::Table::lines) {
        let _ = writeln!(text, "{line}");
    }
    if report.end == End::Dry
        || report.understood.ids.is_some_and(|ids| ids.near > 0 || ids.gone > 0)
    {
        text.push_str(&understood::ids(&report.understood));
    }
    if report.end == End::Dry {
        let _ = writeln!(text, "{}", understood::text(&report.understood));
    }
    if report.problems.is_empty() {
        return text;
    }
    let _ = writeln!(text, "problems: {}\n", counts(&report.problems));
    if report.problems.len() <= SHOWN && report.end != End::Dry {
        let mut problems: Vec<&Problem> = report.problems.iter().collect();
        problems.sort_by_key(|problem| std::cmp::Reverse(problem.effect));
        for problem in problems {
            let _ = writeln!(text, "{:10} {problem}", words(problem.effect));
            if !problem.hint.is_empty() {
                let _ = writeln!(text, "           hint: {}", problem.hint);
            }
        }
        return text;
    }
    for group in &report.quality {
        let column = if group.column.is_empty() { "rows" } else { group.column.as_str() };
        let _ = writeln!(
            text,
            "{:>7} {:10} {column}: expected {}",
            group.count,
            words(group.effect),
            group.expected
        );
        for Example { place, found } in &group.examples {
            let _ = writeln!(text, "                {place}: {found}");
        }
        if !group.hint.is_empty() {
            let _ = writeln!(text, "                hint: {}", group.hint);
        }
    }
    text
}
