//! Which of several rows of one case counts: those under the id the case has now before those under one
//! it had, and where rows differ the one that the plan names. What nobody decides is refused elsewhere.

use std::sync::Arc;

use assay_model::{CaseId, Date, Former};

use crate::KnownIds;
use crate::problems::{Oddity, Problems, Where};

/// What decides between rows of one case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OneRow {
    /// Ids that became others.
    pub former: Former,
    /// Which row counts where they differ; none refuses them.
    pub keep: Option<Keep>,
    /// The day that the list is of: no case has begun or was seen after it.
    pub as_at: Option<Date>,
    /// The ids known so far, with which those of the list are compared.
    pub ids: Option<Arc<KnownIds>>,
}

/// Which of several rows that differ counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// The first in the file.
    First,
    /// The last in the file.
    Last,
    /// The one with the latest date, or the largest value, in this column.
    Latest(String),
    /// The one with the earliest date, or the smallest value, in this column.
    Earliest(String),
}

impl Keep {
    /// Returns the rule of words such as `first`, `last` or `latest start_date`.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let mut words = words.split_whitespace();
        let rule = words.next()?;
        let column = words.collect::<Vec<_>>().join(" ");
        match (rule, column.is_empty()) {
            ("first", true) => Some(Self::First),
            ("last", true) => Some(Self::Last),
            ("latest", false) => Some(Self::Latest(column)),
            ("earliest", false) => Some(Self::Earliest(column)),
            _ => None,
        }
    }

    /// Returns the rule in the words of a sentence.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::First => "the first".to_owned(),
            Self::Last => "the last".to_owned(),
            Self::Latest(column) => format!("the one with the latest {column}"),
            Self::Earliest(column) => format!("the one with the earliest {column}"),
        }
    }

    /// Returns which of the rows counts, by their values in the rule's column; none where two have the
    /// same or one has none.
    fn pick(&self, values: &[Option<String>]) -> Option<usize> {
        let ends = |latest: bool| {
            let values: Vec<&str> = values.iter().map(Option::as_deref).collect::<Option<_>>()?;
            let all = values.iter().copied();
            let best = if latest { all.max_by(in_order) } else { all.min_by(in_order) };
            let mut found = (0..values.len()).filter(|at| Some(values[*at]) == best);
            found.next().filter(|_| found.next().is_none())
        };
        match self {
            Self::First => Some(0),
            Self::Last => values.len().checked_sub(1),
            Self::Latest(_) => ends(true),
            Self::Earliest(_) => ends(false),
        }
    }
}

/// Numbers by size, everything else by its text: ISO dates are in order that way.
fn in_order(a: &&str, b: &&str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => a.total_cmp(&b),
        _ => a.cmp(b),
    }
}

/// A row among others of its case.
pub(crate) struct Standing<'a> {
    pub(crate) place: &'a Where,
    pub(crate) row: u32,
    /// The id as it is written there, where the case has another now.
    pub(crate) had: Option<&'a CaseId>,
    /// The value in the rule's column.
    pub(crate) value: Option<String>,
}

impl OneRow {
    /// Returns the column whose values the rule needs.
    pub(crate) fn column(&self) -> Option<&str> {
        match &self.keep {
            Some(Keep::Latest(column) | Keep::Earliest(column)) => Some(column),
            _ => None,
        }
    }

    /// Returns which rows count of those that differ in a column, and reports which do not; none where
    /// nothing decides between them.
    pub(crate) fn choose(
        &self,
        rows: &[Standing<'_>],
        differ_in: &str,
        header: &str,
        problems: &mut Problems,
    ) -> Option<Vec<usize>> {
        let now: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].had.is_none()).collect();
        if !now.is_empty() && now.len() < rows.len() {
            for row in rows.iter().filter(|row| row.had.is_some()) {
                let hint = "the row under the id that the case has now was kept";
                let oddity = Oddity::left_out("one row for each case", hint);
                problems.note(row.place.at(row.row, header), row.found(), oddity);
            }
            return Some(now);
        }
        let keep = self.keep.as_ref()?;
        let values: Vec<Option<String>> = rows.iter().map(|row| row.value.clone()).collect();
        let kept = keep.pick(&values)?;
        for (at, row) in rows.iter().enumerate() {
            if at != kept {
                let expected = format!("one row for each case: these differ in \"{differ_in}\"");
                let hint = format!("the plan says that {} counts; it was kept", keep.words());
                let other = row.place.rows([(rows[kept].place, rows[kept].row)].into_iter());
                let found = format!("another row than row {other}");
                problems.note(
                    row.place.at(row.row, header),
                    found,
                    Oddity::left_out(expected, hint),
                );
            }
        }
        Some(vec![kept])
    }

    /// Returns the id that a row's case has now, and reports where it has another.
    pub(crate) fn now(
        &self,
        id: CaseId,
        (place, row, header): (&Where, u32, &str),
        problems: &mut Problems,
    ) -> (CaseId, Option<CaseId>) {
        let Some(now) = self.former.became(&id) else {
            let id = match &self.ids {
                Some(known) if known.has_like(&id) => {
                    return (known.read(id, (place, row, header), problems), None);
                }
                Some(known) => known.read(id, (place, row, header), problems),
                None => id,
            };
            problems.new_id("cases", (place, row, header), &id);
            return (id, None);
        };
        let hint = format!("the row was read as one of {now}, as the imported aliases say");
        let oddity = Oddity::put_right("the id that the case has now", hint);
        problems.note(place.at(row, header), format!("\"{id}\""), oddity);
        (now.clone(), Some(id))
    }
}

impl Standing<'_> {
    fn found(&self) -> String {
        self.had.map_or_else(String::new, |id| format!("\"{id}\", which the case had before"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_picks_one_row_or_none() {
        let values = |texts: &[&str]| -> Vec<Option<String>> {
            texts.iter().map(|t| (!t.is_empty()).then(|| (*t).to_owned())).collect()
        };
        let check = |rule: &str, texts: &[&str], expected| {
            let found = Keep::parse(rule).unwrap().pick(&values(texts));
            assert_eq!(found, expected, "{rule} {texts:?}");
        };
        check("first", &["a", "b"], Some(0));
        check("last", &["a", "b"], Some(1));
        check("latest start_date", &["2026-01-02", "2025-12-31"], Some(0));
        check("earliest start_date", &["2026-01-02", "2025-12-31"], Some(1));
        check("latest start_date", &["2026-01-02", "2026-01-02"], None);
        check("latest start_date", &["2026-01-02", ""], None);
        check("latest Episode number", &["9", "10"], Some(1));
        for not_a_rule in ["", "latest", "newest", "first row"] {
            assert_eq!(Keep::parse(not_a_rule), None, "{not_a_rule}");
        }
    }
}
