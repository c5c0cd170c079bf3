//! The form as pages show it: the sheet's boxes as questions in parts, each with what is in it and what is wrong.

use std::collections::BTreeSet;

use assay_intake::form::{FormBox, Section};
use assay_model::{Timestamp, print};
use assay_tables::Check;
use assay_views::round::{Asks, AuditForm, DraftState, FormPart, FormQuestion};

use super::sheet::{self, Faults, Sheet};
use crate::desk::error::Result;
use crate::desk::reader::Reader;
use crate::round::closing::closed_at;
use crate::round::forms::refuse_shipped_contact;

/// The box that says why the file is read, which is not for the auditor to change.
const KIND: &str = "Type of audit";

/// Returns the form.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn form(workspace: &Reader, sheet: &Sheet, faults: &Faults) -> Result<AuditForm> {
    let held_on = sheet.held.as_ref().and_then(|held| held.audit.received_on);
    Ok(AuditForm {
        draw: sheet.of.draw.to_string(),
        case: sheet.of.case.to_string(),
        is_second: sheet.of.is_second,
        auditor: sheet.case.auditor.clone(),
        kind: sheet.case.kind.word(),
        title: sheet.tool.title.clone(),
        urgent: format!(
            "If a child may be at risk now, ring {} before you go on.",
            sheet.council.urgent_contact
        ),
        due: sheet.due.clone(),
        parts: parts(sheet, faults),
        held: sheet::version(sheet),
        held_on: held_on.map(print::date).unwrap_or_default(),
        draft: draft(workspace, sheet),
        notes: notes(workspace, sheet)?,
    })
}

fn draft(workspace: &Reader, sheet: &Sheet) -> Option<DraftState> {
    let draft = sheet.draft.as_ref()?;
    let here = sheet.asked.boxes.iter().find(|found| found.key == draft.here);
    Some(DraftState {
        saved: when(workspace, draft.saved_at),
        by: draft.saved_by.clone(),
        here: here.map(sheet::named).unwrap_or_default(),
        answers: draft.answers.len(),
    })
}

/// Returns a moment as people say it: `14:02` of today, else with its day.
pub(super) fn when(workspace: &Reader, at: Timestamp) -> String {
    let (on, clock) = workspace.session.local(at);
    let (today, _) = workspace.session.local(workspace.session.now());
    if on == today { clock } else { format!("{clock} on {}", print::date(on)) }
}

fn notes(workspace: &Reader, sheet: &Sheet) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    if refuse_shipped_contact(&sheet.council).is_err() {
        notes.push(
            "Nothing can be filled in here yet: nobody has said whom to ring when a child may be at risk. Write it, with the number, as urgent_contact in assay.yaml (Settings)."
                .to_owned(),
        );
    }
    if closed_at(workspace, &sheet.of.draw)?.is_some() {
        notes.push(
            "This round is closed. What is completed now is marked as late, and changes its figures only when they are fixed again."
                .to_owned(),
        );
    }
    let Some(draft) = &sheet.draft else { return Ok(notes) };
    let held = sheet::version(sheet);
    if held != draft.held {
        notes.push(
            "The audit came in after this draft was begun, perhaps in a workbook. What you complete here takes its place as a correction."
                .to_owned(),
        );
    }
    let keys: BTreeSet<&str> = sheet.asked.boxes.iter().map(|found| found.key.as_str()).collect();
    let lost = draft
        .answers
        .iter()
        .filter(|(key, answer)| !keys.contains(key.as_str()) && !answer.text.is_empty());
    notes.extend(lost.map(|(_, answer)| {
        format!(
            "An answer in this draft is to a question that the form no longer asks, and is not stored: \"{}\".",
            answer.text
        )
    }));
    Ok(notes)
}

fn parts(sheet: &Sheet, faults: &Faults) -> Vec<FormPart> {
    let needed = sheet::needed(sheet);
    let mut parts: Vec<FormPart> = Vec::new();
    let mut sections: Vec<&Section> = Vec::new();
    for found in sheet.asked.boxes.iter().filter(|found| found.label != KIND) {
        let at = sections.iter().position(|section| **section == found.section);
        let at = at.unwrap_or_else(|| {
            sections.push(&found.section);
            let part = part(found, &parts);
            parts.push(part);
            parts.len() - 1
        });
        let value = sheet.answers.get(&found.key).cloned().unwrap_or_default();
        let (label, group) = words(found);
        parts[at].questions.push(FormQuestion {
            key: found.key.clone(),
            label,
            group,
            name: print::capital(&sheet::named(found)),
            asks: asks(found),
            before: (sheet.held.is_some() && found.known != value).then(|| found.known.clone()),
            mark: sheet::mark(&value),
            value,
            is_needed: needed.contains(found.key.as_str()),
            fault: faults.by_key.get(&found.key).cloned(),
        });
    }
    parts
}

/// Returns a new part, whose name in addresses no other has.
fn part(found: &FormBox, before: &[FormPart]) -> FormPart {
    let (slug, title, guide) = match &found.section {
        Section::About => ("about".to_owned(), "About this audit", ""),
        Section::Urgent => (
            "urgent".to_owned(),
            "Urgent concern",
            "Only where a child may be at risk now. Ring first, then write here whom you told.",
        ),
        Section::Domain(name) => {
            let plain = name.to_lowercase();
            let words = plain.split(|c: char| !c.is_ascii_alphanumeric());
            let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
            (words.join("-"), name.as_str(), found.guide.as_str())
        }
        Section::Questions => ("questions".to_owned(), "Further questions", ""),
        Section::Views => (
            "views".to_owned(),
            "Views of child and family",
            "Where nobody was asked, say why. What they said is written in their own words.",
        ),
        Section::Actions => (
            "actions".to_owned(),
            "Actions agreed",
            "What is to be done, by whom and by when. Leave what is not needed empty.",
        ),
    };
    let is_taken = |slug: &str| before.iter().any(|part| part.slug == slug);
    let mut unique = if slug.is_empty() { "part".to_owned() } else { slug.clone() };
    let mut number = 2;
    while is_taken(&unique) {
        unique = format!("{slug}-{number}");
        number += 1;
    }
    FormPart {
        slug: unique,
        title: title.to_owned(),
        guide: guide.to_owned(),
        questions: Vec::new(),
    }
}

/// Returns a question's words and what it belongs to within its part.
fn words(found: &FormBox) -> (String, String) {
    match &found.section {
        Section::About | Section::Urgent | Section::Domain(_) => {
            (found.label.to_owned(), String::new())
        }
        Section::Questions => (found.of.clone(), found.guide.clone()),
        Section::Views => (found.label.to_owned(), format!("Views of the {}", found.of)),
        Section::Actions => (found.label.to_owned(), format!("Action {}", found.of)),
    }
}

/// Labels whose text is short.
const LINES: [&str; 5] = ["Owner", "Asked by", "Who was told", "Auditor", "If not asked, why not"];

fn asks(found: &FormBox) -> Asks {
    match &found.check {
        Check::Text if LINES.contains(&found.label) => Asks::Line,
        Check::Text => Asks::Text,
        Check::Number(low, high) => Asks::Number(low.to_string(), high.to_string()),
        Check::Date => Asks::Date,
        Check::Choice(words) if words.len() == 1 => Asks::Tick(words[0].clone()),
        Check::Choice(words) => Asks::Choice(words.clone()),
    }
}
