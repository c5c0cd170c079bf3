//! The indicators of a pack, measured while the rest of it is gathered: the events are read over a
//! connection of their own by a thread of their own.

use std::thread::JoinHandle;

use assay_model::Month;
use assay_pack::disclosure::Printed;
use assay_pack::section::{Kind, indicators, learning};

use super::settings::Settings;
use super::themes::ByMonth;
use crate::desk::error::{Error, Result};
use crate::desk::progress::Silent;
use crate::desk::reader::Reader;
use crate::evidence::indicators::{IndicatorReport, NOT_WRITTEN_UP, compare, measure_in, policy};

/// Indicators being measured, or measured already where there was no connection for a thread; none where the
/// profile shows none.
pub(super) enum Measuring {
    No,
    Beside(JoinHandle<Result<IndicatorReport>>),
    Done(IndicatorReport),
}

impl Measuring {
    /// Begins to measure as at the pack's date.
    pub(super) fn begin(workspace: &Reader, settings: &Settings) -> Result<Self> {
        let sections = &settings.profile.sections;
        if ![Kind::Indicators, Kind::Workforce].iter().any(|kind| sections.contains(kind)) {
            return Ok(Self::No);
        }
        let (policy, as_at) = (policy(workspace)?, workspace.session.as_at());
        let Some(store) = workspace.of_same_moment(1)?.pop() else {
            return Ok(Self::Done(measure_in(
                &workspace.store,
                &policy,
                as_at,
                workspace.progress(),
            )?));
        };
        Ok(Self::Beside(std::thread::spawn(move || {
            // The stages are those of the thread that gathers the rest.
            measure_in(&store, &policy, as_at, &Silent)
        })))
    }

    /// Waits for the indicators, and compares the events with what auditors wrote.
    pub(super) fn end(
        self,
        settings: &Settings,
        learning: &learning::LearningGiven,
        by_month: &ByMonth,
        printed: &Printed,
    ) -> Result<indicators::MeasuredIndicators> {
        let measured = match self {
            Self::No => return Ok(indicators::MeasuredIndicators::default()),
            Self::Beside(thread) => thread
                .join()
                .map_err(|_| Error::failed("the indicators could not be measured"))??,
            Self::Done(measured) => measured,
        };
        let profile = &settings.profile;
        let (audited, told) = by_month.cases(NOT_WRITTEN_UP);
        let cross_check = compare(measured.meetings.as_ref(), (audited, &told));
        let marks = learning.given.iter().filter_map(|g| Some((Month::of(g.on?), g.title.clone())));
        Ok(indicators::MeasuredIndicators {
            indicators: measured.indicators,
            as_at: Some(measured.as_at),
            months: profile.months,
            public: profile.public,
            small: profile.rule.small,
            printed: printed.clone(),
            warnings: measured.warnings,
            cross_check,
            learning: if profile.public { Vec::new() } else { marks.collect() },
        })
    }
}
