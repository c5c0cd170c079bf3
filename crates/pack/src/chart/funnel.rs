//! Dots against limits that narrow as the base grows: differences between teams without a league
//! table. Dots outside the limits carry their names; the table beside the chart names all.

use super::line::Frame;
use super::scale::{Linear, ticks};
use super::{Size, label};
use crate::view::chart::{Drawing, Form, Length, Path, Pen, Plot, Point, Step};
use assay_model::print::decimal;

/// The normal quantile of the outer limits, 99.8%.
const OUTER: f64 = 3.09;

/// The data of a funnel.
#[derive(Debug, Clone, Default)]
pub struct Funnel {
    /// The dots.
    pub dots: Vec<Dot>,
    /// The share of all (0–1).
    pub mean: f64,
    /// What the base counts, e.g. `audits`.
    pub of: String,
}

/// One dot.
#[derive(Debug, Clone, Default)]
pub struct Dot {
    /// Its name.
    pub name: String,
    /// Of how many.
    pub base: u64,
    /// Its share (0–1).
    pub share: f64,
    /// Whether it lies outside the limits, as the measures decided.
    pub outside: bool,
}

impl Funnel {
    /// Returns the drawings.
    #[must_use]
    pub fn draw(&self) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size)).collect()
    }

    fn draw_at(&self, size: Size) -> Drawing {
        let (width, height) = (size.width(), 260.0);
        let largest = self.dots.iter().map(|d| d.base).max().unwrap_or(1) as f64;
        let bases = ticks(0.0, largest * 1.05, 5);
        let right = if size == Size::Wide { 110.0 } else { 50.0 };
        let frame = Frame { left: 42.0, right: width - right, top: 10.0, bottom: height - 42.0 };
        let mut plot = Plot::default();
        let y_ticks = ticks(0.0, 100.0, 4);
        let y = frame.draw_axes(&mut plot, &y_ticks, "%", &[]);
        let x = Linear::new((0.0, bases.high), (frame.left, frame.right));
        for tick in &bases.at {
            let text = decimal(*tick, bases.decimals);
            plot.labels.push(label(x.at(*tick), frame.bottom + 17.0, "middle", "axis", text));
        }
        let middle = f64::midpoint(frame.left, frame.right);
        let heading = format!("number of {}", self.of);
        plot.labels.push(label(middle, frame.bottom + 34.0, "middle", "axis", heading));
        let mut ends: Vec<(f64, String)> = Vec::new();
        for (z, name) in [(OUTER, "99.8%"), (1.96, "95%")] {
            for sign in [-1.0, 1.0] {
                let steps = self.limit(z * sign, bases.high, &x, &y);
                plot.limits.push(Path { steps, class: "limit" });
            }
            ends.push((y.at(100.0 * self.bound(z, bases.high)) + 4.0, format!("{name} limit")));
        }
        let mean = y.at(100.0 * self.mean);
        let end = |x, pen| Step { x: Length(x), y: Length(mean), pen };
        plot.limits.push(Path {
            steps: vec![end(frame.left, Pen::Up), end(frame.right, Pen::Down)],
            class: "mean",
        });
        let all = format!("all {}", assay_model::print::percent(self.mean));
        ends.push((mean + 4.0, all));
        apart(&mut ends);
        for (at, text) in ends {
            plot.labels.push(label(frame.right + 6.0, at, "start", "axis", text));
        }
        let mut names: Vec<(f64, f64, &str)> = Vec::new();
        for dot in self.dots.iter().filter(|d| d.base > 0) {
            let (at_x, at_y) = (x.at(dot.base as f64), y.at(100.0 * dot.share));
            let class = if dot.outside { "signal" } else { "s0" };
            plot.points.push(Point { x: Length(at_x), y: Length(at_y), class });
            if dot.outside {
                names.push((at_x, at_y, &dot.name));
            }
        }
        for (at_x, at_y, text) in place(&names) {
            plot.labels.push(label(at_x, at_y, "start", "direct", text));
        }
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(height),
            form: Form::Funnel(plot),
        }
    }

    fn bound(&self, z: f64, base: f64) -> f64 {
        (self.mean + z * (self.mean * (1.0 - self.mean) / base).sqrt()).clamp(0.0, 1.0)
    }

    fn limit(&self, z: f64, largest: f64, x: &Linear, y: &Linear) -> Vec<Step> {
        let steps = 48;
        let step = |step: i32| {
            // Closer together where the curve bends.
            let base = 1.0 + (largest - 1.0) * (f64::from(step) / f64::from(steps)).powi(2);
            Step {
                x: Length(x.at(base)),
                y: Length(y.at(100.0 * self.bound(z, base))),
                pen: if step == 0 { Pen::Up } else { Pen::Down },
            }
        };
        (0..=steps).map(step).collect()
    }
}

/// Moves labels at the margin apart, keeping their order from above.
fn apart(ends: &mut [(f64, String)]) {
    for i in 1..ends.len() {
        ends[i].0 = ends[i].0.max(ends[i - 1].0 + 13.0);
    }
}

/// Puts names beside their dots, above or below where another name or dot is in the way.
fn place<'a>(names: &[(f64, f64, &'a str)]) -> Vec<(f64, f64, &'a str)> {
    let mut placed: Vec<(f64, f64, &str)> = Vec::new();
    for (x, y, text) in names {
        let clear = |at: (f64, f64)| {
            let right = at.0 + super::text_width(text);
            let over_name = placed.iter().any(|(px, py, other)| {
                at.0 < px + super::text_width(other) && *px < right && (at.1 - py).abs() < 13.0
            });
            let over_dot = names.iter().any(|(dx, dy, _)| {
                *dx + 6.0 > at.0 && *dx - 6.0 < right && (at.1 - 4.0 - dy).abs() < 9.0
            });
            !over_name && !over_dot
        };
        let width = super::text_width(text);
        let ways = [
            (x + 9.0, y + 4.0),
            (x - 9.0 - width, y + 4.0),
            (x - width / 2.0, y - 10.0),
            (x - width / 2.0, y + 19.0),
            (x - width / 2.0, y - 24.0),
        ];
        let at = ways.into_iter().find(|at| clear(*at)).unwrap_or(ways[0]);
        placed.push((at.0, at.1, *text));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_dots_outside_the_limits_are_named() {
        let dot =
            |name: &str, outside: bool| Dot { name: name.into(), base: 20, share: 0.25, outside };
        let funnel = Funnel {
            dots: vec![dot("CIN 1", false), dot("CIN 2", true)],
            mean: 0.5,
            of: "audits".into(),
        };
        let Form::Funnel(plot) = &funnel.draw()[0].form else { panic!("funnel") };
        assert!(plot.labels.iter().any(|l| l.text == "CIN 2"));
        assert!(!plot.labels.iter().any(|l| l.text == "CIN 1"));
        assert_eq!(plot.points.len(), 2);
    }
}
