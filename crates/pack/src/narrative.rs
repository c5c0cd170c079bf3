//! A council's own words for a section: Markdown in, safe HTML out. Raw HTML, images and links are
//! left out, headings fit under the section's, and tables are not taken: those are the pack's own.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A narrative, ready to print.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrative {
    /// The safe HTML.
    pub html: String,
    /// The same as plain paragraphs.
    pub plain: Vec<String>,
}

/// Returns the narrative of a Markdown text; empty text gives none.
#[must_use]
pub fn narrative(markdown: &str) -> Option<Narrative> {
    let events: Vec<Event<'_>> =
        Parser::new_ext(markdown, Options::empty()).filter_map(safe).collect();
    let plain = paragraphs(&events);
    if plain.is_empty() {
        return None;
    }
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter());
    Some(Narrative { html: page, plain })
}

/// Returns the event as it may stand on the page, or none.
fn safe(event: Event<'_>) -> Option<Event<'_>> {
    match event {
        Event::Html(_)
        | Event::InlineHtml(_)
        | Event::Start(Tag::HtmlBlock | Tag::Link { .. } | Tag::Image { .. })
        | Event::End(TagEnd::HtmlBlock | TagEnd::Link | TagEnd::Image) => None,
        Event::Start(Tag::Heading { .. }) => Some(Event::Start(Tag::Heading {
            level: HeadingLevel::H3,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        })),
        Event::End(TagEnd::Heading(_)) => Some(Event::End(TagEnd::Heading(HeadingLevel::H3))),
        other => Some(other),
    }
}

fn paragraphs(events: &[Event<'_>]) -> Vec<String> {
    let mut all = Vec::new();
    let mut current = String::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) => current.push_str(text),
            Event::SoftBreak | Event::HardBreak => current.push(' '),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) => {
                all.push(std::mem::take(&mut current));
            }
            _ => {}
        }
    }
    all.push(current);
    all.retain(|text| !text.trim().is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_do_harm_is_left_out() {
        let text = "# What we know\n\nGood *work* <script>alert(1)</script> and [a link](https://x.y) ![p](q.png)\n\n<iframe src=x></iframe>\n\n- one\n- two\n";
        let narrative = narrative(text).unwrap();
        assert!(narrative.html.starts_with("<h3>What we know</h3>"), "{}", narrative.html);
        for bad in ["<script", "http", "<img", "<iframe", "href"] {
            assert!(!narrative.html.contains(bad), "{bad} in {}", narrative.html);
        }
        assert!(narrative.html.contains("<em>work</em>"));
        assert_eq!(narrative.plain[0], "What we know");
        assert_eq!(narrative.plain[2..], ["one", "two"]);
    }

    #[test]
    fn nothing_written_is_no_narrative() {
        assert_eq!(narrative(""), None);
        assert_eq!(narrative("\n<!-- write here -->\n"), None);
    }
}
