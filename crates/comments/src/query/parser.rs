//! Reads a query into its tree. `OR` binds weakest, then `AND` (also where nothing stands between two
//! parts), then `NOT`, then `NEAR/n` and `BEFORE/n`.

use super::lexer::{Part, lex};
use super::{Filter, Order, Query, QueryError, Span, WordPattern};
use crate::analyser::Analyser;

/// Brackets and NOT within one another, and NEAR or BEFORE in a row: what is deeper is no question of a person's,
/// and reading it would take the stack of the smallest thread.
pub(super) const MOST_DEPTH: usize = 40;
/// Fuzzy words in one query: each is looked up in the whole list of words.
pub(super) const MOST_FUZZY: usize = 50;

/// Reads a query. Words are analysed as the texts are.
///
/// # Errors
/// Where the query cannot be read: the column, what was expected and how to fix it.
pub fn parse(query: &str, analyser: &mut Analyser) -> Result<Query, QueryError> {
    if query.trim() == "*" {
        return Ok(Query::All);
    }
    let parts = lex(query)?;
    refuse_many_fuzzy(&parts)?;
    let end = query.chars().count() + 1;
    let mut parser = Parser { parts, at: 0, end, depth: 0, analyser };
    let parsed = parser.alternatives()?;
    match parser.peek() {
        None => Ok(parsed),
        Some(part) => Err(parser.wrong(
            "the end of the query",
            &part.shown(),
            "remove the closing bracket or add an opening one",
        )),
    }
}

fn refuse_many_fuzzy(parts: &[(usize, Part)]) -> Result<(), QueryError> {
    let is_fuzzy = |part: &Part| matches!(part, Part::Word(w) | Part::Phrase(w) if w.contains('~'));
    let too_many = parts.iter().filter(|(_, part)| is_fuzzy(part)).nth(MOST_FUZZY);
    too_many.map_or(Ok(()), |(column, part)| {
        Err(QueryError {
            column: *column,
            expected: format!("at most {MOST_FUZZY} words with ~"),
            found: part.shown(),
            hint: "ask in several queries".to_owned(),
        })
    })
}

struct Parser<'a> {
    parts: Vec<(usize, Part)>,
    at: usize,
    end: usize,
    /// How many brackets, NOTs and NEARs are open.
    depth: usize,
    analyser: &'a mut Analyser,
}

