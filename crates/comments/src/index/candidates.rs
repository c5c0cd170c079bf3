//! Turns a query into the engine's own, and says whether the engine's answer is exact or only holds every
//! comment that may match, for the matcher to decide.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, EmptyQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as EngineQuery,
    RangeQuery, TermQuery,
};
use tantivy::schema::IndexRecordOption;

use super::tables::Tables;
use crate::query::{Filter, Query, Span, WordPattern};

/// Whether the engine's answer can be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// Exactly the comments that match.
    Exact,
    /// At least these; the matcher decides.
    AtLeast,
}

impl Answer {
    fn and(self, other: Self) -> Self {
        if self == Self::Exact { other } else { self }
    }
}

type Translated = (Box<dyn EngineQuery>, Answer);

impl Tables {
    pub(super) fn translate(&self, query: &Query) -> Translated {
        match query {
            Query::All => (Box::new(AllQuery), Answer::Exact),
            Query::Span(span) => self.span(span),
            Query::Filter(filter) => (self.filter(filter), Answer::Exact),
            Query::And(all) => self.joined(all, Occur::Must),
            Query::Or(all) => self.joined(all, Occur::Should),
            Query::Not(inner) => match self.translate(inner) {
                (excluded, Answer::Exact) => (
                    Box::new(BooleanQuery::new(vec![
                        (Occur::Must, Box::new(AllQuery) as Box<dyn EngineQuery>),
                        (Occur::MustNot, excludable(excluded)),
                    ])),
                    Answer::Exact,
                ),
                (_, Answer::AtLeast) => (Box::new(AllQuery), Answer::AtLeast),
            },
        }
    }

    fn joined(&self, all: &[Query], occur: Occur) -> Translated {
        let mut answer = Answer::Exact;
        let parts = all
            .iter()
            .map(|part| {
                let (query, exactness) = self.translate(part);
                answer = answer.and(exactness);
                (occur, query)
            })
            .collect();
        (Box::new(BooleanQuery::new(parts)), answer)
    }

    fn span(&self, span: &Span) -> Translated {
        match span {
            Span::Word(word) => (self.word(word), Answer::Exact),
            Span::Phrase(words) => self.phrase(words),
            Span::Any(all) => {
                let mut answer = Answer::Exact;
                let parts = all
                    .iter()
                    .map(|part| {
                        let (query, exactness) = self.span(part);
                        answer = answer.and(exactness);
                        (Occur::Should, query)
                    })
                    .collect();
                (Box::new(BooleanQuery::new(parts)), answer)
            }
            Span::Near { left, right, .. } => {
                let sides = [left, right].map(|side| (Occur::Must, self.span(side).0));
                (Box::new(BooleanQuery::new(sides.into())), Answer::AtLeast)
            }
        }
    }

    /// A phrase of stems is exact; a prefix or fuzzy word in it leaves the decision to the matcher, since the
    /// engine would stop silently after fifty expansions.
    fn phrase(&self, words: &[(usize, WordPattern)]) -> Translated {
        let terms: Vec<(usize, Term)> = words
            .iter()
            .filter_map(|(at, word)| match word {
                WordPattern::Stem(stem) => Some((*at, Term::from_field_text(self.body, stem))),
                WordPattern::Prefix(_) | WordPattern::Fuzzy(..) => None,
            })
            .collect();
        if terms.len() == words.len() {
            return (Box::new(PhraseQuery::new_with_offset(terms)), Answer::Exact);
        }
        let parts = words.iter().map(|(_, word)| (Occur::Must, self.word(word))).collect();
        (Box::new(BooleanQuery::new(parts)), Answer::AtLeast)
    }

    fn word(&self, word: &WordPattern) -> Box<dyn EngineQuery> {
        match word {
            WordPattern::Stem(stem) => Box::new(TermQuery::new(
                Term::from_field_text(self.body, stem),
                IndexRecordOption::WithFreqs,
            )),
            WordPattern::Prefix(start) => {
                let term = Term::from_field_text(self.written, start);
                Box::new(FuzzyTermQuery::new_prefix(term, 0, true))
            }
            WordPattern::Fuzzy(wanted, slips) => {
                let term = Term::from_field_text(self.written, wanted);
                Box::new(FuzzyTermQuery::new(term, *slips, true))
            }
        }
    }

    fn filter(&self, filter: &Filter) -> Box<dyn EngineQuery> {
        match filter {
            Filter::Is(field, value) => Box::new(TermQuery::new(
                Term::from_field_text(self.field(*field), &field.key(value)),
                IndexRecordOption::Basic,
            )),
            Filter::Between(_, from, to) if from > to => Box::new(EmptyQuery),
            Filter::Between(field, from, to) => {
                let bound =
                    |n| std::ops::Bound::Included(Term::from_field_i64(self.field(*field), n));
                Box::new(RangeQuery::new(bound(*from), bound(*to)))
            }
        }
    }
}

/// The engine asks an excluded phrase or conjunction about documents it has already passed, which those
/// answer wrongly; a union of two asks safely.
fn excludable(query: Box<dyn EngineQuery>) -> Box<dyn EngineQuery> {
    let twin = query.box_clone();
    Box::new(BooleanQuery::union(vec![query, twin]))
}
