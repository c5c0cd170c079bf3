//! How one auditor writes: in full or in abbreviations, in lower case, in bullets, with slips of the
//! keyboard. The same auditor writes alike all year.

use assay_model::print::capital;

use crate::dice::Dice;

/// Slips that real returns are full of.
const SLIPS: [(&str, &str); 16] = [
    ("supervision", "supervison"),
    ("minutes", "mintues"),
    ("recorded", "recored"),
    ("recording", "recordng"),
    ("assessment", "assesment"),
    ("attended", "atended"),
    ("their", "thier"),
    ("although", "althought"),
    ("meeting", "meetign"),
    ("chronology", "chronolgy"),
    ("reflective", "relfective"),
    ("evidence", "evidance"),
    ("management", "managment"),
    ("timescale", "time scale"),
    ("conference", "confrence"),
    ("independent", "independant"),
];
const SHORT: [(&str, &str); 7] = [
    ("social worker", "SW"),
    ("health visitor", "HV"),
    ("multi agency", "MA"),
    ("appointment", "appt"),
    (" and ", " & "),
    ("with ", "w "),
    ("information", "info"),
];
const FULL: [(&str, &str); 6] = [
    ("SW", "social worker"),
    ("TM", "team manager"),
    ("RHI", "return home interview"),
    ("RHIs", "return home interviews"),
    ("IRO", "reviewing officer"),
    ("stat visit", "statutory visit"),
];

/// How one auditor writes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    /// Words are abbreviated, or spelled out, or neither.
    words: Words,
    /// Slips in a thousand words that could slip.
    slips: u32,
    /// Whether sentences stand as bullets on lines of their own.
    bullets: bool,
    /// Whether the last full stop is left out.
    open_ended: bool,
    /// How much of what could be said is said, in a thousand.
    pub(super) talk: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    AsTheyAre,
    Abbreviated,
    InFull,
}

impl Voice {
    /// Returns the voice of an auditor.
    pub(super) fn of(seed: &str, login: &str) -> Self {
        let mut dice = Dice::new(seed, &format!("voice|{login}"));
        Self {
            words: dice.weighted(&[
                (Words::AsTheyAre, 5),
                (Words::Abbreviated, 2),
                (Words::InFull, 3),
            ]),
            slips: dice.weighted(&[(0, 4), (15, 4), (60, 2)]),
            bullets: dice.chance(140),
            open_ended: dice.chance(250),
            talk: dice.weighted(&[(550, 3), (800, 4), (1000, 3)]),
        }
    }

    /// Returns the sentences as this auditor would have typed them.
    pub(super) fn say(self, dice: &mut Dice, sentences: &[String]) -> String {
        let mut text = if self.bullets && sentences.len() > 1 {
            sentences.iter().map(|s| format!("- {s}")).collect::<Vec<_>>().join("\n")
        } else {
            sentences.join(" ")
        };
        let swaps: &[(&str, &str)] = match self.words {
            Words::AsTheyAre => &[],
            Words::Abbreviated => &SHORT,
            Words::InFull => &FULL,
        };
        for (from, to) in swaps {
            text = swap_words(&text, from, to);
        }
        for (right, slip) in SLIPS {
            if text.contains(right) && dice.chance(self.slips) {
                text = text.replacen(right, slip, 1);
            }
        }
        if self.open_ended && !self.bullets {
            text.truncate(text.trim_end_matches('.').len());
        }
        text
    }
}

/// Replaces whole words only; a word at the very start keeps its capital.
fn swap_words(text: &str, from: &str, to: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, tail) = rest.split_at(at);
        let after = &tail[from.len()..];
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let inside = letter(before.chars().next_back()) && !from.starts_with(' ')
            || letter(after.chars().next()) && !from.ends_with(' ');
        out.push_str(before);
        let starts_sentence = out.is_empty() || out.ends_with(". ") || out.ends_with("- ");
        match (inside, starts_sentence) {
            (true, _) => out.push_str(from),
            (false, true) => out.push_str(&capital(to)),
            (false, false) => out.push_str(to),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_are_swapped_and_sentences_keep_their_capital() {
        assert_eq!(
            swap_words("SW saw SWs. SW left", "SW", "social worker"),
            "Social worker saw SWs. Social worker left"
        );
        assert_eq!(swap_words("mum and dad", " and ", " & "), "mum & dad");
        assert_eq!(swap_words("without help", "with ", "w "), "without help");
    }
}
