//! One read of a case, opened: what the workbook's sheet asks, what is held, what was typed, and what the reader of
//! workbooks says of it. Who may open which read is decided here.

use std::collections::{BTreeMap, BTreeSet};

use assay_config::council::Council;
use assay_intake::Source;
use assay_intake::form::{
    Asked, FormBox, FormCase, FormPaper, Section, asked, read_form, write_filled,
};
use assay_model::alike::alike;
use assay_model::tool::{AuditTool, in_use};
use assay_model::{AuditKind, Problem, Timestamp, print};
use assay_store::{AuditDraft, DraftOf, DrawCase, DrawRecord, DrawRole, StoredReturn};
use assay_tables::Limits;
use sha2::{Digest as _, Sha256};

use crate::desk::error::{Error, Result};
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::draws::plans;
use crate::round::dates;
use crate::round::forms::{council, digest, drawn, form_case, tools};

/// What a filled form is called in messages and on record.
pub(super) const NAME: &str = "filled in the page.xlsx";

/// One read of a case, opened.
pub(super) struct Sheet {
    pub(super) of: DraftOf,
    pub(super) record: DrawRecord,
    pub(super) council: Council,
    pub(super) tool: AuditTool,
    pub(super) case: FormCase,
    pub(super) due: String,
    pub(super) asked: Asked,
    /// The version of the return that is held.
    pub(super) held: Option<StoredReturn>,
    pub(super) draft: Option<AuditDraft>,
    /// What is in each box now, by its key.
    pub(super) answers: BTreeMap<String, String>,
}

/// Opens a read of a case.
///
/// # Errors
/// When the case is not in the draw any longer, or whoever is at work may not see this read.
pub(super) fn open(workspace: &Reader, of: &DraftOf) -> Result<Sheet> {
    let (_, record) = drawn(workspace, of.draw.as_str())?;
    let place = place(workspace, of)?;
    let held = held(workspace, of, &place)?;
    refuse_sight(workspace, of, &place)?;
    let plan = plans::frozen(&record.frozen.plan_text)?;
    let council = council(workspace)?;
    let kind = if of.is_second { AuditKind::SecondRead } else { plan.kind };
    let mut case = form_case(workspace, &record, &place, kind)?;
    if let Some(held) = &held {
        case.auditor.clone_from(&held.audit.auditor);
        case.kind = held.audit.kind;
        case.answers = Some(held.audit.clone());
    }
    let tools = tools(workspace)?;
    let own = held.as_ref().and_then(|held| tools.iter().find(|t| t.version == held.audit.tool));
    let used =
        own.or_else(|| in_use(&tools, &plan.name, record.frozen.as_at)).ok_or_else(|| {
            Error::refused(format!(
                "no version of the audit tool is in use on {}",
                record.frozen.as_at
            ))
            .hint("set an earlier first day for a version in audit-tool.yaml")
        })?;
    let due = print::date(dates(workspace, &record)?.returns_due);
    let draft = workspace.store.audit_draft(of)?;
    let tool = used.clone();
    let mut sheet = Sheet {
        of: of.clone(),
        record,
        council,
        tool,
        case,
        due,
        asked: Asked::default(),
        held,
        draft,
        answers: BTreeMap::new(),
    };
    sheet.asked = with_paper(&sheet, |paper| Ok(asked(paper, &sheet.case)))?;
    sheet.answers = answers(&sheet);
    Ok(sheet)
}

/// Returns the case's place in the draw.
fn place(workspace: &Reader, of: &DraftOf) -> Result<DrawCase> {
    let cases = workspace.store.draw_cases(&of.draw)?;
    let place = cases.into_iter().find(|place| place.case == of.case);
    let place = place.ok_or_else(|| {
        Error::missing(format!("case {} is not in the draw {}", of.case, of.draw))
    })?;
    if place.role == DrawRole::Replaced {
        let begun = workspace.store.audit_draft(of)?.map_or(0, |draft| draft.answers.len());
        let kept = match begun {
            0 => String::new(),
            n => format!("; {n} answers had been begun for it and cannot be completed"),
        };
        return Err(Error::refused(format!(
            "case {} was replaced, and another case takes its place{kept}",
            of.case
        ))
        .hint("audit the case that takes its place; the draft can be discarded on the list of the round's cases"));
    }
    if of.is_second && place.second_reader.is_none() {
        return Err(Error::missing(format!(
            "no second read of case {} is wanted in {}",
            of.case, of.draw
        )));
    }
    Ok(place)
}

/// Returns the return that is held of this read: the assigned reader's, else the last one that came in.
fn held(workspace: &Reader, of: &DraftOf, place: &DrawCase) -> Result<Option<StoredReturn>> {
    let all = workspace.store.returns_on(&of.case)?;
    let is_own = |stored: &StoredReturn| {
        stored.audit.draw.as_ref() == Some(&of.draw)
            && (stored.audit.kind == AuditKind::SecondRead) == of.is_second
    };
    let mut own: Vec<StoredReturn> = all.into_iter().filter(is_own).collect();
    let reader = if of.is_second { &place.second_reader } else { &place.first_reader };
    let assigned = own
        .iter()
        .position(|stored| reader.as_ref().is_some_and(|who| alike(who, &stored.audit.auditor)));
    Ok(match assigned {
        Some(at) => Some(own.swap_remove(at)),
        None => own.pop(),
    })
}

