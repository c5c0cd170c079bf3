//! One made-up child: who they are and the stages they have been through.

use assay_model::Date;

use crate::places::Plan;

/// Gender as the lists code it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gender {
    /// Male.
    Male,
    /// Female.
    Female,
    /// Not stated or unborn.
    Unknown,
}

/// A stretch of time on one plan with one worker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stage {
    /// The plan.
    pub(crate) plan: Plan,
    /// The first day.
    pub(crate) from: Date,
    /// The last day, once over.
    pub(crate) to: Option<Date>,
    /// The team's place among the teams.
    pub(crate) team: usize,
    /// The worker's place among the workers.
    pub(crate) worker: usize,
}

/// A child.
#[derive(Debug, Clone)]
pub(crate) struct Child {
    /// The id in the case-management system.
    pub(crate) id: String,
    /// The id before birth, where there was one.
    pub(crate) unborn_id: Option<String>,
    /// The given name, known to auditors, on no list.
    pub(crate) name: &'static str,
    /// The family's name.
    pub(crate) family_name: &'static str,
    /// The family's number.
    pub(crate) family: usize,
    /// Gender.
    pub(crate) gender: Gender,
    /// Ethnicity as the lists code it.
    pub(crate) ethnicity: &'static str,
    /// Date of birth; in the future for an unborn child.
    pub(crate) born: Date,
    /// Whether the child is disabled.
    pub(crate) disabled: bool,
    /// Whether access to the record is restricted.
    pub(crate) restricted: bool,
    /// The stages, in order.
    pub(crate) stages: Vec<Stage>,
}

impl Child {
    /// Returns the stage the child is in on a day, if the case is open.
    pub(crate) fn stage(&self, on: Date) -> Option<&Stage> {
        self.stages.iter().find(|s| s.from <= on && s.to.is_none_or(|to| on < to))
    }

    /// Returns the last stage begun by a day.
    pub(crate) fn latest(&self, on: Date) -> Option<&Stage> {
        self.stages.iter().rev().find(|s| s.from <= on)
    }

    /// Returns the day the case closed, if it had closed by the day.
    pub(crate) fn closed(&self, on: Date) -> Option<Date> {
        match self.stage(on) {
            Some(_) => None,
            None => self.latest(on).and_then(|stage| stage.to),
        }
    }

    /// Returns the day the present run of stages began.
    pub(crate) fn opened(&self, on: Date) -> Option<Date> {
        self.stages.iter().map(|s| s.from).find(|from| *from <= on)
    }

    /// Returns the id in use on a day: an unborn child's until the birth.
    pub(crate) fn id_on(&self, on: Date) -> &str {
        match &self.unborn_id {
            Some(unborn) if on < self.born => unborn,
            _ => &self.id,
        }
    }
}
