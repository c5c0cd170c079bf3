//! The document to edit: OOXML written by our own templates, with real heading styles, header rows
//! that repeat, and charts as drawings with alternative text. Fixed dates: the same document gives
//! the same bytes.

mod letter;
mod shapes;
mod widths;

use std::io::{Cursor, Write as _};

use serde::Serialize;
use tera::{Context, Tera};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::Error;
use crate::view::{Block, Document};

pub use letter::{Letter, LetterPart, letter};

/// The parts of the file, in the order they are written.
const PARTS: [(&str, &str); 8] = [
    ("[Content_Types].xml", include_str!("../templates/docx/content_types.xml")),
    ("_rels/.rels", include_str!("../templates/docx/rels.xml")),
    ("word/document.xml", include_str!("../templates/docx/document.xml")),
    ("word/_rels/document.xml.rels", include_str!("../templates/docx/document_rels.xml")),
    ("word/styles.xml", include_str!("../templates/docx/styles.xml")),
    ("word/header1.xml", include_str!("../templates/docx/header.xml")),
    ("word/footer1.xml", include_str!("../templates/docx/footer.xml")),
    ("docProps/core.xml", include_str!("../templates/docx/core.xml")),
];

/// A chart as shapes, by the id of its figure.
#[derive(Debug, Serialize)]
struct Drawn {
    id: String,
    number: usize,
    name: String,
    desc: String,
    width: i64,
    height: i64,
    shapes: Vec<shapes::Shape>,
}

/// Returns the document as a DOCX file.
///
/// # Errors
/// When a template does not fit the views or the file cannot be put together.
pub fn render(document: &Document) -> Result<Vec<u8>, Error> {
    let mut tera = Tera::new();
    tera.autoescape_on([".xml", ".rels"]);
    tera.add_raw_templates(PARTS).map_err(|fault| Error::template(&fault))?;
    let mut context = Context::new();
    let mut pack = serde_json::to_value(document)
        .map_err(|fault| Error::File("docx", std::io::Error::other(fault)))?;
    widths::add(&mut pack);
    context.insert("pack", &pack);
    context.insert("drawn", &drawings(document));
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |fault: std::io::Error| Error::File("docx", fault);
    for (name, _) in PARTS {
        let text = tera.render(name, &context).map_err(|fault| Error::template(&fault))?;
        file.start_file(name, options()).map_err(|fault| failed(std::io::Error::other(fault)))?;
        file.write_all(text.trim_start().as_bytes()).map_err(failed)?;
    }
    let done = file.finish().map_err(|fault| failed(std::io::Error::other(fault)))?;
    Ok(done.into_inner())
}

fn options() -> SimpleFileOptions {
    SimpleFileOptions::default()
        // Named in the zip: the same bytes on every system.
        .system(zip::System::Unix)
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
}

fn drawings(document: &Document) -> Vec<Drawn> {
    let blocks = document.sections.iter().flat_map(|section| &section.blocks);
    let figures = blocks.filter_map(|block| match block {
        Block::Figure(figure) => Some((&figure.id, &figure.chart)),
        _ => None,
    });
    let front = document.cover.chart.iter().map(|front| (&front.id, &front.chart));
    let drawn = front.chain(figures).enumerate().filter_map(|(i, (id, chart))| {
        let drawing = chart.drawings.first()?;
        Some(Drawn {
            id: id.clone(),
            number: i + 1,
            name: chart.title.clone(),
            desc: chart.desc.clone(),
            width: shapes::emu(drawing.width),
            height: shapes::emu(drawing.height),
            shapes: shapes::of(&drawing.form),
        })
    });
    drawn.collect()
}
