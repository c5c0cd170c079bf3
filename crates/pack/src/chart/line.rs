//! Lines over time, broken where data are missing, each named at its end.

use super::scale::{Linear, Ticks, ticks};
use super::{Size, label, segment, series_class, text_width};
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
}

/// One line.
#[derive(Debug, Clone)]
pub struct Series {
    /// Its name.
    pub name: String,
    /// A value for each period; none is a gap.
    pub values: Vec<Option<f64>>,
}

impl Lines {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let (width, height) = (size.width(), 230.0);
        let values = || self.series.iter().flat_map(|s| s.values.iter().flatten().copied());
        let y_ticks = ticks(
            values().fold(f64::INFINITY, f64::min).min(values().fold(f64::NEG_INFINITY, f64::max)),
            values().fold(f64::NEG_INFINITY, f64::max),
            4,
        );
        let right = match size {
            Size::Wide => {
                self.series.iter().map(|s| text_width(&s.name) + 40.0).fold(60.0, f64::max)
            }
            Size::Narrow => 40.0,
        };
        let frame = Frame { left: 38.0, right: width - right, top: 12.0, bottom: height - 28.0 };
        let mut plot = Plot::default();
        let y = frame.draw_axes(&mut plot, &y_ticks, self.unit, &self.periods);
        let x = frame.x(self.periods.len());
        let mut ends: Vec<(f64, usize, f64)> = Vec::new();
        for (index, series) in self.series.iter().enumerate() {
            plot.lines
                .push(Path { steps: path(&series.values, &x, &y), class: series_class(index) });
            for (i, value) in series.values.iter().enumerate() {
                if let Some(value) = value {
                    plot.points.push(Point {
                        x: Length(x.at(i as f64)),
                        y: Length(y.at(*value)),
                        class: series_class(index),
                    });
                }
            }
            if let Some(last) = series.values.iter().rev().flatten().next() {
                ends.push((y.at(*last), index, *last));
            }
        }
        for (at, index, value) in spread(ends) {
            let shown = format!("{}{}", decimal(value, 1), self.unit);
            let text = match size {
                Size::Wide => format!("{shown} {}", self.series[index].name),
                Size::Narrow => shown,
            };
            let class = ["t0", "t1", "t2", "t3"][index % 4];
            plot.labels.push(label(frame.right + 8.0, at + 4.0, "start", class, text));
        }
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(height),
            form: Form::Line(plot),
        }
    }
}

/// Where in a drawing the data lie.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
}

impl Frame {
    /// Returns the scale of so many periods.
    pub(super) fn x(&self, periods: usize) -> Linear {
        let last = periods.saturating_sub(1).max(1) as f64;
        Linear::new((0.0, last), (self.left + 8.0, self.right - 8.0))
    }

    /// Draws the rules with their numbers and as many period names as fit; returns the scale.
    pub(super) fn draw_axes(
        &self,
        plot: &mut Plot,
        ticks: &Ticks,
        unit: &str,
        periods: &[String],
    ) -> Linear {
        let y = Linear::new((ticks.low, ticks.high), (self.bottom, self.top));
        for tick in &ticks.at {
            let at = y.at(*tick);
            plot.rules.push(segment(self.left, at, self.right, at));
            let text = format!("{}{unit}", decimal(*tick, ticks.decimals));
            plot.labels.push(label(self.left - 6.0, at + 4.0, "end", "axis", text));
        }
        let widest = periods.iter().map(|p| text_width(p)).fold(30.0, f64::max) + 12.0;
        let fit = ((self.right - self.left) / widest).floor().max(2.0) as usize;
        let every = periods.len().div_ceil(fit).max(1);
        let x = self.x(periods.len());
        let last = periods.len().saturating_sub(1);
        for (i, period) in periods.iter().enumerate() {
            // Counted from the last period, which is the one people look for.
            if (last - i).is_multiple_of(every) {
                let at = x.at(i as f64);
                let half = text_width(period) / 2.0;
                let anchored =
                    at.clamp(self.left + half - 8.0, (self.right - half + 14.0).max(half));
                plot.labels.push(label(anchored, self.bottom + 18.0, "middle", "axis", period));
            }
        }
        y
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

/// Moves labels apart that would lie on each other, keeping their order.
fn spread(mut ends: Vec<(f64, usize, f64)>) -> Vec<(f64, usize, f64)> {
    ends.sort_by(|a, b| a.0.total_cmp(&b.0));
    for i in 1..ends.len() {
        ends[i].0 = ends[i].0.max(ends[i - 1].0 + 15.0);
    }
    ends
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
    fn labels_at_the_ends_do_not_lie_on_each_other() {
        let ends = spread(vec![(10.0, 0, 1.0), (11.0, 1, 1.0), (60.0, 2, 1.0)]);
        assert!(ends.windows(2).all(|pair| pair[1].0 - pair[0].0 >= 15.0));
    }
}
