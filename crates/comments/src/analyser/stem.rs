//! Brings the forms of a word together: irregular forms first, then the English stemmer.
//! It knows nothing of abbreviations or spelling mistakes.

use rust_stemmers::{Algorithm, Stemmer};

/// Irregular forms and what they are forms of. The base form is stemmed afterwards.
const IRREGULAR: &[(&str, &[&str])] = &[
    ("be", &["am", "is", "are", "was", "were", "been", "being"]),
    ("begin", &["began", "begun"]),
    ("break", &["broke", "broken"]),
    ("bring", &["brought"]),
    ("build", &["built"]),
    ("buy", &["bought"]),
    ("catch", &["caught"]),
    ("child", &["children", "childrens", "childs", "kid", "kids"]),
    ("choose", &["chose", "chosen"]),
    ("come", &["came"]),
    ("do", &["does", "did", "done", "doing"]),
    ("draw", &["drew", "drawn"]),
    ("drive", &["drove", "driven"]),
    ("fall", &["fell", "fallen"]),
    ("feel", &["felt"]),
    ("find", &["found"]),
    ("get", &["got", "gotten"]),
    ("give", &["gave", "given"]),
    ("go", &["went", "gone", "goes"]),
    ("grow", &["grew", "grown"]),
    ("have", &["has", "had", "having"]),
    ("hear", &["heard"]),
    ("hold", &["held"]),
    ("keep", &["kept"]),
    ("know", &["knew", "known"]),
    ("lead", &["led"]),
    ("lose", &["lost"]),
    ("make", &["made"]),
    ("meet", &["met"]),
    ("person", &["people"]),
    ("put", &["putting"]),
    ("run", &["ran"]),
    ("say", &["said", "says"]),
    ("see", &["saw", "seen"]),
    ("send", &["sent"]),
    ("set", &["setting"]),
    ("show", &["shown"]),
    ("sit", &["sat"]),
    ("speak", &["spoke", "spoken"]),
    ("spend", &["spent"]),
    ("stand", &["stood"]),
    ("take", &["took", "taken"]),
    ("tell", &["told"]),
    ("think", &["thought"]),
    ("understand", &["understood"]),
    ("woman", &["women"]),
    ("write", &["wrote", "written", "writen", "writing", "writes"]),
];

/// Stems words of one language for as long as it lives.
pub(crate) struct Stems(Stemmer);

impl Stems {
    pub(crate) fn new() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }

    /// Returns the stem of a folded word. Words with a digit are left as they are.
    pub(crate) fn stem(&self, folded: &str) -> String {
        if folded.bytes().any(|b| b.is_ascii_digit()) {
            return folded.to_owned();
        }
        let base = IRREGULAR
            .iter()
            .find(|(_, forms)| forms.contains(&folded))
            .map_or(folded, |(base, _)| base);
        self.0.stem(base).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        let stems = Stems::new();
        for (one, other) in [
            ("written", "write"),
            ("wrote", "writes"),
            ("recorded", "recording"),
            ("children", "child"),
            ("took", "taken"),
            ("minutes", "minute"),
            ("is", "been"),
        ] {
            assert_eq!(stems.stem(one), stems.stem(other), "{one} {other}");
        }
        assert_eq!(stems.stem("s47"), "s47");
    }
}
