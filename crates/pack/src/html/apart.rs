//! What is said to a process of its own that renders a council's own templates, and what it answers. A template is a
//! small program: it can loop without printing, or double a text until memory is full, and tera has no limit for
//! either. A process can be stopped from outside.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use tera::Context;

use super::{Override, Templates, running};
use crate::Error;
use crate::view::Document;

/// What is to be rendered.
#[derive(Debug, Serialize, Deserialize)]
struct Order {
    own: Vec<Override>,
    pack: Value,
    running: Value,
}

/// What came of it.
#[derive(Debug, Serialize, Deserialize)]
enum Answer {
    Page(String),
    Template { place: String, what: String },
    NotText,
    Limit,
}

/// Returns the order to render a document with these templates, as bytes for the other process.
///
/// # Errors
/// When the document cannot be written as JSON, which would be a fault of ours.
pub fn order(templates: &Templates, document: &Document) -> Result<Vec<u8>, Error> {
    let json = |source: serde_json::Error| Error::File("order", source.into());
    let order = Order {
        own: templates.own.clone(),
        pack: serde_json::to_value(document).map_err(json)?,
        running: serde_json::to_value(running::Running::of(document)).map_err(json)?,
    };
    serde_json::to_vec(&order).map_err(json)
}

/// Does what an order says and returns the answer: what the other process runs.
///
/// # Errors
/// When the order is none of ours.
pub fn obey(order: &[u8]) -> Result<Vec<u8>, Error> {
    let json = |source: serde_json::Error| Error::File("order", source.into());
    let order: Order = serde_json::from_slice(order).map_err(json)?;
    let mut context = Context::new();
    context.insert("pack", &order.pack);
    context.insert("running", &order.running);
    let page = Templates::new(&order.own)
        .and_then(|templates| templates.render_template("pack.html", &context));
    let answer = match page {
        Ok(page) => Answer::Page(page),
        Err(Error::Template { place, what }) => Answer::Template { place, what },
        Err(Error::Utf8) => Answer::NotText,
        Err(_) => Answer::Limit,
    };
    serde_json::to_vec(&answer).map_err(json)
}

/// Returns the page of an answer. A process that was stopped, or ended without an answer, ran into a limit.
///
/// # Errors
/// When a template names a field that is not there, or grows or runs beyond the limits.
pub fn page(answer: Option<&[u8]>) -> Result<String, Error> {
    match answer.and_then(|bytes| serde_json::from_slice(bytes).ok()) {
        Some(Answer::Page(page)) => Ok(page),
        Some(Answer::Template { place, what }) => Err(Error::Template { place, what }),
        Some(Answer::NotText) => Err(Error::Utf8),
        Some(Answer::Limit) | None => Err(Error::Limit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::contract::full;

    fn own(text: &str) -> Templates {
        let own = [Override { name: "colophon.html".into(), text: text.into() }];
        Templates::new(&own).unwrap()
    }

    #[test]
    fn the_page_of_another_process_is_the_page_of_this_one() {
        for text in ["<p>Printed for {{ pack.council }} & friends</p>", "{{ pack.edition.as_at }}"]
        {
            let templates = own(text);
            let answer = obey(&order(&templates, &full()).unwrap()).unwrap();
            assert_eq!(page(Some(&answer)).unwrap(), templates.render(&full()).unwrap());
        }
    }

    #[test]
    fn a_fault_keeps_its_place_and_no_answer_is_a_limit() {
        let templates = own("<p>\n{{ pack.counsel }}</p>");
        let answer = obey(&order(&templates, &full()).unwrap()).unwrap();
        let here = templates.render(&full()).unwrap_err().to_string();
        assert_eq!(page(Some(&answer)).unwrap_err().to_string(), here);
        assert!(here.contains("colophon.html, line 2"), "{here}");
        assert!(matches!(page(None), Err(Error::Limit)));
        assert!(matches!(page(Some(b"memory allocation failed")), Err(Error::Limit)));
    }
}
