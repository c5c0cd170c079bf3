//! What the classifier sees of a comment: stems, pairs of stems, stems that are denied, the named word lists of
//! the rules with how they are said, and what the rules made of it; and pieces of its words, which a slip of the pen,
//! a short form or another ending leaves alike. Names are left out, and one number is like another.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::themes::{Concept, Finding, Looks, Matcher, Outcome, Said, Themes, ViewedWord};

/// A feature, as a number that is the same on every machine.
pub(super) type Key = u64;

/// How far apart two stems may stand to make a pair.
const PAIR_REACH: usize = 3;

/// Letters of a piece of a word, the space before and after the word among them.
const PIECE: usize = 4;

/// The features of one text, each once, with the words that made it.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// The features, in the order of the text.
    pub(super) keys: Vec<Key>,
    /// The pieces of its words, each once. They are weighed as a part of their own, so that neither part drowns the other.
    pub(super) pieces: Vec<Key>,
    /// Where each of `keys` comes from: bytes of its first and its last word.
    pub(super) places: Vec<Vec<(usize, usize)>>,
    /// The sentence in which each stands.
    pub(super) sentences: Vec<u32>,
    /// Each sentence's bytes.
    pub(super) bounds: Vec<(usize, usize)>,
    /// The themes that the rules find, each once.
    pub(super) hits: Vec<String>,
}

/// Takes the features out of texts; one per thread.
pub(super) struct Extractor {
    matcher: Matcher,
    /// The names of the word lists, by their number.
    lists: Vec<String>,
    names: HashSet<String>,
}

impl Extractor {
    pub(super) fn new(themes: Arc<Themes>) -> Self {
        let lists = themes.book().lists.iter().map(|list| list.name.clone()).collect();
        Self { matcher: Matcher::new(themes), lists, names: HashSet::new() }
    }

    /// Takes words for names from now on that these texts write with a capital wherever it tells something.
    pub(super) fn learn_names<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        let (mut capital, mut small) = (HashSet::new(), HashSet::new());
        for text in texts {
            for word in self.matcher.view(text).words {
                match word.looks {
                    Looks::Name => capital.insert(word.stem),
                    Looks::Common => small.insert(word.stem),
                    Looks::Unknown => false,
                };
            }
        }
        self.names = capital.difference(&small).cloned().collect();
    }

    pub(super) fn features(&mut self, text: &str) -> Features {
        let view = self.matcher.view(text);
        let mut gathered = Gathered::default();
        let mut start = 0;
        while start < view.words.len() {
            let sentence = view.words[start].sentence;
            let end = start
                + view.words[start..].iter().take_while(|word| word.sentence == sentence).count();
            let from = view.words[start].start;
            gathered.features.bounds.push((from, view.words[end - 1].end));
            gathered.sentence = gathered.features.bounds.len() as u32 - 1;
            gathered.words(text, &view.words[start..end], &self.names);
            let concepts: Vec<_> =
                view.concepts.iter().filter(|c| c.sentence == sentence).collect();
            gathered.concepts(&concepts, &self.lists);
            start = end;
        }
        for finding in self.matcher.explain(text) {
            gathered.finding(&finding);
        }
        gathered.features
    }
}

#[derive(Default)]
struct Gathered {
    features: Features,
    seen: HashSet<Key>,
    sentence: u32,
}

impl Gathered {
    fn add(&mut self, parts: &[&str], places: &[(usize, usize)]) {
        let key = key_of(parts);
        if self.seen.insert(key) {
            self.features.keys.push(key);
            self.features.places.push(places.to_vec());
            self.features.sentences.push(self.sentence);
        }
    }

