//! The words on a form by which it is read back. Changing one makes forms that are out unreadable.

/// On the cover: what the workbook is.
pub(super) const MARK: &str = "assay audit form 1";
/// On the cover of a workbook with a row a case.
pub(super) const GRID: &str = "assay audit grid 1";
/// The sheet of such a workbook.
pub(super) const GRID_SHEET: &str = "Cases";

pub(super) const DRAW: &str = "Draw";
pub(super) const DIGEST: &str = "Digest of the list";
pub(super) const CASE: &str = "Case";
pub(super) const AUDITOR: &str = "Auditor";
pub(super) const TEAM: &str = "Team";
pub(super) const KIND: &str = "Type of audit";
pub(super) const TOOL: &str = "Audit tool";
pub(super) const DATE: &str = "Date of audit";
pub(super) const OVERALL: &str = "Overall judgement";
pub(super) const GOOD: &str = "Good practice";
pub(super) const WORKER: &str = "Worker took part";
pub(super) const URGENT: &str = "Urgent concern";
pub(super) const TOLD: &str = "Who was told";
pub(super) const TOLD_ON: &str = "Told on";
pub(super) const RESPONSE: &str = "Their response";

pub(super) const DOMAIN: &str = "Domain";
pub(super) const SCORE: &str = "Score (0 to 10)";
pub(super) const JUDGEMENT: &str = "Judgement";
pub(super) const NOT_APPLICABLE: &str = "Not applicable";
pub(super) const COMMENT: &str = "Comment";

pub(super) const QUESTION: &str = "Question";
pub(super) const OF_DOMAIN: &str = "About";
pub(super) const ANSWER: &str = "Answer";

pub(super) const VIEW_OF: &str = "Views of";
pub(super) const ASKED: &str = "Asked";
pub(super) const ASKED_BY: &str = "Asked by";
pub(super) const WHY_NOT: &str = "If not asked, why not";
pub(super) const IN_WORDS: &str = "What they said, in their words";

pub(super) const ACTION: &str = "Action agreed";
pub(super) const OWNER: &str = "Owner";
pub(super) const DUE: &str = "Due";
