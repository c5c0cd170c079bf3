//! Lines over time, broken where data are missing, each named at its end, and on narrow screens above.

use super::frame::{Axis, Frame};
use super::scale::{Linear, ticks};
use super::text::{self, LINE, apart};
use super::{Size, label, series_class};
use crate::view::chart::{Drawing, Form, Length, Path, Pen, Plot, Point, Step};
use assay_model::print::decimal;

/// The data of a line chart.
#[derive(Debug, Clone)]
pub struct Lines {
    /// The periods, in order.
    pub periods: Vec<String>,
    /// The lines; four at most.
    pub series: Vec<Series>,
    /// What is added to the numbers of the axis, e.g. `%`.
    pub unit: &'static str,
    /// What the axis counts, e.g. `% of workers`.
    pub of: String,
}

/// One line.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each period; none is a gap.
    pub values: Vec<Option<f64>>,
}

/// What is written at the end of a line.
struct End {
    index: usize,
    at: f64,
    lines: Vec<String>,
}

impl Lines {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let width = size.width();
        let values = || self.series.iter().flat_map(|s| s.values.iter().flatten().copied());
        let high = values().fold(f64::NEG_INFINITY, f64::max);
        let y_ticks = ticks(values().fold(high, f64::min), high, 4);
        let axis = Axis { ticks: &y_ticks, unit: self.unit, of: &self.of };
        let mut plot = Plot::default();
        let mut top = axis.heading(&mut plot, width);
        if size == Size::Narrow {
            top = self.names_above(&mut plot, top - 12.0 + LINE, width) + 10.0;
        }
        let ends = self.ends(size);
        let written = ends.iter().flat_map(|(_, lines)| lines).map(|line| text::width(line, "t0"));
        let right = written.fold(30.0, f64::max) + 10.0;
        let rows: usize = ends.iter().map(|(_, lines)| lines.len()).sum();
        let tall = (LINE * rows as f64).max(180.0);
        let (left, right) = (axis.room(), width - right);
        let frame = Frame { left, right, top, bottom: top + tall, width };
        let y = frame.draw_axes(&mut plot, &axis, &self.periods);
        let x = frame.x(self.periods.len());
        let mut placed: Vec<End> = Vec::new();
        for (index, series) in self.series.iter().enumerate() {
            draw_series(&mut plot, (index, series), (&x, &y));
        }
        for ((index, lines), last) in ends.into_iter().zip(self.series.iter().filter_map(last_of)) {
            placed.push(End { index, at: y.at(last) + 4.0, lines });
        }
        write_ends(&mut plot, &frame, placed);
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(frame.bottom + 26.0),
            form: Form::Line(plot),
        }
    }

    /// Returns for each line with a value its place and what is written at its end.
    fn ends(&self, size: Size) -> Vec<(usize, Vec<String>)> {
        let end = |(index, series): (usize, &Series)| {
            let shown = format!("{}{}", decimal(last_of(series)?, 1), self.unit);
            Some((
                index,
                match size {
                    Size::Wide => text::lines(&format!("{shown} {}", series.name), "t0", 190.0),
                    Size::Narrow => vec![shown],
                },
            ))
        };
        self.series.iter().enumerate().filter_map(end).collect()
    }

    /// Writes the names of the lines, each with a piece of it; returns the base line of the last.
    fn names_above(&self, plot: &mut Plot, first: f64, width: f64) -> f64 {
        let mut y = first;
        for (index, series) in self.series.iter().enumerate() {
            let piece = |x, pen| Step { x: Length(x), y: Length(y - 4.0), pen };
            let steps = vec![piece(0.0, Pen::Up), piece(22.0, Pen::Down)];
            plot.lines.push(Path { steps, class: series_class(index) });
            for line in text::lines(&series.name, "t0", width - 28.0) {
                plot.labels.push(label(28.0, y, "start", text_class(index), line));
                y += LINE;
            }
        }
        y - LINE
    }
}

fn text_class(index: usize) -> &'static str {
    ["t0", "t1", "t2", "t3"][index % 4]
}

fn last_of(series: &Series) -> Option<f64> {
    series.values.iter().rev().flatten().next().copied()
}

fn draw_series(plot: &mut Plot, (index, series): (usize, &Series), (x, y): (&Linear, &Linear)) {
    let class = series_class(index);
    plot.lines.push(Path { steps: path(&series.values, x, y), class });
    for (i, value) in series.values.iter().enumerate() {
        if let Some(value) = value {
            plot.points.push(Point { x: Length(x.at(i as f64)), y: Length(y.at(*value)), class });
        }
    }
}

/// Writes at the ends of lines, so that no two lie on each other.
fn write_ends(plot: &mut Plot, frame: &Frame, mut ends: Vec<End>) {
    ends.sort_by(|a, b| a.at.total_cmp(&b.at));
    let wanted: Vec<(f64, usize)> = ends.iter().map(|end| (end.at, end.lines.len())).collect();
    let (top, bottom) = frame.beside();
    for (end, at) in ends.iter().zip(apart(&wanted, top, bottom)) {
        for (row, line) in end.lines.iter().enumerate() {
            let y = at + LINE * row as f64;
            plot.labels.push(label(frame.right + 8.0, y, "start", text_class(end.index), line));
        }
    }
}

/// Returns a path through the values with a new start after every gap.
pub(super) fn path(values: &[Option<f64>], x: &Linear, y: &Linear) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut pen = Pen::Up;
    for (i, value) in values.iter().enumerate() {
        let Some(value) = value else {
            pen = Pen::Up;
            continue;
        };
        steps.push(Step { x: Length(x.at(i as f64)), y: Length(y.at(*value)), pen });
        pen = Pen::Down;
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_a_gap_and_not_a_zero() {
        let x = Linear::new((0.0, 3.0), (0.0, 30.0));
        let y = Linear::new((0.0, 10.0), (10.0, 0.0));
        let steps = path(&[Some(1.0), Some(2.0), None, Some(4.0)], &x, &y);
        let pens: Vec<Pen> = steps.iter().map(|step| step.pen).collect();
        assert_eq!(pens, [Pen::Up, Pen::Down, Pen::Up]);
        assert_eq!(steps[2], Step { x: Length(30.0), y: Length(6.0), pen: Pen::Up });
    }

    #[test]
    fn a_narrow_drawing_names_its_lines_too() {
        let lines = Lines {
            periods: vec!["Aug".into(), "Sep".into()],
            series: vec![Series { name: "agency staff".into(), values: vec![Some(4.0), None] }],
            unit: "%",
            of: String::new(),
        };
        let Form::Line(narrow) = &lines.draw()[1].form else { panic!("line") };
        assert!(narrow.labels.iter().any(|label| label.text == "agency staff"));
    }
}
