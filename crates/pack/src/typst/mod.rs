//! What the installed `typst` program makes the PDF from: our source, the document as data (never
//! pasted into markup), and every chart as an image. It runs nothing itself.

use serde::Serialize;
use tera::{Context, Tera};

use crate::Error;
use crate::view::{Block, Chart, Document};

/// The name of the file to hand to the program.
pub const MAIN: &str = "pack.typ";

/// What is said where the program is not installed.
pub const NOT_INSTALLED: &str = "no PDF was made: the typst program is not installed; print the HTML page to PDF from the browser instead";

const SOURCE: &str = include_str!("../templates/typst/pack.typ");
const CHARTS: &str = include_str!("../templates/charts.html");
const STYLE: &str = include_str!("../templates/style.css");

#[derive(Serialize)]
struct Data<'a> {
    pack: &'a Document,
}

/// Returns the files, by name, that the program is given in one folder.
///
/// # Errors
/// When a chart's template does not fit or the data cannot be written.
pub fn files(document: &Document) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let data = serde_json::to_vec(&Data { pack: document })
        .map_err(|fault| Error::File("pdf", std::io::Error::other(fault)))?;
    let mut files =
        vec![(MAIN.to_owned(), SOURCE.as_bytes().to_vec()), ("data.json".to_owned(), data)];
    let mut tera = Tera::new();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates([
        ("charts.html", CHARTS),
        ("image.html", "{{ <chart chart={chart} /> }}"),
    ])
    .map_err(|fault| Error::template(&fault))?;
    if let Some(front) = &document.cover.chart {
        files.push((format!("{}.svg", front.id), image(&tera, &front.chart)?));
    }
    let figures = document.sections.iter().flat_map(|section| &section.blocks);
    for block in figures {
        if let Block::Figure(figure) = block {
            files.push((format!("{}.svg", figure.id), image(&tera, &figure.chart)?));
        }
    }
    Ok(files)
}

/// A chart's wide drawing as an image of its own, with the styles of the page.
fn image(tera: &Tera, chart: &Chart) -> Result<Vec<u8>, Error> {
    let mut wide = chart.clone();
    wide.drawings.truncate(1);
    let mut context = Context::new();
    context.insert("chart", &wide);
    let svg = tera.render("image.html", &context).map_err(|fault| Error::template(&fault))?;
    let styles: Vec<String> = STYLE.lines().filter(|line| is_for_charts(line)).map(plain).collect();
    let style = format!("<style>{}</style>", styles.join("\n"));
    let opened = svg.trim().replacen("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", 1);
    Ok(opened.replacen("<title", &format!("{style}<title"), 1).into_bytes())
}

fn is_for_charts(line: &str) -> bool {
    line.starts_with("svg ")
        || line.starts_with(".f0")
        || line.starts_with(".h0")
        || line.starts_with(".rule")
        || line.starts_with("path ")
        || line.starts_with(".l.")
        || line.starts_with(".p")
        || line.starts_with(".mean")
}

/// Image readers know no variables of a style sheet.
fn plain(line: &str) -> String {
    line.replace("var(--ink)", "#0b0c0c")
        .replace("var(--soft)", "#4a5257")
        .replace("var(--faint)", "#e4e7ea")
        .replace("svg text", "text")
        .replace("svg .", ".")
}
