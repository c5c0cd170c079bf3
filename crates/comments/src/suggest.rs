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
use weigh::{DOUBTFUL, is_likely};

pub use learn::{Example, Learned, Tested, learn};
pub use model::{Model, ModelFault};

/// A comment labelled with its themes, as the starter set holds them: id, text, codes.
pub const STARTER_SETS: [(&str, &str); 30] = [
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
    ("fen", include_str!("../starter/fen.csv")),
    ("quay", include_str!("../starter/quay.csv")),
    ("moor", include_str!("../starter/moor.csv")),
    ("lake", include_str!("../starter/lake.csv")),
    ("vale", include_str!("../starter/vale.csv")),
    ("chalk", include_str!("../starter/chalk.csv")),
    ("weir", include_str!("../starter/weir.csv")),
    ("mere", include_str!("../starter/mere.csv")),
    ("holt", include_str!("../starter/holt.csv")),
    ("tarn", include_str!("../starter/tarn.csv")),
    ("heath", include_str!("../starter/heath.csv")),
    ("ford", include_str!("../starter/ford.csv")),
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

    /// Returns the themes that the text is likely to speak of, whatever the rules find, in the order of the model.
    pub fn suggest(&mut self, text: &str) -> Vec<Suggestion> {
        let read = self.read(text);
        let likely = (0..self.model.themes.len()).filter(|&theme| self.is_likely(&read, theme));
        likely.map(|theme| self.suggestion(&read, theme, text)).collect()
    }

    /// Returns what is worth reading and what is doubtful, in the order of the model.
    pub fn weigh(&mut self, text: &str) -> Weighed {
        let read = self.read(text);
        let mut weighed = Weighed::default();
        for (theme, border) in self.model.themes.iter().enumerate() {
            let is_hit = read.features.hits.contains(&border.theme);
            if is_hit && read.chances[theme] < DOUBTFUL {
                weighed.doubtful.push(self.suggestion(&read, theme, text));
            } else if !is_hit && self.is_likely(&read, theme) {
                weighed.worth_reading.push(self.suggestion(&read, theme, text));
            }
            if read.margins[theme] >= border.weighed {
                weighed.together.push(border.theme.clone());
            }
        }
        weighed
    }

    fn read(&mut self, text: &str) -> Read {
        let features = self.extractor.features(text);
        let margins = self.model.margins(&features);
        let themes = margins.iter().zip(&self.model.themes);
        let chances: Vec<f64> = themes.map(|(margin, one)| one.chance.of(*margin)).collect();
        let sides = chances.iter().zip(&self.model.themes);
        let shortcomings =
            sides.filter(|(_, one)| one.is_shortcoming).map(|(chance, _)| *chance).collect();
        Read { features, margins, chances, shortcomings }
    }

    fn is_likely(&self, read: &Read, theme: usize) -> bool {
        let is_shortcoming = self.model.themes[theme].is_shortcoming;
        is_likely(read.chances[theme], is_shortcoming, &read.shortcomings)
    }

    fn suggestion(&self, read: &Read, theme: usize, text: &str) -> Suggestion {
        let (span, words) = read.features.heaviest(text, |key| self.model.weight(key, theme));
        let score = read.chances[theme];
        Suggestion { theme: self.model.themes[theme].theme.clone(), score, span, words }
    }
}

/// A text as the model reads it.
struct Read {
    features: Features,
    /// Each theme's margin and chance, in the order of the model.
    margins: Vec<f64>,
    chances: Vec<f64>,
    /// The chances of the shortcomings among them.
    shortcomings: Vec<f64>,
}
