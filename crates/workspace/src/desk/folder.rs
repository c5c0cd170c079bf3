//! The names of what lies in a workspace's folder. It reads none of it.

/// The settings file that makes a folder a workspace.
pub(crate) const SETTINGS: &str = "assay.yaml";
/// The store, the truth.
pub(crate) const STORE: &str = "evidence.db";
/// The draws, one folder each.
pub(crate) const DRAWS: &str = "draws";
/// The search index, which can be deleted at any time.
pub(crate) const INDEX: &str = "index";
/// The packs.
pub(crate) const PACKS: &str = "packs";
/// In it, the packs that were issued.
pub(crate) const ISSUED: &str = "issued";
/// Pages for supervision.
pub(crate) const FEEDBACK: &str = "feedback";
/// Where a fresh search index is built.
pub(crate) const FRESH_INDEX: &str = "index-new";
