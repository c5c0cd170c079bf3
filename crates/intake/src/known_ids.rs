//! The ids that are known so far, with which those of a file are compared: known, near to a known one,
//! without its leading zeros, or new. It knows no store; what is done about an id is decided here for
//! every reader.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use assay_model::CaseId;
use assay_model::near_id::{lacks_zeros, near_key};

use crate::problems::{Oddity, Problems, Where};

/// What is done about ids that have lost their leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zeros {
    /// They are reported and stay as written.
    #[default]
    AsWritten,
    /// They are read as the id that is known, or in the width of the known ids.
    Padded,
}

/// What an id that is neither known nor near to a known one means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unknown {
    /// Nothing: a list brings new cases.
    #[default]
    IsNew,
    /// It belongs to no list and no draw, which is said.
    IsSaid,
}

/// The known ids of a workspace.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct KnownIds {
    ids: HashSet<CaseId>,
    zeros: Zeros,
    unknown: Unknown,
    /// The width of known ids of figures alone, where nearly all have it and some begin with a zero.
    width: Option<usize>,
    near: OnceLock<HashMap<String, CaseId>>,
}

/// How an id compares with the known ones.
#[derive(Debug, PartialEq, Eq)]
enum Compared<'a> {
    Known,
    Near(&'a CaseId),
    Padded(CaseId),
    New,
}

impl KnownIds {
    /// Returns the ids with what is done about others. Where none is known, nothing is said of any.
    #[must_use]
    pub fn new(ids: HashSet<CaseId>, zeros: Zeros, unknown: Unknown) -> Self {
        let width = width(&ids);
        Self { ids, zeros, unknown, width, near: OnceLock::new() }
    }

    /// Returns the known id that is near to this one, where it is not known itself.
    #[must_use]
    pub fn near(&self, id: &CaseId) -> Option<&CaseId> {
        if self.ids.contains(id) {
            return None;
        }
        let near = self.near.get_or_init(|| {
            let mut near: HashMap<String, CaseId> = HashMap::with_capacity(self.ids.len());
            for id in &self.ids {
                let first = near.entry(near_key(id.as_str())).or_insert_with(|| id.clone());
                if id < first {
                    *first = id.clone();
                }
            }
            near
        });
        near.get(&near_key(id.as_str()))
    }

    /// Returns whether the id is known.
    pub(crate) fn has(&self, id: &CaseId) -> bool {
        self.ids.contains(id)
    }

    /// Returns whether the id is known, or near to one that is.
    pub(crate) fn has_like(&self, id: &CaseId) -> bool {
        self.ids.contains(id) || self.near(id).is_some()
    }

    fn compare(&self, id: &CaseId) -> Compared<'_> {
        if self.ids.is_empty() || self.ids.contains(id) {
            return Compared::Known;
        }
        let near = self.near(id);
        if self.zeros == Zeros::Padded {
            if let Some(known) = near.filter(|known| lacks_zeros(id.as_str(), known.as_str())) {
                return Compared::Padded(known.clone());
            }
            if let Some(padded) = self.width.and_then(|width| widened(id, width)) {
                return Compared::Padded(padded);
            }
        }
        near.map_or(Compared::New, Compared::Near)
    }

    /// Returns the id as it is to be read, and says what is odd about it.
    pub(crate) fn read(
        &self,
        id: CaseId,
        (here, row, header): (&Where, u32, &str),
        problems: &mut Problems,
    ) -> CaseId {
        let shown = |id: &CaseId| format!("\"{id}\"");
        match self.compare(&id) {
            Compared::Known => id,
            Compared::New if self.unknown == Unknown::IsNew => id,
            Compared::New => {
                problems.unknown_id(here, row, header, &id);
                id
            }
            Compared::Near(known) => {
                let is_shorter = lacks_zeros(id.as_str(), known.as_str());
                let (expected, hint) = if is_shorter {
                    (
                        "an id with the leading zeros of the known ones",
                        "a spreadsheet takes the zeros of numbers, and the case counts as another: export the id column as text, or write \"case_id: pad\" in lists.yaml",
                    )
                } else {
                    (
                        "an id as it is known",
                        "it was stored as written and counts as another case: correct it in the file, or import an alias where both ids are right",
                    )
                };
                let found = format!("{}, near the known {}", shown(&id), shown(known));
                problems.note(here.at(row, header), found, Oddity::new(expected, hint));
                id
            }
            Compared::Padded(known) => {
                let hint = format!("it was read as {}, as lists.yaml says", shown(&known));
                let expected = "an id with its leading zeros";
                problems.note(here.at(row, header), shown(&id), Oddity::put_right(expected, hint));
                known
            }
        }
    }
}

fn is_number(id: &str) -> bool {
    id.bytes().all(|byte| byte.is_ascii_digit())
}

/// A width counts where 19 of 20 ids of figures alone have it, and some of them begin with a zero.
fn width(ids: &HashSet<CaseId>) -> Option<usize> {
    let mut widths: HashMap<usize, usize> = HashMap::new();
    let mut has_zero = false;
    for id in ids.iter().map(CaseId::as_str).filter(|id| is_number(id)) {
        *widths.entry(id.len()).or_default() += 1;
        has_zero |= id.starts_with('0');
    }
    let all: usize = widths.values().sum();
    let most = widths.into_iter().max_by_key(|(width, count)| (*count, *width));
    most.filter(|(_, count)| has_zero && count * 20 >= all * 19).map(|(width, _)| width)
}

fn widened(id: &CaseId, width: usize) -> Option<CaseId> {
    let text = id.as_str();
    let is_short = is_number(text) && text.len() < width;
    is_short.then(|| CaseId::parse(&format!("{text:0>width$}")).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> CaseId {
        CaseId::parse(text).unwrap()
    }

    fn known(zeros: Zeros) -> KnownIds {
        let ids = (0..40).map(|n| id(&format!("{:07}", n * 37 + 1000)));
        KnownIds::new(ids.chain([id("P001")]).collect(), zeros, Unknown::IsSaid)
    }

    #[test]
    fn an_id_is_known_near_or_new() {
        let known = known(Zeros::AsWritten);
        assert_eq!(known.compare(&id("0001000")), Compared::Known);
        assert_eq!(known.compare(&id("1037")), Compared::Near(&id("0001037")));
        assert_eq!(known.compare(&id("p.0O1")), Compared::Near(&id("P001")));
        assert_eq!(known.compare(&id("999")), Compared::New);
        let nothing = KnownIds::default();
        assert_eq!(nothing.compare(&id("1")), Compared::Known);
    }

    #[test]
    fn zeros_are_put_back_where_the_setting_says_so_and_nothing_else_is() {
        let known = known(Zeros::Padded);
        assert_eq!(known.compare(&id("1037")), Compared::Padded(id("0001037")));
        assert_eq!(known.compare(&id("999")), Compared::Padded(id("0000999")));
        assert_eq!(known.compare(&id("p001")), Compared::Near(&id("P001")));
        assert_eq!(known.compare(&id("12345678")), Compared::New);
    }
}