impl Parser<'_> {
    fn peek(&self) -> Option<Part> {
        self.parts.get(self.at).map(|(_, part)| part.clone())
    }

    fn column(&self) -> usize {
        self.parts.get(self.at).map_or(self.end, |(column, _)| *column)
    }

    fn wrong(&self, expected: &str, found: &str, hint: &str) -> QueryError {
        QueryError {
            column: self.column(),
            expected: expected.to_owned(),
            found: found.to_owned(),
            hint: hint.to_owned(),
        }
    }

    fn deeper(&mut self) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth <= MOST_DEPTH {
            return Ok(());
        }
        Err(self.wrong(
            &format!("brackets, NOT, NEAR and BEFORE at most {MOST_DEPTH} deep"),
            "deeper ones",
            "ask in several queries, or leave out brackets that change nothing",
        ))
    }

    fn alternatives(&mut self) -> Result<Query, QueryError> {
        let mut all = vec![self.conjunction()?];
        while self.peek() == Some(Part::Or) {
            self.at += 1;
            all.push(self.conjunction()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Query::Or(all) })
    }

    fn conjunction(&mut self) -> Result<Query, QueryError> {
        let mut all = vec![self.negation()?];
        loop {
            match self.peek() {
                Some(Part::And) => self.at += 1,
                None | Some(Part::Or | Part::Close) => break,
                Some(_) => {}
            }
            all.push(self.negation()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Query::And(all) })
    }

    fn negation(&mut self) -> Result<Query, QueryError> {
        if self.peek() == Some(Part::Not) {
            self.at += 1;
            self.deeper()?;
            let denied = self.negation()?;
            self.depth -= 1;
            return Ok(Query::Not(Box::new(denied)));
        }
        self.nearness()
    }

    fn nearness(&mut self) -> Result<Query, QueryError> {
        let mut left = self.primary()?;
        let depth = self.depth;
        loop {
            let (gap, order) = match self.peek() {
                Some(Part::Near(gap)) => (gap, Order::Free),
                Some(Part::Before(gap)) => (gap, Order::LeftFirst),
                _ => {
                    self.depth = depth;
                    return Ok(left);
                }
            };
            self.deeper()?;
            let left_span = self.as_span(left)?;
            self.at += 1;
            let right = self.primary()?;
            self.at -= 1;
            let right_span = self.as_span(right)?;
            self.at += 1;
            left = Query::Span(Span::Near {
                left: Box::new(left_span),
                right: Box::new(right_span),
                gap,
                order,
            });
        }
    }

    /// NEAR and BEFORE stand between words, phrases, or brackets of these joined by OR.
    fn as_span(&self, query: Query) -> Result<Span, QueryError> {
        match query {
            Query::Span(span) => Ok(span),
            Query::Or(all) => {
                all.into_iter().map(|q| self.as_span(q)).collect::<Result<_, _>>().map(Span::Any)
            }
            _ => Err(self.wrong(
                "words or phrases on both sides of NEAR and BEFORE",
                "a filter, AND or NOT",
                "put what belongs together in brackets, joined by OR, and the rest after AND",
            )),
        }
    }

    fn primary(&mut self) -> Result<Query, QueryError> {
        let Some(part) = self.peek() else {
            return Err(self.wrong(
                "a word, a phrase or a filter",
                "the end of the query",
                "for example: minutes AND \"not written up\"",
            ));
        };
        let column = self.column();
        match part {
            Part::Open => {
                self.at += 1;
                self.deeper()?;
                let inner = self.alternatives()?;
                self.depth -= 1;
                if self.peek() != Some(Part::Close) {
                    return Err(self.wrong(
                        "a closing bracket",
                        "the end of the query",
                        &format!("close the bracket opened in column {column}"),
                    ));
                }
                self.at += 1;
                Ok(inner)
            }
            Part::Word(word) => {
                let span = self.words(&word, column)?;
                self.at += 1;
                Ok(Query::Span(span))
            }
            Part::Phrase(text) => {
                let span = self.words(&text, column + 1)?;
                self.at += 1;
                Ok(Query::Span(span))
            }
            Part::Field(name, value) => {
                let filter = Filter::parse(&name, &value, column)?;
                self.at += 1;
                Ok(Query::Filter(filter))
            }
            other => Err(self.wrong(
                "a word, a phrase or a filter",
                &other.shown(),
                "AND, OR, NEAR and BEFORE go between two parts",
            )),
        }
    }

    /// Reads a word or a phrase. Each bit between spaces may end in `*` or `~1`.
    fn words(&mut self, text: &str, column: usize) -> Result<Span, QueryError> {
        let mut words: Vec<(usize, WordPattern)> = Vec::new();
        if text.contains(['*', '~']) {
            for (offset, bit) in bits(text) {
                let shift = words.last().map_or(0, |(at, _)| at + 1);
                let more = self.bit(bit, column + offset)?;
                words.extend(more.into_iter().map(|(at, word)| (at + shift, word)));
            }
        } else {
            words = self.analysed(text);
        }
        if words.is_empty() {
            let hint = "write at least one word or number";
            return Err(QueryError {
                column,
                expected: "a word".to_owned(),
                found: if text.is_empty() { "nothing".to_owned() } else { format!("\"{text}\"") },
                hint: hint.to_owned(),
            });
        }
        Ok(variants(words, self.analyser))
    }

    fn bit(&mut self, bit: &str, column: usize) -> Result<Vec<(usize, WordPattern)>, QueryError> {
        let wrong = |expected: &str, hint: String| QueryError {
            column,
            expected: expected.to_owned(),
            found: format!("\"{bit}\""),
            hint,
        };
        let single = |analyser: &mut Analyser, text: &str| {
            let tokens = analyser.analyse(text);
            match tokens.as_slice() {
                [token] => Some(analyser.word(token).written.clone()),
                _ => None,
            }
        };
        if let Some(head) = bit.strip_suffix('*').filter(|h| !h.contains(['*', '~'])) {
            return match single(self.analyser, head) {
                Some(word) if !word.is_empty() => Ok(vec![(0, WordPattern::Prefix(word))]),
                _ => Err(wrong(
                    "the beginning of one word before the star",
                    "for example supervis*".to_owned(),
                )),
            };
        }
        if let Some((head, number)) = bit.split_once('~').filter(|(h, _)| !h.contains('*')) {
            let slips = if number.is_empty() { Some(1) } else { number.parse().ok() };
            return match (single(self.analyser, head), slips) {
                (Some(word), Some(slips @ 1..=2)) => Ok(vec![(0, WordPattern::Fuzzy(word, slips))]),
                _ => Err(wrong("one word, ~ and 1 or 2", "for example supervison~1".to_owned())),
            };
        }
        if bit.contains('*') {
            let start: String = bit.chars().take_while(|&c| c != '*').collect();
            let hint = if start.is_empty() {
                "a star can only be at the end of a word".to_owned()
            } else {
                format!("a star can only be at the end: {start}*")
            };
            return Err(wrong("a word with a star at its end", hint));
        }
        Ok(self.analysed(bit))
    }

    fn analysed(&mut self, text: &str) -> Vec<(usize, WordPattern)> {
        let tokens = self.analyser.analyse(text);
        let first = tokens.first().map_or(0, |t| t.position(0));
        tokens
            .iter()
            .enumerate()
            .map(|(i, t)| {
                (t.position(i) - first, WordPattern::Stem(self.analyser.word(t).stem.clone()))
            })
            .collect()
    }
}