/// A second reader reads without sight of the first read, and nobody reads a case twice.
fn refuse_sight(workspace: &Reader, of: &DraftOf, place: &DrawCase) -> Result<()> {
    let login = &workspace.session.actor().login;
    let is = |reader: &Option<String>| reader.as_ref().is_some_and(|who| alike(who, login));
    if of.is_second && is(&place.first_reader) && !is(&place.second_reader) {
        return Err(Error::second_person(format!(
            "{login} has the first read of case {} and cannot do the second",
            of.case
        ))
        .then(Next::SecondPerson));
    }
    let waits = || -> Result<bool> {
        let second = DraftOf { is_second: true, ..of.clone() };
        Ok(held(workspace, &second, place)?.is_none())
    };
    if !of.is_second && is(&place.second_reader) && !is(&place.first_reader) && waits()? {
        return Err(Error::second_person(format!(
            "the first read of case {} is hidden from {login}, who is to read it a second time, until that is done",
            of.case
        ))
        .hint("complete the second read first"));
    }
    Ok(())
}

/// Calls with the sheet's form.
fn with_paper<T>(sheet: &Sheet, run: impl FnOnce(&FormPaper<'_>) -> Result<T>) -> Result<T> {
    let (digest, marking) = (digest(&sheet.record)?, sheet.council.marking());
    run(&FormPaper {
        draw: &sheet.of.draw,
        digest: &digest,
        auditor: &sheet.case.auditor,
        tool: &sheet.tool,
        council: &sheet.council.name,
        marking: &marking,
        urgent_contact: &sheet.council.urgent_contact,
        due: &sheet.due,
        cases: std::slice::from_ref(&sheet.case),
    })
}

/// What is known, with what was typed since over it.
fn answers(sheet: &Sheet) -> BTreeMap<String, String> {
    let typed = sheet.draft.iter().flat_map(|draft| &draft.answers);
    let typed: BTreeMap<&str, &str> =
        typed.map(|(key, answer)| (key.as_str(), answer.text.as_str())).collect();
    let now = |known: &str, key: &str| typed.get(key).copied().unwrap_or(known).to_owned();
    let boxes = sheet.asked.boxes.iter();
    boxes.map(|found| (found.key.clone(), now(&found.known, &found.key))).collect()
}

/// Returns the sheet as the workbook that somebody would have sent.
///
/// # Errors
/// When an answer is longer than a workbook's cell can hold.
pub(super) fn workbook(sheet: &Sheet, saved: Timestamp) -> Result<Vec<u8>> {
    with_paper(sheet, |paper| {
        write_filled(paper, &sheet.case, &sheet.answers, saved).map_err(|fault| {
            Error::failed("the answers cannot be written as a form").because(fault)
        })
    })
}

/// Returns what the reader of workbooks says of the sheet as it is.
///
/// # Errors
/// When it cannot be written or read.
pub(super) fn problems(workspace: &Reader, sheet: &Sheet) -> Result<Vec<Problem>> {
    let bytes = workbook(sheet, workspace.session.now())?;
    let source = Source { name: NAME.to_owned(), bytes };
    let read = read_form(source, std::slice::from_ref(&sheet.tool), &Limits::default());
    let read = read.map_err(|fault| {
        Error::failed(fault.to_problem().to_string())
            .hint("this is a fault of the program: report it")
    })?;
    Ok(read.problems)
}

/// Returns what a box is called where its part is not shown with it.
pub(super) fn named(found: &FormBox) -> String {
    let label = print::lower_first(found.label);
    match &found.section {
        Section::About | Section::Urgent => label,
        Section::Domain(name) => format!("{name}, {label}"),
        Section::Questions => found.of.clone(),
        Section::Views => format!("views of the {}, {label}", found.of),
        Section::Actions => format!("action {}, {label}", found.of),
    }
}

/// What is wrong with the answers, by the key of the box; under no key what is wrong with the whole.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) by_key: BTreeMap<String, String>,
    pub(super) whole: Vec<Problem>,
    /// Problems by which nothing is lost, such as an overall judgement that a rule of the tool speaks against.
    pub(super) notes: Vec<Problem>,
}

/// Sorts what the reader says by the boxes it is about. What is only missing is no fault of an answer.
pub(super) fn faults(sheet: &Sheet, problems: &[Problem]) -> Faults {
    let mut faults = Faults::default();
    for problem in problems {
        if !problem.effect.is_loss() {
            faults.notes.push(problem.clone());
            continue;
        }
        match sheet.asked.at(&problem.place) {
            Some(found) if is_blank(sheet, &found.key) => {}
            Some(found) => {
                let words = format!(
                    "{}: expected {}, found {}",
                    print::capital(&named(found)),
                    problem.expected,
                    shortened(&problem.found)
                );
                faults.by_key.entry(found.key.clone()).or_insert(words);
            }
            None => faults.whole.push(problem.clone()),
        }
    }
    faults
}

fn is_blank(sheet: &Sheet, key: &str) -> bool {
    sheet.answers.get(key).is_none_or(|text| text.trim().is_empty())
}

fn shortened(text: &str) -> String {
    const SHOWN: usize = 80;
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(SHOWN).collect::<String>())
}

/// Returns the keys of the boxes that have to be filled.
pub(super) fn needed(sheet: &Sheet) -> BTreeSet<&str> {
    sheet.asked.needed(&sheet.answers)
}

/// Returns the mark of an answer, by which a save knows what its page had shown.
pub(super) fn mark(text: &str) -> String {
    print::hex(&Sha256::digest(text.as_bytes())[..8])
}

/// Returns the version that is held; 0 where none is.
pub(super) fn version(sheet: &Sheet) -> u32 {
    sheet.held.as_ref().map_or(0, |held| held.version)
}
