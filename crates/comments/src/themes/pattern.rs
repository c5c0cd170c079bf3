//! Reads a pattern as written in `themes.yaml`:
//!
//! - `word` any form of the word, `=word` this form only, `$list` any entry of a word list, `#` a number;
//! - `(a b|c|$list)` one of these; `?` after a word, list or bracket: may be missing;
//! - side by side unless `..3` (up to three words between) or `...` (up to twelve) stands between;
//! - `&` parts that may be in any order; `^` before the part whose polarity counts (else the last).

/// Words allowed by `...`.
const ANY_GAP: usize = 12;
/// Brackets within brackets.
const MOST_DEPTH: usize = 20;
/// Steps of one pattern.
const MOST_STEPS: usize = 60;

/// A pattern as a tree: parts joined by `&`.
pub(super) type Pattern = Vec<Vec<Step>>;

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) node: Node,
    pub(super) optional: bool,
    pub(super) target: bool,
    /// How many words may stand before it.
    pub(super) gap: usize,
}

/// What a step stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Word(String),
    Exact(String),
    List(String),
    Number,
    Choice(Vec<Vec<(Node, bool)>>),
}

/// Reads a pattern. The error says what was expected and found.
pub(super) fn read(text: &str) -> Result<Pattern, (String, String)> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, depth: 0 };
    let mut parts = vec![Vec::new()];
    let mut gap = 0;
    let mut steps = 0;
    loop {
        reader.skip_spaces();
        let Some(c) = reader.peek() else { break };
        if c == '&' {
            reader.at += 1;
            parts.push(Vec::new());
            gap = 0;
            continue;
        }
        if c == '.' {
            gap = reader.gap()?;
            continue;
        }
        steps += 1;
        if steps > MOST_STEPS {
            let expected = format!("at most {MOST_STEPS} steps in a pattern");
            return Err((expected, "more".to_owned()));
        }
        let target = c == '^';
        reader.at += usize::from(target);
        let (node, optional) = reader.node()?;
        parts.last_mut().expect("never empty").push(Step { node, optional, target, gap });
        gap = 0;
    }
    if parts.iter().any(|part| part.iter().all(|step| step.optional)) {
        return Err(("at least one part that is not optional".to_owned(), format!("\"{text}\"")));
    }
    Ok(parts)
}

/// Reads an entry of a word list: a pattern without gaps, `&` and `^`.
pub(super) fn read_entry(text: &str) -> Result<Vec<(Node, bool)>, (String, String)> {
    let mut reader = Reader { chars: text.chars().collect(), at: 0, depth: 0 };
    let nodes = reader.sequence()?;
    match reader.peek() {
        None if !nodes.is_empty() => Ok(nodes),
        found => Err((
            "words, lists and brackets".to_owned(),
            found.map_or_else(|| "nothing".to_owned(), |c| format!("\"{c}\" in \"{text}\"")),
        )),
    }
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    /// How many brackets are open.
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn gap(&mut self) -> Result<usize, (String, String)> {
        let from = self.at;
        while self.peek().is_some_and(|c| c == '.' || c.is_ascii_digit()) {
            self.at += 1;
        }
        let text: String = self.chars[from..self.at].iter().collect();
        match text.as_str() {
            "..." => Ok(ANY_GAP),
            other => other
                .strip_prefix("..")
                .and_then(|n| n.parse().ok())
                .filter(|n| *n <= 40)
                .ok_or(("... or ..5".to_owned(), format!("\"{other}\""))),
        }
    }

    fn sequence(&mut self) -> Result<Vec<(Node, bool)>, (String, String)> {
        let mut nodes = Vec::new();
        loop {
            self.skip_spaces();
            match self.peek() {
                None | Some('|' | ')') => return Ok(nodes),
                Some(_) => nodes.push(self.node()?),
            }
        }
    }

    fn node(&mut self) -> Result<(Node, bool), (String, String)> {
        let node = match self.peek() {
            Some('(') => {
                self.at += 1;
                self.depth += 1;
                if self.depth > MOST_DEPTH {
                    let expected = format!("brackets at most {MOST_DEPTH} deep");
                    return Err((expected, "deeper ones".to_owned()));
                }
                let mut choices = vec![self.sequence()?];
                while self.peek() == Some('|') {
                    self.at += 1;
                    choices.push(self.sequence()?);
                }
                if self.peek() != Some(')') {
                    return Err((
                        "a closing bracket".to_owned(),
                        "the end of the pattern".to_owned(),
                    ));
                }
                self.at += 1;
                self.depth -= 1;
                if choices.iter().any(Vec::is_empty) {
                    return Err(("a word between | and brackets".to_owned(), "nothing".to_owned()));
                }
                Node::Choice(choices)
            }
            Some('$') => {
                self.at += 1;
                Node::List(self.name()?)
            }
            Some('#') => {
                self.at += 1;
                Node::Number
            }
            Some('=') => {
                self.at += 1;
                Node::Exact(self.name()?)
            }
            _ => Node::Word(self.name()?),
        };
        let optional = self.peek() == Some('?');
        self.at += usize::from(optional);
        Ok((node, optional))
    }

    fn name(&mut self) -> Result<String, (String, String)> {
        let from = self.at;
        let part =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '\'' | '-' | '&' | '\u{2019}' | '/');
        while self.peek().is_some_and(part) {
            self.at += 1;
        }
        if from == self.at {
            let found = self.peek().map_or_else(|| "the end".to_owned(), |c| format!("\"{c}\""));
            return Err(("a word".to_owned(), found));
        }
        Ok(self.chars[from..self.at].iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_with_gaps_targets_and_choices() {
        let pattern =
            read("$event ... ^(record|write up)? ..3 =recording & dad").expect("a pattern");
        assert_eq!(pattern.len(), 2);
        assert_eq!(pattern[0][1].gap, 12);
        assert!(pattern[0][1].target && pattern[0][1].optional);
        assert_eq!(pattern[0][2].gap, 3);
        assert_eq!(pattern[0][2].node, Node::Exact("recording".to_owned()));
    }

    #[test]
    fn faults_say_what_was_expected() {
        assert_eq!(read("(a|b").expect_err("a fault").0, "a closing bracket");
        assert_eq!(read("a ....  b").expect_err("a fault").0, "... or ..5");
        assert_eq!(read("$ a").expect_err("a fault").0, "a word");
        assert_eq!(
            read("a & b?").expect_err("a fault").0,
            "at least one part that is not optional"
        );
        assert_eq!(read("(a|)").expect_err("a fault").0, "a word between | and brackets");
        let deep = format!("{}a{}", "(".repeat(900), ")".repeat(900));
        assert_eq!(read(&deep).expect_err("a fault").0, "brackets at most 20 deep");
        let long = "a ".repeat(5_000);
        assert_eq!(read(&long).expect_err("a fault").0, "at most 60 steps in a pattern");
        assert_eq!(read_entry("a ... b").expect_err("a fault").0, "a word");
    }
}
