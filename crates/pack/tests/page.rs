//! The page as readers with assistive technology meet it: well formed, headings in order, captions,
//! scopes, unique ids, links that lead somewhere, and contrast computed from the style sheet.

mod sample;

use std::collections::{BTreeMap, BTreeSet};

use assay_pack::{assemble, render};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// One element in the order of the page.
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// The names of the elements around it, outermost first.
    path: Vec<String>,
    text: String,
}

fn page() -> String {
    render(&assemble(&sample::profile(), &sample::figures(), sample::edition())).expect("a page")
}

fn elements(page: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(page);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(tag) => {
                elements.push(element(&tag, &open, &elements));
                open.push(elements.len() - 1);
            }
            Event::Empty(tag) => elements.push(element(&tag, &open, &elements)),
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                let text = text.as_ref().to_owned();
                for i in &open {
                    elements[*i].text.push_str(&text);
                }
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

fn element(tag: &BytesStart<'_>, open: &[usize], all: &[Element]) -> Element {
    let attributes = tag
        .attributes()
        .map(|a| a.expect("an attribute"))
        .map(|a| (a.key.as_ref().to_owned(), a.value.into_owned()))
        .collect();
    Element {
        name: tag.name().as_ref().to_owned(),
        attributes,
        path: open.iter().map(|i| all[*i].name.clone()).collect(),
        text: String::new(),
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let page = page();
    let levels: Vec<u32> = elements(&page)
        .iter()
        .filter_map(|e| e.name.strip_prefix('h').and_then(|level| level.parse().ok()))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
}

#[test]
fn ids_are_unique_and_every_reference_leads_somewhere() {
    let page = page();
    let elements = elements(&page);
    let ids: Vec<&str> =
        elements.iter().filter_map(|e| e.attributes.get("id").map(String::as_str)).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for e in &elements {
        let labels = e.attributes.get("aria-labelledby").into_iter().flat_map(|v| v.split(' '));
        let links = e.attributes.get("href").map(|href| {
            href.strip_prefix('#').unwrap_or_else(|| panic!("{href} leads out of the page"))
        });
        for id in labels.chain(links) {
            assert!(unique.contains(id), "nothing has the id {id}");
        }
    }
}

#[test]
fn every_table_has_a_caption_and_every_heading_cell_a_scope() {
    let page = page();
    let elements = elements(&page);
    let tables = elements.iter().filter(|e| e.name == "table").count();
    let captions = elements.iter().filter(|e| e.name == "caption" && !e.text.trim().is_empty());
    assert!(tables > 5);
    assert_eq!(captions.count(), tables);
    for e in elements.iter().filter(|e| e.name == "th") {
        let scope = e.attributes.get("scope").map(String::as_str);
        let expected = if e.path.contains(&"thead".to_owned()) { "col" } else { "row" };
        assert_eq!(scope, Some(expected), "{}", e.text);
    }
}

#[test]
fn every_chart_has_a_caption_a_role_a_title_and_a_description() {
    let page = page();
    let elements = elements(&page);
    let is_icon =
        |e: &&Element| e.attributes.get("aria-hidden").is_some_and(|hidden| hidden == "true");
    let charts: Vec<&Element> =
        elements.iter().filter(|e| e.name == "svg").filter(|e| !is_icon(e)).collect();
    assert!(charts.len() >= 4);
    for chart in &charts {
        assert_eq!(chart.attributes.get("role").map(String::as_str), Some("img"));
        assert!(chart.path.contains(&"figure".to_owned()));
    }
    for inner in ["title", "desc"] {
        let found = elements
            .iter()
            .filter(|e| e.name == inner && e.path.last().is_some_and(|p| p == "svg"))
            .filter(|e| !e.text.trim().is_empty());
        assert_eq!(found.count(), charts.len(), "{inner}");
    }
    let figures = elements.iter().filter(|e| e.name == "figure").count();
    assert_eq!(elements.iter().filter(|e| e.name == "figcaption").count(), figures);
}

#[test]
fn the_page_says_its_language_and_title() {
    let page = page();
    let elements = elements(&page);
    let html = elements.iter().find(|e| e.name == "html").expect("html");
    assert_eq!(html.attributes.get("lang").map(String::as_str), Some("en-GB"));
    let title = elements.iter().find(|e| e.name == "title").expect("title");
    assert!(title.text.contains("Practice quality review pack"));
}

/// Relative luminance and contrast as in WCAG 2.2, "relative luminance" and "contrast ratio".
fn contrast(one: &str, other: &str) -> f64 {
    let luminance = |colour: &str| {
        let part = |at: usize| {
            let value =
                f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hex")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Returns the colour that the style sheet gives a selector by this property.
fn colour(page: &str, selector: &str, property: &str) -> String {
    let rule = page
        .match_indices(selector)
        .map(|(at, _)| &page[at + selector.len()..])
        .find(|rest| rest.trim_start().starts_with(['{', ',']))
        .unwrap_or_else(|| panic!("no rule for {selector}"));
    let body = &rule[rule.find('{').expect("{") + 1..rule.find('}').expect("}")];
    let value = body
        .split(';')
        .filter_map(|d| d.split_once(':'))
        .find(|(name, _)| name.trim() == property)
        .map_or_else(
            || panic!("{selector} has no {property}"),
            |(_, value)| value.trim().to_owned(),
        );
    match value.as_str() {
        "#fff" => "#ffffff".to_owned(),
        "#000" => "#000000".to_owned(),
        other if other.starts_with("var(") => {
            let name = &other[4..other.len() - 1];
            let at = page.find(&format!("{name}:")).expect("a variable") + name.len() + 1;
            page[at..].trim_start()[..7].to_owned()
        }
        other => other.to_owned(),
    }
}

#[test]
fn texts_stand_out_from_what_is_behind_them() {
    let page = page();
    let white = "#ffffff".to_owned();
    for (text, property) in [
        ("body ", "color"),
        (".dateline ", "color"),
        (".note, .marks ", "color"),
        (".quote figcaption ", "color"),
        ("\na ", "color"),
        ("svg text ", "fill"),
        ("svg text.axis ", "fill"),
        ("svg .t0 ", "fill"),
        ("svg .t1 ", "fill"),
        ("svg .t2 ", "fill"),
        ("svg .t3 ", "fill"),
    ] {
        let ratio = contrast(&colour(&page, text, property), &white);
        assert!(ratio >= 4.5, "{text}: {ratio:.2}");
    }
    for (label, part) in
        [("svg .on0", ".f0 "), ("svg .on1", ".f1 "), ("svg .on2", ".f2 "), ("svg .on3", ".f3 ")]
    {
        let ratio = contrast(&colour(&page, label, "fill"), &colour(&page, part, "fill"));
        assert!(ratio >= 4.5, "{label} on {part}: {ratio:.2}");
    }
}

#[test]
fn grades_go_from_dark_to_light_so_that_they_read_in_grey() {
    let page = page();
    let fills = [".f0 ", ".f1 ", ".f2 ", ".f3 "].map(|part| colour(&page, part, "fill"));
    let black = "#000000".to_owned();
    for pair in fills.windows(2) {
        // Each is lighter than the one before, and far enough from it.
        assert!(contrast(&pair[1], &black) > contrast(&pair[0], &black), "{pair:?}");
        assert!(contrast(&pair[0], &pair[1]) >= 1.8, "{pair:?}");
    }
}
