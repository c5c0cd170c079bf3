//! The demo's bank of sentences as labelled ones, slots filled: each with the theme of its file and on which side
//! it is; and the sentences of approval and of nothing. It does not apply any rule.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A line of the bank.
#[derive(Debug, Clone)]
pub(crate) struct Fragment {
    /// The theme of its file; empty for plain remarks.
    pub(crate) theme: String,
    /// `shortcoming`, `strength`, `neutral`, or the domain of a plain remark.
    pub(crate) section: String,
    /// The text with its slots filled.
    pub(crate) text: String,
    /// A second theme that the line carries.
    pub(crate) also: Option<&'static str>,
}

/// Lines that by the codebook carry a second theme, by how they begin, read without looking at any rule's hits.
const ALSO: [(&str, &str); 8] = [
    ("No direct work completed even though it was agreed", "actions_not_followed_up"),
    ("Mother's consent recorded, father has PR", "father_not_involved"),
    ("leaver: {name} is 18 now and the pathway plan", "plan_not_smart"),
    ("Step down agreed on", "actions_not_followed_up"),
    ("cp: Father not invited to conference", "wrong_attendance"),
    ("Weight loss noted by", "actions_not_followed_up"),
    ("leaver: Pathway review went ahead with no updated", "assessment_out_of_date"),
    ("Unannounced visits agreed at conference", "actions_not_followed_up"),
];

/// Returns every line of the bank, in the order of the files' names.
pub(crate) fn fragments() -> Vec<Fragment> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../demo/bank");
    let entries = std::fs::read_dir(folder).expect("the demo's bank");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let mut all = Vec::new();
    for path in paths {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let theme = if name == "domains" { String::new() } else { name };
        let text = std::fs::read_to_string(&path).expect("a file of the bank");
        let mut section = String::new();
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(heading) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                heading.clone_into(&mut section);
                continue;
            }
            let (theme, section, text) = (theme.clone(), section.clone(), filled(line));
            let also =
                ALSO.iter().find(|(start, _)| line.starts_with(start)).map(|(_, also)| *also);
            all.push(Fragment { theme, section, text, also });
        }
    }
    all
}

/// Returns the sentences of approval and of nothing, each with its subject.
pub(crate) fn opposites() -> Vec<(String, String)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/opposites.txt");
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (subject, text) = line.split_once(": ").expect("subject: sentence");
            (subject.to_owned(), text.to_owned())
        })
        .collect()
}

fn filled(line: &str) -> String {
    const SLOTS: [(&str, &str); 24] = [
        ("{He}", "He"),
        ("{agency2}", "the health visitor"),
        ("{agency}", "school"),
        ("{age}", "9"),
        ("{date}", "12 March"),
        ("{days}", "19"),
        ("{he2}", "she"),
        ("{he}", "he"),
        ("{him}", "him"),
        ("{his2}", "her"),
        ("{his}", "his"),
        ("{meeting}", "core group"),
        ("{month2}", "June"),
        ("{months}", "eight"),
        ("{month}", "February"),
        ("{name}", "Kai"),
        ("{plan}", "child in need plan"),
        ("{relation}", "nan"),
        ("{review}", "review"),
        ("{service}", "CAMHS"),
        ("{times}", "three"),
        ("{visit}", "home visit"),
        ("{weeks2}", "nine"),
        ("{weeks}", "five"),
    ];
    let mut text = line.to_owned();
    for plan in ["cin: ", "cp: ", "care: ", "leaver: "] {
        text = text.strip_prefix(plan).map_or(text.clone(), str::to_owned);
    }
    for (slot, word) in SLOTS {
        text = text.replace(slot, word);
    }
    let text = text.replace("{worker}", "The social worker");
    assert!(!text.contains('{'), "a slot without a word: {text}");
    text
}

/// How the rules did on lines of the bank.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) opposites: u64,
    pub(crate) opposite_hits: u64,
    pub(crate) right: u64,
    pub(crate) wrong: u64,
    pub(crate) missed: u64,
}

/// Whether the bank has sentences of the theme.
fn is_labelled(theme: &str) -> bool {
    static LABELLED: OnceLock<BTreeSet<String>> = OnceLock::new();
    let labelled = LABELLED.get_or_init(|| fragments().into_iter().map(|one| one.theme).collect());
    labelled.contains(theme)
}

impl Tally {
    /// Adds a line with the shortcomings found in it; returns whether anything was wrong.
    pub(crate) fn add(&mut self, fragment: &Fragment, found: &[(String, String)]) -> bool {
        let is_shortcoming = fragment.section == "shortcoming";
        let mut themes: Vec<&str> = found.iter().map(|(theme, _)| theme.as_str()).collect();
        themes.dedup();
        if is_shortcoming {
            // The bank was labelled before there were other themes: of those it says neither yes nor no.
            themes.retain(|theme| is_labelled(theme));
        }
        let own = is_shortcoming && themes.contains(&fragment.theme.as_str());
        let also = fragment.also.is_some_and(|also| themes.contains(&also));
        let wrong = themes.len() as u64 - u64::from(own) - u64::from(also);
        self.right += u64::from(own);
        self.wrong += wrong;
        if is_shortcoming {
            self.missed += u64::from(!own);
            return wrong > 0 || !own;
        }
        self.opposites += 1;
        self.opposite_hits += u64::from(wrong > 0);
        wrong > 0
    }

    /// The share of hits that are of the line's own theme, or of its second one.
    pub(crate) fn precision(&self) -> f64 {
        self.right as f64 / (self.right + self.wrong).max(1) as f64
    }

    pub(crate) fn recall(&self) -> f64 {
        self.right as f64 / (self.right + self.missed).max(1) as f64
    }

    pub(crate) fn line(&self) -> String {
        format!(
            "{} of {} sentences of approval or of nothing count as a shortcoming; own theme precision {:.3} recall {:.3}",
            self.opposite_hits,
            self.opposites,
            self.precision(),
            self.recall()
        )
    }
}
