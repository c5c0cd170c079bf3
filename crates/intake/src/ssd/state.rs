//! What was read of a dataset so far, and what it gives in the end. It reads nothing itself.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use assay_model::{CaseRecord, Date, Event, Fate, Former, Problem, TableTaken, Understood};
use assay_tables::Limits;

use super::known::Known;
use super::people::{Conferences, Mark, Person};
use super::row::{Differing, SsdRow};
use super::schema::SsdSchema;
use crate::KnownIds;
use crate::annexa::ServiceNames;
use crate::problems::{Problems, Where};

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

/// A file that is read as a table, or a sheet of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SsdPart {
    /// The number of the file.
    pub source: usize,
    /// The sheet.
    pub sheet: Option<String>,
}

/// What is handed on while reading.
#[derive(Debug)]
pub enum SsdItem {
    /// The events that follow are of this file or sheet.
    File(SsdPart),
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

impl Dataset {
    /// Returns the name of the first file that was read.
    #[must_use]
    pub fn file(&self) -> &str {
        let read = self.tables.iter().find(|table| table.fate == Fate::Read);
        read.map_or("", |table| table.file.as_str())
    }
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
    /// When referrals were closed, by their ids.
    pub(super) closed: HashMap<Arc<str>, Date>,
    /// Events of a table that is taken when it was read whole, each with the file or sheet and the row it is of.
    pub(super) waiting: Vec<(Arc<Where>, u32, Event)>,
    /// Roles by how rows write them.
    roles: HashMap<Arc<str>, Option<usize>>,
    before: Option<&'a Differing>,
    pub(super) dataset: Dataset,
    /// Headers that are read, for what problems may quote.
    pub(super) headers: Vec<String>,
}

impl<'a> State<'a> {
    pub(super) fn of(asked: &'a SsdAsked<'a>, before: Option<&'a Dataset>) -> Self {
        Self {
            asked,
            problems: Problems::of_settings(asked.schema.file()),
            known: Known::of(asked.schema),
            people: Vec::new(),
            conferences: Conferences::default(),
            lists: BTreeMap::new(),
            marks: Vec::new(),
            has_placements: false,
            closed: HashMap::new(),
            waiting: Vec::new(),
            roles: HashMap::new(),
            before: before.map(|dataset| &dataset.differing),
            dataset: Dataset::default(),
            headers: Vec::new(),
        }
    }

    /// Says whether this reading is the second, which only hands the events on.
    pub(super) fn is_second(&self) -> bool {
        self.before.is_some()
    }

    /// Returns the role that a row names.
    pub(super) fn role(&mut self, row: &SsdRow<'_>) -> Option<usize> {
        let name = row.get("role")?;
        let schema = self.asked.schema;
        *self.roles.entry(Arc::clone(name)).or_insert_with(|| schema.role(name))
    }

    /// Hands an event on, unless its row is one of several of one id that differ.
    pub(super) fn hand_on(
        &mut self,
        row: &SsdRow<'_>,
        event: Event,
        take: &mut dyn FnMut(SsdItem),
    ) {
        if self.counts(row, &event) {
            take(SsdItem::Event(event, row.row));
        }
    }

    /// Keeps an event until its table was read whole, unless its row is one of several of one id that differ.
    pub(super) fn keep_event(&mut self, row: &SsdRow<'_>, event: Event) {
        if self.counts(row, &event) {
            self.waiting.push((Arc::clone(&row.place), row.row, event));
        }
    }

    fn counts(&mut self, row: &SsdRow<'_>, event: &Event) -> bool {
        let is_refused =
            |before: &Differing| row.key().is_some_and(|key| before.has(row.table, key));
        if self.before.is_some_and(is_refused) {
            return false;
        }
        let file = || (row.place.file.clone(), 0);
        self.dataset.kinds.entry(event.kind.clone()).or_insert_with(file).1 += 1;
        true
    }
}
