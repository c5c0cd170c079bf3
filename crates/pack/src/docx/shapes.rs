//! A chart's drawing as the shapes of a word processor: rectangles, lines, dots, texts.

use serde::Serialize;

use crate::chart::text;
use crate::view::chart::{Form, Label, Length, Path, Pen, Plot};

/// A unit of a drawing in English Metric Units: 720 units fill the width of the text.
const EMU: f64 = 8_000.0;

/// One shape, in the units of the file.
#[derive(Debug, Serialize)]
pub(super) struct Shape {
    /// `rect`, `ellipse`, `diamond`, `line` or `text`.
    kind: &'static str,
    x: i64,
    y: i64,
    width: i64,
    height: i64,
    /// Whether a line falls from right to left.
    flipped: bool,
    /// The fill or the line's colour, hexadecimal; empty for none.
    fill: &'static str,
    line: &'static str,
    dash: &'static str,
    text: String,
    align: &'static str,
    bold: bool,
}

/// Returns a length of a drawing in the units of the file.
pub(super) fn emu(length: Length) -> i64 {
    (length.0 * EMU) as i64
}

const SERIES: [&str; 4] = ["12436D", "28A197", "801650", "F46A25"];

/// The ordered scale of grades: each step lighter than the one before, so that it reads in grey too.
const ORDERED: [&str; 4] = ["0F2F4D", "2A6F97", "7FB3D3", "E1ECF4"];

/// Returns the shapes of a form.
pub(super) fn of(form: &Form) -> Vec<Shape> {
    match form {
        Form::Stacked(stacked) => {
            let parts = stacked.parts.iter().map(|part| Shape {
                fill: if part.hollow { "FFFFFF" } else { ORDERED[part.series % 4] },
                line: if part.hollow || part.series % 4 == 3 { "0B0C0C" } else { "" },
                ..blank("rect", emu(part.x), emu(part.y), emu(part.width), emu(part.height))
            });
            parts.chain(stacked.labels.iter().map(|label| written(label, 0, 0))).collect()
        }
        Form::Line(plot) | Form::Process(plot) | Form::Funnel(plot) => plot_shapes(plot, 0, 0),
        Form::Multiples { panels } => panels
            .iter()
            .flat_map(|panel| plot_shapes(&panel.plot, emu(panel.x), emu(panel.y)))
            .collect(),
    }
}

fn plot_shapes(plot: &Plot, dx: i64, dy: i64) -> Vec<Shape> {
    let mut shapes = Vec::new();
    for (segments, colour, dash) in
        [(&plot.rules, "D0D4D8", "solid"), (&plot.events, "0B0C0C", "dash")]
    {
        shapes.extend(segments.iter().map(|s| {
            let (from, to) = ((emu(s.x1), emu(s.y1)), (emu(s.x2), emu(s.y2)));
            line(from, to, colour, dash, (dx, dy))
        }));
    }
    shapes.extend(plot.limits.iter().chain(&plot.lines).flat_map(|p| path(p, (dx, dy))));
    shapes.extend(plot.points.iter().map(|point| {
        let kind = if point.class == "signal" { "diamond" } else { "ellipse" };
        let size = if point.class == "signal" { 12.0 } else { 6.0 };
        let half = (size * EMU / 2.0) as i64;
        Shape {
            fill: match point.class {
                "hollow" => "FFFFFF",
                "signal" => "F46A25",
                other => colour_of(other),
            },
            line: if matches!(point.class, "hollow" | "signal") { "0B0C0C" } else { "" },
            ..blank(kind, dx + emu(point.x) - half, dy + emu(point.y) - half, 2 * half, 2 * half)
        }
    }));
    shapes.extend(plot.labels.iter().map(|label| written(label, dx, dy)));
    shapes
}

/// A path as the straight lines between its points.
fn path(path: &Path, by: (i64, i64)) -> Vec<Shape> {
    let (colour, dash) = match path.class {
        "mean" => ("0B0C0C", "solid"),
        "limit" => ("4A5257", "dash"),
        "target" => ("801650", "sysDot"),
        other => (colour_of(other), "solid"),
    };
    let places: Vec<(i64, i64)> = path.steps.iter().map(|s| (emu(s.x), emu(s.y))).collect();
    let ends = places.windows(2).zip(path.steps.iter().skip(1));
    let drawn = ends.filter(|(_, step)| step.pen == Pen::Down);
    drawn.map(|(ends, _)| line(ends[0], ends[1], colour, dash, by)).collect()
}

fn colour_of(class: &str) -> &'static str {
    let series = class.strip_prefix('s').and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    SERIES[series % 4]
}

fn line(
    (x1, y1): (i64, i64),
    (x2, y2): (i64, i64),
    colour: &'static str,
    dash: &'static str,
    (dx, dy): (i64, i64),
) -> Shape {
    Shape {
        line: colour,
        dash,
        flipped: (y2 < y1) != (x2 < x1),
        ..blank("line", dx + x1.min(x2), dy + y1.min(y2), (x2 - x1).abs(), (y2 - y1).abs())
    }
}

fn written(label: &Label, dx: i64, dy: i64) -> Shape {
    let least = (text::width(&label.text, label.class) * EMU) as i64;
    let width = least + (12.0 * EMU) as i64;
    let x = dx + emu(label.x);
    // A text that ends at a place gives up the air beside its letters before it leaves the drawing.
    let (x, width, align) = match label.anchor {
        "middle" => (x - width / 2, width, "center"),
        "end" => {
            let width = width.min(x.max(least));
            (x - width, width, "right")
        }
        _ => (x, width, "left"),
    };
    let is_light = matches!(label.class, "on0" | "on1");
    Shape {
        // In one line, however narrow a word processor takes its letters to be.
        text: label.text.replace(' ', "\u{a0}"),
        align,
        bold: matches!(label.class, "strong" | "on0" | "on1" | "on2" | "on3"),
        fill: if is_light { "FFFFFF" } else { "0B0C0C" },
        ..blank("text", x, dy + emu(label.y) - (13.0 * EMU) as i64, width, (18.0 * EMU) as i64)
    }
}

fn blank(kind: &'static str, x: i64, y: i64, width: i64, height: i64) -> Shape {
    Shape {
        kind,
        x: x.max(0),
        y: y.max(0),
        width,
        height,
        flipped: false,
        fill: "",
        line: "",
        dash: "solid",
        text: String::new(),
        align: "left",
        bold: false,
    }
}