fn bits(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut column = 0;
    for bit in text.split(' ') {
        if !bit.is_empty() {
            found.push((column, bit));
        }
        column += bit.chars().count() + 1;
    }
    found
}

/// Returns the words as a span, or, where they hold an abbreviation or what one stands for, either way of
/// writing it.
fn variants(words: Vec<(usize, WordPattern)>, analyser: &mut Analyser) -> Span {
    let adjacent = words.iter().enumerate().all(|(i, (at, _))| *at == i);
    let mut all = vec![words];
    if adjacent {
        for (short, long) in analyser.dictionary().abbreviations().to_vec() {
            let long = stems_of(&long, analyser);
            let short = stems_of(&short, analyser);
            if long.len() < 2 || all.len() > 8 {
                continue;
            }
            for known in all.clone() {
                for (from, to) in [(&short, &long), (&long, &short)] {
                    all.extend(swapped(&known, from, to));
                }
            }
        }
    }
    let mut spans: Vec<Span> = all.into_iter().map(span_of).collect();
    if spans.len() == 1 { spans.remove(0) } else { Span::Any(spans) }
}

fn stems_of(text: &str, analyser: &mut Analyser) -> Vec<WordPattern> {
    analyser.stems(text).into_iter().map(WordPattern::Stem).collect()
}

fn swapped(
    words: &[(usize, WordPattern)],
    from: &[WordPattern],
    to: &[WordPattern],
) -> Option<Vec<(usize, WordPattern)>> {
    let plain: Vec<&WordPattern> = words.iter().map(|(_, w)| w).collect();
    let at = plain.windows(from.len()).position(|window| window.iter().copied().eq(from))?;
    let changed =
        plain[..at].iter().copied().chain(to).chain(plain[at + from.len()..].iter().copied());
    Some(changed.cloned().enumerate().collect())
}

fn span_of(mut words: Vec<(usize, WordPattern)>) -> Span {
    if words.len() == 1 { Span::Word(words.remove(0).1) } else { Span::Phrase(words) }
}
