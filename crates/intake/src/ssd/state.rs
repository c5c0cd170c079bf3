//! What was read of a dataset so far, and what it gives in the end. It reads nothing itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use assay_model::{CaseRecord, Date, Event, Former, Problem, TableTaken, Understood};
use assay_tables::Limits;

use super::known::Known;
use super::people::{Conferences, Mark, Person};
use super::row::{Differing, SsdRow};
use super::schema::SsdSchema;
use crate::KnownIds;
use crate::annexa::ServiceNames;
use crate::problems::Problems;

/// What the dataset is read with.
#[derive(Debug, Clone)]
pub struct SsdAsked<'a> {
    /// The release.
    pub schema: &'a SsdSchema,
    /// Which service a case is in.
    pub services: &'a ServiceNames,
    /// Ids that became others, as a council said.
    pub former: &'a Former,
    /// The ids known so far.
    pub ids: Option<Arc<KnownIds>>,
    /// The day of the dataset.
    pub as_at: Date,
    /// The limits of reading.
    pub limits: &'a Limits,
}

/// What is handed on while reading.
#[derive(Debug)]
pub enum SsdItem {
    /// The events that follow are of the file of this number.
    File(usize),
    /// An event, and its row.
    Event(Event, u32),
}

/// What a dataset gave beside its events.
#[derive(Debug, Clone, Default)]
pub struct Dataset {
    /// The children.
    pub children: Vec<CaseRecord>,
    /// Further case lists, by name.
    pub lists: BTreeMap<String, Vec<CaseRecord>>,
    /// Everything found wrong.
    pub problems: Vec<Problem>,
    /// What is worth saying.
    pub said: Vec<String>,
    /// Data rows read.
    pub read: u64,
    /// What the sheets and columns were taken for.
    pub understood: Understood,
    /// What became of each file and table.
    pub tables: Vec<TableTaken>,
    /// The kinds of events that there are, with the first file that has them and how many there are.
    pub kinds: BTreeMap<String, (String, u64)>,
    pub(super) differing: Differing,
}

/// What was read so far.
pub(super) struct State<'a> {
    pub(super) asked: &'a SsdAsked<'a>,
    pub(super) problems: Problems,
    pub(super) known: Known,
    pub(super) people: Vec<Person<'a>>,
    pub(super) conferences: Conferences,
    /// Rows of case lists, by the list's name.
    pub(super) lists: BTreeMap<String, Vec<SsdRow<'a>>>,
    /// What is to be noted of persons when the table is read whole: the row's key and the person.
    pub(super) marks: Vec<(Option<Arc<str>>, usize, Mark)>,
    pub(super) has_placements: bool,
    before: Option<&'a Differing>,
    pub(super) dataset: Dataset,
    /// Headers that are read, for what problems may quote.
    pub(super) headers: Vec<String>,
}

impl<'a> State<'a> {
    pub(super) fn of(asked: &'a SsdAsked<'a>, before: Option<&'a Dataset>) -> Self {
        Self {
            asked,
            problems: Problems::default(),
            known: Known::of(asked.schema),
            people: Vec::new(),
            conferences: Conferences::default(),
            lists: BTreeMap::new(),
            marks: Vec::new(),
            has_placements: false,
            before: before.map(|dataset| &dataset.differing),
            dataset: Dataset::default(),
            headers: Vec::new(),
        }
    }

    /// Hands an event on, unless its row is one of several of one id that differ.
    pub(super) fn hand_on(
        &mut self,
        row: &SsdRow<'_>,
        event: Event,
        take: &mut dyn FnMut(SsdItem),
    ) {
        let is_refused =
            |before: &Differing| row.key().is_some_and(|key| before.has(row.table, key));
        if !self.before.is_some_and(is_refused) {
            let file = || (row.place.file.clone(), 0);
            self.dataset.kinds.entry(event.kind.clone()).or_insert_with(file).1 += 1;
            take(SsdItem::Event(event, row.row));
        }
    }
}
