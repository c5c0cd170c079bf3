//! The made-up files as they come in: written into the inbox, then imported like any other.

use assay_demo::{FileKind, InputFile};

use super::INBOX;
use assay_views::import::{End, ImportReport};

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::import::{ImportOptions, Kind, Refused, import};
use crate::{Input, Workspace};

/// Writes a file into the inbox and imports it. Rows that are refused are skipped: the made-up lists
/// have faults, as real ones do.
///
/// # Errors
/// When the file cannot be written or is not read at all.
pub(super) fn receive(workspace: &mut Workspace, file: &InputFile) -> Result<ImportReport> {
    let path = workspace.root().join(INBOX).join(&file.name);
    let bytes = file
        .bytes()
        .map_err(|fault| Error::failed(format!("could not make {}", file.name)).because(fault))?;
    files::write(&path, &bytes)?;
    let of_kind = match file.kind {
        FileKind::Events(kind) => Some(kind.to_owned()),
        _ => None,
    };
    let options = ImportOptions {
        of_kind,
        refused: Refused::Skip,
        ..ImportOptions::of(kind(file.kind), vec![Input::file(path)])
    };
    let report = import(workspace, &options)?;
    if report.end != End::Stored {
        let told = report.problems.first().map(ToString::to_string).unwrap_or_default();
        return Err(Error::input(format!("{} was not stored: {told}", file.name)));
    }
    Ok(report)
}

fn kind(kind: FileKind) -> Kind {
    match kind {
        FileKind::Cases => Kind::Cases,
        FileKind::Returns => Kind::Returns,
        FileKind::Events(_) => Kind::Events,
        FileKind::Actions => Kind::Actions,
        FileKind::Findings => Kind::Findings,
        FileKind::Auditors => Kind::Auditors,
        FileKind::Families => Kind::Families,
        FileKind::Names => Kind::Names,
        FileKind::Aliases => Kind::Aliases,
        FileKind::History => Kind::History,
        FileKind::Comparators => Kind::Comparators,
    }
}
