//! Process charts: the points, their mean and limits, a target, and marks for what happened when.
//! Which points are signals was decided by the measures; they are drawn as diamonds, so that they
//! stand out without colour.

use super::frame::{Axis, Frame, room_for};
use super::line::path;
use super::scale::{Linear, ticks};
use super::text::{self, apart};
use super::{Size, label};
use crate::view::chart::{Drawing, Form, Length, Path, Plot, Point};
use assay_model::print::decimal;

/// The data of a process chart.
#[derive(Debug, Clone, Default)]
pub struct Process {
    /// The points, in order.
    pub points: Vec<ProcessPoint>,
    /// The target, if there is one.
    pub target: Option<f64>,
    /// What is added to the numbers of the axis, e.g. `%`.
    pub unit: &'static str,
    /// What the axis counts, e.g. `% of audits`.
    pub of: String,
    /// What happened when: the index of the point before which it is marked, and a few words.
    pub events: Vec<(usize, String)>,
}

/// A point of a process chart.
#[derive(Debug, Clone, Default)]
pub struct ProcessPoint {
    /// The period.
    pub period: String,
    /// The value; none is a gap.
    pub value: Option<f64>,
    /// The mean there.
    pub mean: Option<f64>,
    /// The lower limit there.
    pub lower: Option<f64>,
    /// The upper limit there.
    pub upper: Option<f64>,
    /// Whether it is a signal.
    pub signal: bool,
    /// Whether it is from before assay.
    pub hollow: bool,
}

/// A line of the chart besides its points: values, style, names for wide and narrow drawings.
type Limit = (Vec<Option<f64>>, &'static str, [&'static str; 2]);

impl Process {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let width = size.width();
        let all = || {
            let values = self.points.iter().flat_map(|p| [p.value, p.lower, p.upper]);
            values.flatten().chain(self.target)
        };
        let high = all().fold(f64::NEG_INFINITY, f64::max);
        let y_ticks = ticks(all().fold(high, f64::min), high, 4);
        let axis = Axis { ticks: &y_ticks, unit: self.unit, of: &self.of };
        let mut plot = Plot::default();
        let top = axis.heading(&mut plot, width) + room_for(&self.events);
        let named = self.named(size);
        let widths = named.iter().map(|(_, _, text)| text::width(text, "axis"));
        let right = widths.fold(10.0, f64::max) + 8.0;
        let (left, bottom) = (axis.room(), top + 154.0);
        let frame = Frame { left, right: width - right, top, bottom, width };
        let periods: Vec<String> = self.points.iter().map(|p| p.period.clone()).collect();
        let y = frame.draw_axes(&mut plot, &axis, &periods);
        let x = frame.x(self.points.len());
        let values = self.column(|p| p.value);
        plot.lines.push(Path { steps: path(&values, &x, &y), class: "s0" });
        for (values, class, _) in self.limits() {
            if values.iter().any(Option::is_some) {
                plot.limits.push(Path { steps: path(&values, &x, &y), class });
            }
        }
        write_limits(&mut plot, &frame, &named, &y);
        self.draw_points(&mut plot, &x, &y);
        let height = frame.mark(&mut plot, &x, &self.events);
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(height),
            form: Form::Process(plot),
        }
    }

    fn column(&self, pick: fn(&ProcessPoint) -> Option<f64>) -> Vec<Option<f64>> {
        self.points.iter().map(pick).collect()
    }

    fn limits(&self) -> [Limit; 4] {
        [
            (self.column(|p| p.mean), "mean", ["mean", "mean"]),
            (self.column(|p| p.upper), "limit", ["upper limit", "upper"]),
            (self.column(|p| p.lower), "limit", ["lower limit", "lower"]),
            (vec![self.target; self.points.len()], "target", ["target", "target"]),
        ]
    }

    /// Returns the lines that are named at their end: their last value, and what is written there.
    fn named(&self, size: Size) -> Vec<(f64, &'static str, String)> {
        let found = self.limits().into_iter().filter_map(|(values, class, names)| {
            let last = values.iter().rev().flatten().next().copied()?;
            let name = names[usize::from(size == Size::Narrow)];
            Some((last, class, format!("{name} {}{}", decimal(last, 1), self.unit)))
        });
        found.collect()
    }

    fn draw_points(&self, plot: &mut Plot, x: &Linear, y: &Linear) {
        for (i, point) in self.points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let class = match (point.signal, point.hollow) {
                (true, _) => "signal",
                (false, true) => "hollow",
                (false, false) => "s0",
            };
            plot.points.push(Point { x: Length(x.at(i as f64)), y: Length(y.at(value)), class });
        }
    }
}

/// Writes the names of mean, limits and target where they end, the highest first and none on another.
fn write_limits(plot: &mut Plot, frame: &Frame, named: &[(f64, &str, String)], y: &Linear) {
    let mut ordered: Vec<&(f64, &str, String)> = named.iter().collect();
    ordered.sort_by(|a, b| b.0.total_cmp(&a.0));
    let wanted: Vec<(f64, usize)> =
        ordered.iter().map(|(value, _, _)| (y.at(*value) + 4.0, 1)).collect();
    let (top, bottom) = frame.beside();
    for ((_, _, text), at) in ordered.into_iter().zip(apart(&wanted, top, bottom)) {
        plot.labels.push(label(frame.right + 6.0, at, "start", "axis", text));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::Pen;

    fn point(value: Option<f64>, signal: bool) -> ProcessPoint {
        ProcessPoint {
            period: "Sep".into(),
            value,
            mean: Some(5.0),
            lower: Some(3.0),
            upper: Some(7.0),
            signal,
            hollow: false,
        }
    }

    #[test]
    fn signals_differ_in_shape_and_gaps_stay_open() {
        let chart = Process {
            points: vec![point(Some(5.0), false), point(None, false), point(Some(8.0), true)],
            ..Process::default()
        };
        let Form::Process(plot) = &chart.draw()[0].form else { panic!("process") };
        assert_eq!(plot.points.len(), 2);
        assert_eq!(plot.points[1].class, "signal");
        assert_eq!(plot.lines[0].steps.iter().filter(|step| step.pen == Pen::Up).count(), 2);
        assert_eq!(plot.limits.len(), 3);
    }

    #[test]
    fn the_axis_says_what_it_counts_and_where_it_starts() {
        let chart = Process {
            points: vec![point(Some(5.0), false), point(Some(4.0), false)],
            unit: "%",
            of: "% on time".into(),
            ..Process::default()
        };
        for drawing in chart.draw() {
            let Form::Process(plot) = &drawing.form else { panic!("process") };
            assert!(plot.labels.iter().any(|l| l.text == "% on time; axis from 3%"));
        }
    }
}
