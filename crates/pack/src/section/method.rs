//! Method and definitions: what every figure in the pack counts, in plain words. Figures link here.

use std::collections::BTreeSet;

use assay_model::print::date;
use assay_model::{Date, Framework};

use super::{Kind, section};
use crate::view::{Block, Fact, Section};

/// What the method page says beyond the definitions.
#[derive(Debug, Clone, Default)]
pub struct MethodNotes {
    /// Definitions besides the standing ones: term and words (indicators, health checks).
    pub further: Vec<(String, String, String)>,
    /// The versions of the audit tool used in the period.
    pub tools: Vec<String>,
    /// How small numbers are guarded in this pack, in sentences.
    pub disclosure: Vec<String>,
    /// The versions of program, plans, themes and settings: name and version.
    pub versions: Vec<(String, String)>,
}

/// Returns the program's version for [`MethodNotes::versions`].
#[must_use]
pub fn program(version: &str) -> (String, String) {
    ("Program".to_owned(), format!("assay {version}"))
}

/// Returns the inspection framework that a pack goes by.
#[must_use]
pub fn framework(used: &Framework) -> (String, String) {
    let words =
        format!("{} (profile {}, in force from {})", used.title, used.name, date(used.from));
    ("Inspection framework".to_owned(), words)
}

/// Returns the visit a pack was made for.
#[must_use]
pub fn visit(on: Date) -> (String, String) {
    ("Made for the visit of".to_owned(), date(on))
}

/// Returns from when until when no second person was asked for; no end where it is still so.
#[must_use]
pub fn nobody_second((from, until): (Date, Option<Date>)) -> (String, String) {
    let until = until.map_or_else(String::new, |day| format!(" until {}", date(day)));
    let words = format!(
        "none asked for since {}{until}: steps that need two people could be done by one",
        date(from)
    );
    ("Second person".to_owned(), words)
}

/// Returns how small numbers are guarded in a public pack: counts of children up to `small` are withheld. Of
/// quotes it says in which ways, other than by another login, their texts were approved; none for a pack
/// without quotes.
#[must_use]
pub fn disclosure(small: u64, approved: Option<&BTreeSet<String>>) -> Vec<String> {
    let counts = format!(
        "This pack is public. Counts of children from 1 to {small} are withheld and printed as [c], and so is enough besides that none can be worked out. What auditors found in a sample of cases describes the service's work and is printed in full."
    );
    let Some(ways) = approved else {
        let nothing = "It holds no case ids, no names of workers and no quotes.";
        return vec![counts, nothing.to_owned()];
    };
    let others: Vec<String> = ways.iter().map(|way| format!(", or {way}")).collect();
    let others = others.concat();
    let quotes = format!(
        "It holds no case ids and no names of workers. Quotes stand without names, and each text was approved by a second person under a login of their own{others}."
    );
    vec![counts, quotes]
}

/// Returns the section; every pack has it.
#[must_use]
pub fn build(input: &MethodNotes) -> Section {
    let fact = |id: &str, term: &str, text: &str| Fact {
        id: id.to_owned(),
        term: term.to_owned(),
        text: text.to_owned(),
    };
    let mut facts = STANDING.map(|(id, term, text)| fact(id, term, text)).to_vec();
    facts.extend(input.further.iter().map(|(id, term, text)| fact(id, term, text)));
    let mut blocks = vec![Block::Facts { facts }];
    if !input.disclosure.is_empty() {
        blocks.push(Block::heading("How small numbers are guarded"));
        blocks.extend(input.disclosure.iter().map(Block::paragraph));
    }
    if !input.tools.is_empty() || !input.versions.is_empty() {
        blocks.push(Block::heading("Versions"));
        let mut facts: Vec<Fact> =
            input.versions.iter().map(|(term, text)| fact("", term, text)).collect();
        if !input.tools.is_empty() {
            facts.push(fact("", "Audit tool", &super::and_list(&input.tools)));
        }
        blocks.push(Block::Facts { facts });
    }
    let lead = "Every percentage in this pack stands beside its base. With fewer than ten in the base, only the count is printed.";
    section(Kind::Method, lead.to_owned(), blocks)
}

const STANDING: [(&str, &str, &str); 6] = [
    (
        "def-judgement",
        "Judgements",
        "The overall judgement of the first read of each randomly drawn case, in its latest version. Second reads, re-audits, inspection views and cases chosen by hand are left out. Shares are estimates for all eligible cases: an audit counts by how many of them it speaks for. Series go by the month of the round, not the date of the return.",
    ),
    (
        "def-score",
        "Scores",
        "The mean of the scores out of 10 that auditors gave in a domain, as an estimate for all eligible cases: an audit counts by how many of them it speaks for. Not applicable is left out and never counts as 0.",
    ),
    (
        "def-theme",
        "Themes",
        "Written rules find what auditors say is so. A theme that is denied, hoped for or only recommended does not count. One comment is what one auditor wrote in one box of the tool about one case; a comment can carry several themes or none.",
    ),
    (
        "def-draw",
        "Draws",
        "The list is frozen first. Only then is a seed recorded, and every case gets a ticket, a SHA-256 digest of seed, draw and case. The lowest tickets of each stratum are drawn. The rule is published as method assay/1.",
    ),
    (
        "def-interval",
        "Intervals",
        "The range within which the figure for all eligible cases can be expected to lie, at 95% confidence. It covers chance in drawing, not differences between auditors.",
    ),
    (
        "def-change",
        "Signal, no signal, too few to tell",
        "A change is called a signal when the interval of the difference excludes no change at all.",
    ),
];
