//! Charts as drawn: a scene of lines, rectangles, points and texts whose places are numbers. Whoever writes a
//! format writes the numbers out: a template gets them as the text of SVG, the DOCX writer scales them.
//! Every chart comes in two widths; the style sheet shows the one that fits.

use std::fmt;

use serde::{Serialize, Serializer};

/// A length or a place in a drawing, in its units. It is a number for whoever draws; written out, it has one
/// decimal at most.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Length(pub f64);

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.1}", self.0);
        let trimmed = text.strip_suffix(".0").unwrap_or(&text);
        f.write_str(if trimmed == "-0" { "0" } else { trimmed })
    }
}

impl Serialize for Length {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// The id, unique in the document; parts add their own endings.
    pub id: String,
    /// The short title for readers who cannot see it.
    pub title: String,
    /// The description for readers who cannot see it: what is drawn and what it shows.
    pub desc: String,
    /// What a process chart says, each with an icon: variation, and what to expect of the target.
    pub readings: Vec<Reading>,
    /// The drawing for pages and wide screens, and the one for narrow screens.
    pub drawings: Vec<Drawing>,
}

/// What a process chart says, in words that stand next to an icon.
#[derive(Debug, Clone, Serialize)]
pub struct Reading {
    /// The icon's ring: `usual`, `improvement`, `concern` or `change`.
    pub ring: &'static str,
    /// What is in it: `dots`, `high`, `low`, `pass`, `varies` or `fail`.
    pub glyph: &'static str,
    /// The words.
    pub words: String,
}

/// One drawing of a chart at one width.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// `wide` or `narrow`.
    pub size: &'static str,
    /// The width in units of the drawing.
    pub width: Length,
    /// The height in units of the drawing.
    pub height: Length,
    /// What is drawn.
    pub form: Form,
}

/// The five forms.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Form {
    /// Ordered stacked bars, one a period.
    Stacked(Stacked),
    /// One or a few lines over time.
    Line(Plot),
    /// A process chart: points, mean and limits.
    Process(Plot),
    /// Dots against limits that narrow with the base.
    Funnel(Plot),
    /// Small line charts side by side on one scale.
    Multiples {
        /// The charts.
        panels: Vec<Panel>,
    },
}

/// A text in a drawing.
#[derive(Debug, Clone, Serialize)]
pub struct Label {
    /// Horizontal position.
    pub x: Length,
    /// Vertical position of the base line.
    pub y: Length,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The style: `axis`, `small`, `direct`, `named`, `strong`, `on0`…`on3` in a part, or a series' `t0`…`t3`.
    pub class: &'static str,
    /// The text.
    pub text: String,
}

/// Ordered stacked bars.
#[derive(Debug, Clone, Serialize)]
pub struct Stacked {
    /// The names of the parts above the first bar, and the labels of bars.
    pub labels: Vec<Label>,
    /// The parts of all bars.
    pub parts: Vec<Part>,
}

/// A part of a stacked bar.
#[derive(Debug, Clone, Serialize)]
pub struct Part {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// Width.
    pub width: Length,
    /// Height.
    pub height: Length,
    /// The place in the order, 0–3, which gives the colour.
    pub series: usize,
    /// Whether it is drawn hollow: from before assay, selection unknown.
    pub hollow: bool,
}

/// A plot with a time or number axis.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Plot {
    /// Horizontal lines of the grid.
    pub rules: Vec<Segment>,
    /// Mean, limits and targets.
    pub limits: Vec<Path>,
    /// The data's lines, broken where data are missing.
    pub lines: Vec<Path>,
    /// The data's points.
    pub points: Vec<Point>,
    /// Vertical marks of what happened when (a rebase, learning given).
    pub events: Vec<Segment>,
    /// All texts.
    pub labels: Vec<Label>,
}

/// A straight line.
#[derive(Debug, Clone, Serialize)]
pub struct Segment {
    /// Start, horizontally.
    pub x1: Length,
    /// Start, vertically.
    pub y1: Length,
    /// End, horizontally.
    pub x2: Length,
    /// End, vertically.
    pub y2: Length,
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Step {
    /// To here, horizontally.
    pub x: Length,
    /// To here, vertically.
    pub y: Length,
    /// How it gets there.
    pub pen: Pen,
}

/// Whether a step draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pen {
    /// It moves only: a new start.
    Up,
    /// It draws a straight line.
    Down,
}

/// A path.
#[derive(Debug, Clone, Serialize)]
pub struct Path {
    /// Where it goes, drawn and skipped.
    #[serde(rename = "d", serialize_with = "commands")]
    pub steps: Vec<Step>,
    /// The style: `mean`, `limit`, `target`, or a series' `s0`…`s3`.
    pub class: &'static str,
}

/// A data point.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// Horizontal position.
    pub x: Length,
    /// Vertical position.
    pub y: Length,
    /// The style: a series' `s0`…`s3`, `signal`, or `hollow`.
    pub class: &'static str,
}

/// One of several small charts.
#[derive(Debug, Clone, Serialize)]
pub struct Panel {
    /// Left edge.
    pub x: Length,
    /// Upper edge.
    pub y: Length,
    /// The plot inside.
    pub plot: Plot,
}

/// Writes the commands of a path as SVG has them, e.g. `M0 9 L10 8`.
fn commands<S: Serializer>(steps: &[Step], to: S) -> Result<S::Ok, S::Error> {
    let command = |step: &Step| match step.pen {
        Pen::Up => format!("M{} {}", step.x, step.y),
        Pen::Down => format!("L{} {}", step.x, step.y),
    };
    to.serialize_str(&steps.iter().map(command).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_one_decimal_at_most() {
        let written = [12.04, -0.01, 12.46, 40.0].map(|length| Length(length).to_string());
        assert_eq!(written, ["12", "0", "12.5", "40"]);
    }

    #[test]
    fn a_path_is_written_as_svg_has_it() {
        let step = |x, y, pen| Step { x: Length(x), y: Length(y), pen };
        let steps = vec![step(0.0, 9.0, Pen::Up), step(10.0, 8.25, Pen::Down)];
        let written = serde_json::to_value(Path { steps, class: "s0" }).unwrap();
        assert_eq!(written["d"], "M0 9 L10 8.2");
    }
}
