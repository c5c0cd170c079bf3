//! The indicators of a pack, measured while the rest of it is gathered: the events are read over a
//! connection of their own by a thread of their own.

use std::thread::JoinHandle;

use assay_model::Month;
use assay_pack::disclosure::Printed;
use assay_pack::section::{Kind, indicators, learning};
use assay_store::Store;

use super::settings::Settings;
use crate::desk::error::{Error, Result};
use crate::desk::place::Workspace;
use crate::evidence::indicators::{IndicatorReport, measure_in, policy};

/// Indicators being measured; none where the profile shows none.
pub(super) struct Measuring {
    thread: Option<JoinHandle<Result<IndicatorReport>>>,
}

impl Measuring {
    /// Begins to measure as at the pack's date.
    pub(super) fn begin(workspace: &Workspace, settings: &Settings) -> Result<Self> {
        let sections = &settings.profile.sections;
        if ![Kind::Indicators, Kind::Workforce].iter().any(|kind| sections.contains(kind)) {
            return Ok(Self { thread: None });
        }
        let (path, policy) = (workspace.store.path().to_owned(), policy(workspace)?);
        let as_at = workspace.session.as_at();
        let thread =
            std::thread::spawn(move || measure_in(&Store::open_read_only(&path)?, &policy, as_at));
        Ok(Self { thread: Some(thread) })
    }

    /// Waits for the indicators.
    pub(super) fn end(
        self,
        settings: &Settings,
        learning: &learning::LearningGiven,
        printed: &Printed,
    ) -> Result<indicators::MeasuredIndicators> {
        let Some(thread) = self.thread else {
            return Ok(indicators::MeasuredIndicators::default());
        };
        let measured =
            thread.join().map_err(|_| Error::failed("the indicators could not be measured"))??;
        let profile = &settings.profile;
        let marks = learning.given.iter().filter_map(|g| Some((Month::of(g.on?), g.title.clone())));
        Ok(indicators::MeasuredIndicators {
            indicators: measured.indicators,
            as_at: Some(measured.as_at),
            months: profile.months,
            public: profile.public,
            small: profile.rule.small,
            printed: printed.clone(),
            warnings: measured.warnings,
            learning: if profile.public { Vec::new() } else { marks.collect() },
        })
    }
}
