//! Text in the letters that every code page has: for readers that would take anything else for other letters.
//! What is kept or compared is never changed this way.

use unicode_normalization::UnicodeNormalization as _;

/// Returns the text in ASCII: signs by what is nearest to them, letters without their accents, and a question
/// mark for whatever has neither.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            _ if letter.is_ascii() => plain.push(letter),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{ad}' => plain.push('-'),
            '\u{2018}' | '\u{2019}' => plain.push('\''),
            '\u{201c}' | '\u{201d}' => plain.push('"'),
            '«' => plain.push_str("<<"),
            '»' => plain.push_str(">>"),
            '£' => plain.push_str("GBP "),
            '€' => plain.push_str("EUR "),
            '·' | '•' => plain.push('.'),
            '×' => plain.push('x'),
            '→' => plain.push_str("->"),
            '↑' => plain.push('^'),
            '↓' => plain.push('v'),
            '≤' => plain.push_str("<="),
            '≥' => plain.push_str(">="),
            'ß' => plain.push_str("ss"),
            'æ' => plain.push_str("ae"),
            'Æ' => plain.push_str("Ae"),
            'ø' => plain.push('o'),
            'Ø' => plain.push('O'),
            'ł' => plain.push('l'),
            'Ł' => plain.push('L'),
            '▁'..='█' => plain.push(bar(letter)),
            _ => without_accents(letter, &mut plain),
        }
    }
    plain
}

/// The bars of a small chart, by height.
fn bar(letter: char) -> char {
    const HEIGHTS: [char; 8] = ['_', '.', ':', '-', '=', '+', '*', '#'];
    let height = (u32::from(letter) - u32::from('▁')) as usize;
    HEIGHTS.get(height).copied().unwrap_or('#')
}

fn without_accents(letter: char, plain: &mut String) {
    let before = plain.len();
    // A fraction is taken apart by a stroke of its own.
    let parts = letter.nfkd().map(|part| if part == '\u{2044}' { '/' } else { part });
    plain.extend(parts.filter(char::is_ascii));
    let is_mark = unicode_normalization::char::is_combining_mark(letter);
    if plain.len() == before && !is_mark {
        plain.push('?');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_put_in_plain_letters_and_never_lost_without_a_sign() {
        let check = |text: &str, expected: &str| assert_eq!(plain(text), expected, "{text}");
        check("as it is, 100%", "as it is, 100%");
        check("64–80% of £20 – José’s “first”…", "64-80% of GBP 20 - Jose's \"first\"...");
        check("e\u{301}t\u{e9}, Łódź, Søren", "ete, Lodz, Soren");
        check("the «late» one", "the <<late>> one");
        check("▁▄█ ↓ 2 × 3 · −1", "_-# v 2 x 3 . -1");
        check("子", "?");
        check("\u{a0}½", " 1/2");
    }
}
