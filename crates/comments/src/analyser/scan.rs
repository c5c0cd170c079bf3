//! Cuts text into raw words with byte offsets and says what stands between them: nothing, a comma, the
//! end of a clause or the end of a sentence. It does not fold, stem or look words up.

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Break {
    /// Space, hyphen, slash or quotation mark.
    None,
    /// A comma or a bracket.
    Comma,
    /// A semicolon, colon, dash, bullet or line end.
    Clause,
    /// A full stop, question or exclamation mark, or an empty line.
    Sentence,
}

/// A word as it is in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawWord<'t> {
    /// The bytes as written; `&` and `+` stand for "and".
    pub(crate) text: &'t str,
    /// Where it begins.
    pub(crate) start: usize,
    /// What stands before it.
    pub(crate) before: Break,
}

/// Words after which a full stop does not end a sentence.
const ABBREVIATIONS: [&str; 14] =
    ["eg", "ie", "approx", "mr", "mrs", "ms", "dr", "st", "vs", "inc", "max", "min", "ref", "dept"];

/// Calls `emit` for every word of the text, in order.
pub(crate) fn scan<'t>(text: &'t str, mut emit: impl FnMut(RawWord<'t>)) {
    let mut before = Break::None;
    let mut word_start: Option<usize> = None;
    let mut last_word = "";
    let mut previous = '\n';
    let mut rest = 0;
    loop {
        // Plain letters and figures are passed over at once; they are nearly all there is.
        let run = text.as_bytes()[rest..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        if run > 0 {
            word_start.get_or_insert(rest);
            rest += run;
            previous = text.as_bytes()[rest - 1].into();
        }
        let mut chars = text[rest..].chars();
        let Some(c) = chars.next() else { break };
        let next = chars.next().unwrap_or('\n');
        let at = rest;
        rest += c.len_utf8();
        if is_word_char(c) || (is_apostrophe(c) && word_start.is_some() && next.is_alphabetic()) {
            word_start.get_or_insert(at);
            previous = c;
            continue;
        }
        if let Some(start) = word_start.take() {
            last_word = &text[start..at];
            emit(RawWord { text: last_word, start, before });
            before = Break::None;
        }
        if c == '&' || (c == '+' && previous == ' ') {
            emit(RawWord { text: &text[at..=at], start: at, before });
            before = Break::None;
        }
        before = before.max(break_at(c, previous, next, last_word));
        previous = c;
    }
    if let Some(start) = word_start {
        emit(RawWord { text: &text[start..], start, before });
    }
}

/// Returns whether the character is one of the apostrophes people's keyboards and word processors make.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{02bc}' | '\u{ff07}' | '`' | '\u{b4}')
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && unicode_normalization::char::is_combining_mark(c))
}

fn break_at(c: char, previous: char, next: char, last_word: &str) -> Break {
    let between_digits = previous.is_ascii_digit() && next.is_ascii_digit();
    let between_spaces = previous.is_whitespace() && next.is_whitespace();
    match c {
        '-' | '*' | '>' | '\n' if previous == '\n' => Break::Sentence,
        '\u{2022}' | '\u{b7}' | '\u{25cf}' | '\u{2023}' | '\u{25aa}' | '!' | '?' | '\u{2026}' => {
            Break::Sentence
        }
        '.' => stop_at(next, last_word),
        ':' | '\u{2013}' if between_digits => Break::None,
        '-' if previous == '-' || between_spaces => Break::Clause,
        ';' | '\u{2014}' | ':' | '\u{2013}' | '\n' | '\r' => Break::Clause,
        ',' | '(' | ')' | '[' | ']' => Break::Comma,
        _ => Break::None,
    }
}

/// A full stop ends a sentence before a space or a capital, but not after an abbreviation or in a number.
fn stop_at(next: char, last_word: &str) -> Break {
    let short = last_word.chars().count() == 1 && last_word.chars().all(char::is_alphabetic);
    if next.is_alphanumeric() {
        let runs_on = next.is_uppercase()
            && last_word.chars().count() > 1
            && last_word.chars().all(char::is_lowercase);
        return if runs_on { Break::Sentence } else { Break::None };
    }
    let known = ABBREVIATIONS.iter().any(|a| last_word.eq_ignore_ascii_case(a));
    if known
        || (short && last_word.chars().all(char::is_lowercase) && next == ' ' && last_word != "a")
    {
        return Break::None;
    }
    Break::Sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut out = String::new();
        scan(text, |word| {
            out.push_str(match word.before {
                Break::None => " ",
                Break::Comma => " , ",
                Break::Clause => " ; ",
                Break::Sentence => " . ",
            });
            out.push_str(word.text);
        });
        assert_eq!(out.trim_start(), expected, "{text}");
    }

    #[test]
    fn words_and_breaks_are_told_apart() {
        check("Visit late. Not recorded, sadly", "Visit late . Not recorded , sadly");
        check("write-up w/c 12/7", "write up w c 12 7");
        check("wasn't; wasn\u{2019}t", "wasn't ; wasn\u{2019}t");
        check("- one\n- two", ". one . two");
        check("at 10:30 - three: four", "at 10 30 ; three ; four");
        check("C&F e.g. s.47 visits", "C & F e g s 47 visits");
        check("on file.No minutes", "on file . No minutes");
        check("", "");
        check("   ", "");
    }
}
