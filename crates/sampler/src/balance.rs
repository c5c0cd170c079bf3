//! The balance table: for each column the share among the eligible next to the share in the sample.
//! It is shown and never optimised: no draw is repeated because of it. Percentages are whole tenths,
//! rounded half up from the counts.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::{CaseId, CaseRecord, Date};

use crate::plan::Column;
use crate::{Frame, Status};

/// One column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Balance {
    /// The column.
    pub column: String,
    /// Its values, the most frequent among the eligible first.
    pub values: Vec<BalanceValue>,
    /// How many cases could be drawn.
    pub eligible: u64,
    /// How many were.
    pub selected: u64,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BalanceValue {
    /// The value; `(blank)` where there is none.
    pub value: String,
    /// How many of the eligible have it.
    pub eligible: u64,
    /// How many of the selected.
    pub selected: u64,
}

impl Balance {
    /// Returns a value's share of the eligible and of the sample, in tenths of a percent.
    #[must_use]
    pub fn shares(&self, value: &BalanceValue) -> (u64, u64) {
        let share = |part: u64, whole: u64| (part * 2000 + whole) / (2 * whole.max(1));
        (share(value.eligible, self.eligible), share(value.selected, self.selected))
    }

    /// Returns the value whose shares lie furthest apart.
    #[must_use]
    pub fn largest_difference(&self) -> Option<&BalanceValue> {
        let apart = |value: &&BalanceValue| {
            let (list, sample) = self.shares(value);
            list.abs_diff(sample)
        };
        // The first of equals, which is the most frequent.
        self.values.iter().rev().max_by_key(apart)
    }

    /// Returns the column in a plain sentence.
    #[must_use]
    pub fn sentence(&self) -> String {
        let column = self.column.replace('_', " ");
        let Some(value) = self.largest_difference() else { return format!("{column}: no values") };
        if self.values.len() == 1 && value.value == "(blank)" {
            return format!("{column}: blank throughout, nothing to compare");
        }
        let (list, sample) = self.shares(value);
        if list == sample {
            return format!("{column}: the sample has the shares of the list");
        }
        let percent = |tenths: u64| format!("{}.{}%", tenths / 10, tenths % 10);
        format!(
            "{column}: the largest difference is {}, {} of the list ({} of {}) and {} of the sample ({} of {})",
            value.value,
            percent(list),
            value.eligible,
            self.eligible,
            percent(sample),
            value.selected,
            self.selected
        )
    }
}

/// Returns the table of these columns. A value that cannot be in a frame is shown as it is.
#[must_use]
pub fn balance(
    columns: &[Column],
    cases: &[CaseRecord],
    as_at: Date,
    frame: &Frame,
    selected: &BTreeSet<&CaseId>,
) -> Vec<Balance> {
    columns
        .iter()
        .map(|column| {
            let mut counts: BTreeMap<String, (u64, u64)> = BTreeMap::new();
            let (mut eligible, mut drawn) = (0, 0);
            for case in cases {
                if frame.row(&case.id).is_none_or(|row| row.status != Status::Eligible) {
                    continue;
                }
                let value = column.value(case, as_at).unwrap_or_else(|_| column.text(case, as_at));
                let (all, sample) = counts.entry(value).or_default();
                let is_selected = u64::from(selected.contains(&case.id));
                *all += 1;
                *sample += is_selected;
                eligible += 1;
                drawn += is_selected;
            }
            let mut values: Vec<BalanceValue> = counts
                .into_iter()
                .map(|(value, (eligible, selected))| BalanceValue { value, eligible, selected })
                .collect();
            values.sort_by(|a, b| b.eligible.cmp(&a.eligible).then_with(|| a.value.cmp(&b.value)));
            Balance { column: column.name.clone(), values, eligible, selected: drawn }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::tests::row;

    #[test]
    fn shares_stand_side_by_side_with_their_bases() {
        let case = |id: &str, team: &str| CaseRecord {
            id: CaseId::parse(id).unwrap(),
            closed_on: None,
            restricted: false,
            fields: [("team", team)].into_iter().collect(),
        };
        let cases = [case("1", "A"), case("2", "A"), case("3", "B"), case("4", "")];
        let mut rows: Vec<_> = ["1", "2", "3", "4"].map(|id| row(id, "all", id, "")).to_vec();
        rows[3].status = Status::Closed;
        let frame = Frame::new(rows).unwrap();
        let selected = BTreeSet::from([&cases[2].id]);
        let day = "2026-09-30".parse().unwrap();
        let table = balance(&[Column::named("team")], &cases, day, &frame, &selected);
        assert_eq!(table[0].values.len(), 2);
        assert_eq!(table[0].shares(&table[0].values[0]), (667, 0));
        assert_eq!(
            table[0].sentence(),
            "team: the largest difference is A, 66.7% of the list (2 of 3) and 0.0% of the sample (0 of 1)"
        );
    }
}
