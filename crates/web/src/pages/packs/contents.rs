//! The files of a pack, draft or issued: shown in a frame of their own, and taken out, which is put on record.

use assay_views::packs::PackFileLine;
use assay_workspace::evidence::made;
use serde::Serialize;

use crate::desk::Desk;
use crate::failure::Failure;
use crate::reply::{Answer, Reply};

/// The files of a pack, and the one that can be shown.
#[derive(Serialize)]
pub(super) struct Contents {
    /// The address of the page in its frame.
    shown: Option<String>,
    files: Vec<FileLine>,
}

#[derive(Serialize)]
struct FileLine {
    name: String,
    kind: &'static str,
    is_there: bool,
    take: String,
}

impl Contents {
    /// Returns the contents of the pack at this address.
    pub(super) fn of(href: &str, files: &[PackFileLine]) -> Self {
        let page = files.iter().position(|file| kind(&file.name) == PAGE && file.is_there);
        let line = |(number, file): (usize, &PackFileLine)| FileLine {
            name: file.name.clone(),
            kind: kind(&file.name),
            is_there: file.is_there,
            take: format!("{href}/take/{number}"),
        };
        Self {
            shown: page.map(|number| format!("{href}/shown/{number}")),
            files: files.iter().enumerate().map(line).collect(),
        }
    }
}

/// What a file of a pack that can be shown is called.
const PAGE: &str = "page";

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => PAGE,
        "xlsx" => "workbook",
        "docx" => "document",
        "pdf" => "PDF",
        "csv" => "table (CSV)",
        _ => "file",
    }
}

/// Files are asked for by their number in the pack on record, never by a path.
fn asked_for<'f>(desk: &Desk, files: &'f [PackFileLine]) -> Result<&'f str, Failure> {
    let number: usize = desk.asked.part("file").parse().map_err(|_| Failure::NotFound)?;
    files.get(number).map(|file| file.name.as_str()).ok_or(Failure::NotFound)
}

/// Shows the page of a pack, for its frame.
pub(super) fn framed(desk: &Desk, files: &[PackFileLine]) -> Answer {
    let name = asked_for(desk, files)?;
    if kind(name) != PAGE {
        return Err(Failure::NotFound);
    }
    Ok(Reply::Framed(made::file(&*desk.open()?.reader()?, name)?))
}

/// Takes a file of a pack out of the workspace. A draft says so in its name too.
pub(super) fn take(desk: &Desk, files: &[PackFileLine]) -> Answer {
    let name = asked_for(desk, files)?;
    let bytes = made::take(&mut desk.open()?.writer()?, name)?;
    let offered = match (name.rsplit_once('/'), name.rsplit_once('.')) {
        (Some((_, issued)), _) => issued.to_owned(),
        (None, Some((stem, ending))) => format!("{stem}-draft.{ending}"),
        (None, None) => name.to_owned(),
    };
    Ok(Reply::download(offered, bytes))
}
