//! The pack as a whole: what stands on its front, its sections in order, and what it lacks.

use serde::Serialize;

use super::{Block, Table};
use crate::disclosure::Printed;

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
    /// What was printed and withheld of counts of children, to be kept for later packs.
    #[serde(skip)]
    pub printed: Printed,
}

/// The first page, worth reading alone.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Cover {
    /// The period in words, e.g. `October 2025 to September 2026`.
    pub period: String,
    /// What the pack rests on, in one plain sentence.
    pub standfirst: String,
    /// The findings, most important first.
    pub headlines: Vec<Headline>,
    /// The key figures in one small table.
    pub key_figures: Option<Table>,
}

/// One finding: a sentence that carries its figure.
#[derive(Debug, Clone, Serialize)]
pub struct Headline {
    /// The figure set large, e.g. `64%`, `−0.7`.
    pub figure: String,
    /// What the figure is, in a few words.
    pub label: String,
    /// The sentence.
    pub sentence: String,
    /// The section that shows it in full (an id in this document).
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
    /// The section's heading.
    pub title: String,
    /// Why it is missing and how it could be had.
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
