//! A theme as a person edits it, in the words of `themes.yaml`: out of the file, and back into it in place of what was
//! there. What it says is checked by reading the whole file anew; it is tried on comments elsewhere.

use std::ops::Range;

use assay_comments::themes::{ThemeBook, Themes};

use super::{File, ThemeEntry, read};
use crate::source::{At, Source};
use crate::written::{Value, on_one_line};
use crate::{Error, Fault};

/// A theme, each setting as it is written; empty where it is left to what is usual.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThemeDraft {
    /// The code used in files and queries.
    pub code: String,
    /// What people call it.
    pub label: String,
    /// The subject it is one side of.
    pub subject: String,
    /// Which side: `shortcoming`, or `strength`.
    pub side: String,
    /// What it means.
    pub definition: String,
    /// What is in, for example.
    pub included: Vec<String>,
    /// What is out, for example.
    pub excluded: Vec<String>,
    /// Ways of saying it.
    pub rules: Vec<RuleDraft>,
}

/// One way of saying a theme, each setting as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleDraft {
    /// Its name, unique within the theme.
    pub name: String,
    /// How it must be said to count: `asserted`, `denied` or `either`.
    pub counts: String,
    /// How far apart its parts may be: `sentence`, `clause` or `comment`.
    pub within: String,
    /// Whether wishes, fears and the past are left out: `heed` or `ignore`.
    pub modality: String,
    /// Patterns; one is enough.
    pub any: Vec<String>,
    /// Patterns that must not be in the same sentence.
    pub unless: Vec<String>,
}

/// A fault of a theme, at the setting that it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFault {
    /// The number of the rule, from 0; none for a fault of the theme itself.
    pub rule: Option<usize>,
    /// The setting: `label`, `any`, and so on.
    pub setting: &'static str,
    /// What was expected and found, and how to fix it.
    pub words: String,
}

/// A settings file with one theme changed, and its rules ready for use.
#[derive(Debug)]
pub struct Edited {
    /// The text of the file.
    pub text: String,
    /// Its themes.
    pub themes: Themes,
}

/// Returns the themes of a file as they are written, in their order.
///
/// # Errors
/// When the file cannot be read.
pub fn drafts(text: &str, file: &str) -> Result<Vec<ThemeDraft>, Error> {
    let wire: File = Source::new(text, file).parse()?;
    Ok(wire.themes.into_iter().map(|theme| draft(theme.value)).collect())
}

fn draft(theme: ThemeEntry) -> ThemeDraft {
    let rules = theme.rules.into_iter().map(|rule| rule.value);
    ThemeDraft {
        code: theme.code,
        label: theme.label,
        subject: theme.subject,
        side: theme.side.unwrap_or_default(),
        definition: theme.definition,
        included: theme.included,
        excluded: theme.excluded,
        rules: rules
            .map(|rule| RuleDraft {
                name: rule.name,
                counts: rule.counts.unwrap_or_default(),
                within: rule.within.unwrap_or_default(),
                modality: rule.modality.unwrap_or_default(),
                any: rule.any,
                unless: rule.unless,
            })
            .collect(),
    }
}

/// Returns the file with this theme in place of the one with its code, or after the others where none has it.
///
/// # Errors
/// Every fault of the theme, at its setting.
pub fn with(text: &str, file: &str, theme: &ThemeDraft) -> Result<Edited, Vec<DraftFault>> {
    let faults = own_faults(theme);
    if !faults.is_empty() {
        return Err(faults);
    }
    let of_file = |words: String| vec![DraftFault { rule: None, setting: "file", words }];
    let source = Source::new(text, file);
    let wire: File = source.parse().map_err(|error| of_file(error.to_string()))?;
    let before: Vec<ThemeDraft> = drafts(text, file).map_err(|error| of_file(error.to_string()))?;
    let place = place_of(&source, &wire.themes, &theme.code);
    let first = source.text()[..place.start].lines().count() + 1;
    let mut written = source.text().to_owned();
    let joins_on = place.start > 0 && !written[..place.start].ends_with('\n');
    let before_it = if joins_on { "\n" } else { "" };
    written.replace_range(place, &format!("{before_it}{}", entry(theme)));
    match read(&written, file) {
        Ok(themes) if keeps_the_others(&before, &written, file, theme) => {
            Ok(Edited { text: written, themes })
        }
        Ok(_) => Err(of_file(format!(
            "{file} is written in a way that this cannot change without touching other themes; change it as text under Settings"
        ))),
        Err(error) => {
            Err(error.faults().iter().map(|fault| at_setting(fault, first, theme)).collect())
        }
    }
}

/// The bytes of the file that the theme's entry takes; none of them, behind the last theme, where it is new.
fn place_of(source: &Source<'_>, themes: &[At<ThemeEntry>], code: &str) -> Range<usize> {
    let start = |theme: &At<ThemeEntry>| source.line_start(theme.referenced.line());
    let end = |theme: &At<ThemeEntry>| start(theme) + source.block(theme.referenced.line()).len();
    if let Some(theme) = themes.iter().find(|theme| theme.value.code == code) {
        return start(theme)..end(theme);
    }
    let behind = themes.last().map_or(source.text().len(), end);
    behind..behind
}

/// Returns whether reading gives back this theme as it was edited and every other one as it was.
fn keeps_the_others(before: &[ThemeDraft], written: &str, file: &str, theme: &ThemeDraft) -> bool {
    let Ok(after) = drafts(written, file) else { return false };
    let mut expected = before.to_vec();
    match expected.iter_mut().find(|known| known.code == theme.code) {
        Some(known) => known.clone_from(theme),
        None => expected.push(theme.clone()),
    }
    after == expected
}

