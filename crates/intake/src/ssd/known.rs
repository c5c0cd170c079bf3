//! The ids of the tables that were read so far: who a row is about, and whether what it refers to is there. A
//! child is known by the id of the table of persons alone; ids are never joined.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::row::SsdRow;
use super::schema::{Holds, Refers, SsdColumn, SsdSchema, SsdTable};
use crate::line::Line;
use crate::problems::{Oddity, Problems};

/// The ids of one column, each with the number of what it stands for.
type Ids = HashMap<Arc<str>, usize>;

/// What the tables before have.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// By table and column.
    ids: HashMap<String, HashMap<String, Ids>>,
    /// The columns of each table that others refer to.
    referred_to: HashMap<String, Vec<usize>>,
    /// Tables whose rows are each about a person.
    about: HashSet<String>,
    /// Tables that were read.
    read: HashSet<String>,
    /// Names of teams and workers, by number.
    names: Vec<Arc<str>>,
    /// Names of teams: some extracts have them instead of the ids.
    teams: HashSet<Arc<str>>,
    /// The table of persons.
    persons: String,
}

impl Known {
    pub(super) fn of(schema: &SsdSchema) -> Self {
        let persons = schema.tables().iter().find(|table| table.holds == Holds::Persons);
        let persons = persons.map(|table| table.name.clone()).unwrap_or_default();
        let is_about = |table: &&SsdTable| !matches!(table.holds, Holds::Teams | Holds::Workers);
        let about = schema.tables().iter().filter(is_about).map(|table| table.name.clone());
        let about = about.collect();
        Self { persons, about, referred_to: schema.referred_to(), ..Self::default() }
    }

    /// Notes that a table was read.
    pub(super) fn has_read(&mut self, table: &SsdTable) {
        self.read.insert(table.name.clone());
    }

    /// Says whether a table was read.
    pub(super) fn has(&self, table: &SsdTable) -> bool {
        self.read.contains(&table.name)
    }

    /// Notes the ids of a row that other tables refer to, as standing for the person or name of this number.
    pub(super) fn take(&mut self, row: &SsdRow<'_>, number: usize) {
        let Some(columns) = self.referred_to.get(&row.table.name) else { return };
        for at in columns {
            let Some(value) = &row.values[*at] else { continue };
            let name = &row.table.columns[*at].name;
            let of_table = self.ids.entry(row.table.name.clone()).or_default();
            let ids = of_table.entry(name.clone()).or_default();
            ids.entry(Arc::clone(value)).or_insert(number);
        }
    }

    /// Notes a name of a team or worker, and returns its number.
    pub(super) fn name(&mut self, name: Arc<str>, holds: Holds) -> usize {
        if holds == Holds::Teams {
            self.teams.insert(Arc::clone(&name));
        }
        self.names.push(name);
        self.names.len() - 1
    }

    /// Returns the name that a team's or worker's id stands for, or the id itself.
    pub(super) fn named(&self, row: &SsdRow<'_>, field: &str) -> Option<Arc<str>> {
        let at = row.table.at(field)?;
        let value = row.values[at].as_ref()?;
        let number = row.table.columns[at].refers.as_ref().and_then(|to| self.find(to, value));
        Some(number.map_or_else(|| Arc::clone(value), |number| Arc::clone(&self.names[number])))
    }

    fn find(&self, to: &Refers, value: &str) -> Option<usize> {
        self.ids.get(&to.table)?.get(&to.column)?.get(value).copied()
    }

    /// Checks what a row refers to. Returns the number of its person; a row about nobody who is in the table of
    /// persons is refused (`Err`).
    pub(super) fn check(
        &self,
        row: &SsdRow<'_>,
        line: &Line<'_>,
        problems: &mut Problems,
    ) -> Result<Option<usize>, ()> {
        let mut persons: Vec<(usize, &SsdColumn)> = Vec::new();
        for (column, value) in row.table.columns.iter().zip(&row.values) {
            let (Some(to), Some(value)) = (&column.refers, value) else { continue };
            if !self.read.contains(&to.table) {
                continue;
            }
            match (column.field.as_str(), self.find(to, value)) {
                (_, Some(number)) if self.about.contains(&to.table) => {
                    persons.push((number, column));
                }
                (_, Some(_)) => {}
                ("team", None) if self.teams.contains(value) => {}
                (_, None) if self.is_of_persons(row, column) => {
                    line.refuse(&column.field, self.nobody(to), problems);
                    return Err(());
                }
                (_, None) => line.note(&column.field, no_such(column, to), problems),
            }
        }
        let person = one_person(&persons, line, problems)?;
        if person.is_none() && is_about_somebody(row.table) {
            let field = if row.table.at("person").is_some() { "person" } else { "care" };
            let hint = "the row was not stored: nobody knows which child it is about";
            let expected = "an id of a child who is in the dataset";
            line.refuse(field, Oddity::new(expected, hint), problems);
            return Err(());
        }
        Ok(person)
    }

    /// Says whether a column is the only one that says who a row is about.
    fn is_of_persons(&self, row: &SsdRow<'_>, column: &SsdColumn) -> bool {
        let is_of = column.refers.as_ref().is_some_and(|to| to.table == self.persons);
        is_of || (column.field == "care" && row.get("person").is_none())
    }

    fn nobody(&self, to: &Refers) -> Oddity {
        let (what, hint) = if to.table == self.persons {
            ("person", "the row is about nobody in the dataset: export both tables on the same day")
        } else {
            (
                "period of care",
                "the row is about nobody in the dataset: export both tables on the same day",
            )
        };
        Oddity::new(format!("a {what} of {} ({})", to.table, to.column), hint)
    }
}

/// Returns the child that a row is about: the one that it names, else the one of its period of care. A row that
/// refers to the row of another child is refused (`Err`): nobody knows which of the two is wrong.
fn one_person(
    persons: &[(usize, &SsdColumn)],
    line: &Line<'_>,
    problems: &mut Problems,
) -> Result<Option<usize>, ()> {
    let of = |field: &str| {
        persons.iter().find(|(_, column)| column.field == field).map(|(number, _)| *number)
    };
    let person = of("person").or_else(|| of("care"));
    let Some(known) = person.or_else(|| persons.first().map(|(number, _)| *number)) else {
        return Ok(None);
    };
    let Some((_, column)) = persons.iter().find(|(number, _)| *number != known) else {
        return Ok(person);
    };
    let what = match column.field.as_str() {
        "care" => "period of care".to_owned(),
        "referral" => "episode".to_owned(),
        "enquiry" | "plan" => column.field.clone(),
        _ => match &column.refers {
            Some(to) => format!("row of {}", to.table),
            None => "row".to_owned(),
        },
    };
    let expected = format!("the {what} of the same child");
    let hint =
        format!("the row names one child and the {what} of another: correct it in the source");
    line.refuse(&column.field, Oddity::new(expected, hint), problems);
    Err(())
}

fn is_about_somebody(table: &SsdTable) -> bool {
    !matches!(table.holds, Holds::Teams | Holds::Workers | Holds::Persons)
}

/// A row that refers to something that is not there; what it says itself is kept.
fn no_such(column: &SsdColumn, to: &Refers) -> Oddity {
    let expected = format!("an id of {} ({})", to.table, to.column);
    match column.field.as_str() {
        "team" | "worker" => {
            Oddity::understood(expected, "it was kept as it is written: nobody knows its name")
        }
        "enquiry" => Oddity::new(
            expected,
            "the conference counts for no enquiry: export both tables on the same day",
        ),
        _ => Oddity::understood(
            expected,
            "the row was read all the same: look why the other table has no such row",
        ),
    }
}
