//! A page of comments that answer a query.

use std::collections::BTreeMap;
use std::fmt;

use assay_model::{CaseId, Comment, Judgement, Month, Score};
use serde::Serialize;

use crate::shown;

/// A page of an answer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    /// How many comments match in all.
    pub total: u64,
    /// The comments of this page.
    pub hits: Vec<Hit>,
    /// Field → value → number of comments, over the whole answer.
    pub facets: BTreeMap<String, BTreeMap<String, u64>>,
    /// How many of all that match the figures count, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<u64>,
    /// What the searcher should know: values asked for that no comment has, with the values there are.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// A value of the query that no comment has: a slip in a team's name must not look like good news.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchValue<'a> {
    /// The field.
    pub field: &'a str,
    /// The value asked for.
    pub value: &'a str,
    /// Values that comments have.
    pub known: &'a [&'a str],
}

impl fmt::Display for NoSuchValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, value, known } = self;
        match known {
            [] => write!(f, "no comment has a {field} at all"),
            known => {
                write!(f, "no comment has the {field} \"{value}\"; there are {}", known.join(", "))
            }
        }
    }
}

/// One comment found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// The comment's id.
    pub comment_id: String,
    /// The case it is about.
    pub case_id: Option<String>,
    /// The box of the audit tool.
    pub domain: String,
    /// The round's month.
    #[serde(serialize_with = "shown::maybe")]
    pub month: Option<Month>,
    /// The team at the freeze.
    pub team: String,
    /// The overall judgement.
    #[serde(serialize_with = "shown::grade")]
    pub grade: Option<Judgement>,
    /// The score of the audit.
    pub audit_score: Option<f64>,
    /// The whole text.
    pub text: String,
    /// The bytes of the text that match, in order.
    pub spans: Vec<(usize, usize)>,
    /// How well it matches; only the order means anything.
    pub score: f64,
    /// Each match with what is before and after it, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kwic: Option<Vec<InContext>>,
}

/// What is before a match, the match, and what is after it.
pub type InContext = (String, String, String);

impl Hit {
    /// Returns a hit without its matches in context.
    #[must_use]
    pub fn new(comment: Comment, spans: Vec<(usize, usize)>, score: f32) -> Self {
        Self {
            comment_id: comment.id,
            case_id: comment.case.as_ref().map(CaseId::as_str).map(str::to_owned),
            domain: comment.domain,
            month: comment.month,
            team: comment.team,
            grade: comment.grade,
            audit_score: comment.score.map(Score::value),
            text: comment.text,
            spans,
            score: f64::from(score),
            kwic: None,
        }
    }
}
