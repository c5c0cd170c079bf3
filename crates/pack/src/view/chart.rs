//! Charts as drawn: positions already computed and written out, so that a template only places them.
//! Every chart comes in two widths; the style sheet shows the one that fits.

use serde::Serialize;

/// A chart.
#[derive(Debug, Clone, Serialize)]
pub struct Chart {
    /// The id, unique in the document; parts add their own endings.
    pub id: String,
    /// The short title for readers who cannot see it.
    pub title: String,
    /// The description for readers who cannot see it: what is drawn and what it shows.
    pub desc: String,
    /// The drawing for pages and wide screens, and the one for narrow screens.
    pub drawings: Vec<Drawing>,
}

/// One drawing of a chart at one width.
#[derive(Debug, Clone, Serialize)]
pub struct Drawing {
    /// `wide` or `narrow`.
    pub size: &'static str,
    /// The width in units of the drawing.
    pub width: String,
    /// The height in units of the drawing.
    pub height: String,
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
    pub x: String,
    /// Vertical position of the base line.
    pub y: String,
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The style: `axis`, `direct`, `value`, `strong`, or a series' `s0`…`s3`.
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
    pub x: String,
    /// Upper edge.
    pub y: String,
    /// Width.
    pub width: String,
    /// Height.
    pub height: String,
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
    pub x1: String,
    /// Start, vertically.
    pub y1: String,
    /// End, horizontally.
    pub x2: String,
    /// End, vertically.
    pub y2: String,
}

/// A path.
#[derive(Debug, Clone, Serialize)]
pub struct Path {
    /// The path's commands.
    pub d: String,
    /// The style: `mean`, `limit`, `target`, or a series' `s0`…`s3`.
    pub class: &'static str,
}

/// A data point.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// Horizontal position.
    pub x: String,
    /// Vertical position.
    pub y: String,
    /// The style: a series' `s0`…`s3`, `signal`, or `hollow`.
    pub class: &'static str,
}

/// One of several small charts.
#[derive(Debug, Clone, Serialize)]
pub struct Panel {
    /// Left edge.
    pub x: String,
    /// Upper edge.
    pub y: String,
    /// The plot inside.
    pub plot: Plot,
}
