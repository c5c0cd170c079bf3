//! Sections that are lists the council keeps: good practice, readiness, recommendations, where the
//! data came from, the scope, and what changed since an earlier pack.

use super::{Kind, section};
use crate::profile::{Profile, Recommendation};
use crate::view::table::Layout;
use crate::view::{Block, Cell, Class, Column, Quote, Quotes, Row, Section, Table};
use assay_model::Date;
use assay_model::print::{self, count};

/// The group of children without a plan type on the list.
pub const NO_PLAN_TYPE: &str = "no plan type on the list";

/// Good practice as auditors named it.
#[derive(Debug, Clone, Default)]
pub struct GoodPractice {
    /// In how many audits some was named.
    pub named: u64,
    /// Of how many audits.
    pub audits: u64,
    /// The latest of them, redacted; none in public packs.
    pub quotes: Option<Quotes>,
}

/// An import.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// When.
    pub on: Option<Date>,
    /// What.
    pub kind: String,
    /// Rows read.
    pub read: u64,
    /// Records stored.
    pub stored: u64,
    /// Rows refused.
    pub refused: u64,
    /// Values noted.
    pub noted: u64,
}

/// Who is on the list now.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// The focus in the council's words.
    pub focus: String,
    /// The date of the list.
    pub listed: Option<Date>,
    /// Children on the list by group.
    pub groups: Vec<(String, u64)>,
}

/// The results of one inspection.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inspection {
    /// The letter, with its date.
    pub letter: String,
    /// What was judged and how, in the words and order of the framework.
    pub judgements: Vec<(String, String)>,
}

/// Figures of this pack and of an earlier one.
#[derive(Debug, Clone, Default)]
pub struct Since {
    /// The earlier pack's date, in words.
    pub earlier: String,
    /// The measures that both packs print: name, figure before and now.
    pub figures: Vec<(String, String, String)>,
}

/// Returns the latest good practice in auditors' words; none without any.
#[must_use]
pub fn latest(quotes: Vec<Quote>) -> Option<Quotes> {
    Quotes::of("The latest, in auditors' words".to_owned(), quotes)
}

/// Returns the section on good practice, or none where none was named.
#[must_use]
pub fn good_practice(input: &GoodPractice) -> Option<Section> {
    if input.named == 0 {
        return None;
    }
    let lead = format!(
        "Auditors named good practice in {} audits.",
        assay_model::print::share(input.named, input.audits)
    );
    let blocks = input.quotes.iter().cloned().map(Block::Quotes).collect();
    Some(section(Kind::GoodPractice, lead, blocks))
}

/// Returns the section on readiness, or none without a list of documents or questions.
#[must_use]
pub fn readiness(profile: &Profile) -> Option<Section> {
    let all = profile.readiness.len() as u64;
    let ready = profile.readiness.iter().filter(|item| item.ready).count() as u64;
    let mut blocks = Vec::new();
    let mut said = Vec::new();
    if all > 0 {
        said.push(format!("{} of {} documents are ready.", count(ready), count(all)));
        blocks.push(Block::Table(documents(profile)));
    }
    if !profile.enquiries.is_empty() {
        let open = profile.enquiries.iter().filter(|e| e.answer.is_empty()).count() as u64;
        said.push(match profile.enquiries.len() {
            1 => format!("One line of enquiry is on the log, {} still open.", count(open)),
            n => format!("{n} lines of enquiry are on the log, {} still open.", count(open)),
        });
        blocks.push(Block::Table(enquiries(profile)));
    }
    (!blocks.is_empty()).then(|| section(Kind::Readiness, said.join(" "), blocks))
}

