//! `themes.yaml`: the themes and the rules that find them, into the `comments` crate's book of themes, with
//! the line of every fault. It does not apply the rules.

mod draft;

use std::collections::BTreeMap;

use assay_comments::themes::{
    BookFault, Commas, Counts, CueClass, CuePlace, CueSet, Modality, Rule, Scope, Side, Theme,
    ThemeBook, Themes, WordList,
};
use serde::Deserialize;

pub use draft::{DraftFault, Edited, RuleDraft, ThemeDraft, changed, drafts, with};

use crate::source::{At, Source};
use crate::{Error, Fault, shipped};

/// Reads `themes.yaml` and prepares its rules.
///
/// # Errors
/// Every fault with its line.
pub fn read(text: &str, file: &str) -> Result<Themes, Error> {
    read_known(text, file, |_| false)
}

/// Reads `themes.yaml`. A book that is known to have no fault is prepared when a text is first looked at, which
/// many a question never does: the one that comes with the program (a test says so), and those of which
/// `is_known` says that this program has prepared them before.
///
/// # Errors
/// Every fault with its line.
pub fn read_known(
    text: &str,
    file: &str,
    is_known: impl FnOnce(&ThemeBook) -> bool,
) -> Result<Themes, Error> {
    let source = Source::new(text, file);
    let wire: File = source.parse()?;
    let mut found = Vec::new();
    let book = wire.into_book(&mut found);
    if found.is_empty() && (shipped::text("themes.yaml") == Some(text) || is_known(&book)) {
        return Ok(Themes::without_faults(book));
    }
    let prepared = Themes::new(book);
    let more = prepared.as_ref().err().cloned().unwrap_or_default();
    let faults = found.into_iter().chain(more).map(|fault| placed(&source, &fault)).collect();
    match (Error::of(faults), prepared) {
        (None, Ok(themes)) => Ok(themes),
        (Some(error), _) => Err(error),
        (None, Err(_)) => Err(source.whole("themes", "none", "").into()),
    }
}

