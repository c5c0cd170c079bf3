//! The contract between views and templates: a full view renders, a template that names an unknown
//! field is refused with its place, and every field of the views changes something on the page.

use std::collections::BTreeMap;

use serde_json::Value;
use tera::Context;

use super::{Override, Templates};
use crate::chart::{Dot, Funnel, Lines, Process, ProcessPoint, Series};
use crate::view::table::Link;
use crate::view::{Block, Chart, Document, Figure};

#[path = "../../tests/sample/mod.rs"]
mod sample;

/// The sample document with a chart of every form and a block of every kind.
pub(super) fn full() -> Document {
    let mut document = crate::assemble(&sample::profile(), &sample::figures(), sample::edition());
    let table = document.tables().next().map(|(_, table)| table.clone()).expect("a table");
    let read = read();
    let figure = |name: &str, drawings| {
        let mut table = table.clone();
        table.id = format!("tab-{name}");
        table.marks = vec!["[c] withheld".into()];
        table.rows[0].strong = true;
        table.behind = vec![Link { id: "cases.xlsx".into(), text: "The list behind it".into() }];
        Block::Figure(Figure {
            id: format!("fig-{name}"),
            caption: format!("Caption {name}"),
            chart: Chart {
                id: format!("chart-{name}"),
                title: format!("Title {name}"),
                desc: format!("Description {name}"),
                readings: crate::section::reading::of(&read, Some(0.9)),
                drawings,
            },
            table,
        })
    };
    let point = |value: f64, signal, hollow| ProcessPoint {
        period: "Sep".into(),
        value: Some(value),
        mean: Some(4.0),
        lower: Some(2.0),
        upper: Some(6.0),
        signal,
        hollow,
    };
    let process = Process {
        points: vec![point(4.0, false, true), point(5.0, false, false), point(7.0, true, false)],
        target: Some(5.0),
        unit: "%",
        of: "% on time".into(),
        events: vec![(2, "learning".into())],
    };
    let dot = |name: &str, outside| Dot { name: name.into(), base: 20, share: 0.25, outside };
    let funnel = Funnel {
        dots: vec![dot("CIN 1", true), dot("CIN 2", false)],
        mean: 0.5,
        of: "audits".into(),
        measure: "% good or better".into(),
    };
    let series = |name: &str, value| Series { name: name.into(), values: vec![Some(value), None] };
    let lines = Lines {
        periods: vec!["Aug".into(), "Sep".into()],
        series: vec![series("one", 4.0), series("two", 5.0)],
        unit: "%",
        of: "% of workers".into(),
    };
    document.sections[0].blocks.extend([
        Block::note("A note"),
        figure("process", process.draw()),
        figure("funnel", funnel.draw()),
        figure("lines", lines.draw()),
        Block::Narrative { html: "<p>Narrative</p>".into(), plain: Vec::new() },
    ]);
    document
}

/// A process chart that says something of its variation and its target.
fn read() -> assay_measures::chart::Chart {
    use assay_measures::chart::{self, Good, Kind, Options, Period, Screen, Seen};
    let period =
        |count: f64| Period { label: String::new(), seen: Seen::Count { count, n: 100.0 } };
    let options = Options {
        kind: Kind::P,
        screen: Screen::On,
        rebases: Vec::new(),
        target: Some(0.9),
        good: Some(Good::Up),
    };
    let counts = [50.0, 52.0, 48.0, 51.0, 49.0, 5.0];
    chart::chart(&counts.map(period), &options).expect("a chart")
}

fn render(templates: &Templates, pack: &Value) -> Result<String, crate::Error> {
    let mut context = Context::new();
    context.insert("pack", pack);
    context.insert("running", &super::running::Running::of(&full()));
    templates.render_template("pack.html", &context)
}

/// Gathers the paths to all leaves under the path with its numbers left out.
fn leaves(value: &Value, path: String, shape: String, found: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Object(fields) => {
            let kind = fields.get("kind").and_then(Value::as_str).unwrap_or_default();
            for (name, inner) in fields {
                leaves(inner, format!("{path}/{name}"), format!("{shape}/{kind}.{name}"), found);
            }
        }
        Value::Array(items) => {
            for (i, inner) in items.iter().enumerate() {
                leaves(inner, format!("{path}/{i}"), format!("{shape}/*"), found);
            }
        }
        _ => found.entry(shape).or_default().push(path),
    }
}

fn changed(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => Value::Bool(!flag),
        Value::Number(_) => Value::from(3),
        Value::String(text) if text.is_empty() => Value::from("filled"),
        Value::String(text) => Value::from(format!("{text}x")),
        other => other.clone(),
    }
}

#[test]
fn every_field_of_the_views_changes_something_on_the_page() {
    let templates = Templates::new(&[]).unwrap();
    let pack = serde_json::to_value(full()).unwrap();
    let page = render(&templates, &pack).unwrap();
    let mut found = BTreeMap::new();
    leaves(&pack, String::new(), String::new(), &mut found);
    assert!(found.len() > 80, "{}", found.len());
    let mut unused = Vec::new();
    for (shape, paths) in &found {
        // Plain paragraphs of a narrative are for the formats that are not HTML.
        if shape.rsplit('.').next() == Some("kind") || shape.contains("narrative.plain") {
            continue;
        }
        let is_used = paths.iter().take(12).any(|path| {
            let mut other = pack.clone();
            let leaf = other.pointer_mut(path).unwrap();
            *leaf = changed(leaf);
            render(&templates, &other).map_or(true, |changed| changed != page)
        });
        if !is_used {
            unused.push(shape.as_str());
        }
    }
    assert!(unused.is_empty(), "fields no template prints: {unused:#?}");
}

#[test]
fn an_unknown_field_is_refused_with_its_place() {
    let own = |text: &str| {
        let own = Override { name: "colophon.html".into(), text: text.into() };
        Templates::new(&[own]).and_then(|templates| templates.render(&full())).map(drop)
    };
    let error = own("<p>\n{{ pack.edition.asat }}</p>").unwrap_err().to_string();
    assert!(error.starts_with("template colophon.html, line 2, column "), "{error}");
    let error = own("<p>{{ pack.title </p>").unwrap_err().to_string();
    assert!(error.starts_with("template colophon.html, line 1, column "), "{error}");
}

#[test]
fn a_template_that_runs_away_is_stopped() {
    let rows = "{% for a in range(end=9000) %}{% for b in range(end=9000) %}xxxxxxxxxx{% endfor %}{% endfor %}";
    let own = Override { name: "colophon.html".into(), text: rows.into() };
    let error = Templates::new(&[own]).unwrap().render(&full()).map(drop).unwrap_err().to_string();
    assert!(error.contains("limit"), "{error}");
}

#[test]
fn a_template_of_no_known_name_is_refused() {
    let own = Override { name: "colofon.html".into(), text: String::new() };
    let error = Templates::new(&[own]).unwrap_err().to_string();
    assert_eq!(error, "there is no template \"colofon.html\" to take the place of");
}
