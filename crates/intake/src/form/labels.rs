//! The words on a form by which it is read back. Changing one makes forms that are out unreadable.

/// On the cover: what the workbook is.
pub(super) const MARK: &str = "assay audit form 1";

pub(super) const DRAW: &str = "Draw";
pub(super) const DIGEST: &str = "Digest of the list";
pub(super) const CASE: &str = "Case";
pub(super) const AUDITOR: &str = "Auditor";
pub(super) const KIND: &str = "Type of audit";
pub(super) const TOOL: &str = "Audit tool";
pub(super) const DATE: &str = "Date of audit";
pub(super) const OVERALL: &str = "Overall judgement";
pub(super) const GOOD: &str = "Good practice";
pub(super) const URGENT: &str = "Urgent concern";
pub(super) const TOLD: &str = "Who was told";
pub(super) const TOLD_ON: &str = "Told on";
pub(super) const RESPONSE: &str = "Their response";

pub(super) const DOMAIN: &str = "Domain";
pub(super) const SCORE: &str = "Score (0 to 10)";
pub(super) const JUDGEMENT: &str = "Judgement";
pub(super) const NOT_APPLICABLE: &str = "Not applicable";
pub(super) const COMMENT: &str = "Comment";

pub(super) const ACTION: &str = "Action agreed";
pub(super) const OWNER: &str = "Owner";
pub(super) const DUE: &str = "Due";
