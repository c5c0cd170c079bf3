//! The report job: reads the store's returns and rounds, has the figures computed and answers with
//! their view. It lays nothing out.

mod chances;
pub mod material;
pub mod moderation;

use assay_config::report::ReportSettings;
use assay_measures::Confidence;
use assay_measures::reads::Read;
use assay_measures::report::{Material, Report as Measured, Round};
use assay_model::Month;
use assay_model::history::PastFigure;
use assay_views::report::Report;

use super::side_by_side::SideBySide;
use crate::desk::error::Result;
use crate::desk::reader::Reader;

/// What part of the series is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReportOptions {
    /// The first month shown; none for the first there is.
    pub from: Option<Month>,
    /// The last month shown; none for the last there is.
    pub to: Option<Month>,
}

/// Returns the figures of the workspace's returns, by month.
///
/// # Errors
/// When the store or a manifest in it cannot be read.
pub fn report(workspace: &Reader, options: &ReportOptions) -> Result<Report> {
    let as_at = workspace.session.as_at();
    let found = material::gather_all(workspace, material::Detail::Scores)?.as_at(as_at);
    let history = workspace.store.all::<PastFigure>()?;
    let settings = settings(workspace)?;
    let material = Material {
        reads: &found.reads,
        rounds: &found.rounds,
        history: &history,
        as_at: Some(as_at),
        from: options.from,
        to: options.to,
        confidence: Confidence::USUAL,
        headline: settings.headline,
        bands: &settings.bands,
        moderations: &found.moderations,
    };
    let measured = assay_measures::report::report_by(&material, &SideBySide);
    Ok(Report { after_as_at: found.after, ..Report::from(&measured) })
}

/// Returns the report of these returns alone: all months, without the history before and without moderations.
///
/// # Errors
/// When the settings cannot be read.
pub(crate) fn of_reads(workspace: &Reader, reads: &[Read], rounds: &[Round]) -> Result<Measured> {
    let settings = settings(workspace)?;
    Ok(assay_measures::report::report(&Material {
        reads,
        rounds,
        history: &[],
        as_at: None,
        from: None,
        to: None,
        confidence: Confidence::USUAL,
        headline: settings.headline,
        bands: &settings.bands,
        moderations: &[],
    }))
}

/// Returns the settings of the report.
///
/// # Errors
/// When `report.yaml` has a fault, with its place.
pub fn settings(workspace: &Reader) -> Result<ReportSettings> {
    let file = "report.yaml";
    Ok(assay_config::report::read(&workspace.settings_text(file)?, file)?)
}

#[cfg(test)]
mod tests {
    use assay_model::Judgement;

    use super::*;
    use crate::records::erase::tests::council;
    use crate::{Error, Session, Workspace};

    #[test]
    fn a_report_is_of_the_moment_its_reader_began() {
        let (_folder, mut workspace, _) = council();
        let session = Session::of_this_machine(None, "2026-09-30".parse().ok());
        let other = Workspace::open(workspace.root(), session).unwrap();
        let answer = |reader: &Reader| {
            serde_json::to_value(report(reader, &ReportOptions::default()).unwrap()).unwrap()
        };
        let reader = other.reader().unwrap();
        let before = answer(&reader);

        let now = workspace.session().now();
        let mut writer = workspace.writer().unwrap();
        let mut audit = writer.store.returns().unwrap().remove(0).audit;
        audit.overall = Some(Judgement::Inadequate);
        let stored = writer.write(now, |tx| {
            tx.put_return(&audit, None)?;
            tx.append("import", serde_json::json!({})).map_err(Error::from)
        });
        stored.unwrap();

        assert_eq!(answer(&reader), before);
        // One reading within another is of the same moment.
        assert_eq!(answer(&other.reader().unwrap()), before);
        drop(reader);
        assert_ne!(answer(&other.reader().unwrap()), before);
    }
}
