//! Codes as people write them: `b) No`, `No`, `PR4 - Private provision`, `POLICE`. Letter case, spaces
//! and punctuation do not matter; a missing prefix or label is understood and said.

use assay_tables::fold_header as fold;

use super::schema::Code;
use crate::problems::Oddity;
use crate::value::Reading;

/// The ways each code of a list is recognised, prepared once per column.
pub(crate) struct Codes {
    codes: Vec<Prepared>,
}

struct Prepared {
    text: String,
    /// The whole code, folded, with and without its bracketed remark.
    whole: Vec<String>,
    /// Its parts alone: label, inner code, letter.
    parts: Vec<String>,
}

impl Codes {
    pub(crate) fn new(codes: &[Code]) -> Self {
        Self { codes: codes.iter().map(prepare).collect() }
    }

    /// Returns the code a text means.
    pub(crate) fn read(&self, text: &str) -> Reading<String> {
        let wanted = fold(text);
        if let Some(code) = self.codes.iter().find(|code| code.whole.contains(&wanted)) {
            return Reading::Good(code.text.clone());
        }
        let mut likely = self.codes.iter().filter(|code| code.parts.contains(&wanted));
        match (likely.next(), likely.next()) {
            (Some(code), None) => Reading::Odd(
                code.text.clone(),
                Oddity::new(format!("the full code \"{}\"", code.text), "it was read as that code"),
            ),
            _ => Reading::Bad(Oddity::understood(
                format!("one of the codes {}", self.listed()),
                "the value was kept as text: use a code of the list",
            )),
        }
    }

    fn listed(&self) -> String {
        let texts: Vec<&str> = self.codes.iter().map(|code| code.text.as_str()).collect();
        match texts.as_slice() {
            [first, second, third, .., last] if texts.len() > 8 => {
                format!("{first} | {second} | {third} | … | {last}")
            }
            all => all.join(" | "),
        }
    }
}

fn prepare(code: &Code) -> Prepared {
    let bare = strip_remark(&code.text);
    let whole = [code.text.as_str(), bare].iter().map(|text| fold(text)).collect();
    let mut parts: Vec<String> = code.also.iter().map(|text| fold(text)).collect();
    // "b) PR1: Own provision" is letter "b", inner code "PR1", label "Own provision".
    let (letter, rest) = match bare.split_once(") ") {
        Some((letter, rest)) if letter.len() <= 2 => (Some(letter), rest),
        _ => (None, bare),
    };
    parts.extend(letter.map(fold));
    parts.push(fold(rest));
    for joiner in [": ", " - ", ":"] {
        if let Some((inner, label)) = rest.split_once(joiner)
            && !inner.contains(' ')
        {
            parts.extend([fold(inner), fold(label), fold(strip_remark(label))]);
            break;
        }
    }
    Prepared { text: code.text.clone(), whole, parts }
}

fn strip_remark(text: &str) -> &str {
    match text.rfind(" (") {
        Some(at) if text.ends_with(')') => &text[..at],
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(texts: &[&str]) -> Codes {
        let code = |text: &&str| Code { text: (*text).to_owned(), also: Vec::new() };
        Codes::new(&texts.iter().map(code).collect::<Vec<_>>())
    }

    #[test]
    fn codes_are_recognised_as_people_write_them() {
        let gender = codes(&["a) Male", "b) Female", "c) Not stated/recorded (or unborn)"]);
        let provider =
            codes(&["b) PR1: Own provision", "e) PR4: Private provision", "q) 6: Police"]);
        let need = codes(&[
            "N1 - Abuse or neglect",
            "RC8 - Case closed after assessment, no further action",
        ]);
        for (codes, text, expected) in [
            (&gender, "b) Female", "b) Female"),
            (&gender, "B)  FEMALE", "b) Female"),
            (&gender, "c) Not stated/recorded", "c) Not stated/recorded (or unborn)"),
            (&provider, "e) PR4 - Private provision", "e) PR4: Private provision"),
            (&need, "N1 - Abuse or Neglect", "N1 - Abuse or neglect"),
        ] {
            assert_eq!(codes.read(text), Reading::Good(expected.to_owned()), "{text}");
        }
        for (codes, text, expected) in [
            (&gender, "Female", "b) Female"),
            (&gender, "b", "b) Female"),
            (&provider, "PR4", "e) PR4: Private provision"),
            (&provider, "POLICE", "q) 6: Police"),
            (&need, "N1", "N1 - Abuse or neglect"),
            (&need, "rc8", "RC8 - Case closed after assessment, no further action"),
        ] {
            assert!(
                matches!(codes.read(text), Reading::Odd(code, _) if code == expected),
                "{text}"
            );
        }
        for (codes, text) in [(&gender, "a) Female"), (&gender, "X"), (&need, "PSRMEM - Support")] {
            assert!(matches!(codes.read(text), Reading::Bad(_)), "{text}");
        }
    }

    #[test]
    fn an_ambiguous_label_is_not_guessed() {
        let sources = codes(&["a) 1A: Individual", "b) 1B: Individual"]);
        assert!(matches!(sources.read("Individual"), Reading::Bad(_)));
        assert!(matches!(sources.read("1B"), Reading::Odd(..)));
    }
}
