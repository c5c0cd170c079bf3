//! Words of a text with their places, as names are written: letters with apostrophes inside; hyphens
//! part words, so that `Anne-Marie` is two.

use std::ops::Range;

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// Where it is, without a possessive ending.
    pub(crate) span: Range<usize>,
    /// The letters folded: lower case, no accents, straight apostrophes, no possessive ending.
    pub(crate) folded: String,
    /// Whether it begins with a capital.
    pub(crate) capital: bool,
    /// Whether a sentence or line begins with it.
    pub(crate) first: bool,
    /// Whether it ends in a possessive.
    pub(crate) possessive: bool,
}

/// Returns the words of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut first = true;
    let mut start: Option<usize> = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let inside = start.is_some()
            && is_apostrophe(c)
            && characters.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if c.is_alphabetic() || inside {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            tokens.push(token(text, from..at, first));
            first = false;
        }
        if matches!(c, '.' | '!' | '?' | '\n' | ':' | '•' | '"' | '“') {
            first = true;
        } else if c.is_ascii_digit() {
            first = false;
        }
    }
    if let Some(from) = start {
        tokens.push(token(text, from..text.len(), first));
    }
    tokens
}

fn token(text: &str, span: Range<usize>, first: bool) -> Token {
    let word = &text[span.clone()];
    let bare = ["'s", "’s", "ʼs", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending));
    let kept = bare.unwrap_or(word);
    Token {
        span: span.start..span.start + kept.len(),
        folded: fold(kept),
        capital: kept.chars().next().is_some_and(char::is_uppercase),
        first,
        possessive: bare.is_some(),
    }
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`')
}

/// Folds a word: lower case, without accents, with straight apostrophes.
pub(crate) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            c if is_apostrophe(c) => out.push('\''),
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'ď' | 'đ' => out.push('d'),
            'è'..='ë' | 'ē' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => out.push('e'),
            'ð' => out.push('d'),
            'ğ' | 'ģ' => out.push('g'),
            'ì'..='ï' | 'ī' | 'į' | 'ı' | 'ỉ'..='ị' => out.push('i'),
            'ł' | 'ļ' | 'ľ' => out.push('l'),
            'ķ' => out.push('k'),
            'ñ' | 'ń' | 'ň' | 'ņ' => out.push('n'),
            'ò'..='ö' | 'ø' | 'ő' | 'ō' | 'ơ' | 'ọ'..='ợ' => out.push('o'),
            'ř' => out.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => out.push('s'),
            'ť' | 'ţ' | 'ț' => out.push('t'),
            'ù'..='ü' | 'ū' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => out.push('u'),
            'þ' => out.push_str("th"),
            'ý' | 'ÿ' | 'ỳ'..='ỹ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'æ' => out.push_str("ae"),
            'ß' => out.push_str("ss"),
            // Combining marks: what is left of accents written apart.
            '\u{300}'..='\u{36f}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_know_where_they_stand() {
        let text = "Mia’s plan. O'Brien saw Anne-Marie";
        let found = tokens(text);
        let words: Vec<(&str, bool, bool)> =
            found.iter().map(|t| (&text[t.span.clone()], t.first, t.possessive)).collect();
        assert_eq!(
            words,
            [
                ("Mia", true, true),
                ("plan", false, false),
                ("O'Brien", true, false),
                ("saw", false, false),
                ("Anne", false, false),
                ("Marie", false, false)
            ]
        );
    }

    #[test]
    fn accents_and_apostrophes_are_folded() {
        assert_eq!(fold("Zoë"), "zoe");
        assert_eq!(fold("Zoe\u{308}"), "zoe");
        assert_eq!(fold("O’Brien"), "o'brien");
    }
}
