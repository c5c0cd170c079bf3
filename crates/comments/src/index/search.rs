//! Answers a query: how many comments, one page of them with their exact highlights, and facet counts.

use std::collections::BTreeMap;

use assay_model::Comment;
use tantivy::collector::{Collector, Count, DocSetCollector, TopDocs};
use tantivy::query::Query as EngineQuery;
use tantivy::{DocAddress, Order, Searcher, TantivyDocument};

use super::candidates::Answer;
use super::facets::{Counts, Facets};
use super::only::{Kept, Only};
use super::{Index, IndexError};
use crate::query::{Field, Matching, Query};

/// What to return of an answer.
#[derive(Debug, Clone)]
pub struct SearchOptions {
    /// How many comments a page has.
    pub limit: usize,
    /// Which page, from 1.
    pub page: usize,
    /// In which order.
    pub sort: Sort,
    /// By which fields to count.
    pub facets: Vec<Field>,
}

/// The order of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; undated ones last.
    Date,
}

/// One page of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// How many comments match in all.
    pub total: u64,
    /// The comments of this page.
    pub hits: Vec<Hit>,
    /// Field → value → number of comments, over the whole answer.
    pub facets: BTreeMap<String, BTreeMap<String, u64>>,
}

/// One comment found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The comment.
    pub comment: Comment,
    /// The byte spans of its text that match, in order.
    pub spans: Vec<(usize, usize)>,
    /// How well it matches; only the order means anything.
    pub score: f32,
}

/// Places in the index, best first, each with its score.
type Ranked = Vec<(f32, DocAddress)>;

impl Index {
    /// Answers a query.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn search(&self, query: &Query, options: &SearchOptions) -> Result<Page, IndexError> {
        let searcher = self.reader.searcher();
        let (candidates, answer) = self.tables.translate(query);
        let kept = match answer {
            Answer::Exact => Kept::All,
            Answer::AtLeast => self.decided(&searcher, query, &*candidates)?,
        };
        let (total, ranked, counts) = ranked(&searcher, &*candidates, &kept, options)?;
        let mut analyser = self.analyser.clone();
        let hits = ranked
            .into_iter()
            .map(|(score, at)| {
                let comment = self.tables.comment(&searcher.doc::<TantivyDocument>(at)?);
                let tokens = analyser.analyse(&comment.text);
                let spans = Matching::new(&analyser, &tokens).highlights(query);
                Ok(Hit { comment, spans, score })
            })
            .collect::<Result<_, IndexError>>()?;
        let names = options.facets.iter().map(|f| f.name().to_owned());
        Ok(Page { total, hits, facets: names.zip(counts).collect() })
    }

    /// Lets the matcher decide on every candidate.
    fn decided(
        &self,
        searcher: &Searcher,
        query: &Query,
        candidates: &dyn EngineQuery,
    ) -> Result<Kept, IndexError> {
        let mut analyser = self.analyser.clone();
        let mut kept = Vec::new();
        let mut addresses: Vec<DocAddress> =
            searcher.search(candidates, &DocSetCollector)?.into_iter().collect();
        addresses.sort_unstable();
        for at in addresses {
            let document = searcher.doc::<TantivyDocument>(at)?;
            let comment = self.tables.comment(&document);
            let themes = self.tables.themes(&document);
            let tokens = analyser.analyse(&comment.text);
            if Matching::new(&analyser, &tokens).admits(query, &|f| f.admits(&comment, &themes)) {
                kept.push(at);
            }
        }
        Ok(Kept::These(kept))
    }
}

fn ranked(
    searcher: &Searcher,
    query: &dyn EngineQuery,
    kept: &Kept,
    options: &SearchOptions,
) -> tantivy::Result<(u64, Ranked, Vec<Counts>)> {
    let skipped = options.limit * options.page.saturating_sub(1);
    let top = TopDocs::with_limit(options.limit.max(1)).and_offset(skipped);
    let (total, mut ranked, counts) = match options.sort {
        Sort::Relevance => all_three(searcher, query, kept, top.order_by_score(), options)?,
        Sort::Date => {
            let by_date = top.order_by_fast_field::<i64>(Field::Date.name(), Order::Desc);
            let (total, dated, counts) = all_three(searcher, query, kept, by_date, options)?;
            (total, dated.into_iter().map(|(_, at)| (0.0, at)).collect(), counts)
        }
    };
    ranked.truncate(options.limit);
    Ok((total, ranked, counts))
}

fn all_three<C: Collector>(
    searcher: &Searcher,
    query: &dyn EngineQuery,
    kept: &Kept,
    top: C,
    options: &SearchOptions,
) -> tantivy::Result<(u64, C::Fruit, Vec<Counts>)> {
    let collectors = (Count, top, Facets(&options.facets));
    let (total, ranked, counts) = match kept {
        Kept::All => searcher.search(query, &collectors)?,
        Kept::These(kept) => searcher.search(query, &Only { kept, inner: collectors })?,
    };
    Ok((total as u64, ranked, counts))
}
