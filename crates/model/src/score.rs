//! A score out of 10, kept as exact hundredths. Not applicable is not a score and never 0.

use std::fmt;

/// A score from 0 to 10, exact to hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Score(u16);

impl Score {
    /// The score from which work is usually called good, where nobody set another.
    pub const USUALLY_GOOD: Self = Self(700);

    /// Returns the score of so many hundredths (0–1000), or none above 10.
    #[must_use]
    pub fn from_hundredths(hundredths: u16) -> Option<Self> {
        (hundredths <= 1000).then_some(Self(hundredths))
    }

    /// Returns the score a person wrote: `6`, `6.5`, `6,5`, `7/10`; none outside 0–10 or finer than hundredths.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let trimmed = text.trim();
        let bare = trimmed.strip_suffix("/10").map_or(trimmed, str::trim_end);
        let (whole, fraction) = bare.split_once(['.', ',']).unwrap_or((bare, ""));
        let is_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let kept = fraction.trim_end_matches('0');
        if whole.is_empty()
            || whole.len() > 2
            || kept.len() > 2
            || !is_digits(whole)
            || !is_digits(fraction)
        {
            return None;
        }
        let hundredths: u16 = format!("{kept:0<2}").parse().ok()?;
        Self::from_hundredths(whole.parse::<u16>().ok()? * 100 + hundredths)
    }

    /// Returns the score in hundredths, 0–1000.
    #[must_use]
    pub fn hundredths(self) -> u16 {
        self.0
    }

    /// Returns the score, 0–10.
    #[must_use]
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_exactly() {
        for (text, hundredths) in [
            ("0", 0),
            ("6", 600),
            ("6.5", 650),
            ("6,25", 625),
            ("10", 1000),
            ("7/10", 700),
            ("6.50000", 650),
        ] {
            assert_eq!(Score::parse(text).map(Score::hundredths), Some(hundredths), "{text}");
        }
        for bad in ["", "11", "-1", "10.01", "n/a", "6.123", "6.5.1", "1e1", "."] {
            assert_eq!(Score::parse(bad), None, "{bad}");
        }
    }
}
