//! A document into one HTML file by tera. The templates are compiled in; a council's own stand in
//! front of them by file name. It reads no file: overrides come in as texts.

pub mod apart;
#[cfg(test)]
mod contract;
mod running;

use std::io::{self, Write};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use tera::{Context, Tera};

use crate::Error;
use crate::view::Document;

/// The templates compiled in, by name.
pub const TEMPLATES: [(&str, &str); 12] = [
    ("pack.html", include_str!("../templates/pack.html")),
    ("cover_head.html", include_str!("../templates/cover_head.html")),
    ("cover.html", include_str!("../templates/cover.html")),
    ("section.html", include_str!("../templates/section.html")),
    ("colophon.html", include_str!("../templates/colophon.html")),
    ("tables.html", include_str!("../templates/tables.html")),
    ("charts.html", include_str!("../templates/charts.html")),
    ("blocks/list.html", include_str!("../templates/blocks/list.html")),
    ("blocks/facts.html", include_str!("../templates/blocks/facts.html")),
    ("blocks/figure.html", include_str!("../templates/blocks/figure.html")),
    ("blocks/quotes.html", include_str!("../templates/blocks/quotes.html")),
    ("style.css", include_str!("../templates/style.css")),
];

/// How large a rendered pack may grow, in bytes.
pub const SIZE_LIMIT: usize = 64 * 1024 * 1024;
/// How long rendering may take.
pub const TIME_LIMIT: Duration = Duration::from_secs(20);
/// How much memory a process that renders a council's own templates may hold, in bytes.
pub const MEMORY_LIMIT: u64 = 256 * 1024 * 1024;

/// Where a council's own templates and ours stand; the first place that has a name wins.
const OWN: &str = "own/";
const OURS: &str = "assay/";

/// A council's own template, which takes the place of the one of the same name.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Override {
    /// The name, e.g. `cover.html`.
    pub name: String,
    /// The template's text.
    pub text: String,
}

/// Templates ready to render.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
    own: Vec<Override>,
}

impl Templates {
    /// Returns the built-in templates with a council's own in front of them.
    ///
    /// # Errors
    /// When a council's template has the name of none of ours, or is not well formed.
    pub fn new(own: &[Override]) -> Result<Self, Error> {
        let mut tera = Tera::new();
        tera.autoescape_on([".html", ".xml", ".svg"]);
        tera.set_fallback_prefixes([OWN, OURS]).map_err(|e| Error::template(&e))?;
        for template in own {
            if !TEMPLATES.iter().any(|(name, _)| *name == template.name) {
                return Err(Error::UnknownTemplate(template.name.clone()));
            }
        }
        let ours = TEMPLATES.iter().map(|(name, text)| (format!("{OURS}{name}"), *text));
        let theirs = own.iter().map(|t| (format!("{OWN}{}", t.name), t.text.as_str()));
        let named: Vec<(String, &str)> = ours.chain(theirs).collect();
        tera.add_raw_templates(named).map_err(|e| Error::template(&e))?;
        Ok(Self { tera, own: own.to_vec() })
    }

    /// Returns whether a council's own templates are among them, which may run away.
    #[must_use]
    pub fn has_own(&self) -> bool {
        !self.own.is_empty()
    }

    /// Returns the document as one HTML page.
    ///
    /// # Errors
    /// When a template names a field that is not there, or grows or runs beyond the limits.
    pub fn render(&self, document: &Document) -> Result<String, Error> {
        let mut context = Context::new();
        context.insert("pack", document);
        context.insert("running", &running::Running::of(document));
        self.render_template("pack.html", &context)
    }

    fn render_template(&self, name: &str, context: &Context) -> Result<String, Error> {
        let mut out = Limited { bytes: Vec::new(), until: Instant::now() + TIME_LIMIT };
        self.tera.render_to(name, context, &mut out).map_err(|e| Error::template(&e))?;
        let text = String::from_utf8(out.bytes).map_err(|_| Error::Utf8)?;
        Ok(squeeze(&text))
    }
}

/// A document into its HTML page with the built-in templates.
///
/// # Errors
/// See [`Templates::render`].
pub fn render(document: &Document) -> Result<String, Error> {
    Templates::new(&[])?.render(document)
}

/// Leaves out empty lines, which is what template tags on lines of their own leave behind.
fn squeeze(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// A writer that stops a template which runs away.
struct Limited {
    bytes: Vec<u8>,
    until: Instant,
}

impl Write for Limited {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + buffer.len() > SIZE_LIMIT || Instant::now() > self.until {
            return Err(io::Error::other("the limit on rendering is reached"));
        }
        self.bytes.extend_from_slice(buffer);
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
