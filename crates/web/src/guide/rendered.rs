//! A page of the guide from Markdown: headings get their place, links between pages of the guide lead to Help, names of
//! our pages become links, and pictures come from this program. It renders nothing that a person wrote in a workspace.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use super::{Section, pictures};

/// A page, rendered.
pub(super) struct Rendered {
    pub(super) title: String,
    pub(super) html: String,
    pub(super) sections: Vec<Section>,
}

/// Renders a page.
pub(super) fn rendered(text: &str, pages: &[(&'static str, &'static str)]) -> Rendered {
    let events: Vec<Event<'_>> = Parser::new_ext(text, Options::empty()).collect();
    let mut page = Rendered { title: String::new(), html: String::new(), sections: Vec::new() };
    let mut out: Vec<Event<'_>> = Vec::new();
    let mut rest = events.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let taken = match first {
            Event::Start(Tag::Heading { level, .. }) => heading(*level, after, &mut page, &mut out),
            Event::Start(Tag::Image { dest_url, .. }) => picture(dest_url, after, &mut out),
            Event::Start(Tag::Strong) => name_of_page(after, pages, &mut out),
            Event::Start(Tag::Link { dest_url, .. }) => link(dest_url, &mut out),
            Event::End(TagEnd::Link) => {
                out.push(Event::InlineHtml(CowStr::Borrowed("</a>")));
                Some(0)
            }
            _ => None,
        };
        if taken.is_none() {
            out.push(first.clone());
        }
        let until = taken.unwrap_or(0);
        if !matches!(first, Event::Start(Tag::Heading { .. })) {
            let events = std::iter::once(first).chain(&after[..until]);
            events.for_each(|event| note(event, page.sections.last_mut()));
        }
        rest = &after[until..];
    }
    html::push_html(&mut page.html, out.into_iter());
    page
}

/// Keeps the words of the section that is being read.
fn note(event: &Event<'_>, section: Option<&mut Section>) {
    let Some(section) = section else { return };
    match event {
        Event::Text(text) | Event::Code(text) => section.text.push_str(text),
        Event::SoftBreak
        | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::Heading(_)) => {
            section.text.push(' ');
        }
        _ => {}
    }
}

fn plain(events: &[Event<'_>]) -> String {
    let words = events.iter().map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.as_ref(),
        Event::SoftBreak => " ",
        _ => "",
    });
    words.collect()
}

/// The first heading is the page's title; each further one begins a section.
fn heading<'a>(
    level: HeadingLevel,
    after: &[Event<'a>],
    page: &mut Rendered,
    out: &mut Vec<Event<'a>>,
) -> Option<usize> {
    let end = after.iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))))?;
    let title = plain(&after[..end]);
    if level == HeadingLevel::H1 {
        page.title = title;
        return Some(end + 1);
    }
    let id = id_of(&title);
    out.push(Event::Html(format!("<{level} id=\"{id}\">{}</{level}>\n", safe(&title)).into()));
    page.sections.push(Section { id, title, text: String::new() });
    Some(end + 1)
}

fn picture<'a>(address: &str, after: &[Event<'a>], out: &mut Vec<Event<'a>>) -> Option<usize> {
    let end = after.iter().position(|event| matches!(event, Event::End(TagEnd::Image)))?;
    let name = address.strip_prefix("pictures/")?;
    let picture = pictures::named(name)?;
    out.push(Event::InlineHtml(
        format!(
            "<img class=\"shot\" src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\" loading=\"lazy\">",
            picture.address,
            picture.width,
            picture.height,
            safe(&plain(&after[..end]))
        )
        .into(),
    ));
    Some(end + 1)
}

/// `**Samples**` is the page of this name.
fn name_of_page<'a>(
    after: &[Event<'a>],
    pages: &[(&'static str, &'static str)],
    out: &mut Vec<Event<'a>>,
) -> Option<usize> {
    let [Event::Text(text), Event::End(TagEnd::Strong), ..] = after else { return None };
    let (name, address) = pages.iter().find(|(name, _)| *name == text.as_ref())?;
    out.push(Event::InlineHtml(format!("<a href=\"{address}\">{name}</a>").into()));
    Some(2)
}

fn link(address: &str, out: &mut Vec<Event<'_>>) -> Option<usize> {
    let (page, place) =
        address.split_once('#').map_or((address, ""), |(page, place)| (page, place));
    let page = page.strip_suffix(".md")?;
    let place = if place.is_empty() { String::new() } else { format!("#{place}") };
    out.push(Event::InlineHtml(format!("<a href=\"/help/{page}{place}\">").into()));
    Some(0)
}

/// The place of a heading, as Markdown's readers make it: small letters and figures with hyphens between.
fn id_of(title: &str) -> String {
    let kept = title.to_lowercase();
    let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn safe(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    escaped.replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_links_and_names_of_pages_are_those_of_help() {
        let text = "# Title\n\nGo to **Samples**, **not** here. See [the rest](officer.md#a-b).\n\n## A \"b\", or c\n\nWords `code`\nmore.\n";
        let page = rendered(text, &[("Samples", "/samples")]);
        assert_eq!(page.title, "Title");
        assert!(!page.html.contains("<h1"), "{}", page.html);
        assert!(page.html.contains("<a href=\"/samples\">Samples</a>, <strong>not</strong>"));
        assert!(page.html.contains("<a href=\"/help/officer#a-b\">the rest</a>"), "{}", page.html);
        assert!(page.html.contains("<h2 id=\"a-b-or-c\">A &quot;b&quot;, or c</h2>"));
        let section = &page.sections[0];
        assert_eq!((section.id.as_str(), section.text.trim()), ("a-b-or-c", "Words code more."));
    }
}
