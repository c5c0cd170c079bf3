//! What somebody typed in the theme editor, and the theme that it makes of the one there was. It checks nothing.

use assay_workspace::comments::themes::edit::{RuleDraft, ThemeDraft};
use serde::Serialize;

use super::What;
use crate::asked::Asked;

/// The fields of the form; lists have a line each.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Typed {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) subject: String,
    pub(super) side: String,
    pub(super) definition: String,
    pub(super) included: String,
    pub(super) excluded: String,
    pub(super) name: String,
    pub(super) counts: String,
    pub(super) within: String,
    pub(super) modality: String,
    pub(super) any: String,
    pub(super) unless: String,
    /// Whether the rule is to go.
    pub(super) is_removed: bool,
}

/// The usual word of a choice is written as none.
fn unusual(word: &str, usual: &str) -> String {
    if word == usual { String::new() } else { word.to_owned() }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Typed {
    /// Returns the fields of a theme and one of its rules.
    pub(super) fn of(theme: &ThemeDraft, rule: Option<&RuleDraft>) -> Self {
        let rule = rule.cloned().unwrap_or_default();
        Self {
            code: theme.code.clone(),
            label: theme.label.clone(),
            subject: theme.subject.clone(),
            side: unusual(&theme.side, "shortcoming"),
            definition: theme.definition.clone(),
            included: theme.included.join("\n"),
            excluded: theme.excluded.join("\n"),
            name: rule.name,
            counts: unusual(&rule.counts, "asserted"),
            within: unusual(&rule.within, "sentence"),
            modality: unusual(&rule.modality, "heed"),
            any: rule.any.join("\n"),
            unless: rule.unless.join("\n"),
            is_removed: false,
        }
    }

    /// Returns what was sent.
    pub(super) fn sent(asked: &Asked) -> Self {
        let text = |name: &str| asked.field(name).to_owned();
        Self {
            code: text("code"),
            label: text("label"),
            subject: text("subject"),
            side: text("side"),
            definition: text("definition"),
            included: text("included"),
            excluded: text("excluded"),
            name: text("name"),
            counts: text("counts"),
            within: text("within"),
            modality: text("modality"),
            any: text("any"),
            unless: text("unless"),
            is_removed: asked.field("step") == "remove" || !asked.field("is_removed").is_empty(),
        }
    }

    /// Returns the fields by their names, as the form sends them.
    pub(super) fn fields(self) -> [(&'static str, String); 13] {
        [
            ("code", self.code),
            ("label", self.label),
            ("subject", self.subject),
            ("side", self.side),
            ("definition", self.definition),
            ("included", self.included),
            ("excluded", self.excluded),
            ("name", self.name),
            ("counts", self.counts),
            ("within", self.within),
            ("modality", self.modality),
            ("any", self.any),
            ("unless", self.unless),
        ]
    }

    /// Returns the theme with what was typed in the place of what was there.
    pub(super) fn theme(&self, mut theme: ThemeDraft, what: What) -> ThemeDraft {
        if what == What::New {
            theme.code.clone_from(&self.code);
        }
        if matches!(what, What::New | What::Words) {
            theme.label.clone_from(&self.label);
            theme.subject.clone_from(&self.subject);
            theme.side.clone_from(&self.side);
            theme.definition = lines(&self.definition).join(" ");
            theme.included = lines(&self.included);
            theme.excluded = lines(&self.excluded);
        }
        match what {
            What::Words => {}
            What::Rule(Some(place)) if self.is_removed => drop(theme.rules.remove(place)),
            What::Rule(Some(place)) => theme.rules[place] = self.rule(),
            What::New | What::Rule(None) => theme.rules.push(self.rule()),
        }
        theme
    }

    fn rule(&self) -> RuleDraft {
        RuleDraft {
            name: self.name.clone(),
            counts: self.counts.clone(),
            within: self.within.clone(),
            modality: self.modality.clone(),
            any: lines(&self.any),
            unless: lines(&self.unless),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_back_unchanged_makes_the_same_theme() {
        let rule = |name: &str| RuleDraft {
            name: name.into(),
            counts: "denied".into(),
            any: vec!["a ..3 b".into(), "^c".into()],
            ..RuleDraft::default()
        };
        let theme = ThemeDraft {
            code: "t".into(),
            label: "T".into(),
            definition: "What it is.".into(),
            included: vec!["one".into(), "two".into()],
            rules: vec![rule("first"), rule("second")],
            ..ThemeDraft::default()
        };
        let typed = Typed::of(&theme, theme.rules.get(1));
        assert_eq!(typed.theme(theme.clone(), What::Rule(Some(1))), theme);
        assert_eq!(typed.theme(theme.clone(), What::Words), theme);
        let removed = Typed { is_removed: true, ..typed.clone() };
        assert_eq!(removed.theme(theme.clone(), What::Rule(Some(1))).rules, theme.rules[..1]);
        let added = typed.theme(theme.clone(), What::Rule(None));
        assert_eq!(added.rules.len(), 3);
    }
}
