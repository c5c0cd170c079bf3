//! What is past its time goes from the disk; what was counted, and what is on hold, stays.

use assay_model::{Covers, PastFigure};

use super::*;
use crate::Input;
use crate::desk::place::Workspace;
use crate::draws::verify;
use crate::import::{ImportOptions, Kind, import};
use crate::records::erase::tests::council;

pub(crate) fn count(report: &RetentionReport, name: &str) -> u64 {
    report.kinds.iter().find(|one| one.kind == name).map_or(0, |one| one.count.count())
}

/// Puts the clock of the made-up world so many years on.
pub(crate) fn years_on(workspace: &Workspace, years: i64) {
    let hours = assay_model::jiff::SignedDuration::from_hours(years * 8766);
    let later = workspace.session().now().checked_add(hours).unwrap();
    workspace.session().set_clock(later);
}

#[test]
fn nothing_is_past_its_time_at_once() {
    let (_folder, mut workspace, _) = council();
    let report = due(&mut workspace.writer().unwrap()).unwrap();
    assert!(report.kinds.iter().all(|one| one.count.count() == 0), "{report:?}");
    assert_eq!(report.kinds.len(), 7);
}

#[test]
fn what_is_due_is_shown_and_not_touched() {
    let (_folder, mut workspace, _) = council();
    years_on(&workspace, 8);
    let before = workspace.reader().unwrap().store.head(&[]).unwrap();
    let report = due(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!((count(&report, "returns"), count(&report, "draws")), (1, 1));
    assert_eq!(count(&report, "case_lists"), 0, "the last list of a name stays");
    assert_eq!(workspace.reader().unwrap().store.head(&[]).unwrap(), before);
    assert_eq!(workspace.reader().unwrap().store.returns().unwrap().len(), 1);
}

#[test]
fn figures_survive_the_returns_they_were_counted_from() {
    let (_folder, mut workspace, _) = council();
    years_on(&workspace, 8);
    let report = apply(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!(count(&report, "returns"), 1);
    assert!(workspace.reader().unwrap().store.returns().unwrap().is_empty());
    let figures = workspace.reader().unwrap().store.all::<PastFigure>().unwrap();
    let mean = figures.iter().find(|f| f.measure == "mean score" && f.domain.is_empty()).unwrap();
    assert_eq!((mean.period.as_str(), mean.n), ("2026-09", Some(1)));
    assert!((mean.value - 7.0).abs() < 1e-12);
    assert!(workspace.reader().unwrap().store.verify_ledger().unwrap().is_intact());
    let verified = verify::of_draw(&mut workspace, "2026-09-monthly").unwrap();
    assert_eq!(verified.first_difference, None);
}

#[test]
fn a_case_on_hold_is_kept() {
    let (_folder, mut workspace, case) = council();
    hold::put(&mut workspace.writer().unwrap(), &Covers::Case(case.clone()), "review").unwrap();
    years_on(&workspace, 8);
    let report = apply(&mut workspace.writer().unwrap()).unwrap();
    assert_eq!((count(&report, "returns"), report.on_hold), (0, 1));
    assert_eq!(workspace.reader().unwrap().store.returns().unwrap().len(), 1);
    let draw = workspace.reader().unwrap().store.draws().unwrap().remove(0);
    let frame = String::from_utf8(draw.frozen.frame).unwrap();
    assert!(frame.lines().any(|line| line.starts_with(case.as_str())), "held in the frozen list");
    assert_eq!(frame.lines().filter(|line| line.starts_with("erased-")).count(), 119);
}

#[test]
fn kept_shares_are_of_the_grade_that_the_report_counts() {
    let (folder, mut workspace, case) = council();
    let settings = workspace.root().join("report.yaml");
    let text = std::fs::read_to_string(&settings).unwrap();
    let moderated = text.replace("headline_grade: auditor", "headline_grade: moderated");
    std::fs::write(&settings, moderated).unwrap();
    let table = folder.path().join("moderation.csv");
    let row = format!("{case},2026-09-monthly,2026-09-20,panel,inadequate,no");
    let heads = "case_id,draw_id,date,moderation_type,moderated_grade,challenged";
    std::fs::write(&table, format!("{heads}\n{row}\n")).unwrap();
    years_on(&workspace, 8);
    let files = vec![Input::file(table)];
    let of_kind = Some("moderation".to_owned());
    let options = ImportOptions { of_kind, ..ImportOptions::of(Kind::Events, files) };
    import(&mut workspace, &options).unwrap();
    apply(&mut workspace.writer().unwrap()).unwrap();
    let figures = workspace.reader().unwrap().store.all::<PastFigure>().unwrap();
    let share = |measure: &str| figures.iter().find(|f| f.measure == measure).map(|f| f.value);
    assert_eq!((share("good or better"), share("inadequate")), (Some(0.0), Some(1.0)));
}