fn documents(profile: &Profile) -> Table {
    let row = |item: &crate::profile::Item| Row {
        cells: vec![
            Cell::text(&item.document),
            Cell::date(item.due),
            Cell::text(somebody(&item.owner)),
            Cell::text(if item.ready { "ready" } else { "not ready" }),
        ],
        strong: !item.ready,
        ..Row::default()
    };
    Table {
        id: "tab-readiness".into(),
        caption: "Documents for the visit".into(),
        columns: ["Document", "Due", "Owner", "State"].map(Column::text).to_vec(),
        rows: profile.readiness.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn enquiries(profile: &Profile) -> Table {
    let row = |enquiry: &crate::profile::Enquiry| Row {
        cells: vec![
            Cell::text(&enquiry.question),
            Cell::date(enquiry.raised),
            Cell::text(somebody(&enquiry.owner)),
            Cell::text(if enquiry.answer.is_empty() { "open" } else { &enquiry.answer }),
        ],
        strong: enquiry.answer.is_empty(),
        ..Row::default()
    };
    Table {
        id: "tab-enquiries".into(),
        caption: "Lines of enquiry".into(),
        columns: ["Question", "Raised", "Owner", "Answer"].map(Column::text).to_vec(),
        rows: profile.enquiries.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    }
}

fn somebody(name: &str) -> &str {
    if name.is_empty() { "nobody named" } else { name }
}

/// Returns the section on recommendations, those of the settings before those imported, after the results of
/// inspections, or none without any.
#[must_use]
pub fn recommendations(
    profile: &Profile,
    imported: &[Recommendation],
    inspections: &[Inspection],
) -> Option<Section> {
    let all: Vec<&Recommendation> = profile.recommendations.iter().chain(imported).collect();
    let results = (!inspections.is_empty()).then(|| Block::Table(results(inspections)));
    if all.is_empty() {
        let lead = "What inspectors judged, as their letters have it.".to_owned();
        return results.map(|table| section(Kind::Recommendations, lead, vec![table]));
    }
    let done = all.iter().filter(|r| r.done).count() as u64;
    let row = |r: &&Recommendation| Row {
        cells: vec![
            Cell::text(&r.recommendation),
            Cell::text(if r.letter.is_empty() { "–" } else { &r.letter }),
            Cell::text(somebody(&r.owner)),
            Cell::text(if r.progress.is_empty() { "nothing recorded" } else { &r.progress }),
            Cell::text(if r.done { "done" } else { "not done" }),
        ],
        strong: r.progress.is_empty(),
        ..Row::default()
    };
    let table = Table {
        id: "tab-recommendations".into(),
        caption: "Recommendations and what has been done about each".into(),
        columns: ["Recommendation", "Letter", "Owner", "Progress", "State"]
            .map(Column::text)
            .to_vec(),
        rows: all.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    };
    let lead = format!("{} of {} recommendations are done.", count(done), count(all.len() as u64));
    let blocks = results.into_iter().chain([Block::Table(table)]).collect();
    Some(section(Kind::Recommendations, lead, blocks))
}

/// Every judgement in the words of the framework of its own day.
fn results(inspections: &[Inspection]) -> Table {
    let row = |inspection: &Inspection| {
        let of = |(area, grade): &(String, String)| Row {
            cells: vec![Cell::text(&inspection.letter), Cell::text(area), Cell::text(grade)],
            strong: false,
            ..Row::default()
        };
        inspection.judgements.iter().map(of).collect::<Vec<_>>()
    };
    Table {
        id: "tab-inspections".into(),
        caption: "What inspectors judged".into(),
        columns: ["Letter", "Judgement", "Grade"].map(Column::text).to_vec(),
        rows: inspections.iter().flat_map(row).collect(),
        notes: vec!["These are the inspectors' judgements, by the framework in force on the letter's date. None is made from audits.".into()],
        class: Class::Plain,
        ..Table::default()
    }
}

/// Returns the section on data quality, or none without an import.
#[must_use]
pub fn data_quality(imports: &[Import]) -> Option<Section> {
    if imports.is_empty() {
        return None;
    }
    let row = |import: &Import| {
        let mut cells = vec![Cell::text(&import.kind), Cell::date(import.on)];
        let counts = [import.read, import.stored, import.refused, import.noted];
        cells.extend(counts.map(Cell::count));
        Row::of(cells)
    };
    let mut columns = vec![Column::text("Import"), Column::text("On")];
    columns.extend(["Rows read", "Stored", "Rows refused", "Values noted"].map(Column::number));
    let table = Table {
        id: "tab-imports".into(),
        caption: "Latest imports: rows read, stored, and the problems told".into(),
        columns,
        rows: imports.iter().map(row).collect(),
        notes: vec!["A refused row is not stored; a noted value is kept as it stands. Every one was told with its place when the file was read.".into()],
        class: Class::Plain,
        ..Table::default()
    };
    let refused: u64 = imports.iter().map(|i| i.refused).sum();
    let noted: u64 = imports.iter().map(|i| i.noted).sum();
    let lead = format!(
        "In the latest imports {} rows were refused and {} values noted.",
        count(refused),
        count(noted)
    );
    Some(section(Kind::DataQuality, lead, vec![Block::Table(table)]))
}

/// The id of a row of totals.
const ALL: &str = "(all)";

/// Returns the section on scope, or none without a list or focus.
#[must_use]
pub fn scope(input: &Scope) -> Option<Section> {
    if input.groups.is_empty() {
        return None;
    }
    let all: u64 = input.groups.iter().map(|(_, n)| n).sum();
    let mut rows: Vec<Row> = input
        .groups
        .iter()
        .map(|(name, n)| Row::known_as(name, vec![Cell::text(name), Cell::count(*n)]))
        .collect();
    let all = vec![Cell::text("All"), Cell::count(all)];
    rows.push(Row { strong: true, ..Row::known_as(ALL, all) });
    let table = Table {
        id: "tab-scope".into(),
        caption: format!(
            "Open cases on the list of {}",
            input.listed.map_or(String::new(), print::date)
        ),
        columns: vec![Column::text("Group"), Column::counts("children", "Children")],
        rows,
        class: Class::Children,
        layout: Some(Layout {
            of: input.listed.map_or(String::new(), |on| on.to_string()),
            counts: vec![1],
            total_row: true,
            ..Layout::default()
        }),
        ..Table::default()
    };
    Some(section(Kind::Scope, input.focus.clone(), vec![Block::Table(table)]))
}

/// Returns the section on what changed since an earlier pack, or none without one.
#[must_use]
pub fn since(input: &Since) -> Option<Section> {
    if input.earlier.is_empty() {
        return None;
    }
    let moved: Vec<_> = input.figures.iter().filter(|(_, before, now)| before != now).collect();
    let row = |(label, before, now): &&(String, String, String)| {
        Row::of(vec![Cell::text(label), Cell::text(before), Cell::text(now)])
    };
    let of = format!(
        "of {} figures that both packs print {} since the pack of {}.",
        count(input.figures.len() as u64),
        match moved.len() {
            0 => "none changed".to_owned(),
            1 => "one changed".to_owned(),
            n => format!("{} changed", count(n as u64)),
        },
        input.earlier
    );
    let lead = format!(
        "O{} Whether a change is more than chance is said in the section of each figure.",
        &of[1..]
    );
    let table = Table {
        id: "tab-since".into(),
        caption: format!("Figures then and now; then: {}", input.earlier),
        columns: vec![Column::text("Figure"), Column::number("Then"), Column::number("Now")],
        rows: moved.iter().map(row).collect(),
        class: Class::Plain,
        ..Table::default()
    };
    let blocks = if moved.is_empty() { Vec::new() } else { vec![Block::Table(table)] };
    Some(section(Kind::Since, lead, blocks))
}
