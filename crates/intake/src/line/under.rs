//! A value under a header that no field claims, such as a domain's score in a wide table.

use assay_model::{Judgement, Score};
use assay_tables::Cell;

use crate::DateOrder;
use crate::not_applicable::{self, is_not_applicable};
use crate::problems::{Oddity, Problems, Where};
use crate::value::{self, Reading};

/// A value under a header that no field claims.
pub(crate) struct Under<'a> {
    cell: &'a Cell,
    place: &'a Where,
    row: u32,
    header: &'a str,
}

impl<'a> Under<'a> {
    /// Returns the value under `header`, by which it is reported.
    pub(super) fn new(cell: &'a Cell, place: &'a Where, row: u32, header: &'a str) -> Self {
        Self { cell, place, row, header }
    }

    /// Returns the cell itself.
    pub(crate) fn cell(&self) -> &Cell {
        self.cell
    }

    /// Takes the text of a date, so that its column can be judged as a whole.
    pub(crate) fn take_date(&self, order: DateOrder, problems: &mut Problems) {
        problems.date((self.place, self.row, self.header), self.cell, order);
    }

    /// Returns text as written, only trimmed.
    pub(crate) fn prose(&self, problems: &mut Problems) -> String {
        match value::text(self.cell) {
            Reading::Blank => String::new(),
            Reading::Good(text) | Reading::Odd(text, _) => text,
            Reading::Bad(oddity) => {
                self.note(oddity, problems);
                String::new()
            }
        }
    }

    /// Returns the score, none for a blank or not applicable.
    pub(crate) fn score(&self, problems: &mut Problems) -> Option<Score> {
        score_in(&self.prose(problems)).unwrap_or_else(|oddity| {
            self.note(oddity, problems);
            None
        })
    }

    /// Returns the judgement, none for a blank or not applicable.
    pub(crate) fn judgement(&self, problems: &mut Problems) -> Option<Judgement> {
        judgement_in(&self.prose(problems)).unwrap_or_else(|oddity| {
            self.note(oddity, problems);
            None
        })
    }

    /// Returns whether the box of n/a says that a domain does not apply.
    pub(crate) fn not_applicable(&self, problems: &mut Problems) -> bool {
        match not_applicable::read(self.cell) {
            Reading::Blank => false,
            Reading::Good(is) | Reading::Odd(is, _) => is,
            Reading::Bad(oddity) => {
                self.note(oddity, problems);
                false
            }
        }
    }

    /// Adds a note about the value.
    pub(crate) fn note(&self, oddity: Oddity, problems: &mut Problems) {
        problems.note(self.place.at(self.row, self.header), value::shown(self.cell), oddity);
    }
}

pub(super) fn score_in(text: &str) -> Result<Option<Score>, Oddity> {
    if text.is_empty() || is_not_applicable(text) {
        return Ok(None);
    }
    let oddity =
        || Oddity::new("a score from 0 to 10", "the score was left blank; n/a is not a score");
    Score::parse(text).map(Some).ok_or_else(oddity)
}

pub(super) fn judgement_in(text: &str) -> Result<Option<Judgement>, Oddity> {
    if text.is_empty() || is_not_applicable(text) {
        return Ok(None);
    }
    let expected = "outstanding, good, requires improvement or inadequate";
    let oddity = || Oddity::new(expected, "the judgement was left blank");
    Judgement::parse(text).map(Some).ok_or_else(oddity)
}
