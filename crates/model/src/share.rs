//! A share as an exact decimal: 3% of 3,000 is 90 cases and never 90.00000000000001.

use std::fmt;

/// An exact share: so many of a power of ten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    parts: u64,
    places: u32,
}

/// Why a text is no share.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("expected a share such as 5% or 0.05, found \"{0}\"")]
pub struct ShareFault(String);

impl Share {
    /// One half, which asks for the largest sample.
    pub const HALF: Self = Self { parts: 5, places: 1 };

    /// Returns the share written `5%`, `2.5%` or `0.05`.
    ///
    /// # Errors
    /// When the text is no decimal of up to twelve places, or more than the whole.
    pub fn parse(text: &str) -> Result<Self, ShareFault> {
        let fault = || ShareFault(text.to_owned());
        let bare = text.trim();
        let (number, shift) = match bare.strip_suffix('%') {
            Some(percent) => (percent.trim_end(), 2),
            None => (bare, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let empty = whole.is_empty() && fraction.is_empty();
        if empty || !digits(whole) || !digits(fraction) || fraction.len() > 12 || whole.len() > 3 {
            return Err(fault());
        }
        let parts: u64 = format!("0{whole}{fraction}").parse().map_err(|_| fault())?;
        let share = Self { parts, places: fraction.len() as u32 + shift };
        if share.parts > share.whole() { Err(fault()) } else { Ok(share) }
    }

    /// Returns the nearest float.
    #[must_use]
    pub fn value(self) -> f64 {
        self.parts as f64 / self.whole() as f64
    }

    /// Returns ⌈`count` · share⌉, exactly.
    #[must_use]
    pub fn of_rounded_up(self, count: u64) -> u64 {
        let product = u128::from(count) * u128::from(self.parts);
        product.div_ceil(u128::from(self.whole())) as u64
    }

    /// Returns whether the share lies between none and all, neither included.
    #[must_use]
    pub fn is_inside(self) -> bool {
        self.parts > 0 && self.parts < self.whole()
    }

    fn whole(self) -> u64 {
        10_u64.pow(self.places)
    }
}

impl fmt::Display for Share {
    /// Writes percent with no needless noughts: `2.5%`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, parts) = (u128::from(self.whole()), u128::from(self.parts) * 100);
        let rest = parts % whole;
        if rest == 0 {
            return write!(f, "{}%", parts / whole);
        }
        let digits = format!("{rest:0width$}", width = self.places as usize);
        write!(f, "{}.{}%", parts / whole, digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_exact() {
        let check = |text: &str, shown: &str, of: u64, expected: u64| {
            let share = Share::parse(text).unwrap();
            assert_eq!((share.to_string().as_str(), share.of_rounded_up(of)), (shown, expected));
        };
        check("3%", "3%", 3000, 90);
        check("0.03", "3%", 3000, 90);
        check("2.50 %", "2.5%", 100, 3);
        check(".07", "7%", 100, 7);
        check("0.1%", "0.1%", 3000, 3);
        check("100%", "100%", 7, 7);
        for bad in ["", "%", "-3%", "101%", "1.5", "3 in 100", "1e-2"] {
            assert!(Share::parse(bad).is_err(), "{bad}");
        }
    }
}
