//! The pack as a whole: what stands on its front, its sections in order, and what it lacks.

use assay_model::Date;
use assay_model::print::date;
use serde::Serialize;

use super::{Block, Chart, Table};
use crate::disclosure::Printed;
use crate::section::Kind;

/// A whole pack, ready to print.
#[derive(Debug, Clone, Serialize)]
pub struct Document {
    /// The title, e.g. `Practice quality review pack`.
    pub title: String,
    /// The council or service it speaks of.
    pub council: String,
    /// Who it is for, in a sentence.
    pub audience: String,
    /// The marking at head and foot of every page; empty for public packs.
    pub marking: String,
    /// The first page.
    pub cover: Cover,
    /// The sections that have data, in the profile's order.
    pub sections: Vec<Section>,
    /// The sections that have none, and why.
    pub lacks: Vec<Lack>,
    /// When and from what it was made.
    pub edition: Edition,
    /// The figures by measure, to say in a later pack what changed since this one.
    #[serde(skip)]
    pub measures: Vec<(String, String)>,
    /// What was printed and withheld of counts of children, to be kept for later packs.
    #[serde(skip)]
    pub printed: Printed,
}

/// The first page, worth reading alone: one A4 side.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cover {
    /// The period in words, e.g. `October 2025 to September 2026`.
    pub period: String,
    /// What the pack rests on, in one plain sentence.
    pub standfirst: String,
    /// What a leader asks, in the order of weight, each with its answers.
    pub questions: Vec<Question>,
    /// Good or better by month with its limits.
    pub chart: Option<FrontChart>,
    /// After which question the chart is, the first being 1; 0 for none.
    pub chart_after: usize,
}

/// The chart of the first page; its numbers are in a section.
#[derive(Debug, Clone, Serialize)]
pub struct FrontChart {
    /// The id, unique in the document.
    pub id: String,
    /// The message, as a sentence with its figure.
    pub caption: String,
    /// The chart.
    pub chart: Chart,
    /// The id of the table that holds every number; empty where there is none.
    pub table: String,
}

/// A question of the first page.
#[derive(Debug, Clone, Serialize)]
pub struct Question {
    /// The question, e.g. `Are we improving?`.
    pub title: String,
    /// The answers, the weightiest first.
    pub answers: Vec<Answer>,
}

/// One answer: a sentence that carries its figure.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The verdict, or what the sentence is about, set bold before it; empty for none.
    pub mark: String,
    /// The sentence.
    pub sentence: String,
    /// The section that shows it in full (an id in this document); empty where none does.
    pub section: String,
}

/// One section.
#[derive(Debug, Clone, Serialize)]
pub struct Section {
    /// The id, unique in the document; also the name of the section in settings.
    pub id: String,
    /// The section's number as printed; given by [`Document::number`].
    pub number: String,
    /// The heading.
    pub title: String,
    /// Whether it starts a new page in print.
    pub new_page: bool,
    /// What the section says, in one or two plain sentences.
    pub lead: String,
    /// The content.
    pub blocks: Vec<Block>,
}

/// A section without data.
#[derive(Debug, Clone, Serialize)]
pub struct Lack {
    /// Which section it would be.
    #[serde(skip)]
    pub kind: Kind,
    /// The section's heading.
    pub title: String,
    /// Why it is missing.
    pub why: String,
}

/// When and from what the pack was made.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Edition {
    /// The date the figures are as at, in words.
    pub as_at: String,
    /// The same date, ISO.
    pub as_at_iso: String,
    /// The program and its version.
    pub program: String,
    /// The hash of the last ledger entry that is not itself a pack.
    pub head: String,
    /// Whether it is a draft or was issued, in words, on every page; empty for letters, which are neither.
    pub status: String,
}

impl Edition {
    /// Returns what is printed on a draft.
    #[must_use]
    pub fn draft() -> String {
        "DRAFT, not issued".to_owned()
    }

    /// Returns what is printed on a pack that was issued on this day, and how the second person was known.
    #[must_use]
    pub fn issued(on: Date, edition: u32, way: &str) -> String {
        let which = if edition > 1 { format!(", edition {edition}") } else { String::new() };
        format!("Issued on {}{which}, agreed {way}", date(on))
    }
}

impl Document {
    /// Numbers the sections 1, 2, 3… in the order they stand.
    pub fn number(&mut self) {
        for (index, section) in self.sections.iter_mut().enumerate() {
            section.number = (index + 1).to_string();
        }
    }

    /// Returns every table of the document, those beside charts included, in order.
    pub fn tables(&self) -> impl Iterator<Item = (&Section, &Table)> {
        self.sections.iter().flat_map(|section| {
            section.blocks.iter().filter_map(Block::table).map(move |table| (section, table))
        })
    }
}
