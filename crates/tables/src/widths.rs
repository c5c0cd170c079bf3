//! Rows of a text file that end before the last column. Excel leaves trailing blanks off, and such rows
//! are whole; where a cell in the middle is missing, every value behind it is under the wrong heading.
//! Which of the two it is, the values of the other rows show.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use crate::csv_records::each_record;
use crate::text::Text;

/// Different values of one column that are remembered.
const VALUES: usize = 200;

/// So many rows of one width, one below the other, were cut by a program and not by hand.
const RUN: usize = 8;

/// The rows whose missing cells are trailing blanks.
#[derive(Debug, Default)]
pub(crate) struct Trimmed {
    /// How many cells most rows have, where any row has fewer.
    pub(crate) usual: Option<u32>,
    /// The numbers of the rows.
    pub(crate) rows: HashSet<u32>,
}

/// Returns the rows that are short by trailing blanks alone.
pub(crate) fn trimmed_rows(text: &Text) -> Trimmed {
    let mut widths: Vec<(u32, u32)> = Vec::new();
    each_record(text, &mut |number, cells, marks, _| {
        let width = if marks.fault.is_some() { 0 } else { cells.len() as u32 };
        match widths.last_mut() {
            // Rows of one width are counted by their first; only what differs is kept.
            Some((_, last)) if *last == width => {}
            _ => widths.push((number, width)),
        }
        true
    });
    if widths.len() < 2 {
        return Trimmed::default();
    }
    let Some(usual) = usual_width(text) else { return Trimmed::default() };
    if widths.iter().all(|(_, width)| *width >= usual || *width == 0) {
        return Trimmed::default();
    }
    let rows = judge(text, usual as usize);
    Trimmed { usual: Some(usual), rows }
}

/// Returns the width that most rows have, the wider of two as frequent.
fn usual_width(text: &Text) -> Option<u32> {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    each_record(text, &mut |_, cells, _, _| {
        *counts.entry(cells.len() as u32).or_default() += 1;
        true
    });
    counts.into_iter().max_by_key(|(width, count)| (*count, *width)).map(|(width, _)| width)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Blank,
    Number,
    Date,
    Word,
}

/// What the whole rows hold in one column.
#[derive(Default)]
struct Column {
    kinds: [bool; 4],
    values: HashSet<String>,
    many: bool,
}

impl Column {
    fn learn(&mut self, cell: &str) {
        let kind = kind(cell);
        self.kinds[kind as usize] = true;
        if kind == Kind::Word && !self.many {
            self.values.insert(cell.trim().to_lowercase());
            self.many = self.values.len() > VALUES;
        }
    }

    fn may_hold(&self, cell: &str) -> bool {
        let kind = kind(cell);
        let of_kind = kind == Kind::Blank || self.kinds[kind as usize];
        of_kind
            && (kind != Kind::Word
                || self.many
                || self.values.contains(&cell.trim().to_lowercase()))
    }
}

fn kind(cell: &str) -> Kind {
    let tidy = cell.trim();
    let digits = tidy.bytes().filter(u8::is_ascii_digit).count();
    let is_of = |others: &str| tidy.chars().all(|c| c.is_ascii_digit() || others.contains(c));
    if tidy.is_empty() {
        Kind::Blank
    } else if digits >= 3 && tidy.matches(['/', '-', '.']).count() >= 2 && is_of("/-.: T") {
        Kind::Date
    } else if digits > 0 && is_of(".,%-+") {
        Kind::Number
    } else {
        Kind::Word
    }
}

fn judge(text: &Text, usual: usize) -> HashSet<u32> {
    let mut columns: Vec<Column> = (0..usual).map(|_| Column::default()).collect();
    let mut header: Option<Vec<String>> = None;
    each_record(text, &mut |_, cells, marks, _| {
        let texts = strings(cells);
        if texts.len() == usual && marks.fault.is_none() {
            match &header {
                None => header = Some(texts),
                Some(header) if *header == texts => {}
                Some(_) => columns.iter_mut().zip(&texts).for_each(|(c, text)| c.learn(text)),
            }
        }
        true
    });
    let (mut trimmed, mut run) = (HashSet::new(), Vec::new());
    let mut run_width = 0;
    each_record(text, &mut |number, cells, marks, _| {
        let texts = strings(cells);
        let is_short = texts.len() < usual && marks.fault.is_none();
        let fits = is_short && columns.iter().zip(&texts).all(|(c, text)| c.may_hold(text));
        if fits && !may_be_shifted(&columns, &texts) {
            trimmed.insert(number);
        }
        if !fits || texts.len() != run_width {
            end_run(&mut run, &mut trimmed);
            run_width = texts.len();
        }
        if fits {
            run.push(number);
        }
        true
    });
    end_run(&mut run, &mut trimmed);
    trimmed
}

fn end_run(run: &mut Vec<u32>, trimmed: &mut HashSet<u32>) {
    if run.len() >= RUN {
        trimmed.extend(run.iter());
    }
    run.clear();
}

/// Returns whether the last value could belong to a column further right, a cell before it being lost.
fn may_be_shifted(columns: &[Column], texts: &[String]) -> bool {
    let Some(last) = texts.iter().rposition(|text| !text.trim().is_empty()) else { return false };
    let missing = columns.len() - texts.len();
    (1..=missing).any(|by| columns[last + by].may_hold(&texts[last]))
}

fn strings(cells: &[Cow<'_, [u8]>]) -> Vec<String> {
    cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(content: &str) -> Vec<u32> {
        let text = crate::text::decode(content.as_bytes().to_vec()).unwrap();
        let mut rows: Vec<u32> = trimmed_rows(&text).rows.into_iter().collect();
        rows.sort_unstable();
        rows
    }

    #[test]
    fn a_row_is_short_by_blanks_where_its_last_value_fits_no_column_further_right() {
        let table = "ID,Team,Start,Note\n1,North,01/02/2025,x\n2,South,01/03/2025,y\n3,North,01/04/2025\n4,01/04/2025,x\n";
        assert_eq!(rows(table), [4]);
    }

    #[test]
    fn where_the_next_column_could_hold_it_the_row_stays_short() {
        let table = "ID,Start,End,Team\n1,01/02/2025,01/03/2025,A\n2,01/02/2025,,A\n3,01/02/2025\n";
        assert_eq!(rows(table), []);
    }

    #[test]
    fn many_short_rows_one_below_the_other_were_cut_by_a_program() {
        let mut table = "ID,Team,Start,End\n".to_owned();
        for id in 0..20 {
            let end = if id < 10 { ",02/02/2026" } else { "" };
            table.push_str(&format!("{id},North,01/02/2025{end}\n"));
        }
        assert_eq!(rows(&table), (12..=21).collect::<Vec<_>>());
    }
}
