//! The pages, one file each with its templates: a page is added by its file and a line here. This file only
//! lists them.

mod actions;
mod audits;
mod case_lists;
mod comments;
mod end;
mod first_run;
mod help;
mod history;
mod home;
mod inspection;
mod jobs;
mod measures;
mod packs;
mod people;
mod samples;
mod settings;

use assay_workspace::Result;

use crate::routes::Routes;
use crate::templates::Templates;

/// A page, or a few that belong together.
pub(crate) struct Part {
    /// Their addresses.
    pub(crate) routes: fn() -> Routes,
    /// Their templates, by name.
    pub(crate) templates: &'static [(&'static str, &'static str)],
    /// Their place in the navigation: what people call it, and its address; none for pages that others lead to.
    pub(crate) navigation: Option<(&'static str, &'static str)>,
}

/// Every page, in the order of the navigation.
pub(crate) const ALL: &[Part] = &[
    home::PART,
    case_lists::PART,
    samples::PART,
    audits::PART,
    comments::PART,
    measures::PART,
    actions::PART,
    inspection::PART,
    packs::PART,
    history::PART,
    settings::PART,
    help::PART,
    people::PART,
    first_run::PART,
    jobs::PART,
    end::PART,
];

/// Returns the templates of all pages, and the navigation between them.
///
/// # Errors
/// When a template has a fault.
pub(crate) fn templates() -> Result<Templates> {
    let templates = ALL.iter().flat_map(|part| part.templates).copied();
    Templates::new(templates, ALL.iter().filter_map(|part| part.navigation).collect())
}

/// Returns the addresses of all pages.
pub(crate) fn routes() -> Routes {
    ALL.iter().fold(Routes::default(), |all, part| all.and((part.routes)()))
}
