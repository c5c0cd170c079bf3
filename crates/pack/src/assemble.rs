//! A document from the figures: builds the sections a profile asks for, in its order, puts the
//! findings on the first page, and names what is missing.

use crate::section::{Kind, domains, headlines, judgements, method, sampling, themes};
use crate::view::{Cover, Document, Edition, Lack, Section};

/// Who the pack is for and what it shows.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The name, e.g. `board`.
    pub name: String,
    /// The title.
    pub title: String,
    /// Who it is for, in a sentence.
    pub audience: String,
    /// The marking; empty for public packs.
    pub marking: String,
    /// The sections, in order.
    pub sections: Vec<Kind>,
    /// Whether the pack is published: no ids, no quotes, no worker names, no plain digest.
    pub public: bool,
}

/// The figures a pack is made from. What is empty is missing, and the pack says so.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// The council's name.
    pub council: String,
    /// The period in words.
    pub period: String,
    /// What the pack rests on, in one sentence.
    pub standfirst: String,
    /// Judgements over time.
    pub judgements: judgements::Input,
    /// Domain scores.
    pub domains: domains::Input,
    /// Themes.
    pub themes: themes::Input,
    /// Draws.
    pub sampling: sampling::Input,
    /// Method and definitions.
    pub method: method::Input,
}

/// Returns the document of a profile.
#[must_use]
pub fn assemble(profile: &Profile, figures: &Figures, edition: Edition) -> Document {
    let mut sections = Vec::new();
    let mut lacks = Vec::new();
    for kind in &profile.sections {
        match build(*kind, figures) {
            Some(section) => sections.push(section),
            None => {
                lacks.push(Lack { title: kind.title().to_owned(), why: kind.lack().to_owned() });
            }
        }
    }
    let sources = headlines::Sources {
        judgements: &figures.judgements,
        domains: &figures.domains,
        themes: &figures.themes,
    };
    let cover = Cover {
        period: figures.period.clone(),
        standfirst: figures.standfirst.clone(),
        headlines: headlines::build(&sources, &sections),
        key_figures: headlines::key_figures(&figures.judgements),
    };
    let mut document = Document {
        title: profile.title.clone(),
        council: figures.council.clone(),
        audience: profile.audience.clone(),
        marking: profile.marking.clone(),
        cover,
        sections,
        lacks,
        edition,
    };
    document.number();
    document
}

fn build(kind: Kind, figures: &Figures) -> Option<Section> {
    match kind {
        Kind::Judgements => judgements::build(&figures.judgements),
        Kind::Domains => domains::build(&figures.domains),
        Kind::Themes => themes::build(&figures.themes),
        Kind::Sampling => sampling::build(&figures.sampling),
        Kind::Method => Some(method::build(&figures.method)),
        _ => None,
    }
}
