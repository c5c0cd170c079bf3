//! A settings file as text, with the places in it: every fault gets its place and says what was found there.
//! It does not read YAML; `parse` does.
//!
//! The pattern for a topic file (`crates/config/src/<topic>.rs`):
//!
//! ```text
//! #[derive(Deserialize)]
//! #[serde(deny_unknown_fields)]
//! struct Wire { name: At<String>, limit: Option<At<u32>> }     // private, with serde
//!
//! pub fn read(text: &str, file: &str) -> Result<Topic, Error> { // Topic: the engine's own type
//!     let source = Source::new(text, file);
//!     let wire: Wire = source.parse()?;
//!     let mut faults = Vec::new();                               // gather, do not stop at the first
//!     if wire.name.value.is_empty() {
//!         faults.push(source.fault(&wire.name, "a name", "how to fix it"));
//!     }
//!     match Error::of(faults) { Some(error) => Err(error), None => Ok(...) }
//! }
//! ```
//!
//! `At` loses its place inside `flatten`, `untagged` and internally tagged enums: do without them.

use serde_yaml::Location;

use crate::Fault;

/// A value with its place in the file.
pub(crate) type At<T> = serde_yaml::Spanned<T>;

/// The text of a settings file under its name.
pub(crate) struct Source<'a> {
    text: &'a str,
    file: &'a str,
}

impl<'a> Source<'a> {
    /// Returns the source; a byte-order mark, as Notepad writes it, is passed over.
    pub(crate) fn new(text: &'a str, file: &'a str) -> Self {
        Self { text: text.strip_prefix('\u{feff}').unwrap_or(text), file }
    }

    /// Returns the text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns the fault of a value that was read but is not as expected; what is there is
    /// found in the text.
    pub(crate) fn fault<T>(&self, at: &At<T>, expected: &str, hint: &str) -> Fault {
        self.fault_at(at.referenced, expected, &self.snippet(at.referenced), hint)
    }

    /// Returns the fault at a place, with what was found in words.
    pub(crate) fn fault_at(
        &self,
        place: Location,
        expected: &str,
        found: &str,
        hint: &str,
    ) -> Fault {
        let known = place.line() > 0;
        Fault {
            line: known.then(|| place.line()),
            column: known.then(|| place.column()),
            ..self.whole(expected, found, hint)
        }
    }

    /// Returns a fault of the whole file.
    pub(crate) fn whole(&self, expected: &str, found: &str, hint: &str) -> Fault {
        Fault {
            file: self.file.to_owned(),
            line: None,
            column: None,
            expected: expected.to_owned(),
            found: found.to_owned(),
            hint: hint.to_owned(),
        }
    }

    /// Returns what is at a place, in quotes: the value there, shortened, without remark.
    pub(crate) fn snippet(&self, place: Location) -> String {
        let line = self.line(place.line());
        let (before, rest) = split_at_char(line, place.column().saturating_sub(1) as usize);
        let value = value_at(rest, before.contains(['{', '[']));
        match value.chars().count() {
            0 => "nothing".to_owned(),
            1..=60 => format!("\"{value}\""),
            _ => format!("\"{}…\"", value.chars().take(57).collect::<String>()),
        }
    }

    /// Returns the place of the first tab before a setting, line and column.
    pub(crate) fn tab_before_setting(&self) -> Option<(u64, u64)> {
        self.text.lines().zip(1..).find_map(|(line, number)| {
            let blank = &line[..line.len() - line.trim_start().len()];
            let is_remark = line.trim_start().starts_with('#') || line.trim().is_empty();
            let tab = blank.find('\t').filter(|_| !is_remark)?;
            Some((number, tab as u64 + 1))
        })
    }

    /// Returns the lines of the entry whose key is on this line: the line itself and those
    /// after it that are indented further, without the blank and comment lines that follow.
    pub(crate) fn block(&self, line: u64) -> &'a str {
        let start = self.line_start(line);
        let indent = |text: &str| text.len() - text.trim_start_matches(' ').len();
        let own = indent(&self.text[start..]);
        let mut end = start;
        let mut kept = start;
        for (index, text) in self.text[start..].split_inclusive('\n').enumerate() {
            let bare = text.trim();
            let is_quiet = bare.is_empty() || bare.starts_with('#');
            if index > 0 && !is_quiet && indent(text) <= own {
                break;
            }
            end += text.len();
            if !is_quiet {
                kept = end;
            }
        }
        &self.text[start..kept]
    }

    fn line(&self, number: u64) -> &'a str {
        self.text[self.line_start(number)..].lines().next().unwrap_or_default()
    }

    /// Returns the byte at which a line begins.
    pub(crate) fn line_start(&self, number: u64) -> usize {
        let before = number.saturating_sub(1) as usize;
        self.text.split_inclusive('\n').take(before).map(str::len).sum()
    }
}

fn split_at_char(line: &str, count: usize) -> (&str, &str) {
    let byte = line.char_indices().nth(count).map_or(line.len(), |(byte, _)| byte);
    line.split_at(byte)
}

/// The value a line goes on with: what is between quotes, or else up to a remark and, inside
/// brackets, up to the next comma or bracket.
fn value_at(rest: &str, in_brackets: bool) -> &str {
    for quote in ['"', '\''] {
        if let Some(inner) = rest.strip_prefix(quote) {
            return inner.split(quote).next().unwrap_or_default();
        }
    }
    let bare = rest.split(" #").next().unwrap_or_default().trim_start_matches(':');
    let end = if in_brackets { bare.find([',', '}', ']']) } else { None };
    end.map_or(bare, |end| &bare[..end]).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_the_entry_s_own_lines() {
        let text = "plans:\n  a:\n    n: 1\n\n    # more\n    m: 2\n\n  # next\n  b:\n    n: 2\n";
        let source = Source::new(text, "plans.yaml");
        assert_eq!(source.block(2), "  a:\n    n: 1\n\n    # more\n    m: 2\n");
        assert_eq!(source.block(9), "  b:\n    n: 2\n");
    }
}
