//! The lists behind the figures, as a file of their own for inspectors: the cases, every audit with
//! the series it is counted in, the comments each theme was found in, the actions. A workbook, and
//! the cases as CSV. Only restricted packs have it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread::JoinHandle;

use assay_measures::counting::{Section, sections};
use assay_measures::indicator::{Indicator, Late};
use assay_measures::reads::Read;
use assay_model::action::Action;
use assay_model::case::field;
use assay_model::print;
use assay_model::{CaseId, CaseRecord, Date, Month};
use assay_pack::view::Document;
use assay_pack::view::table::Link;
use assay_tables::{CsvOut, Mark, OutCell, OutSheet, write_book};

use super::themes::ThemeRow;
use crate::desk::error::{Error, Result};
use crate::desk::reader::Reader;

/// The sheet of what was late in the year to date, by indicator.
const LATE: &str = "Late";

/// The sheets, by the tables whose figures they list.
const BEHIND: [(&str, &[&str]); 5] = [
    (
        "Audits",
        &[
            "tab-judgements",
            "tab-domains",
            "tab-completion",
            "tab-teams",
            "tab-moderation",
            "tab-urgent",
            "tab-health",
            "tab-key-figures",
        ],
    ),
    ("Themes", &["tab-themes", "tab-learning"]),
    ("Actions", &["tab-actions", "tab-overdue"]),
    (LATE, &["tab-ind-", "tab-indicators", "tab-indicator-bands", "tab-indicator-teams"]),
    ("Cases", &["tab-scope", "tab-control-totals"]),
];

/// Returns the endings of the case list's files beside a pack's.
pub(super) fn name(stem: &str, ending: &str) -> String {
    format!("{stem}-cases.{ending}")
}

/// Links every table of the document to the sheet that lists what it counts.
pub(super) fn link(document: &mut Document, stem: &str) {
    let file = name(stem, "xlsx");
    let tables = document.sections.iter_mut().flat_map(|section| &mut section.blocks);
    let tables = tables.filter_map(assay_pack::view::Block::table_mut);
    for table in tables {
        let sheet = BEHIND.iter().find(|(_, ids)| ids.iter().any(|id| table.id.starts_with(id)));
        if let Some((sheet, _)) = sheet {
            table.behind = vec![Link::to_list(&file, sheet)];
        }
    }
}

/// The file's two forms.
pub(super) struct Files {
    pub(super) book: Vec<u8>,
    pub(super) csv: Vec<u8>,
}

/// Lists being written by a thread of their own while the rest of the pack is made: a workbook of
/// some years takes as long as the page.
pub(super) struct Writing {
    thread: JoinHandle<Result<Files>>,
}

impl Writing {
    /// Begins to write the lists behind the figures of these months; returns none where there is no
    /// case and no audit to list.
    pub(super) fn begin(
        workspace: &Reader,
        reads: &Arc<Vec<Read>>,
        months: &[Month],
        themes: Vec<ThemeRow>,
        indicators: &[Indicator],
    ) -> Result<Option<Self>> {
        let as_at = workspace.session.as_at();
        let actions: Vec<Action> = crate::round::actions::all(&workspace.store)?
            .into_iter()
            .filter_map(|action| action.as_at(as_at))
            .collect();
        let list = workspace.store.list_as_at("children", as_at)?;
        let cases = list.map(|(_, cases)| cases).unwrap_or_default();
        if reads.is_empty() && cases.is_empty() {
            return Ok(None);
        }
        let (reads, months, late) = (Arc::clone(reads), months.to_vec(), late_sheet(indicators));
        let write = move || {
            let audits = audits(&reads, &months);
            let known = Known::of(&reads, &actions, as_at);
            let cases = list_of_cases(&cases, &known);
            let actions = action_sheet(&actions, as_at);
            files(&[cases, audits, theme_sheet(&themes), actions, late])
        };
        Ok(Some(Self { thread: std::thread::spawn(write) }))
    }

    /// Waits for the lists.
    pub(super) fn end(self) -> Result<Files> {
        self.thread.join().map_err(|_| Error::failed("the case list could not be written"))?
    }
}