    fn words(&mut self, text: &str, words: &[ViewedWord], names: &HashSet<String>) {
        let common = |word: &&ViewedWord| word.looks != Looks::Name && !names.contains(&word.stem);
        let words: Vec<&ViewedWord> = words.iter().filter(common).collect();
        for (number, word) in words.iter().enumerate() {
            let place = (word.start, word.end);
            self.add(&["word", &word.stem], &[place]);
            self.pieces(&text[word.start..word.end]);
            match word.said {
                Said::Denied => self.add(&["denied", &word.stem], &[place]),
                Said::Blocked => self.add(&["blocked", &word.stem], &[place]),
                Said::Asserted => {}
            }
            for (gap, next) in words[number + 1..].iter().take(PAIR_REACH).enumerate() {
                let kind = if gap == 0 { "pair" } else { "near" };
                self.add(&[kind, &word.stem, &next.stem], &[place, (next.start, next.end)]);
            }
        }
    }

    fn pieces(&mut self, word: &str) {
        if word.starts_with(|first: char| first.is_ascii_digit()) {
            return;
        }
        let letters: Vec<char> = format!(" {} ", word.to_lowercase()).chars().collect();
        for piece in letters.windows(PIECE.min(letters.len())) {
            let key = key_of(&["piece", &piece.iter().collect::<String>()]);
            if self.seen.insert(key) {
                self.features.pieces.push(key);
            }
        }
    }

    /// A rule that hits is a feature, its theme another; so is an approval that keeps a rule from counting.
    fn finding(&mut self, finding: &Finding) {
        let kind = match finding.outcome {
            Outcome::Counts(..) => "hit",
            Outcome::ApprovedBy(_) => "approved",
            _ => return,
        };
        let bounds = &self.features.bounds;
        let within = bounds.iter().position(|&(_, end)| finding.span.0 < end);
        self.sentence = within.unwrap_or_default() as u32;
        // No words of its own: what a suggestion shows are single words.
        self.add(&[kind, &finding.theme], &[]);
        self.add(&[kind, &finding.theme, &finding.rule], &[]);
        if kind == "hit" && !self.features.hits.contains(&finding.theme) {
            self.features.hits.push(finding.theme.clone());
        }
    }

    fn concepts(&mut self, concepts: &[&Concept], lists: &[String]) {
        for concept in concepts {
            let kind = match concept.said {
                Said::Asserted => "list",
                Said::Denied => "denied list",
                Said::Blocked => "blocked list",
            };
            self.add(&[kind, &lists[concept.list]], &[(concept.start, concept.end)]);
        }
    }
}

fn key_of(parts: &[&str]) -> Key {
    crate::analyser::fingerprint(&parts.join("\u{1f}"))
}

impl Features {
    /// Returns the sentence with the largest sum of weights and the words of the weightiest features.
    pub(super) fn heaviest(
        &self,
        text: &str,
        weight: impl Fn(Key) -> f64,
    ) -> ((usize, usize), Vec<String>) {
        let mut sums = vec![0.0; self.bounds.len()];
        let mut by_word: HashMap<(usize, usize), f64> = HashMap::new();
        for (number, &key) in self.keys.iter().enumerate() {
            let weight = weight(key);
            sums[self.sentences[number] as usize] += weight;
            let places = &self.places[number];
            for &place in places {
                *by_word.entry(place).or_default() += weight / places.len() as f64;
            }
        }
        let best = sums
            .iter()
            .enumerate()
            .max_by(|a, b| a.1.total_cmp(b.1).then(b.0.cmp(&a.0)))
            .map_or((0, 0), |(number, _)| self.bounds[number]);
        let mut words: Vec<((usize, usize), f64)> =
            by_word.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
        words.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut shown: Vec<String> = Vec::new();
        for ((from, to), _) in words {
            let word = text[from..to].to_lowercase();
            if shown.len() < 5 && !shown.contains(&word) {
                shown.push(word);
            }
        }
        (best, shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_leaves_half_of_the_pieces_and_a_number_has_none() {
        let pieces = |word: &str| {
            let mut gathered = Gathered::default();
            gathered.pieces(word);
            gathered.features.pieces
        };
        let whole = pieces("recording");
        assert_eq!(whole.len(), 8, "the space before and after it counts");
        assert_eq!(pieces("RECORDING"), whole);
        assert_eq!(pieces("recoding").iter().filter(|piece| whole.contains(piece)).count(), 4);
        assert_eq!(pieces("a").len(), 1);
        assert_eq!(pieces("14th"), [0; 0]);
    }
}
