//! The last look before anything is written: every text of the document, and the page as rendered,
//! is searched for the names and case ids that the store knows. A public pack may hold none of them, a
//! restricted one no child's or family's name. What is found stops the pack.

use std::collections::BTreeSet;

use assay_model::case::field;
use assay_model::people::{Auditor, PersonName};
use assay_pack::Profile;
use assay_pack::view::Document;
use assay_redact::Role;
use serde_json::Value;

use super::quotes::role;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// Ids of figures alone that are shorter could be any number of the pack.
const SHORTEST_NUMBER: usize = 5;

/// Fields of the views that are positions, styles and ids, not texts.
const NO_TEXT: [&str; 16] = [
    "d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "class", "kind", "size", "anchor",
    "id", "link", "head",
];

/// What may not be found.
pub(super) struct Watch {
    ids: BTreeSet<String>,
    /// Names as their folded words.
    names: BTreeSet<Vec<String>>,
}

impl Watch {
    /// Returns what a pack of this profile may not hold.
    pub(super) fn of(workspace: &Reader, profile: &Profile) -> Result<Self> {
        let mut names: BTreeSet<Vec<String>> = BTreeSet::new();
        // A first name alone could be any word.
        let mut add = |name: Vec<String>| {
            if name.len() > 1 {
                names.insert(name);
            }
        };
        let mut staff: BTreeSet<Vec<String>> = BTreeSet::new();
        let mut ids = BTreeSet::new();
        for auditor in workspace.store.all::<Auditor>()? {
            staff.insert(words(&auditor.name));
        }
        for action in crate::round::actions::all(&workspace.store)? {
            staff.insert(words(&action.owner));
        }
        if let Some((_, cases)) = workspace.store.current_list("children")? {
            for case in &cases {
                staff.insert(words(case.field(field::WORKER)));
                ids.insert(case.id.as_str().to_lowercase());
            }
        }
        for name in workspace.store.all::<PersonName>()? {
            if role(&name.relation) == Role::Worker {
                staff.insert(words(&name.person));
            } else {
                add(words(&name.person));
            }
        }
        if profile.public {
            staff.into_iter().for_each(&mut add);
            for draw in workspace.store.draws()? {
                for case in workspace.store.draw_cases(&draw.frozen.id)? {
                    ids.insert(case.case.as_str().to_lowercase());
                }
            }
        } else {
            // Workers stand in restricted packs; a parent can have a worker's name.
            names.retain(|name| !staff.contains(name));
            ids.clear();
        }
        ids.retain(|id| id.len() >= SHORTEST_NUMBER || id.bytes().any(|b| b.is_ascii_alphabetic()));
        Ok(Self { ids, names })
    }

    /// Refuses a document that holds one of them, with the section it stands in.
    pub(super) fn look(&self, document: &Document) -> Result<()> {
        let front = serde_json::json!([
            document.title,
            document.council,
            document.audience,
            document.cover,
            document.lacks
        ]);
        self.look_at(&front, "the first page")?;
        for section in &document.sections {
            let place = format!("section {} ({})", section.number, section.title);
            let value = serde_json::to_value(section).unwrap_or(Value::Null);
            self.look_at(&value, &place)?;
        }
        Ok(())
    }

    /// Refuses a page that holds one of them: a template of the council's own can bring texts along.
    pub(super) fn look_at_page(&self, page: &str) -> Result<()> {
        let mut text = String::with_capacity(page.len() / 2);
        let body = page.split_once("<body>").map_or(page, |(_, body)| body);
        let mut inside = false;
        for c in body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push('\n');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        match self.found(&text) {
            Some(what) => Err(refused(what, "the page as rendered")),
            None => Ok(()),
        }
    }

    fn look_at(&self, value: &Value, place: &str) -> Result<()> {
        match value {
            Value::String(text) => match self.found(text) {
                Some(what) => Err(refused(what, place)),
                None => Ok(()),
            },
            Value::Array(items) => items.iter().try_for_each(|item| self.look_at(item, place)),
            Value::Object(fields) => fields
                .iter()
                .filter(|(name, _)| !NO_TEXT.contains(&name.as_str()))
                .try_for_each(|(_, inner)| self.look_at(inner, place)),
            _ => Ok(()),
        }
    }

    fn found(&self, text: &str) -> Option<&'static str> {
        let mut line: Vec<String> = Vec::new();
        for part in text.split(['\n', '.', ';', ':', '(', ')']) {
            line.clear();
            line.extend(words(part));
            for start in 0..line.len() {
                let names = [2, 3, 4, 5, 6].into_iter().filter_map(|n| line.get(start..start + n));
                if names.into_iter().any(|name| self.names.contains(name)) {
                    return Some("a person's name");
                }
            }
        }
        let ids = text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
        let mut ids = ids.filter(|id| !id.is_empty());
        ids.any(|id| self.ids.contains(&id.to_lowercase())).then_some("a case id")
    }
}

fn refused(what: &str, place: &str) -> Error {
    Error::refused(format!("{place} holds {what}, which this pack may not print; nothing was written"))
        .hint("look at the narrative, the templates and the settings of the profile; if it is in a list that was imported, mend it there and import it again")
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let lower = word.to_lowercase().replace('’', "'");
            lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> Watch {
        Watch {
            ids: BTreeSet::from(["100234".to_owned()]),
            names: BTreeSet::from([words("Mia O’Turner")]),
        }
    }

    #[test]
    fn names_and_ids_are_found_as_whole_words_only() {
        let watch = watch();
        assert_eq!(watch.found("seen: MIA O'Turner's file"), Some("a person's name"));
        assert_eq!(watch.found("case 100234, again"), Some("a case id"));
        for clean in ["Mia. O’Turner", "1002345", "100,234 cases", "the turner of Mia"] {
            assert_eq!(watch.found(clean), None, "{clean}");
        }
    }

    #[test]
    fn a_page_is_read_without_its_tags() {
        let page = "<html><head>100234</head><body><p id=\"100234\">all <b>well</b></p></body>";
        assert!(watch().look_at_page(page).is_ok());
        assert!(watch().look_at_page("<body><p>100234</p>").is_err());
    }
}