/// Writes the lists, of which the first is that of cases.
fn files(sheets: &[OutSheet; 5]) -> Result<Files> {
    let cases = &sheets[0];
    let failed = |what: &str| Error::failed(format!("the case list could not be written: {what}"));
    let mut csv = CsvOut::new(Vec::new(), Mark::ForExcel).map_err(|e| failed(&e.to_string()))?;
    csv.record(&cases.header).map_err(|e| failed(&e.to_string()))?;
    for row in &cases.rows {
        csv.record(row.iter().map(plain)).map_err(|e| failed(&e.to_string()))?;
    }
    let csv = csv.finish().map_err(|e| failed(&e.to_string()))?;
    let book = write_book(sheets).map_err(|e| failed(&e.to_string()))?;
    Ok(Files { book, csv })
}

fn plain(cell: &OutCell) -> String {
    match cell {
        OutCell::Text(text) => text.clone(),
        OutCell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn text(text: impl Into<String>) -> OutCell {
    let text = text.into();
    if text.is_empty() { OutCell::Blank } else { OutCell::Text(text) }
}

fn yes(holds: bool) -> OutCell {
    text(if holds { "yes" } else { "no" })
}

fn on(date: Option<Date>) -> OutCell {
    text(date.map_or(String::new(), |date| date.to_string()))
}

fn sheet(name: &str, header: &[&str], rows: Vec<Vec<OutCell>>) -> OutSheet {
    OutSheet {
        name: name.into(),
        header: header.iter().map(|h| (*h).to_owned()).collect(),
        widths: header.iter().map(|h| if h.len() > 14 { 26.0 } else { 16.0 }).collect(),
        rows,
        ..OutSheet::default()
    }
}

/// What else is on record of a case.
#[derive(Default)]
struct Known {
    /// Audits of any kind, the latest one, its judgement, whether an urgent concern was raised.
    audits: BTreeMap<CaseId, (u64, Option<Date>, String, bool)>,
    /// Actions open on the as-at date.
    actions: BTreeMap<CaseId, u64>,
}

impl Known {
    fn of(reads: &[Read], actions: &[Action], as_at: Date) -> Self {
        let mut known = Self::default();
        for read in reads {
            let of_case = known.audits.entry(read.audit.case.clone()).or_default();
            of_case.0 += 1;
            of_case.3 |= read.audit.urgent.is_some();
            if read.audit.audited_on >= of_case.1 {
                of_case.1 = read.audit.audited_on;
                of_case.2 = read.audit.overall.map_or(String::new(), |j| j.words().to_owned());
            }
        }
        for action in actions.iter().filter(|action| action.is_open(as_at)) {
            if let Some(case) = &action.case {
                *known.actions.entry(case.clone()).or_default() += 1;
            }
        }
        known
    }
}

fn list_of_cases(cases: &[CaseRecord], known: &Known) -> OutSheet {
    let row = |case: &CaseRecord| {
        let audits = known.audits.get(&case.id);
        let open = known.actions.get(&case.id).copied().unwrap_or(0);
        vec![
            text(case.id.as_str()),
            text(case.field(field::PLAN_TYPE)),
            text(case.field(field::LEGAL_STATUS)),
            text(case.field(field::SERVICE)),
            text(case.field(field::TEAM)),
            text(case.field(field::AGE)),
            text(case.field(field::GENDER)),
            text(case.field(field::START_DATE)),
            on(case.closed_on),
            yes(case.restricted),
            OutCell::Number(audits.map_or(0, |a| a.0) as f64),
            on(audits.and_then(|a| a.1)),
            text(audits.map_or("", |a| a.2.as_str())),
            yes(audits.is_some_and(|a| a.3)),
            OutCell::Number(open as f64),
        ]
    };
    let header = [
        "Case id",
        "Plan type",
        "Legal status",
        "Service",
        "Team",
        "Age",
        "Gender",
        "Start date",
        "Closed on",
        "Restricted",
        "Audits",
        "Last audited",
        "Judgement then",
        "Urgent concern",
        "Open actions",
    ];
    sheet("Cases", &header, cases.iter().map(row).collect())
}

fn audits(reads: &[Read], months: &[Month]) -> OutSheet {
    let mut placed: Vec<(&Read, Section)> =
        reads.iter().zip(sections(reads.iter().map(Read::facts))).collect();
    placed.retain(|(read, _)| read.audit.month.is_none_or(|month| months.contains(&month)));
    placed.sort_by_key(|(read, _)| (read.audit.month, read.audit.case.clone(), read.audit.kind));
    let mut domains: Vec<&str> = Vec::new();
    for (read, _) in &placed {
        for domain in &read.audit.domains {
            if !domains.contains(&domain.domain.as_str()) {
                domains.push(&domain.domain);
            }
        }
    }
    let mut header = vec![
        "Month",
        "Case id",
        "Counted in",
        "Draw",
        "Stratum",
        "Service",
        "Team",
        "Auditor",
        "Audited on",
        "Overall judgement",
        "Mean score",
        "Urgent concern",
        "Good practice named",
    ];
    header.extend(&domains);
    let row = |(read, section): &(&Read, Section)| {
        let audit = &read.audit;
        let mut cells = vec![
            text(audit.month.map_or(String::new(), |month| month.to_string())),
            text(audit.case.as_str()),
            text(section.words()),
            text(audit.draw.as_ref().map_or(String::new(), ToString::to_string)),
            text(&*read.stratum),
            text(&*read.service),
            text(&*read.team),
            text(&audit.auditor),
            on(audit.audited_on),
            text(audit.overall.map_or("", |j| j.words())),
            audit
                .mean_score()
                .map_or(OutCell::Blank, |mean| OutCell::Number(print::rounded(mean, 2))),
            yes(audit.urgent.is_some()),
            yes(!audit.good_practice.trim().is_empty()),
        ];
        cells.extend(domains.iter().map(|name| {
            let found = audit.domains.iter().find(|domain| domain.domain == *name);
            match found {
                Some(domain) if domain.not_applicable => text("n/a"),
                Some(domain) => domain.score.map_or(OutCell::Blank, |s| OutCell::Number(s.value())),
                None => OutCell::Blank,
            }
        }));
        cells
    };
    sheet("Audits", &header, placed.iter().map(row).collect())
}

fn theme_sheet(rows: &[ThemeRow]) -> OutSheet {
    let row = |row: &ThemeRow| {
        vec![
            text(row.month.map_or(String::new(), |month| month.to_string())),
            text(&row.theme),
            text(row.case.as_ref().map_or("", CaseId::as_str)),
            text(&row.domain),
            text(&row.comment),
        ]
    };
    let header = ["Month", "Theme", "Case id", "Domain", "Comment id"];
    sheet("Themes", &header, rows.iter().map(row).collect())
}

/// Returns what the indicators count as late since the year began, by indicator and due date.
fn late_sheet(indicators: &[Indicator]) -> OutSheet {
    let row = |indicator: &Indicator, late: &Late| {
        vec![
            text(&indicator.name),
            text(&late.case),
            text(&late.team),
            on(Some(late.due)),
            on(late.done),
            yes(late.done.is_some()),
            yes(late.excepted),
        ]
    };
    let rows = indicators.iter().flat_map(|indicator| {
        let late = indicator.timeliness.iter().flat_map(|timely| &timely.late);
        late.map(move |late| row(indicator, late))
    });
    let header = ["Indicator", "Case id", "Team", "Due by", "Done on", "Done", "Exception"];
    sheet(LATE, &header, rows.collect())
}

fn action_sheet(actions: &[Action], as_at: Date) -> OutSheet {
    let row = |action: &Action| {
        let state = match (&action.not_done, &action.done) {
            (Some(_), _) => "closed, not done",
            (None, Some(done)) if done.on <= as_at => "done",
            _ if action.is_overdue(as_at) => "overdue",
            _ => "open",
        };
        vec![
            text(&action.id),
            text(action.case.as_ref().map_or("", CaseId::as_str)),
            text(action.source.word()),
            text(&action.owner),
            on(action.opened_on),
            on(action.due.first().map(|due| due.due)),
            on(action.current_due()),
            OutCell::Number(action.moves() as f64),
            on(action.done.as_ref().map(|done| done.on)),
            text(state),
            yes(action.is_drifting(as_at)),
            yes(action.verified.is_some()),
        ]
    };
    let header = [
        "Action id",
        "Case id",
        "Opened by",
        "Owner",
        "Opened on",
        "First due",
        "Due now",
        "Times moved",
        "Done on",
        "State",
        "Drifting",
        "Verified",
    ];
    sheet("Actions", &header, actions.iter().map(row).collect())
}
