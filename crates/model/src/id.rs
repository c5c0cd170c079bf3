//! Case ids and list values as text: the first section of the published method (`assay/1`). What is
//! normalised here is what tickets are computed from, so a change of a byte is a new method version.
//! It does not read cells: a number in a spreadsheet cell is turned into text by the readers.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// A case id: non-empty NFC text without control or format characters. Leading zeros, letter case
/// and punctuation are kept; two ids are the same only when every byte is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseId(String);

/// Why a text is not a case id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdFault {
    /// Nothing is left after trimming.
    #[error("an id, not a blank")]
    Empty,
    /// A control, format, line-separator or paragraph-separator character.
    #[error("an id without the invisible character U+{0:04X}")]
    Invisible(u32),
    /// What a spreadsheet makes of a long number, or a number with a decimal tail.
    #[error("an id as it was typed, not a number that a spreadsheet has damaged")]
    Damaged,
}

/// Why a text cannot be a stratum, unit or cap value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ValueFault {
    /// The value is literally `(blank)`, which stands for an empty cell.
    #[error("a value other than \"(blank)\", which stands for an empty cell")]
    Blank,
    /// The value contains ` / `, which joins the values of several columns.
    #[error("a value without \" / \", which joins several columns")]
    Joiner,
    /// A tab, line end or other invisible character.
    #[error("a value without the invisible character U+{0:04X}")]
    Invisible(u32),
}

impl CaseId {
    /// Returns the normalised id: byte-order mark stripped, trimmed of spaces and no-break spaces, NFC.
    ///
    /// # Errors
    /// When it is empty, holds an invisible character, or looks like a number damaged by a spreadsheet.
    pub fn parse(text: &str) -> Result<Self, IdFault> {
        let id = normalise(text);
        if id.is_empty() {
            return Err(IdFault::Empty);
        }
        if let Some(c) = id.chars().find(|c| is_invisible(*c)) {
            return Err(IdFault::Invisible(c as u32));
        }
        if looks_damaged(&id) {
            return Err(IdFault::Damaged);
        }
        Ok(Self(id))
    }

    /// Returns the text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns the text with a leading byte-order mark stripped, trimmed of ASCII space and U+00A0, in NFC.
#[must_use]
pub fn normalise(text: &str) -> String {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = bare.trim_matches([' ', '\u{a0}']);
    if trimmed.is_ascii() { trimmed.to_owned() } else { trimmed.nfc().collect() }
}

/// Returns a stratum, unit or cap value: normalised like an id, no-break spaces made spaces, runs of
/// spaces made one; a blank becomes `(blank)`.
///
/// # Errors
/// When the value is literally `(blank)`, contains ` / `, or holds an invisible character.
pub fn parse_value(text: &str) -> Result<String, ValueFault> {
    let mut value = String::with_capacity(text.len());
    for c in normalise(text).chars() {
        let c = if c == '\u{a0}' { ' ' } else { c };
        if c == ' ' && value.ends_with(' ') {
            continue;
        }
        if is_invisible(c) {
            return Err(ValueFault::Invisible(c as u32));
        }
        value.push(c);
    }
    match value.as_str() {
        "" => Ok("(blank)".to_owned()),
        "(blank)" => Err(ValueFault::Blank),
        v if v.contains(" / ") => Err(ValueFault::Joiner),
        _ => Ok(value),
    }
}

/// Returns whether a character is of the Unicode classes Cc, Cf, Zl or Zp.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_control();
    }
    matches!(
        c.general_category(),
        GeneralCategory::Control
            | GeneralCategory::Format
            | GeneralCategory::LineSeparator
            | GeneralCategory::ParagraphSeparator
    )
}

/// The three shapes of a damaged number: `1.2E+15`, `1E+15` and `1234.0`.
fn looks_damaged(id: &str) -> bool {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let (sign_free, unsigned) = match id.strip_prefix(['+', '-']) {
        Some(rest) => (rest, false),
        None => (id, true),
    };
    if let Some((mantissa, exponent)) = sign_free.split_once(['e', 'E']) {
        let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if let Some((whole, fraction)) = mantissa.split_once(['.', ',']) {
            return digits(whole) && digits(fraction) && digits(power);
        }
        return unsigned
            && mantissa.len() == 1
            && digits(mantissa)
            && exponent.strip_prefix('+').is_some_and(digits);
    }
    unsigned
        && id.split_once(['.', ',']).is_some_and(|(whole, zeros)| {
            digits(whole) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_what_people_typed() {
        let check = |input: &str, expected: &str| {
            assert_eq!(CaseId::parse(input).unwrap().as_str(), expected, "{input:?}");
        };
        check("\u{feff}00123 ", "00123");
        check("\u{a0} Ab-1/2\u{a0}", "Ab-1/2");
        check("Zoe\u{301}1", "Zo\u{e9}1");
        check("1e15", "1e15");
        check("12.50", "12.50");
        check("-12.0", "-12.0");
        check("12E+3", "12E+3");
    }

    #[test]
    fn damaged_and_invisible_ids_are_refused() {
        for damaged in ["1.23E+15", "-1,2e5", "+1.0e-3", "1E+15", "2e+1", "1234.0", "12,00"] {
            assert_eq!(CaseId::parse(damaged), Err(IdFault::Damaged), "{damaged}");
        }
        assert_eq!(CaseId::parse(" \u{a0}\u{feff}").unwrap_err(), IdFault::Invisible(0xfeff));
        assert_eq!(CaseId::parse(" \u{a0}"), Err(IdFault::Empty));
        assert_eq!(CaseId::parse("a\u{200b}b"), Err(IdFault::Invisible(0x200b)));
        assert_eq!(CaseId::parse("a\tb"), Err(IdFault::Invisible(9)));
        assert_eq!(CaseId::parse("a\u{2028}b"), Err(IdFault::Invisible(0x2028)));
    }

    #[test]
    fn values_fold_spaces_and_name_blanks() {
        assert_eq!(parse_value(" CIN\u{a0}\u{a0} 2 ").unwrap(), "CIN 2");
        assert_eq!(parse_value("").unwrap(), "(blank)");
        assert_eq!(parse_value("(blank)"), Err(ValueFault::Blank));
        assert_eq!(parse_value("a \u{a0}/ b"), Err(ValueFault::Joiner));
        assert_eq!(parse_value("a\nb"), Err(ValueFault::Invisible(10)));
        assert_eq!(parse_value("a/b").unwrap(), "a/b");
    }
}
