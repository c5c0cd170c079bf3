//! What a model makes of comments next to the rules: those worth reading, which no rule finds and which speak like
//! comments labelled with a theme, and the rules' hits that it doubts. A linear classifier a theme, over stems,
//! pairs of stems, the rules' own word lists with their polarity and the rules' hits. It suggests and flags, and
//! never overrules: nothing of it is in a figure until a person has said so.

mod descent;
mod features;
mod learn;
mod model;
mod weigh;

use std::sync::Arc;

use crate::themes::Themes;
use features::{Extractor, Features};
use learn::DOUBTFUL;

pub use learn::{Example, Learned, Tested, learn};
pub use model::{Model, ModelFault};

/// A comment labelled with its themes, as the starter set holds them: id, text, codes.
pub const STARTER_SETS: [(&str, &str); 18] = [
    ("ordinary", include_str!("../starter/ordinary.csv")),
    ("ordinary-2", include_str!("../starter/ordinary-2.csv")),
    ("ordinary-3", include_str!("../starter/ordinary-3.csv")),
    ("varied", include_str!("../starter/varied.csv")),
    ("varied-2", include_str!("../starter/varied-2.csv")),
    ("varied-3", include_str!("../starter/varied-3.csv")),
    ("varied-4", include_str!("../starter/varied-4.csv")),
    ("own", include_str!("../starter/own.csv")),
    ("shire", include_str!("../starter/shire.csv")),
    ("borough", include_str!("../starter/borough.csv")),
    ("city", include_str!("../starter/city.csv")),
    ("county", include_str!("../starter/county.csv")),
    ("coast", include_str!("../starter/coast.csv")),
    ("mill", include_str!("../starter/mill.csv")),
    ("downs", include_str!("../starter/downs.csv")),
    ("dock", include_str!("../starter/dock.csv")),
    ("approve", include_str!("../starter/approve.csv")),
    ("forge", include_str!("../starter/forge.csv")),
];

/// The model that ships with the program, learnt from the starter sets.
pub const STARTER_MODEL: &str = include_str!("../starter/model.tsv");

/// A theme that a comment seems to speak of.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// The theme's code.
    pub theme: String,
    /// How likely it is, by cross-validation on the labelled comments: above 0, below 1.
    pub score: f64,
    /// The bytes of the sentence that weighs most.
    pub span: (usize, usize),
    /// The words that weigh most, as written, heaviest first.
    pub words: Vec<String>,
}

/// What rules and model make of a comment, in lists that are never mixed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Weighed {
    /// No rule finds it, and it is likely.
    pub worth_reading: Vec<Suggestion>,
    /// A rule finds it, and the model denies it.
    pub doubtful: Vec<Suggestion>,
    /// The codes for which rules and model speak, weighed together: a score, no list to act on.
    pub together: Vec<String>,
}

/// Suggests themes for comments; one per thread.
pub struct Suggester {
    model: Arc<Model>,
    extractor: Extractor,
}

impl Suggester {
    /// Makes a suggester. `themes` must be the book that the model was learnt with.
    #[must_use]
    pub fn new(model: Arc<Model>, themes: Arc<Themes>) -> Self {
        Self { model, extractor: Extractor::new(themes) }
    }

    /// Returns the themes whose score reaches their threshold, in the order of the model.
    pub fn suggest(&mut self, text: &str) -> Vec<Suggestion> {
        let features = self.extractor.features(text);
        let margins = self.model.margins(&features.keys);
        let reached = margins.iter().zip(&self.model.themes).enumerate();
        reached
            .filter(|(_, (margin, one))| **margin >= one.threshold)
            .map(|(theme, (margin, _))| self.suggestion(theme, *margin, text, &features))
            .collect()
    }

    /// Returns how likely the text speaks of the theme, threshold or not; none where the model does not know it.
    pub fn score(&mut self, theme: &str, text: &str) -> Option<Suggestion> {
        let number = self.model.themes().position(|known| known == theme)?;
        let features = self.extractor.features(text);
        let margin = self.model.margins(&features.keys)[number];
        Some(self.suggestion(number, margin, text, &features))
    }

    /// Returns what is worth reading and what is doubtful, in the order of the model.
    pub fn weigh(&mut self, text: &str) -> Weighed {
        let features = self.extractor.features(text);
        let margins = self.model.margins(&features.keys);
        let mut weighed = Weighed::default();
        for (number, (margin, border)) in margins.iter().zip(&self.model.themes).enumerate() {
            let is_hit = features.hits.contains(&border.theme);
            let suggestion = || self.suggestion(number, *margin, text, &features);
            if is_hit && border.chance.of(*margin) < DOUBTFUL {
                weighed.doubtful.push(suggestion());
            } else if !is_hit && *margin >= border.threshold {
                weighed.worth_reading.push(suggestion());
            }
            if *margin >= border.weighed {
                weighed.together.push(border.theme.clone());
            }
        }
        weighed
    }

    fn suggestion(&self, theme: usize, margin: f64, text: &str, features: &Features) -> Suggestion {
        let (span, words) = features.heaviest(text, |key| self.model.weight(key, theme));
        let border = &self.model.themes[theme];
        let score = border.chance.of(margin);
        Suggestion { theme: border.theme.clone(), score, span, words }
    }
}