/// The lines before the rules of an entry, and those of each rule before and behind its patterns, are one for each
/// setting that is written: `at_setting` counts them.
fn entry(theme: &ThemeDraft) -> String {
    let mut text = format!("  - code: {}\n", Value::Word(theme.code.clone()));
    for (name, value) in settings(theme) {
        text.push_str(&format!("    {name}: {value}\n"));
    }
    text.push_str("    rules:\n");
    for rule in &theme.rules {
        text.push_str(&of_rule(rule));
    }
    text
}

fn settings(theme: &ThemeDraft) -> Vec<(&'static str, Value)> {
    let mut all = vec![
        ("label", Value::Text(theme.label.clone())),
        ("subject", Value::Word(theme.subject.clone())),
    ];
    if !theme.side.is_empty() {
        all.push(("side", Value::Word(theme.side.clone())));
    }
    all.push(("definition", Value::Text(theme.definition.clone())));
    for (name, texts) in [("included", &theme.included), ("excluded", &theme.excluded)] {
        if !texts.is_empty() {
            all.push((name, Value::Texts(texts.clone())));
        }
    }
    all
}

fn of_rule(rule: &RuleDraft) -> String {
    let mut text = format!("      - name: {}\n", Value::Text(rule.name.clone()));
    let words = [("counts", &rule.counts), ("within", &rule.within), ("modality", &rule.modality)];
    for (name, word) in words.into_iter().filter(|(_, word)| !word.is_empty()) {
        text.push_str(&format!("        {name}: {}\n", Value::Word(word.clone())));
    }
    text.push_str(&format!("        any: {}\n", Value::Texts(rule.any.clone())));
    if !rule.unless.is_empty() {
        text.push_str(&format!("        unless: {}\n", Value::Texts(rule.unless.clone())));
    }
    text
}

/// Returns a fault of the written file at the setting it is in; `first` is the line on which the entry begins.
fn at_setting(fault: &Fault, first: usize, theme: &ThemeDraft) -> DraftFault {
    let hint = if fault.hint.is_empty() { String::new() } else { format!("; {}", fault.hint) };
    let words = format!("expected {}, found {}{hint}", fault.expected, fault.found);
    let mut line = first + settings(theme).len() + 2;
    let at = fault.line.unwrap_or_default() as usize;
    for (number, rule) in theme.rules.iter().enumerate() {
        let lines = of_rule(rule).lines().count();
        if (line..line + lines).contains(&at) {
            let in_unless = rule.unless.iter().any(|pattern| names(fault, pattern));
            let in_any = rule.any.iter().any(|pattern| names(fault, pattern));
            let setting = match fault.expected.as_str() {
                expected if expected.contains("rule's name") => "name",
                _ if in_unless && !in_any => "unless",
                _ => "any",
            };
            return DraftFault { rule: Some(number), setting, words };
        }
        line += lines;
    }
    DraftFault { rule: None, setting: "file", words: fault.to_string() }
}

/// Returns whether the fault is about this pattern, by what it quotes.
fn names(fault: &Fault, pattern: &str) -> bool {
    let quoted = fault.found.trim_matches('"');
    fault.hint.ends_with(pattern) || (quoted.len() > 1 && pattern.contains(quoted))
}

/// The faults that are known before the file is written: what is missing, and texts over several lines.
fn own_faults(theme: &ThemeDraft) -> Vec<DraftFault> {
    let mut faults = Vec::new();
    let mut add = |rule, setting, words: &str| {
        faults.push(DraftFault { rule, setting, words: words.to_owned() });
    };
    let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if theme.code.is_empty() || !theme.code.chars().all(is_code) {
        add(
            None,
            "code",
            "expected lower-case letters, figures and underscores, such as late_reports",
        );
    }
    let texts = [
        ("label", &theme.label, "expected what people call the theme"),
        ("subject", &theme.subject, "expected the subject that the theme is one side of"),
        ("definition", &theme.definition, "expected what the theme means, in a sentence"),
    ];
    for (setting, text, missing) in texts {
        if text.trim().is_empty() {
            add(None, setting, missing);
        } else if let Err(broken) = on_one_line(text) {
            add(None, setting, &broken.to_string());
        }
    }
    if theme.rules.is_empty() {
        add(None, "file", "expected at least one rule, found none");
    }
    for (number, rule) in theme.rules.iter().enumerate() {
        if rule.name.trim().is_empty() {
            add(
                Some(number),
                "name",
                "expected a name for the rule, which is shown with every hit",
            );
        } else if let Err(broken) = on_one_line(&rule.name) {
            add(Some(number), "name", &broken.to_string());
        }
        if rule.any.is_empty() {
            add(Some(number), "any", "expected at least one pattern, found none");
        }
    }
    faults
}

/// Returns the codes of the themes that two books do not have alike.
#[must_use]
pub fn changed(before: &ThemeBook, after: &ThemeBook) -> Vec<String> {
    let plain = |book: &ThemeBook, code: &str| {
        let mut theme = book.themes.iter().find(|theme| theme.code == code)?.clone();
        theme.line = 0;
        theme.rules.iter_mut().for_each(|rule| rule.line = 0);
        Some(theme)
    };
    let mut codes: Vec<&String> =
        before.themes.iter().chain(&after.themes).map(|theme| &theme.code).collect();
    let mut seen = std::collections::BTreeSet::new();
    codes.retain(|code| seen.insert(*code) && plain(before, code) != plain(after, code));
    codes.into_iter().cloned().collect()
}

#[cfg(test)]
mod tests;
