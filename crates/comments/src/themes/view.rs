//! A text as words and entries of the named word lists, each with how it is said: what learns from labelled
//! comments sees them so.

use super::cues::{Cued, Joins};
use super::matcher::Matcher;
use crate::analyser::Token;

/// A word with how it is said.
#[derive(Debug, Clone)]
pub(crate) struct ViewedWord {
    pub(crate) stem: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) sentence: u32,
    pub(crate) said: Said,
    pub(crate) looks: Looks,
}

/// An entry of a named word list in the text.
#[derive(Debug, Clone)]
pub(crate) struct Concept {
    pub(crate) list: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) sentence: u32,
    pub(crate) said: Said,
}

/// What a word's capital tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Looks {
    /// A capital inside a sentence: a name, a month, a system.
    Name,
    /// Small letters, or capitals throughout.
    Common,
    /// The first word of a sentence, where every word has one.
    Unknown,
}

/// How something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Said {
    Asserted,
    Denied,
    /// Wished, feared, supposed or past.
    Blocked,
}

/// The text as words and concepts.
#[derive(Debug, Default)]
pub(crate) struct View {
    pub(crate) words: Vec<ViewedWord>,
    pub(crate) concepts: Vec<Concept>,
}

impl Matcher {
    /// Returns the words and concepts of the text. Numbers are all alike.
    pub(crate) fn view(&mut self, text: &str) -> View {
        let cues = self.read_everything(text);
        let (tokens, found) = (&self.tokens, &self.found);
        let cued = Cued { sets: &self.themes.prepared().cues, cues: &cues, tokens };
        let said = |from: usize, to: usize| {
            let reading = cued.read(from, to, Joins::Cross);
            match (reading.blocked_by, reading.denied_by) {
                (Some(_), _) => Said::Blocked,
                (None, Some(_)) => Said::Denied,
                (None, None) => Said::Asserted,
            }
        };
        let words = tokens
            .iter()
            .enumerate()
            .map(|(number, token)| ViewedWord {
                stem: self.stem_or_number(token),
                start: token.start,
                end: token.end,
                sentence: token.sentence,
                said: said(number, number + 1),
                looks: looks(text, tokens, number),
            })
            .collect();
        let mut concepts = Vec::new();
        for list in 0..self.themes.book().lists.len() {
            for &(from, to) in found.of(list as u16) {
                let (from, to) = (from as usize, to as usize);
                concepts.push(Concept {
                    list,
                    start: tokens[from].start,
                    end: tokens[to - 1].end,
                    sentence: tokens[from].sentence,
                    said: said(from, to),
                });
            }
        }
        View { words, concepts }
    }

    fn stem_or_number(&self, token: &Token) -> String {
        let stem = &self.analyser.word(token).stem;
        if stem.bytes().all(|b| b.is_ascii_digit()) { "#".to_owned() } else { stem.clone() }
    }
}

fn looks(text: &str, tokens: &[Token], number: usize) -> Looks {
    let token = &tokens[number];
    let is_first = number == 0 || tokens[number - 1].sentence != token.sentence;
    let mut letters = text[token.start..token.end].chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let small_after = letters.next().is_some_and(char::is_lowercase);
    match (capital && small_after, is_first) {
        (true, true) => Looks::Unknown,
        (true, false) => Looks::Name,
        (false, _) => Looks::Common,
    }
}
