//! For whom a pack is made and what stands in it, as the settings say.

use assay_model::Date;
use assay_model::print::date;

use crate::disclosure::Rule;
use crate::section::Kind;

/// A profile.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// The name, e.g. `board`.
    pub name: String,
    /// The title.
    pub title: String,
    /// Who it is for, in a sentence.
    pub audience: String,
    /// The marking at head and foot; empty for public packs.
    pub marking: String,
    /// Whether the pack is published: no ids, no quotes, no worker names, no plain digest.
    pub public: bool,
    /// What the pack is about, in the council's words.
    pub focus: String,
    /// Whether the lists behind its figures are written beside it; never for public packs.
    pub case_list: bool,
    /// How many months it looks back on.
    pub months: u32,
    /// Quotes for each theme quoted.
    pub quotes: usize,
    /// The sections, in order.
    pub sections: Vec<Kind>,
    /// How small numbers are guarded.
    pub rule: Rule,
    /// Under this per cent of drawn audits returned the first page has no verdict.
    pub least_returned: u32,
    /// Documents inspectors ask for.
    pub readiness: Vec<Item>,
    /// Lines of enquiry raised before or during the visit.
    pub enquiries: Vec<Enquiry>,
    /// Recommendations of the last letter.
    pub recommendations: Vec<Recommendation>,
}

impl Profile {
    /// The usual per cent of drawn audits that have to be back for a verdict.
    pub const LEAST_RETURNED: u32 = 70;

    /// Returns the least share (0–1) of drawn audits returned for a verdict.
    #[must_use]
    pub fn least_returned_share(&self) -> f64 {
        f64::from(self.least_returned) / 100.0
    }
}

/// A document that has to be ready.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub document: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Whose it is.
    pub owner: String,
    /// Whether it is ready.
    pub ready: bool,
}

/// A question of inspectors and what became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Enquiry {
    /// The question.
    pub question: String,
    /// When it was raised.
    pub raised: Option<Date>,
    /// Who answers it.
    pub owner: String,
    /// The answer, in the council's words; empty while it is open.
    pub answer: String,
}

/// Returns a letter by its name and date, for [`Recommendation::letter`].
#[must_use]
pub fn letter(name: &str, on: Option<Date>) -> String {
    match (name, on) {
        ("", Some(on)) => date(on),
        (name, Some(on)) => format!("{name}, {}", date(on)),
        (name, None) => name.to_owned(),
    }
}

/// A recommendation and how far the council is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recommendation {
    /// The recommendation's words.
    pub recommendation: String,
    /// The letter it stands in, with its date; empty when not told.
    pub letter: String,
    /// Who owns it; empty when nobody is named.
    pub owner: String,
    /// Progress, in the council's words.
    pub progress: String,
    /// Whether it is done.
    pub done: bool,
}
