//! Reading any settings file by its name, to find its faults. A new topic adds its line here.

use crate::Error;

/// Reads the settings file of this name and returns its faults.
///
/// # Errors
/// Every fault with its place.
pub fn check(file: &str, text: &str) -> Result<(), Error> {
    match file {
        "annexa-2019.yaml" => crate::lists::read_annexa(text, file).map(drop),
        "assay.yaml" => crate::council::read(text, file).map(drop),
        "audit-tool.yaml" => crate::tool::read(text, file).map(drop),
        "indicators.yaml" => crate::indicators::read(text, file).map(drop),
        "lists.yaml" => crate::lists::read(text, file).map(drop),
        "maps.yaml" => crate::maps::read(text, file).map(drop),
        "pack.yaml" => crate::pack::read(text, file).map(drop),
        "plans.yaml" => crate::plans::read(text, file).map(drop),
        "report.yaml" => crate::report::read(text, file).map(drop),
        "retention.yaml" => crate::retention::read(text, file).map(drop),
        "rounds.yaml" => crate::rounds::read(text, file).map(drop),
        "ssd-2026.yaml" => crate::ssd::read(text, file).map(drop),
        "themes.yaml" => crate::themes::read(text, file).map(drop),
        "terms.yaml" => crate::terms::read(text, file).map(drop),
        _ if file.starts_with("profiles/") => crate::framework::read(text, file).map(drop),
        _ => {
            let source = crate::source::Source::new(text, file);
            Err(source.whole("a settings file of the program", "another file", "").into())
        }
    }
}
