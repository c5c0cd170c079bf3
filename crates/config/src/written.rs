//! Entries of settings files as the program writes them, so that reading gives back what was written.
//! It decides no setting and checks none: the whole file is read by its topic before it is kept.

use std::fmt;

/// A value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Words of a person's own: always in quotes.
    Text(String),
    /// A number, a share such as `10%` or a word of the settings: without quotes where YAML reads it as
    /// it is, else in quotes.
    Word(String),
    /// A setting that is on: `true`.
    On,
    /// Several texts.
    Texts(Vec<String>),
    /// Settings in one line, by their names.
    Settings(Vec<(&'static str, Value)>),
}

/// A text that has no place in a settings file: it breaks over lines, where each entry has one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a text on one line, found \"{line}\" and a line break")]
pub struct BreaksOver {
    /// The text up to its first break.
    pub line: String,
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Word(word) if is_plain(word) => f.write_str(word),
            Self::Word(word) => f.write_str(&quoted(word)),
            Self::On => f.write_str("true"),
            Self::Texts(texts) => {
                let texts: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
                write!(f, "[{}]", texts.join(", "))
            }
            Self::Settings(settings) => write!(f, "{{{}}}", in_a_line(settings)),
        }
    }
}

impl Value {
    /// Refuses texts with line breaks in them.
    pub(crate) fn on_one_line(&self) -> Result<(), BreaksOver> {
        match self {
            Self::Text(text) | Self::Word(text) => on_one_line(text),
            Self::On => Ok(()),
            Self::Texts(texts) => texts.iter().try_for_each(|text| on_one_line(text)),
            Self::Settings(all) => all.iter().try_for_each(|(_, value)| value.on_one_line()),
        }
    }
}

/// Refuses a text with a line break in it, of whatever kind YAML knows.
pub(crate) fn on_one_line(text: &str) -> Result<(), BreaksOver> {
    let broken = text.split_once(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']);
    broken.map_or(Ok(()), |(line, _)| Err(BreaksOver { line: line.to_owned() }))
}

/// Returns the file with the entry after everything that is in it, a blank line between.
#[must_use]
pub fn after(file: &str, entry: &str) -> String {
    format!("{}\n\n{entry}", file.trim_end())
}

fn in_a_line(settings: &[(&str, Value)]) -> String {
    let each: Vec<String> =
        settings.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    each.join(", ")
}

/// Returns the text in double quotes, with what is special between them escaped (YAML 1.2, 5.7).
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => written.extend(['\\', c]),
            c if c.is_control() || c == '\u{feff}' => {
                written.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}

/// Whether YAML reads the word as it is, in a line of its own, in brackets and as a name.
fn is_plain(word: &str) -> bool {
    const OTHER_THINGS: [&str; 7] = ["true", "false", "null", "yes", "no", "on", "off"];
    let inside = |c: char| c.is_ascii_alphanumeric() || "-_.% ".contains(c);
    word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && !word.ends_with(' ')
        && word.chars().all(inside)
        && !OTHER_THINGS.contains(&word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Read {
        value: String,
        all: Vec<String>,
    }

    #[test]
    fn what_is_written_is_read_back_equal() {
        let nasty = [
            "",
            " ",
            "a \"b\" c",
            "back\\slash",
            "it's: so",
            "# no remark",
            "a # b",
            "yes",
            "no",
            "true",
            "null",
            "~",
            "-",
            "- a",
            "-5",
            "[a, b]",
            "{a: 1}",
            "& *",
            "! % @ `",
            "a|b",
            "> c",
            "?",
            "Zoë 子 🙂",
            "tab\there",
            "\u{feff}mark",
            "bell\u{7}",
            "1e3",
            "012",
            "2026-04-01",
            "10%",
            "trailing ",
            "a: ",
            "inf",
            "NaN",
            ".inf",
            "y",
            "1_000",
            "0x10",
            "<<",
            "=",
            "...",
            "---",
            "\\n",
            "\u{a0}",
        ];
        for text in nasty {
            for value in [Value::Text(text.to_owned()), Value::Word(text.to_owned())] {
                let all = Value::Texts(vec![text.to_owned(), "x".to_owned()]);
                let settings =
                    Value::Settings(vec![("value", value.clone()), ("all", all.clone())]);
                for written in [format!("value: {value}\nall: {all}\n"), settings.to_string()] {
                    let read: Read = crate::source::Source::new(&written, "a.yaml")
                        .parse()
                        .unwrap_or_else(|error| panic!("{written}: {error}"));
                    assert_eq!(read.value, text, "{written}");
                    assert_eq!(read.all, [text, "x"], "{written}");
                }
            }
        }
    }

    #[test]
    fn numbers_shares_and_words_of_the_settings_have_no_quotes() {
        for word in ["12", "10%", "every_case", "below 2 seats by parent", "yes-partly-no", "0.1"] {
            assert_eq!(Value::Word(word.to_owned()).to_string(), word);
        }
        for word in ["yes", "Null", "a: b", "-1", "", "a #b", "x,y"] {
            assert_eq!(Value::Word(word.to_owned()).to_string(), format!("\"{word}\""));
        }
    }

    #[test]
    fn a_text_over_two_lines_is_refused() {
        for text in ["a\nb", "a\r", "a\u{2028}b", "\u{85}"] {
            assert!(Value::Text(text.to_owned()).on_one_line().is_err(), "{text:?}");
            assert!(Value::Texts(vec![text.to_owned()]).on_one_line().is_err(), "{text:?}");
        }
        let words = on_one_line("a\nb").unwrap_err().to_string();
        assert_eq!(words, "expected a text on one line, found \"a\" and a line break");
    }
}
