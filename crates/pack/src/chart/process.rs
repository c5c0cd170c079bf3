//! Process charts: the points, their mean and limits, a target, and marks for what happened when.
//! Which points are signals was decided by the measures; they are drawn as diamonds, so that they
//! stand out without colour.

use super::line::{Frame, path};
use super::scale::ticks;
use super::{Size, label, segment};
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

impl Process {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let (width, height) = (size.width(), 200.0);
        let all = || {
            self.points
                .iter()
                .flat_map(|p| [p.value, p.lower, p.upper])
                .flatten()
                .chain(self.target)
        };
        let low = all().fold(f64::INFINITY, f64::min);
        let high = all().fold(f64::NEG_INFINITY, f64::max);
        let y_ticks = ticks(low.min(high), high, 4);
        let right = if size == Size::Wide { 110.0 } else { 46.0 };
        let frame = Frame { left: 42.0, right: width - right, top: 18.0, bottom: height - 28.0 };
        let mut plot = Plot::default();
        let periods: Vec<String> = self.points.iter().map(|p| p.period.clone()).collect();
        let y = frame.draw_axes(&mut plot, &y_ticks, self.unit, &periods);
        let x = frame.x(self.points.len());
        let column = |pick: fn(&ProcessPoint) -> Option<f64>| -> Vec<Option<f64>> {
            self.points.iter().map(pick).collect()
        };
        plot.lines.push(Path { steps: path(&column(|p| p.value), &x, &y), class: "s0" });
        let limits = [
            (column(|p| p.mean), "mean", "mean"),
            (column(|p| p.upper), "limit", "upper limit"),
            (column(|p| p.lower), "limit", "lower limit"),
            (vec![self.target; self.points.len()], "target", "target"),
        ];
        let mut taken: Vec<f64> = Vec::new();
        for (values, class, name) in limits {
            let Some(last) = values.iter().rev().flatten().next().copied() else { continue };
            plot.limits.push(Path { steps: path(&values, &x, &y), class });
            let shown = format!("{}{}", decimal(last, 1), self.unit);
            let text = if size == Size::Wide { format!("{name} {shown}") } else { shown };
            let at = free(y.at(last) + 4.0, &taken);
            taken.push(at);
            plot.labels.push(label(frame.right + 6.0, at, "start", "axis", text));
        }
        for (i, point) in self.points.iter().enumerate() {
            let Some(value) = point.value else { continue };
            let class = match (point.signal, point.hollow) {
                (true, _) => "signal",
                (false, true) => "hollow",
                (false, false) => "s0",
            };
            plot.points.push(Point { x: Length(x.at(i as f64)), y: Length(y.at(value)), class });
        }
        for (index, text) in &self.events {
            let at = f64::midpoint(x.at(*index as f64), x.at(*index as f64 - 1.0));
            plot.events.push(segment(at, frame.top, at, frame.bottom));
            plot.labels.push(label(at + 4.0, frame.top - 4.0, "start", "axis", text));
        }
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(height),
            form: Form::Process(plot),
        }
    }
}

/// Returns the place nearest to the wanted one where a line of text covers none of those taken, down
/// before up.
fn free(wanted: f64, taken: &[f64]) -> f64 {
    const LINE: f64 = 13.0;
    let is_free = |at: &f64| taken.iter().all(|other| (other - at).abs() > LINE - 1e-6);
    // Beside a taken place is one exactly a line away; the nearest free one is among these.
    let beside = taken.iter().flat_map(|other| [other + LINE, other - LINE]);
    let mut places: Vec<f64> = [wanted].into_iter().chain(beside).filter(is_free).collect();
    places.sort_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()).then(b.total_cmp(a)));
    places.first().copied().unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::chart::Pen;

    #[test]
    fn signals_differ_in_shape_and_gaps_stay_open() {
        let point = |value: Option<f64>, signal: bool| ProcessPoint {
            period: "Sep".into(),
            value,
            mean: Some(5.0),
            lower: Some(3.0),
            upper: Some(7.0),
            signal,
            hollow: false,
        };
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
    fn four_labels_on_one_line_all_find_a_place() {
        let mut taken: Vec<f64> = Vec::new();
        for wanted in [100.0, 113.2, 106.5, 100.0, 119.9, 93.1] {
            let at = free(wanted, &taken);
            assert!(taken.iter().all(|other| (other - at).abs() > 12.999), "{at} in {taken:?}");
            taken.push(at);
        }
        assert!((taken[0] - 100.0).abs() < 1e-9 && (taken[1] - 113.2).abs() < 1e-9);
        assert!((free(10.0, &taken) - 10.0).abs() < 1e-9);
    }
}
