//! The files of the made-up council and when they come in. It makes their bytes and writes none of them.

use assay_model::Date;
use assay_tables::{CsvOut, Mark, Moment, OutCell, OutSheet, WriteError, write_book};

use crate::audit::Drawn;
use crate::calendar::{Round, rounds, year_end};
use crate::table::{Cell, Sheet, Table};
use crate::{Council, events, lists, mess, outside, people};

/// What a file holds, in the words of `assay import`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// A case list.
    Cases,
    /// Audit returns.
    Returns,
    /// Events of one kind.
    Events(&'static str),
    /// Actions.
    Actions,
    /// Inspection findings.
    Findings,
    /// Auditors.
    Auditors,
    /// Families.
    Families,
    /// Names.
    Names,
    /// Ids that became others.
    Aliases,
    /// Past audits, or figures from before the tool.
    History,
    /// Figures of others.
    Comparators,
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A workbook.
    Workbook(Vec<Sheet>),
    /// A CSV table.
    Csv(Table),
}

/// A file to import.
#[derive(Debug, Clone, PartialEq)]
pub struct InputFile {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub kind: FileKind,
    /// What is in it.
    pub content: Content,
}

impl InputFile {
    pub(crate) fn csv(name: impl Into<String>, kind: FileKind, table: Table) -> Self {
        Self { name: name.into(), kind, content: Content::Csv(table) }
    }

    /// Returns the file's bytes.
    ///
    /// # Errors
    /// When a workbook cannot be written, which would be a fault of ours.
    pub fn bytes(&self) -> Result<Vec<u8>, WriteError> {
        match &self.content {
            Content::Csv(table) => Ok(csv_bytes(table)),
            Content::Workbook(sheets) => {
                write_book(&sheets.iter().map(out_sheet).collect::<Vec<_>>())
            }
        }
    }
}

impl Council {
    /// Returns what is imported before the first round: auditors, families, names, history.
    #[must_use]
    pub fn at_the_start(&self) -> Vec<InputFile> {
        vec![
            InputFile::csv(
                "auditors.csv",
                FileKind::Auditors,
                people::auditor_table(&self.auditors),
            ),
            InputFile::csv("past-audits.csv", FileKind::History, outside::past_audits(self)),
            InputFile::csv("history.csv", FileKind::History, outside::figures(self)),
            InputFile::csv("comparators.csv", FileKind::Comparators, outside::comparators()),
            InputFile::csv("findings.csv", FileKind::Findings, outside::findings()),
        ]
    }

    /// Returns the list of children as exported for a round.
    #[must_use]
    pub fn list_for(&self, round: Round) -> InputFile {
        let on = round.draw_day();
        let mut sheets = lists::monthly(self, on);
        mess::spoil(&self.seed, on, &mut sheets);
        workbook(format!("annex-a-{}.xlsx", round.month), sheets)
    }

    /// Returns what is imported with a round's list: ids that have become others since.
    #[must_use]
    pub fn aliases_for(&self, round: Round) -> InputFile {
        let table = outside::aliases(self, round.draw_day());
        InputFile::csv(format!("aliases-{}.csv", round.month), FileKind::Aliases, table)
    }

    /// Returns the names behind the cases drawn in a round, used only to redact quotes.
    #[must_use]
    pub fn names_for(&self, round: Round, drawn: &[Drawn]) -> InputFile {
        let table = outside::names(self, drawn, round.draw_day());
        InputFile::csv(format!("names-{}.csv", round.month), FileKind::Names, table)
    }

    /// Returns what is imported after the last round: the events of the year, actions, and the whole
    /// Annex A workbook as inspectors ask for it.
    #[must_use]
    pub fn at_the_end(&self) -> Vec<InputFile> {
        let on = year_end();
        let mut files: Vec<InputFile> = events::tables(self, on)
            .into_iter()
            .map(|(kind, table)| {
                InputFile::csv(format!("{kind}.csv"), FileKind::Events(kind), table)
            })
            .collect();
        files.push(InputFile::csv("families.csv", FileKind::Families, outside::families(self, on)));
        files.push(InputFile::csv("actions.csv", FileKind::Actions, outside::actions(self, on)));
        let mut sheets = lists::full(self, on);
        mess::spoil(&self.seed, on, &mut sheets);
        files.push(workbook("annex-a.xlsx".to_owned(), sheets));
        files
    }

    /// Returns the day after the last round, when everything is in.
    #[must_use]
    pub fn last_day(&self) -> Date {
        rounds().last().map_or(year_end(), |round| round.month.last_day())
    }
}

fn workbook(name: String, sheets: Vec<Sheet>) -> InputFile {
    InputFile { name, kind: FileKind::Cases, content: Content::Workbook(sheets) }
}

fn csv_bytes(table: &Table) -> Vec<u8> {
    let write = || -> std::io::Result<Vec<u8>> {
        let mut out = CsvOut::new(Vec::new(), Mark::ForExcel)?;
        out.record(&table.header)?;
        for row in &table.rows {
            out.record(row)?;
        }
        out.finish()
    };
    write().expect("memory takes every byte")
}

fn out_sheet(sheet: &Sheet) -> OutSheet {
    let cell = |cell: &Cell| match cell {
        Cell::Blank => OutCell::Blank,
        Cell::Text(text) => OutCell::Text(text.clone()),
        Cell::Number(number) => OutCell::Number(*number),
        Cell::Date(day) => Moment::from_iso(&day.to_string()).map_or(OutCell::Blank, OutCell::Date),
        Cell::NotAvailable => {
            OutCell::Formula { formula: "=NA()".to_owned(), result: "#N/A".to_owned() }
        }
    };
    OutSheet {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        title: sheet.title.clone(),
        header: sheet.header.clone(),
        rows: sheet.rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
        ..OutSheet::default()
    }
}
