//! The one analyser: text into words with byte offsets, sentences and clauses. Index, queries and theme
//! matcher all use it, so that they agree on what a word is. It removes no words and reads no file.

mod dictionary;
mod scan;
mod split;
mod stem;

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

pub use dictionary::Dictionary;
pub(crate) use dictionary::fingerprint;
use scan::{Break, scan};
use split::split;
use stem::Stems;

/// Rises whenever the same text would be cut into other words than before; an index built with another
/// version is rebuilt.
pub const ANALYSER_VERSION: u32 = 1;

/// How far apart in the index two words stand that a clause boundary separates.
const CLAUSE_JUMP: usize = 16;
/// How far apart in the index two words stand that a sentence boundary separates.
const SENTENCE_JUMP: usize = 128;
/// More distinct words than this and the cache starts afresh, so that memory stays bounded.
const CACHE_LIMIT: usize = 200_000;

/// A word's number in the analyser's cache.
pub(crate) type WordId = u32;

/// One form of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As written, folded to lower case.
    pub written: String,
    /// As it should have been written: abbreviations of one word spelled out, slips corrected.
    pub surface: String,
    /// The stem, in which all forms meet.
    pub stem: String,
}

/// One word of an analysed text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// First byte in the original text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Counts sentences from 0.
    pub sentence: u32,
    /// Counts clauses from 0 through the whole text.
    pub clause: u32,
    /// Whether a comma or bracket stands before the word.
    pub after_comma: bool,
    pub(crate) word: WordId,
}

impl Token {
    /// Returns the position the word has in the index, given its number in the text.
    pub(crate) fn position(&self, number: usize) -> usize {
        let jumps = (self.clause - self.sentence) as usize * CLAUSE_JUMP;
        number + jumps + self.sentence as usize * SENTENCE_JUMP
    }
}

/// Cuts texts into words. It caches the words it has seen, so one is kept per thread.
pub struct Analyser {
    dictionary: Arc<Dictionary>,
    stems: Stems,
    words: Vec<Word>,
    by_written: FxHashMap<String, WordId>,
    /// Words as they are in a text, which nearly always stood there before.
    raw: FxHashMap<String, Raw>,
    parts: Vec<Part>,
    generation: u32,
    folded: String,
}

/// What is known of a word as it is in a text.
#[derive(Clone, Copy)]
struct Raw {
    opens_clause: bool,
    is_article: bool,
    /// Its parts' places in the analyser's list of them.
    first: usize,
    last: usize,
}

impl Raw {
    fn parts(self) -> Range<usize> {
        self.first..self.last
    }
}

/// A part of a word: its bytes within the word, and what it is.
#[derive(Clone, Copy)]
struct Part {
    from: usize,
    to: usize,
    word: WordId,
}

impl Clone for Analyser {
    /// The clone begins with an empty cache.
    fn clone(&self) -> Self {
        Self::new(Arc::clone(&self.dictionary))
    }
}

impl Analyser {
    /// Makes an analyser with the field's words.
    #[must_use]
    pub fn new(dictionary: Arc<Dictionary>) -> Self {
        Self {
            dictionary,
            stems: Stems::new(),
            words: Vec::new(),
            by_written: FxHashMap::default(),
            raw: FxHashMap::default(),
            parts: Vec::new(),
            generation: 0,
            folded: String::new(),
        }
    }

    /// Returns the dictionary it was made with.
    #[must_use]
    pub fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    /// Returns the words of the text, in order.
    pub fn analyse(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        self.analyse_into(text, &mut tokens);
        tokens
    }

    /// Replaces `tokens` by the words of the text; for loops that keep the buffer.
    pub(crate) fn analyse_into(&mut self, text: &str, tokens: &mut Vec<Token>) {
        tokens.clear();
        if self.raw.len() > CACHE_LIMIT {
            self.words.clear();
            self.by_written.clear();
            self.raw.clear();
            self.parts.clear();
            self.generation += 1;
        }
        let (mut sentence, mut clause) = (0, 0);
        let mut article_before = false;
        scan(text, |raw| {
            let known = self.known(raw.text);
            if !tokens.is_empty() {
                let starts_clause = !article_before && known.opens_clause;
                match raw.before {
                    Break::Sentence => {
                        sentence += 1;
                        clause += 1;
                    }
                    Break::Clause => clause += 1,
                    Break::None | Break::Comma if starts_clause => clause += 1,
                    Break::None | Break::Comma => {}
                }
            }
            article_before = known.is_article;
            let mut after_comma = raw.before == Break::Comma;
            for part in &self.parts[known.parts()] {
                tokens.push(Token {
                    start: raw.start + part.from,
                    end: raw.start + part.to,
                    sentence,
                    clause,
                    after_comma,
                    word: part.word,
                });
                after_comma = false;
            }
        });
    }

    /// Returns what is known of a word as it is in a text, finding it out the first time.
    fn known(&mut self, text: &str) -> Raw {
        if let Some(&known) = self.raw.get(text) {
            return known;
        }
        let first = self.parts.len();
        split(text, |from, to, instead| {
            let word = match instead {
                Some(folded) => self.word_id(folded),
                None => self.folded_id(&text[from..to]),
            };
            self.parts.push(Part { from, to, word });
        });
        let known = Raw {
            opens_clause: opens_clause(text),
            is_article: text.eq_ignore_ascii_case("a"),
            first,
            last: self.parts.len(),
        };
        self.raw.insert(text.to_owned(), known);
        known
    }

    /// Returns the word of a token that this analyser made last.
    #[must_use]
    pub fn word(&self, token: &Token) -> &Word {
        &self.words[token.word as usize]
    }

    pub(crate) fn word_by_id(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    /// Rises when the cache has been emptied and word numbers mean other words.
    pub(crate) fn generation(&self) -> u32 {
        self.generation
    }

    /// Returns the stem of each word of the text.
    pub fn stems(&mut self, text: &str) -> Vec<String> {
        self.analyse(text).iter().map(|t| self.word(t).stem.clone()).collect()
    }

    fn folded_id(&mut self, written: &str) -> WordId {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        if written.is_ascii() {
            folded.extend(written.bytes().map(|b| b.to_ascii_lowercase() as char));
        } else {
            let letters = written.nfc().filter(|&c| !scan::is_apostrophe(c));
            folded.extend(letters.flat_map(char::to_lowercase).nfc());
        }
        folded.retain(|c| !scan::is_apostrophe(c));
        let id = self.word_id(&folded);
        self.folded = folded;
        id
    }

    fn word_id(&mut self, folded: &str) -> WordId {
        if let Some(&id) = self.by_written.get(folded) {
            return id;
        }
        let surface = self
            .dictionary
            .one_word(folded)
            .or_else(|| self.dictionary.corrected(folded))
            .unwrap_or(folded)
            .to_owned();
        let word = Word { written: folded.to_owned(), stem: self.stems.stem(&surface), surface };
        let id = self.words.len() as WordId;
        self.words.push(word);
        self.by_written.insert(folded.to_owned(), id);
        id
    }
}

/// Words that open a clause of their own.
fn opens_clause(word: &str) -> bool {
    const OPENERS: [&str; 6] = ["but", "however", "although", "while", "whereas", "though"];
    (3..=8).contains(&word.len()) && OPENERS.iter().any(|o| word.eq_ignore_ascii_case(o))
}

#[cfg(test)]
mod tests;
