//! Searches the workspace's comments: a query in, a page of comments with their highlights out.

use assay_comments::index::{self as engine, SearchOptions};
use assay_comments::kwic::in_context;
use assay_comments::query::{self, Query};
use assay_comments::{Analyser, Index};

use assay_comments::query::Field;
use assay_views::search::{Found, Hit, NoSuchValue};

use crate::comments::index;
use crate::comments::themes;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// The most comments one answer may have.
pub const MOST: usize = 10_000;

/// Which part of the answer is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// How many comments a page has, up to [`MOST`].
    pub limit: usize,
    /// Which page, from 1.
    pub page: usize,
    /// In which order.
    pub sort: Sort,
    /// How the matches are wanted.
    pub matches: Matches,
    /// Whether it is wanted how many of all that match the figures count.
    pub base: Base,
    /// By which fields to count, by name: `team`, `month`…
    pub facets: Vec<String>,
}

/// In which order comments are answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest first.
    Date,
}

/// How the matches of a comment are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Matches {
    /// As places in the text.
    #[default]
    InText,
    /// Also each by itself, with what is before and after it.
    InContext,
}

/// Whether the comments found are compared with those that figures count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    /// They are not.
    #[default]
    NotAsked,
    /// Those that the headline counts are counted, by the rule of every other figure.
    Counted,
}

/// Answers a query.
///
/// # Errors
/// When the query cannot be read, with its column and what to change, or the index cannot be used.
pub fn search(workspace: &Reader, query: &str, wanted: &Wanted) -> Result<Found> {
    let themes = themes::of_workspace(workspace)?;
    let mut analyser = Analyser::new(themes.dictionary().clone());
    let parsed = query::parse(query, &mut analyser)
        .map_err(|fault| Error::input(fault.to_string()).hint(fault.hint))?;
    let facets = wanted.facets.iter().map(|name| field(name)).collect::<Result<_>>()?;
    if !(1..=MOST).contains(&wanted.limit) || wanted.page == 0 {
        return Err(Error::input(format!("expected a limit from 1 to {MOST} and a page from 1")));
    }
    let index = index::catch_up(workspace)?;
    let sort = match wanted.sort {
        Sort::Relevance => engine::Sort::Relevance,
        Sort::Date => engine::Sort::Date,
    };
    let options = SearchOptions { limit: wanted.limit, page: wanted.page, sort, facets };
    let page = index.search(&parsed, &options).map_err(index::failed)?;
    let notes = if page.total == 0 { unknown_values(&index, &parsed)? } else { Vec::new() };
    let hits = page.hits.into_iter().map(|hit| shown(hit, wanted.matches)).collect();
    let counted = match wanted.base {
        Base::NotAsked => None,
        Base::Counted => Some(counted(workspace, &index, &parsed, page.total)?),
    };
    Ok(Found { total: page.total, hits, facets: page.facets, counted, notes })
}

/// Returns how many of all comments that match the headline counts.
fn counted(workspace: &Reader, index: &Index, query: &Query, total: u64) -> Result<u64> {
    let headline = crate::evidence::counting::headline(workspace)?;
    let mut counted = 0;
    for page in 1..=(total as usize).div_ceil(MOST) {
        let sort = engine::Sort::Relevance;
        let options = SearchOptions { limit: MOST, page, sort, facets: Vec::new() };
        let found = index.search(query, &options).map_err(index::failed)?;
        counted += found.hits.iter().filter(|hit| headline.counts(&hit.comment)).count() as u64;
    }
    Ok(counted)
}

fn shown(hit: engine::Hit, matches: Matches) -> Hit {
    let lines = (matches == Matches::InContext).then(|| {
        let lines = in_context(&hit.comment.text, &hit.spans);
        lines.into_iter().map(|line| (line.before, line.matched, line.after)).collect()
    });
    Hit { kwic: lines, ..Hit::new(hit.comment, hit.spans, hit.score) }
}

/// Says which values of the query no comment has: a slip in a team's name must not look like good news.
fn unknown_values(index: &Index, query: &Query) -> Result<Vec<String>> {
    const SHOWN: usize = 20;
    let mut notes = Vec::new();
    for (field, value) in query.named_values() {
        let options =
            SearchOptions { limit: 1, page: 1, sort: engine::Sort::Relevance, facets: vec![field] };
        let all = index.search(&Query::All, &options).map_err(index::failed)?;
        let known: Vec<&String> = all.facets.values().flat_map(|counts| counts.keys()).collect();
        if known.iter().all(|one| field.key(one) != field.key(value)) {
            let mut listed: Vec<&str> = known.iter().take(SHOWN).map(|one| one.as_str()).collect();
            if known.len() > SHOWN {
                listed.push("…");
            }
            let note = NoSuchValue { field: field.name(), value, known: &listed };
            notes.push(note.to_string());
        }
    }
    Ok(notes)
}

fn field(name: &str) -> Result<Field> {
    let wanted = name.trim();
    Field::NAMES.iter().find(|(known, _)| *known == wanted).map(|(_, f)| *f).ok_or_else(|| {
        let names: Vec<&str> = Field::NAMES.iter().map(|(n, _)| *n).collect();
        Error::input(format!("expected a facet, found \"{wanted}\""))
            .hint(format!("the facets are {}", names.join(", ")))
    })
}
