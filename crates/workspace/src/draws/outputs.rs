//! The files of a draw: `frame.tsv`, `manifest.json` and `selection.csv`. They are written from the
//! store and can be written again; the store is the truth.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use assay_model::{CaseId, DrawId, ReadRole};
use assay_sampler::Manifest;
use assay_sampler::standing::{Standing, standing};
use assay_tables::{CsvOut, Mark};
use assay_views::draws::FilesWritten;

use assay_store::FileWork;

use crate::desk::error::{Error, Result};
use crate::desk::files;
use crate::desk::folder;
use crate::desk::next::Next;
use crate::desk::reader::Reader;
use crate::desk::unfinished::named;
use crate::desk::writer::Writer;

/// The frozen list.
pub const FRAME: &str = "frame.tsv";
/// The record of the draw.
pub const MANIFEST: &str = "manifest.json";
/// The selection, for people.
pub const SELECTION: &str = "selection.csv";
/// The three lines to send to someone outside the team when a list is frozen.
pub const RECEIPT: &str = "receipt.txt";

/// Returns the folder of a draw.
#[must_use]
pub fn folder_of(workspace: &Reader, id: &DrawId) -> PathBuf {
    workspace.root.join(folder::DRAWS).join(id.as_str())
}

/// Returns the writing of the three files, for the change that stores the manifest.
pub(crate) fn work(manifest: &Manifest) -> Result<Vec<FileWork>> {
    let draw = manifest.draw.as_str();
    let path = |name: &str| named(&[folder::DRAWS, draw, name]);
    Ok(vec![
        FileWork::WriteFrame { path: path(FRAME), draw: draw.to_owned() },
        FileWork::Write { path: path(MANIFEST), bytes: manifest.bytes() },
        FileWork::Write { path: path(SELECTION), bytes: selection_csv(manifest)? },
    ])
}

/// Writes the files of a draw again, from the store; of one that is only frozen its list alone.
///
/// # Errors
/// When there is no such draw, its manifest cannot be read, or a file cannot be written.
pub fn write_again(workspace: &mut Writer<'_>, id: &str) -> Result<FilesWritten> {
    let id = super::draw_id(id)?;
    let record = super::record(workspace, &id)?;
    let mut files = Vec::new();
    let mut write = |name: &str, bytes: &[u8]| {
        files.push(named(&[folder::DRAWS, id.as_str(), name]));
        files::write(&folder_of(workspace, &id).join(name), bytes)
    };
    write(FRAME, &record.frozen.frame)?;
    if let Some(stored) = &record.manifest {
        let manifest = Manifest::parse(&stored.bytes)
            .map_err(|fault| Error::input(fault.to_string()).then(Next::Restore))?;
        write(MANIFEST, &manifest.bytes())?;
        write(SELECTION, &selection_csv(&manifest)?)?;
    }
    Ok(FilesWritten { draw_id: id.to_string(), files })
}

/// Returns `selection.csv`: every case of the draw with its part in it and its auditor.
pub(crate) fn selection_csv(manifest: &Manifest) -> Result<Vec<u8>> {
    let failed = |fault| Error::failed("the selection cannot be written").because(fault);
    let mut csv = CsvOut::new(Vec::new(), Mark::ForExcel).map_err(failed)?;
    csv.record(["case", "stratum", "order", "role", "auditor"]).map_err(failed)?;
    for [case, stratum, order, role, auditor] in rows(manifest) {
        csv.record([case, stratum, order, role, auditor]).map_err(failed)?;
    }
    csv.finish().map_err(failed)
}

/// Returns the lines of the selection: case, stratum, order, role and auditor.
pub(super) fn rows(manifest: &Manifest) -> Vec<[String; 5]> {
    let auditor = |case: &str, role: ReadRole| {
        let found = manifest.assignments.iter().find(|a| a.case.as_str() == case && a.role == role);
        found.map(|a| a.auditor.clone()).unwrap_or_default()
    };
    let row = |case: &str, stratum: &str, order: usize, role: &str, auditor: String| {
        [case.to_owned(), stratum.to_owned(), order.to_string(), role.to_owned(), auditor]
    };
    let mut rows = Vec::new();
    let all = standing(manifest);
    let places: BTreeMap<&CaseId, &Standing> =
        all.iter().map(|place| (&place.selected, place)).collect();
    for stratum in &manifest.strata {
        let name = stratum.name.as_str();
        for (index, drawn) in stratum.selected.iter().enumerate() {
            let id = drawn.case.as_str();
            let now = places.get(&drawn.case).and_then(|place| place.case.as_ref());
            let own = now == Some(&drawn.case);
            let role = if own { "selected" } else { "replaced" };
            rows.push(row(id, name, index + 1, role, auditor(id, ReadRole::First)));
            if let Some(stand_in) = now.filter(|_| !own) {
                let id = stand_in.as_str();
                rows.push(row(id, name, index + 1, "stands in", auditor(id, ReadRole::First)));
            }
            if let (Some(reader), true) = (now, manifest.second_read.contains(&drawn.case)) {
                let id = reader.as_str();
                rows.push(row(id, name, index + 1, "second read", auditor(id, ReadRole::Second)));
            }
        }
        // Children of a larger family than the one it stands in for.
        let selected: BTreeSet<&CaseId> = stratum.selected.iter().map(|d| &d.case).collect();
        for (order, place) in all.iter().filter(|place| place.stratum == *name).enumerate() {
            if let Some(case) = place.case.as_ref().filter(|_| !selected.contains(&place.selected))
            {
                let id = case.as_str();
                rows.push(row(id, name, order + 1, "stands in", auditor(id, ReadRole::First)));
            }
        }
        for (index, drawn) in stratum.reserves.iter().enumerate() {
            rows.push(row(drawn.case.as_str(), name, index + 1, "reserve", String::new()));
        }
    }
    for (index, targeted) in manifest.targeted.iter().enumerate() {
        let id = targeted.case.as_str();
        rows.push(row(id, "", index + 1, "targeted", auditor(id, ReadRole::First)));
    }
    rows
}
