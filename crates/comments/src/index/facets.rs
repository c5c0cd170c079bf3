//! Counts the comments of an answer by team, month and the like, straight from the index's columns.

use std::collections::BTreeMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::query::Field;

/// Value → number of comments, for one field.
pub(super) type Counts = BTreeMap<String, u64>;

/// Counts by these fields, in the order asked.
pub(super) struct Facets<'f>(pub(super) &'f [Field]);

pub(super) struct SegmentFacets(Vec<Tally>);

enum Tally {
    Texts(StrColumn, Vec<u64>),
    Numbers(Column<i64>, BTreeMap<i64, u64>),
    Absent,
}

impl Collector for Facets<'_> {
    type Fruit = Vec<Counts>;
    type Child = SegmentFacets;

    fn for_segment(
        &self,
        _: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentFacets> {
        let columns = segment.fast_fields();
        let tally = |field: &Field| -> tantivy::Result<Tally> {
            if matches!(field, Field::Month | Field::Date | Field::Score) {
                return Ok(Tally::Numbers(columns.i64(field.name())?, BTreeMap::new()));
            }
            Ok(columns.str(field.name())?.map_or(Tally::Absent, |column| {
                let zeros = vec![0; column.num_terms()];
                Tally::Texts(column, zeros)
            }))
        };
        self.0.iter().map(tally).collect::<tantivy::Result<Vec<_>>>().map(SegmentFacets)
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        parts: Vec<tantivy::Result<Vec<Counts>>>,
    ) -> tantivy::Result<Vec<Counts>> {
        let mut all = vec![Counts::new(); self.0.len()];
        for part in parts {
            for (into, from) in all.iter_mut().zip(part?) {
                for (value, count) in from {
                    *into.entry(value).or_default() += count;
                }
            }
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentFacets {
    type Fruit = tantivy::Result<Vec<Counts>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        for tally in &mut self.0 {
            match tally {
                Tally::Texts(column, counts) => {
                    column.term_ords(doc).for_each(|ord| counts[ord as usize] += 1);
                }
                Tally::Numbers(column, counts) => {
                    column.values_for_doc(doc).for_each(|n| *counts.entry(n).or_default() += 1);
                }
                Tally::Absent => {}
            }
        }
    }

    fn harvest(self) -> tantivy::Result<Vec<Counts>> {
        self.0.into_iter().map(named).collect()
    }
}

fn named(tally: Tally) -> tantivy::Result<Counts> {
    let mut all = Counts::new();
    match tally {
        Tally::Texts(column, counts) => {
            let mut value = String::new();
            for (ord, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                column.ord_to_str(ord as u64, &mut value)?;
                all.insert(value.clone(), count);
            }
        }
        Tally::Numbers(_, counts) => {
            all.extend(counts.into_iter().map(|(n, count)| (shown(n), count)));
        }
        Tally::Absent => {}
    }
    Ok(all)
}

/// Months and dates are kept as `yyyymm` and `yyyymmdd`, scores as hundredths.
fn shown(number: i64) -> String {
    match number {
        10_000_000.. => {
            format!("{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100)
        }
        100_000.. => format!("{:04}-{:02}", number / 100, number % 100),
        _ => format!("{}", number as f64 / 100.0),
    }
}
