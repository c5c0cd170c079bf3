//! Text files as bytes: which encoding they are in and which separator they use, found by looking.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::ReadError;

/// How many bytes are looked at for the separator.
const SAMPLE: usize = 200_000;

/// The name of the encoding of texts that are no UTF-8.
pub(crate) const WINDOWS: &str = "Windows-1252";

/// A decoded text file.
#[expect(clippy::struct_field_names, reason = "a text file's text is its text")]
pub(crate) struct Text {
    /// The text, without byte-order mark and `sep=` line.
    pub(crate) text: String,
    /// The encoding's name for people.
    pub(crate) encoding: &'static str,
    /// The separator.
    pub(crate) separator: u8,
    /// Rows before `text` begins: 1 when a `sep=` line was taken off.
    pub(crate) skipped: u32,
    /// Where lines begin that are in Windows-1252 while others are UTF-8.
    pub(crate) windows_lines: Vec<usize>,
}

impl Text {
    pub(crate) fn separator_word(&self) -> &'static str {
        match self.separator {
            b';' => "semicolons",
            b'\t' => "tabs",
            b'|' => "bars",
            _ => "commas",
        }
    }
}

/// Returns the text, its encoding and its separator.
///
/// # Errors
/// When it is not text: a NUL that no encoding explains.
pub(crate) fn decode(bytes: Vec<u8>) -> Result<Text, ReadError> {
    let Decoded { mut text, encoding, mut windows_lines } = decode_bytes(bytes)?;
    if text.contains('\0') {
        return Err(ReadError::Text("it holds NUL characters, as no text does".to_owned()));
    }
    let mut skipped = 0;
    let mut separator = None;
    let first = text.split(['\n', '\r']).next().unwrap_or_default();
    if let Some(mark) = first.strip_prefix("sep=").filter(|mark| mark.len() == 1) {
        separator = Some(mark.as_bytes()[0]);
        skipped = 1;
        let whole = text.len();
        let rest = &text[first.len()..];
        let rest = rest.strip_prefix("\r\n").or(rest.get(1..)).unwrap_or_default();
        text = rest.to_owned();
        let taken = whole - text.len();
        for at in &mut windows_lines {
            *at = at.saturating_sub(taken);
        }
    }
    if text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    let separator = separator.unwrap_or_else(|| find_separator(&text));
    Ok(Text { text, encoding, separator, skipped, windows_lines })
}

/// Returns the text of bytes in any encoding known here.
///
/// # Errors
/// When it is not text.
pub(crate) fn decoded(bytes: Vec<u8>) -> Result<String, ReadError> {
    decode_bytes(bytes).map(|decoded| decoded.text)
}

/// Returns a text that comes in parts: UTF-8, or what Windows programs write in its place.
pub(crate) fn decoded_line(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| WINDOWS_1252.decode(bytes).0, Into::into)
}

/// Says whether a text that was read as Windows-1252 has signs inside or behind words that no word has there:
/// letters of another encoding.
pub(crate) fn is_doubtful(text: &str) -> bool {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_letter = chars.peek().is_some_and(|next| next.is_alphabetic());
        let is_amid_ascii = before.is_ascii() && chars.peek().is_none_or(char::is_ascii);
        let is_odd = match c {
            '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}' => true,
            '\u{201a}' | '\u{192}' | '\u{201e}' | '\u{2020}' | '\u{2021}' | '\u{2c6}'
            | '\u{2030}' | '\u{2039}' | '\u{17d}' | '\u{160}' => before.is_ascii_lowercase(),
            // A mark that somebody took for an apostrophe, as in "O'Brien".
            '\u{2018}' if is_amid_ascii => false,
            '\u{2018}' | '\u{201c}' | '\u{201d}' | '\u{2022}' | '\u{a1}'..='\u{a4}' => {
                before.is_alphabetic() && next_is_letter
            }
            // A capital amid small letters: the apostrophe of Mac Roman, in "don't".
            '\u{c0}'..='\u{de}' => before.is_ascii_lowercase() && next_is_letter,
            _ => false,
        };
        if is_odd {
            return true;
        }
        before = c;
    }
    false
}

