//! Ids that are their own normal form as they are, found by looking at each byte: most ids are. All
//! others are parsed as `assay_model::CaseId`.

use crate::ticket::SHORT;

/// The bytes of a short id with nothing to trim, compose or refuse.
#[derive(Debug, Clone, Copy)]
pub struct PlainId<'a>(&'a [u8]);

/// The ASCII characters that are seen, but for the signs without which no number looks damaged.
const IS_PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = b'!';
    while byte <= b'~' {
        plain[byte as usize] = !matches!(byte, b'.' | b',' | b'+');
        byte += 1;
    }
    plain
};

impl<'a> PlainId<'a> {
    /// Returns the id, or none where it must be parsed: of no bytes or more than 55, or with another byte
    /// than an ASCII character that is seen and is no point, comma or plus sign.
    #[must_use]
    pub fn of(id: &'a [u8]) -> Option<Self> {
        let is_short = !id.is_empty() && id.len() <= SHORT;
        let is_plain =
            is_short && id.iter().fold(true, |all, byte| all & IS_PLAIN[usize::from(*byte)]);
        is_plain.then_some(Self(id))
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use assay_model::CaseId;

    use super::*;

    #[test]
    fn a_plain_id_is_its_own_normal_form() {
        let mut plain = 0;
        let mut check = |text: &str| {
            if PlainId::of(text.as_bytes()).is_some() {
                plain += 1;
                assert_eq!(CaseId::parse(text).unwrap().as_str(), text);
            }
        };
        for first in 0..=255_u8 {
            for second in ["", "7", "e7", "E+9", ".0", " "] {
                check(&format!("{}{second}", char::from(first)));
                check(&format!("{second}{}", char::from(first)));
            }
        }
        assert!(plain > 400);
        for parsed in ["", " 1", "1 ", "é", "1\u{a0}", "1.0", "1,5", "1E+15", &"x".repeat(56)] {
            assert!(PlainId::of(parsed.as_bytes()).is_none(), "{parsed}");
        }
    }
}
