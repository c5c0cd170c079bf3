//! The formats of a pack. HTML, XLSX and DOCX are made here; PDF by the `typst` program where one is
//! installed, which is given our source and the document as data.

use std::process::Command;

use assay_model::Date;
use assay_pack::view::Document;
use assay_pack::{Templates, html};

use super::from_pack;
use crate::desk::apart::{self, Limits};
use crate::desk::error::{Error, Result};
use crate::desk::files;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One self-contained page, the master.
    Html,
    /// The annex: every table.
    Xlsx,
    /// A document to edit.
    Docx,
    /// PDF/UA-1, by typst.
    Pdf,
}

/// What came of one format.
pub(super) enum Made {
    /// The file's bytes.
    File(Vec<u8>),
    /// Why there is none, in a sentence.
    Not(String),
}

impl Format {
    /// All formats, the master first.
    pub const ALL: [Self; 4] = [Self::Html, Self::Xlsx, Self::Docx, Self::Pdf];

    /// Returns the file's ending.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Pdf => "pdf",
        }
    }
}

/// Returns the document in a format.
pub(super) fn render(
    format: Format,
    document: &Document,
    templates: &Templates,
    as_at: Date,
) -> Result<Made> {
    match format {
        Format::Html => {
            let page = if templates.has_own() {
                let order = html::apart::order(templates, document).map_err(from_pack)?;
                let limits = Limits { time: html::TIME_LIMIT, memory: html::MEMORY_LIMIT };
                let answer = apart::run(apart::RENDER, &order, limits)?;
                html::apart::page(answer.as_deref())
            } else {
                templates.render(document)
            };
            Ok(Made::File(page.map_err(from_pack)?.into_bytes()))
        }
        Format::Xlsx => Ok(Made::File(assay_pack::xlsx::render(document).map_err(from_pack)?)),
        Format::Docx => Ok(Made::File(assay_pack::docx::render(document).map_err(from_pack)?)),
        Format::Pdf => pdf(document, as_at),
    }
}

fn pdf(document: &Document, as_at: Date) -> Result<Made> {
    let program = std::env::var_os("ASSAY_TYPST").unwrap_or_else(|| "typst".into());
    if Command::new(&program).arg("--version").output().is_err() {
        return Ok(Made::Not(assay_pack::typst::NOT_INSTALLED.to_owned()));
    }
    let folder = tempfile::tempdir()
        .map_err(|source| Error::file("make a folder in", &std::env::temp_dir(), source))?;
    for (name, bytes) in assay_pack::typst::files(document).map_err(from_pack)? {
        files::write(&folder.path().join(name), &bytes)?;
    }
    let out = folder.path().join("pack.pdf");
    let midnight = as_at
        .to_zoned(assay_model::jiff::tz::TimeZone::UTC)
        .map_or(0, |zoned| zoned.timestamp().as_second());
    let run = Command::new(&program)
        .args(["compile", "--pdf-standard", "ua-1", "--creation-timestamp"])
        .arg(midnight.to_string())
        .arg(folder.path().join(assay_pack::typst::MAIN))
        .arg(&out)
        .output()
        .map_err(|source| Error::failed("the typst program could not be run").because(source))?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr);
        let first = said.lines().find(|line| line.contains("error")).unwrap_or("no message");
        return Err(Error::failed(format!("the typst program made no PDF: {}", first.trim()))
            .hint("typst 0.14 or later is needed for PDF/UA-1; or print the HTML page to PDF from the browser"));
    }
    Ok(Made::File(files::read(&out)?))
}
