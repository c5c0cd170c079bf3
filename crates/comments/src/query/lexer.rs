//! Cuts a query into its parts: words, phrases, keywords, brackets and field names, each with its column.

use super::QueryError;

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Word(String),
    Phrase(String),
    And,
    Or,
    Not,
    Near(usize),
    Before(usize),
    Open,
    Close,
    /// `team:` with the value that follows it.
    Field(String, String),
}

impl Part {
    /// Returns the part as the person wrote it, more or less, for messages.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Word(w) => format!("\"{w}\""),
            Self::Phrase(p) => format!("the phrase \"{p}\""),
            Self::And => "AND".to_owned(),
            Self::Or => "OR".to_owned(),
            Self::Not => "NOT".to_owned(),
            Self::Near(n) => format!("NEAR/{n}"),
            Self::Before(n) => format!("BEFORE/{n}"),
            Self::Open => "an opening bracket".to_owned(),
            Self::Close => "a closing bracket".to_owned(),
            Self::Field(name, _) => format!("the filter {name}:"),
        }
    }
}

/// Returns the parts with their 1-based columns.
pub(super) fn lex(query: &str) -> Result<Vec<(usize, Part)>, QueryError> {
    let chars: Vec<char> = query.chars().collect();
    let mut parts = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let column = at + 1;
        match chars[at] {
            c if c.is_whitespace() => at += 1,
            '(' => {
                parts.push((column, Part::Open));
                at += 1;
            }
            ')' => {
                parts.push((column, Part::Close));
                at += 1;
            }
            c if is_quote(c) => {
                let (text, after) = quoted(&chars, at)?;
                refuse_slop(&chars, after, &text)?;
                parts.push((column, Part::Phrase(text)));
                at = after;
            }
            '-' if chars.get(at + 1).is_some_and(|c| !c.is_whitespace()) => {
                return Err(minus(&chars, at));
            }
            _ => {
                let end = (at..chars.len())
                    .find(|&i| {
                        chars[i].is_whitespace()
                            || matches!(chars[i], '(' | ')')
                            || is_quote(chars[i])
                    })
                    .unwrap_or(chars.len());
                let word: String = chars[at..end].iter().collect();
                if let Some((name, value)) = word.split_once(':')
                    && !name.is_empty()
                {
                    let (value, after) = field_value(&chars, value, end)?;
                    parts.push((column, Part::Field(name.to_lowercase(), value)));
                    at = after;
                } else {
                    parts.push((column, keyword(&word, column)?));
                    at = end;
                }
            }
        }
    }
    Ok(parts)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201c}' | '\u{201d}')
}

fn quoted(chars: &[char], at: usize) -> Result<(String, usize), QueryError> {
    let close = (at + 1..chars.len()).find(|&i| is_quote(chars[i])).ok_or_else(|| QueryError {
        column: at + 1,
        expected: "a closing quotation mark".to_owned(),
        found: "the end of the query".to_owned(),
        hint: "put \" after the last word of the phrase".to_owned(),
    })?;
    Ok((chars[at + 1..close].iter().collect(), close + 1))
}

/// `"a b"~4` and `"a b"*` mean something else in other programs and are misread silently there.
fn refuse_slop(chars: &[char], after: usize, text: &str) -> Result<(), QueryError> {
    match chars.get(after) {
        Some('~') => Err(QueryError {
            column: after + 1,
            expected: "a space after the phrase".to_owned(),
            found: "\"~\"".to_owned(),
            hint: format!(
                "for words near each other write {}",
                text.split_whitespace().collect::<Vec<_>>().join(" NEAR/3 ")
            ),
        }),
        Some('*') => Err(QueryError {
            column: after + 1,
            expected: "a space after the phrase".to_owned(),
            found: "\"*\"".to_owned(),
            hint: format!("put the star inside: \"{text}*\""),
        }),
        _ => Ok(()),
    }
}

fn minus(chars: &[char], at: usize) -> QueryError {
    let word: String = chars[at + 1..].iter().take_while(|c| !c.is_whitespace()).collect();
    QueryError {
        column: at + 1,
        expected: "a word".to_owned(),
        found: format!("\"-{word}\""),
        hint: format!("to leave comments out, write NOT {word}"),
    }
}

fn field_value(chars: &[char], value: &str, end: usize) -> Result<(String, usize), QueryError> {
    if value.is_empty() && chars.get(end).copied().is_some_and(is_quote) {
        return quoted(chars, end);
    }
    Ok((value.to_owned(), end))
}

fn keyword(word: &str, column: usize) -> Result<Part, QueryError> {
    match word {
        "AND" | "and" | "&&" => return Ok(Part::And),
        "OR" | "or" | "||" => return Ok(Part::Or),
        "NOT" => return Ok(Part::Not),
        "NEAR" | "BEFORE" => return Err(bad_distance(word, word, column)),
        _ => {}
    }
    for (name, make) in [("NEAR/", Part::Near as fn(usize) -> Part), ("BEFORE/", Part::Before)] {
        let small = name.to_lowercase();
        if let Some(number) = word.strip_prefix(name).or_else(|| word.strip_prefix(&small)) {
            return match number.parse::<usize>() {
                Ok(n) if n <= 50 => Ok(make(n)),
                _ => Err(bad_distance(word, name.trim_end_matches('/'), column)),
            };
        }
    }
    Ok(Part::Word(word.to_owned()))
}

fn bad_distance(word: &str, name: &str, column: usize) -> QueryError {
    QueryError {
        column,
        expected: format!("{name}/ and a number from 0 to 50"),
        found: format!("\"{word}\""),
        hint: format!(
            "write {name}/5 for at most five words between; to find the word itself write it small"
        ),
    }
}