struct Decoded {
    text: String,
    encoding: &'static str,
    windows_lines: Vec<usize>,
}

impl Decoded {
    fn whole(text: String, encoding: &'static str) -> Self {
        Self { text, encoding, windows_lines: Vec::new() }
    }
}

fn decode_bytes(bytes: Vec<u8>) -> Result<Decoded, ReadError> {
    let wide = match bytes.as_slice() {
        [0xff, 0xfe, ..] => Some((UTF_16LE, "UTF-16")),
        [0xfe, 0xff, ..] => Some((UTF_16BE, "UTF-16 (big-endian)")),
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some((UTF_16LE, "UTF-16")),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some((UTF_16BE, "UTF-16 (big-endian)")),
        _ => None,
    };
    if let Some((encoding, word)) = wide {
        let (text, faulty) = encoding.decode_with_bom_removal(&bytes);
        if faulty {
            return Err(ReadError::Text("it is cut off or not valid UTF-16".to_owned()));
        }
        return Ok(Decoded::whole(text.into_owned(), word));
    }
    match String::from_utf8(bytes) {
        Ok(text) => match text.strip_prefix('\u{feff}') {
            Some(bare) => Ok(Decoded::whole(bare.to_owned(), "UTF-8 with a byte-order mark")),
            None => Ok(Decoded::whole(text, "UTF-8")),
        },
        Err(fault) => Ok(line_by_line(fault.as_bytes())),
    }
}

/// Decodes each line on its own: an export may join parts of several systems.
fn line_by_line(bytes: &[u8]) -> Decoded {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let (mut text, mut windows_lines) = (String::with_capacity(bytes.len()), Vec::new());
    let mut has_utf8 = false;
    for line in bytes.split_inclusive(|byte| matches!(byte, b'\n' | b'\r')) {
        if let Ok(line) = std::str::from_utf8(line) {
            has_utf8 |= !line.is_ascii();
            text.push_str(line);
        } else {
            windows_lines.push(text.len());
            text.push_str(&WINDOWS_1252.decode(line).0);
        }
    }
    if has_utf8 {
        Decoded { text, encoding: "UTF-8, some rows as Windows-1252", windows_lines }
    } else {
        Decoded::whole(text, WINDOWS)
    }
}

/// Returns the separator that splits the first records most evenly, titles and notes aside; the comma
/// when none does.
pub(crate) fn find_separator(text: &str) -> u8 {
    let mut best = (b',', 0);
    for candidate in [b',', b';', b'\t', b'|'] {
        let counts = separators_per_record(text, candidate);
        let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
        let score = counts
            .iter()
            .filter(|count| **count > 0)
            .map(|count| alike(*count) * 10_000 / counts.len() + count.min(&99))
            .max()
            .unwrap_or(0);
        if score > best.1 {
            best = (candidate, score);
        }
    }
    best.0
}

/// Counts the separators outside quotes in each of the first twenty records that hold something.
fn separators_per_record(text: &str, separator: u8) -> Vec<usize> {
    let (mut counts, mut count, mut length, mut quoted) = (Vec::new(), 0, 0, false);
    // Where a mark never closes, marks say nothing of where a record ends.
    let is_whole = text.len() <= SAMPLE;
    let marks = memchr::memchr_iter(b'"', text.as_bytes()).count();
    let marks_close = !is_whole || marks.is_multiple_of(2);
    for byte in text.bytes().take(SAMPLE) {
        match byte {
            b'"' if marks_close => quoted = !quoted,
            b'\n' | b'\r' if !quoted => {
                if length > 0 {
                    counts.push(count);
                }
                (count, length) = (0, 0);
                if counts.len() == 20 {
                    return counts;
                }
                continue;
            }
            _ if byte == separator && !quoted => count += 1,
            _ => {}
        }
        length += usize::from(byte != b'\r');
    }
    if length > 0 {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests;
