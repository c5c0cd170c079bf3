//! What a case's sheet asks: its boxes with their names, and which of them have to be filled. The workbook counts the
//! empty ones by a formula made from this; a page that asks the same questions goes by the same list.

use std::collections::{BTreeMap, BTreeSet};

use assay_model::Place;
use assay_tables::{Check, OutCell};

use super::strays::letters;

/// The row and column of a cell, both from 0.
pub(super) type At = (u32, u16);

/// A part of the sheet that is filled in one go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// The audit as a whole.
    About,
    /// An urgent concern.
    Urgent,
    /// A domain of the audit tool.
    Domain(String),
    /// Further questions of the domains.
    Questions,
    /// The views of child and family.
    Views,
    /// Actions agreed.
    Actions,
}

/// A box of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct FormBox {
    /// What it is called in a draft: letters, digits and hyphens, once in a form.
    pub key: String,
    /// The part of the sheet that it is in.
    pub section: Section,
    /// What it is about: the domain, the question, whose view, or the number of the action; empty of the whole audit.
    pub of: String,
    /// Its label, as the sheet has it.
    pub label: &'static str,
    /// What to look for; of a question the domain that it belongs to.
    pub guide: String,
    /// What it takes.
    pub check: Check,
    /// What is known already, as a person would write it.
    pub known: String,
    at: At,
}

/// What a box is called.
pub(super) struct Named {
    pub(super) section: Section,
    pub(super) of: String,
    pub(super) label: &'static str,
    pub(super) guide: String,
}

/// When boxes have to be filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// While another box is filled.
    Filled(At),
    /// Unless another box says that the domain does not apply.
    Applies(At),
    /// While another box says no.
    SaysNo(At),
}

/// Boxes that have to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needed {
    pub(super) cells: Vec<At>,
    pub(super) when: When,
}

/// What a case's sheet asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// The boxes in the order of the sheet.
    pub boxes: Vec<FormBox>,
    pub(super) needed: Vec<Needed>,
}

impl Asked {
    /// Adds a box.
    pub(super) fn add(&mut self, at: At, value: &OutCell, check: &Check, named: Named) {
        let Named { section, of, label, guide } = named;
        let bare = slug(&[section_word(&section), &of, label]);
        let taken = |key: &str| self.boxes.iter().any(|other| other.key == key);
        let mut key = bare.clone();
        let mut number = 2;
        while taken(&key) {
            key = format!("{bare}-{number}");
            number += 1;
        }
        let known = shown(value);
        self.boxes.push(FormBox {
            key,
            section,
            of,
            label,
            guide,
            check: check.clone(),
            known,
            at,
        });
    }

    /// Returns the keys of the boxes that have to be filled, as these answers are.
    #[must_use]
    pub fn needed(&self, answers: &BTreeMap<String, String>) -> BTreeSet<&str> {
        let box_at = |at: &At| self.boxes.iter().find(|found| found.at == *at);
        let says = |at: &At| {
            let text = box_at(at).and_then(|found| answers.get(&found.key));
            text.map(|text| text.trim().to_lowercase()).unwrap_or_default()
        };
        let holds = |needed: &&Needed| match &needed.when {
            When::Always => true,
            When::Filled(at) => !says(at).is_empty(),
            When::Applies(at) => says(at) != "n/a",
            When::SaysNo(at) => says(at) == "no",
        };
        let cells = self.needed.iter().filter(holds).flat_map(|needed| &needed.cells);
        cells.filter_map(box_at).map(|found| found.key.as_str()).collect()
    }

    /// Returns the box that a problem's place means; none where it means the sheet as a whole.
    #[must_use]
    pub fn at(&self, place: &Place) -> Option<&FormBox> {
        let column = place.column.as_deref()?;
        let is_row = |found: &&FormBox| place.row == Some(u64::from(found.at.0) + 1);
        let is_column =
            |found: &&FormBox| found.label == column || letters(usize::from(found.at.1)) == column;
        let exact = self.boxes.iter().find(|found| is_row(found) && is_column(found));
        // Of the audit as a whole there is one box of a name, wherever the problem was met.
        let by_name =
            || self.boxes.iter().find(|found| found.of.is_empty() && found.label == column);
        exact.or_else(by_name)
    }

    /// Returns the box in a cell.
    pub(super) fn in_cell(&self, row: u32, column: u16) -> Option<&FormBox> {
        self.boxes.iter().find(|found| found.at == (row, column))
    }
}

/// Returns the formula that counts the boxes that are still empty.
pub(super) fn formula(needed: &[Needed]) -> String {
    needed.iter().map(Needed::formula).collect::<Vec<_>>().join("+")
}

impl Needed {
    fn formula(&self) -> String {
        let blank = |at: &At| format!("COUNTBLANK({})", name(*at));
        let count = self.cells.iter().map(blank).collect::<Vec<_>>().join("+");
        match self.when {
            When::Always => count,
            When::Filled(at) => format!("IF(COUNTBLANK({})=1,0,{count})", name(at)),
            When::Applies(at) => format!("IF({}=\"n/a\",0,{count})", name(at)),
            When::SaysNo(at) => format!("IF({}=\"no\",{count},0)", name(at)),
        }
    }
}

/// Returns a cell's name, e.g. `B7`.
fn name((row, column): At) -> String {
    format!("{}{}", letters(usize::from(column)), row + 1)
}

fn section_word(section: &Section) -> &'static str {
    match section {
        Section::About | Section::Urgent | Section::Domain(_) => "",
        Section::Questions => "question",
        Section::Views => "views",
        Section::Actions => "action",
    }
}

/// Returns words as letters, digits and hyphens.
fn slug(parts: &[&str]) -> String {
    let mut slug = String::new();
    for c in parts.join(" ").to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// Returns what is in a box as a person would write it.
fn shown(value: &OutCell) -> String {
    match value {
        OutCell::Text(text) | OutCell::Link { text, .. } => text.clone(),
        OutCell::Number(number) | OutCell::Formatted(number, _) => number.to_string(),
        OutCell::Date(moment) | OutCell::FormattedDate(moment, _) => {
            let (year, month, day) = moment.ymd();
            format!("{day:02}/{month:02}/{year}")
        }
        OutCell::Blank | OutCell::Formula { .. } => String::new(),
    }
}
