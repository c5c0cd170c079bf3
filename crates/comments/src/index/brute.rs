//! A second reading of the query grammar, as simple as can be and sharing no code with the first: what a query
//! finds in a text of the tests' eight words, by looking at every stretch of words.

use proptest::prelude::*;

pub(super) const WORDS: [&str; 8] = ["aa", "ab", "ba", "bb", "sw", "social worker", "not", "aab"];

/// A query as the test makes it up.
#[derive(Debug, Clone)]
pub(super) enum Asked {
    Phrase(Vec<&'static str>),
    Prefix(&'static str),
    Fuzzy(&'static str),
    Near(Box<Asked>, usize, Box<Asked>),
    Before(Box<Asked>, usize, Box<Asked>),
    AndNot(Box<Asked>, Box<Asked>),
    And(Box<Asked>, Box<Asked>),
    OrTeamOne(Box<Asked>),
}

impl Asked {
    pub(super) fn written(&self) -> String {
        match self {
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Prefix(start) => format!("{start}*"),
            Self::Fuzzy(word) => format!("{word}~1"),
            Self::Near(a, gap, b) => format!("{} NEAR/{gap} {}", a.written(), b.written()),
            Self::Before(a, gap, b) => format!("{} BEFORE/{gap} {}", a.written(), b.written()),
            Self::AndNot(a, b) => format!("({}) AND NOT ({})", a.written(), b.written()),
            Self::And(a, b) => format!("({}) ({})", a.written(), b.written()),
            Self::OrTeamOne(a) => format!("({}) OR team:\"cin 1\"", a.written()),
        }
    }

    pub(super) fn finds(&self, text: &[Placed<'_>], is_team_one: bool) -> bool {
        match self {
            Self::AndNot(a, b) => a.finds(text, is_team_one) && !b.finds(text, is_team_one),
            Self::And(a, b) => a.finds(text, is_team_one) && b.finds(text, is_team_one),
            Self::OrTeamOne(a) => a.finds(text, is_team_one) || is_team_one,
            _ => !self.stretches(text).is_empty(),
        }
    }

    /// Every stretch of words that fits, first and one past the last.
    fn stretches(&self, text: &[Placed<'_>]) -> Vec<(usize, usize)> {
        let all = (0..text.len()).flat_map(|a| (a + 1..=text.len()).map(move |b| (a, b)));
        match self {
            Self::Phrase(words) => {
                let ways = ways(words);
                let fits = |&(a, b): &(usize, usize)| {
                    let here: Vec<&str> = text[a..b].iter().map(|w| w.word).collect();
                    text[a].clause == text[b - 1].clause && ways.contains(&here)
                };
                all.filter(fits).collect()
            }
            Self::Prefix(start) => single(text, |word| word.starts_with(start)),
            Self::Fuzzy(wanted) => single(text, |word| slips(word, wanted) <= 1),
            Self::Near(a, gap, b) => {
                let mut both = beside(text, a, *gap, b);
                both.extend(beside(text, b, *gap, a));
                both
            }
            Self::Before(a, gap, b) => beside(text, a, *gap, b),
            Self::AndNot(..) | Self::And(..) | Self::OrTeamOne(_) => Vec::new(),
        }
    }
}

/// A word of the text with its place.
pub(super) struct Placed<'t> {
    word: &'t str,
    sentence: usize,
    clause: usize,
}

/// Cuts a text of the tests: sentences at full stops, clauses at semicolons and before "but".
pub(super) fn placed(text: &str) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    let mut clause = 0;
    for (sentence, words) in text.split(". ").enumerate() {
        clause += 1;
        for words in words.split("; ") {
            clause += 1;
            for word in words.split_whitespace() {
                clause += usize::from(word == "but");
                all.push(Placed { word, sentence, clause });
            }
        }
    }
    all
}

fn single(text: &[Placed<'_>], fits: impl Fn(&str) -> bool) -> Vec<(usize, usize)> {
    (0..text.len()).filter(|&n| fits(text[n].word)).map(|n| (n, n + 1)).collect()
}

/// The ways of writing a phrase: "sw" and "social worker" mean the same.
fn ways(words: &[&'static str]) -> Vec<Vec<&'static str>> {
    let mut ways: Vec<Vec<&str>> = vec![Vec::new()];
    for word in words {
        let meant: &[&[&'static str]] = match *word {
            "sw" | "social worker" => &[&["sw"], &["social", "worker"]],
            _ => &[std::slice::from_ref(word)],
        };
        ways = ways
            .iter()
            .flat_map(|way| meant.iter().map(move |more| [way.as_slice(), more].concat()))
            .collect();
    }
    ways
}

fn beside(text: &[Placed<'_>], first: &Asked, gap: usize, second: &Asked) -> Vec<(usize, usize)> {
    let seconds = second.stretches(text);
    let mut both = Vec::new();
    for (from, to) in first.stretches(text) {
        for &(next, end) in &seconds {
            let same = text[from].sentence == text[end - 1].sentence;
            if to <= next && next - to <= gap && same {
                both.push((from, end));
            }
        }
    }
    both
}

/// Letters to add, drop, change, or swap with their neighbour.
fn slips(one: &str, other: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let change = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = change.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

pub(super) fn text() -> impl Strategy<Value = String> {
    let gap = prop_oneof![8 => Just(" "), 1 => Just(". "), 1 => Just("; "), 1 => Just(" but ")];
    prop::collection::vec((0..WORDS.len(), gap), 0..12)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(w, gap)| [WORDS[w], gap]).collect())
}

pub(super) fn asked() -> impl Strategy<Value = Asked> {
    let word = (0..WORDS.len(), 0..5).prop_map(|(w, kind)| match kind {
        0 => Asked::Phrase(vec![WORDS[w], WORDS[(w + 3) % 8]]),
        1 if !WORDS[w].contains(' ') => Asked::Prefix(WORDS[w]),
        2 if !WORDS[w].contains(' ') => Asked::Fuzzy(WORDS[w]),
        _ => Asked::Phrase(vec![WORDS[w]]),
    });
    let span = (word.clone(), word, 0..3usize, 0..3).prop_map(|(a, b, gap, kind)| match kind {
        0 => a,
        1 => Asked::Near(Box::new(a), gap, Box::new(b)),
        _ => Asked::Before(Box::new(a), gap, Box::new(b)),
    });
    (span.clone(), span, 0..4).prop_map(|(a, b, kind)| match kind {
        0 => a,
        1 => Asked::AndNot(Box::new(a), Box::new(b)),
        2 => Asked::OrTeamOne(Box::new(a)),
        _ => Asked::And(Box::new(a), Box::new(b)),
    })
}
