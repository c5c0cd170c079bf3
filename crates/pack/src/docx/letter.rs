//! A short document of one page: facts, and headed parts of sentences and points. It shares styles,
//! header and footer with the packs.

use std::io::{Cursor, Write as _};

use serde::Serialize;
use tera::{Context, Tera};
use zip::ZipWriter;

use super::{PARTS, options};
use crate::Error;
use crate::view::{Edition, Fact};

const DOCUMENT: &str = include_str!("../templates/docx/letter.xml");

/// A short document.
#[derive(Debug, Clone, Serialize)]
pub struct Letter {
    /// The title.
    pub title: String,
    /// The council.
    pub council: String,
    /// The marking at head of every page.
    pub marking: String,
    /// When it was made.
    pub edition: Edition,
    /// Terms with what they say, at the top.
    pub facts: Vec<Fact>,
    /// The parts, in order.
    pub parts: Vec<LetterPart>,
}

/// A headed part of a letter.
#[derive(Debug, Clone, Serialize)]
pub struct LetterPart {
    /// The heading.
    pub heading: String,
    /// Sentences.
    pub paragraphs: Vec<String>,
    /// Points.
    pub points: Vec<String>,
}

/// Returns the letter as a DOCX file.
///
/// # Errors
/// When a template does not fit the views or the file cannot be put together.
pub fn letter(letter: &Letter) -> Result<Vec<u8>, Error> {
    let mut tera = Tera::new();
    tera.autoescape_on([".xml", ".rels"]);
    let parts =
        PARTS.map(|(name, text)| (name, if name == "word/document.xml" { DOCUMENT } else { text }));
    tera.add_raw_templates(parts).map_err(|fault| Error::template(&fault))?;
    let mut context = Context::new();
    context.insert("pack", letter);
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |fault: std::io::Error| Error::File("docx", fault);
    for (name, _) in parts {
        let text = tera.render(name, &context).map_err(|fault| Error::template(&fault))?;
        file.start_file(name, options()).map_err(|fault| failed(std::io::Error::other(fault)))?;
        file.write_all(text.trim_start().as_bytes()).map_err(failed)?;
    }
    let done = file.finish().map_err(|fault| failed(std::io::Error::other(fault)))?;
    Ok(done.into_inner())
}
