//! Search in the guide: the parts in which every word begins a word, those with the words in their heading first.

use super::{Leaf, Section};

/// A part in which the words were found.
pub(crate) struct Hit {
    /// Its address.
    pub(crate) href: String,
    /// The page it is on.
    pub(crate) page: String,
    pub(crate) title: String,
    /// The words around the first one found: before, found, after.
    pub(crate) around: [String; 3],
}

/// How many letters are shown before and after what was found.
const AROUND: usize = 90;

/// Returns the parts in which all the words are, the best first.
pub(super) fn find(leaves: &[Leaf], words: &str) -> Vec<Hit> {
    let words: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for leaf in leaves {
        for section in &leaf.sections {
            let in_title =
                words.iter().filter(|word| place(&section.title, word).is_some()).count();
            let in_text = |word: &String| {
                place(&section.text, word).or_else(|| place(&section.title, word)).is_some()
            };
            if words.iter().all(in_text) {
                found.push((std::cmp::Reverse(in_title), hit(leaf, section, &words)));
            }
        }
    }
    found.sort_by_key(|(rank, _)| *rank);
    found.into_iter().map(|(_, hit)| hit).collect()
}

fn hit(leaf: &Leaf, section: &Section, words: &[String]) -> Hit {
    let text = &section.text;
    let at = words.iter().filter_map(|word| place(text, word)).min();
    let (from, to) = at.unwrap_or((0, 0));
    let before: String = text[..from].chars().rev().take(AROUND).collect();
    let after: String = text[to..].chars().take(AROUND).collect();
    Hit {
        href: format!("/help/{}#{}", leaf.name, section.id),
        page: leaf.title.clone(),
        title: section.title.clone(),
        around: [before.chars().rev().collect(), text[from..to].to_owned(), after],
    }
}

/// The bytes of the first word that begins with this one.
fn place(text: &str, word: &str) -> Option<(usize, usize)> {
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                if text[start..at].to_lowercase().starts_with(word) {
                    return Some((start, at));
                }
                from = None;
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf() -> Leaf {
        let section = |title: &str, text: &str| Section {
            id: title.to_lowercase(),
            title: title.to_owned(),
            text: text.to_owned(),
        };
        Leaf {
            name: "officer",
            title: "For the officer".to_owned(),
            html: String::new(),
            sections: vec![
                section("Receipt", "Send it to somebody."),
                section("Draw", "Throw a die. Send the receipts on."),
            ],
        }
    }

    #[test]
    fn all_words_have_to_be_there_and_a_heading_counts_more() {
        let found = |words: &str| {
            find(&[leaf()], words).into_iter().map(|hit| hit.title).collect::<Vec<_>>()
        };
        assert_eq!(found("receipt send"), ["Receipt", "Draw"]);
        assert_eq!(found("DIE receipt"), ["Draw"]);
        assert_eq!(found("row"), [""; 0]);
        assert_eq!(found(" ?! "), [""; 0]);
    }

    #[test]
    fn what_was_found_is_shown_with_the_words_around_it() {
        let hit = find(&[leaf()], "receipts").remove(0);
        assert_eq!(hit.around, ["Throw a die. Send the ", "receipts", " on."]);
        assert_eq!(hit.href, "/help/officer#draw");
    }
}
