//! Lets only the comments through that the matcher has kept.

use std::collections::HashSet;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// What the matcher kept of the candidates.
pub(super) enum Kept {
    /// All: the engine's answer was exact.
    All,
    /// These.
    These(Vec<DocAddress>),
}

/// Collects like `inner`, but only the kept ones.
pub(super) struct Only<'k, C> {
    pub(super) kept: &'k [DocAddress],
    pub(super) inner: C,
}

pub(super) struct SegmentOnly<S> {
    kept: HashSet<DocId>,
    inner: S,
}

impl<C: Collector> Collector for Only<'_, C> {
    type Fruit = C::Fruit;
    type Child = SegmentOnly<C::Child>;

    fn for_segment(
        &self,
        number: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<SegmentOnly<C::Child>> {
        let here = self.kept.iter().filter(|at| at.segment_ord == number);
        Ok(SegmentOnly {
            kept: here.map(|at| at.doc_id).collect(),
            inner: self.inner.for_segment(number, segment)?,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.inner.requires_scoring()
    }

    fn merge_fruits(
        &self,
        parts: Vec<<C::Child as SegmentCollector>::Fruit>,
    ) -> tantivy::Result<C::Fruit> {
        self.inner.merge_fruits(parts)
    }
}

impl<S: SegmentCollector> SegmentCollector for SegmentOnly<S> {
    type Fruit = S::Fruit;

    fn collect(&mut self, doc: DocId, score: Score) {
        if self.kept.contains(&doc) {
            self.inner.collect(doc, score);
        }
    }

    fn harvest(self) -> S::Fruit {
        self.inner.harvest()
    }
}
