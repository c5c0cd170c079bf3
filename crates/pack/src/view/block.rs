//! The kinds of content a section is made of. Each has its own template, `blocks/<kind>.html`.

use assay_model::{CaseId, Month};
use serde::Serialize;

use super::{Chart, Table};

/// One piece of a section.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// The text.
        text: String,
    },
    /// A heading inside a section.
    Heading {
        /// The text.
        text: String,
    },
    /// A remark that qualifies what stands above it.
    Note {
        /// The text.
        text: String,
    },
    /// A list of sentences.
    List {
        /// The items.
        items: Vec<Item>,
    },
    /// Terms with what they mean or say.
    Facts {
        /// The facts.
        facts: Vec<Fact>,
    },
    /// A table.
    Table(Table),
    /// A chart with its caption and its data.
    Figure(Figure),
    /// Quotes of what auditors wrote, redacted.
    Quotes(Quotes),
    /// A council's own narrative, already turned from Markdown into safe HTML.
    Narrative {
        /// The safe HTML.
        html: String,
        /// The same as plain paragraphs, for formats that are not HTML.
        plain: Vec<String>,
    },
}

impl Block {
    /// Returns a paragraph.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self::Paragraph { text: text.into() }
    }

    /// Returns a note.
    pub fn note(text: impl Into<String>) -> Self {
        Self::Note { text: text.into() }
    }

    /// Returns a heading inside a section.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::Heading { text: text.into() }
    }

    /// Returns the block's table to change it, if it has one.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Figure(figure) => Some(&mut figure.table),
            _ => None,
        }
    }

    /// Returns the block's table, if it has one.
    #[must_use]
    pub fn table(&self) -> Option<&Table> {
        match self {
            Self::Table(table) => Some(table),
            Self::Figure(figure) => Some(&figure.table),
            _ => None,
        }
    }
}

/// An item of a list; the mark is set bold before it.
#[derive(Debug, Clone, Serialize)]
pub struct Item {
    /// A word or two set bold; empty for none.
    pub mark: String,
    /// The text.
    pub text: String,
}

/// A term and what is said of it.
#[derive(Debug, Clone, Serialize)]
pub struct Fact {
    /// The id that figures link to; empty where nothing does.
    pub id: String,
    /// The term.
    pub term: String,
    /// What is said of it.
    pub text: String,
}

/// A chart whose caption states its message, and its data.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// The id, unique in the document.
    pub id: String,
    /// The message, as a sentence with its figure.
    pub caption: String,
    /// The chart.
    pub chart: Chart,
    /// The data, always shown.
    pub table: Table,
}

/// Quotes on one theme.
#[derive(Debug, Clone, Serialize)]
pub struct Quotes {
    /// What the quotes are about.
    pub about: String,
    /// The quotes.
    pub quotes: Vec<Quote>,
}

impl Quotes {
    /// Returns the quotes under their heading; none without a quote.
    #[must_use]
    pub fn of(about: String, quotes: Vec<Quote>) -> Option<Self> {
        (!quotes.is_empty()).then_some(Self { about, quotes })
    }
}

/// One quote, redacted, cut into marked and unmarked pieces.
#[derive(Debug, Clone, Serialize)]
pub struct Quote {
    /// The pieces in order.
    pub pieces: Vec<Piece>,
    /// Where it comes from: month, domain, and in restricted packs the case.
    pub source: String,
}

impl Quote {
    /// Returns where a quote comes from, in words; the case is named in restricted packs only.
    #[must_use]
    pub fn source(month: Option<Month>, domain: &str, case: Option<&CaseId>) -> String {
        let month = month.map(Month::words);
        let domain = (!domain.is_empty()).then(|| domain.to_owned());
        let case = case.map(|case| format!("case {case}"));
        [month, domain, case].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A piece of a quote.
#[derive(Debug, Clone, Serialize)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// Whether these are the words that counted.
    pub marked: bool,
}