fn placed(source: &Source<'_>, fault: &BookFault) -> Fault {
    let line = (fault.line > 0).then_some(fault.line as u64);
    Fault { line, ..source.whole(&fault.expected, &fault.found, &fault.hint) }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    abbreviations: BTreeMap<String, String>,
    #[serde(default)]
    real_words: Vec<String>,
    #[serde(default)]
    lists: BTreeMap<String, At<Vec<String>>>,
    #[serde(default)]
    cues: Vec<At<CueEntry>>,
    themes: Vec<At<ThemeEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    class: String,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    reach: Option<usize>,
    #[serde(default)]
    commas: Option<String>,
    #[serde(default)]
    themes: Vec<String>,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThemeEntry {
    code: String,
    label: String,
    subject: String,
    #[serde(default)]
    side: Option<String>,
    definition: String,
    #[serde(default)]
    included: Vec<String>,
    #[serde(default)]
    excluded: Vec<String>,
    rules: Vec<At<RuleEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    name: String,
    #[serde(default)]
    counts: Option<String>,
    #[serde(default)]
    within: Option<String>,
    #[serde(default)]
    modality: Option<String>,
    any: Vec<String>,
    #[serde(default)]
    unless: Vec<String>,
}

impl File {
    fn into_book(self, faults: &mut Vec<BookFault>) -> ThemeBook {
        let lists = self.lists.into_iter().map(|(name, entries)| WordList {
            name,
            line: entries.referenced.line() as usize,
            entries: entries.value,
        });
        ThemeBook {
            abbreviations: self.abbreviations.into_iter().collect(),
            real_words: self.real_words,
            lists: lists.collect(),
            cues: self.cues.into_iter().map(|cue| cue_set(cue, faults)).collect(),
            themes: self.themes.into_iter().map(|theme| theme_of(theme, faults)).collect(),
        }
    }
}

/// Picks the choice with this name, the first when none is given.
fn pick<T: Copy>(
    given: Option<&str>,
    choices: &[(&str, T)],
    line: usize,
    faults: &mut Vec<BookFault>,
) -> T {
    let Some(given) = given else { return choices[0].1 };
    if let Some((_, choice)) = choices.iter().find(|(name, _)| *name == given) {
        return *choice;
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    faults.push(BookFault {
        line,
        expected: format!("one of {}", names.join(", ")),
        found: format!("\"{given}\""),
        hint: String::new(),
    });
    choices[0].1
}

fn cue_set(entry: At<CueEntry>, faults: &mut Vec<BookFault>) -> CueSet {
    let line = entry.referenced.line() as usize;
    let entry = entry.value;
    let places = [
        ("before", CuePlace::Before),
        ("after", CuePlace::After),
        ("sentence", CuePlace::Sentence),
    ];
    let commas = [("stop", Commas::Stop), ("cross", Commas::Cross)];
    CueSet {
        class: pick(Some(&entry.class), &CueClass::NAMES, line, faults),
        place: pick(entry.place.as_deref(), &places, line, faults),
        reach: entry.reach.unwrap_or(6),
        commas: pick(entry.commas.as_deref(), &commas, line, faults),
        themes: entry.themes,
        entries: entry.words,
        line,
    }
}

fn theme_of(entry: At<ThemeEntry>, faults: &mut Vec<BookFault>) -> Theme {
    let line = entry.referenced.line() as usize;
    let entry = entry.value;
    let sides = [("shortcoming", Side::Shortcoming), ("strength", Side::Strength)];
    Theme {
        side: pick(entry.side.as_deref(), &sides, line, faults),
        code: entry.code,
        label: entry.label,
        subject: entry.subject,
        definition: entry.definition,
        included: entry.included,
        excluded: entry.excluded,
        rules: entry.rules.into_iter().map(|rule| rule_of(rule, faults)).collect(),
        line,
    }
}

fn rule_of(entry: At<RuleEntry>, faults: &mut Vec<BookFault>) -> Rule {
    let line = entry.referenced.line() as usize;
    let entry = entry.value;
    let counts =
        [("asserted", Counts::Asserted), ("denied", Counts::Denied), ("either", Counts::Either)];
    let scopes =
        [("sentence", Scope::Sentence), ("clause", Scope::Clause), ("comment", Scope::Comment)];
    let modalities = [("heed", Modality::Heed), ("ignore", Modality::Ignore)];
    Rule {
        name: entry.name,
        counts: pick(entry.counts.as_deref(), &counts, line, faults),
        within: pick(entry.within.as_deref(), &scopes, line, faults),
        modality: pick(entry.modality.as_deref(), &modalities, line, faults),
        any: entry.any,
        unless: entry.unless,
        line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_that_come_with_the_program_have_no_fault() {
        let text = shipped::text("themes.yaml").expect("shipped");
        let book = read(text, "themes.yaml").expect("it reads").book().clone();
        assert!(book.themes.len() > 20);
        assert_eq!(Themes::new(book).err(), None);
    }

    #[test]
    fn a_book_that_is_not_the_programs_own_is_prepared_when_it_is_read() {
        let text =
            shipped::text("themes.yaml").expect("shipped").replacen("$fault", "$no_such_list", 1);
        let error = read(&text, "themes.yaml").expect_err("a list that there is not");
        assert!(error.to_string().contains("themes.yaml, line"), "{error}");
    }

    #[test]
    fn a_list_of_too_many_entries_is_refused() {
        let theme = |ways: usize| {
            let words = |letter: &str| {
                let words: Vec<String> = (0..ways).map(|n| format!("{letter}{n}")).collect();
                words.join("|")
            };
            let either = format!("^(({}) ({}))", words("visit"), words("team"));
            format!(
                "{}  - code: hostile\n    label: Hostile\n    subject: recording\n    definition: x\n    included: [\"x\"]\n    excluded: [\"x\"]\n    rules:\n      - name: hostile\n        counts: denied\n        any: [\"{either}\"]\n",
                shipped::text("themes.yaml").expect("shipped")
            )
        };
        let refused = read(&theme(150), "themes.yaml").map(drop).unwrap_err().to_string();
        assert!(refused.contains("more than 20,000 entries"), "{refused}");
    }
}
