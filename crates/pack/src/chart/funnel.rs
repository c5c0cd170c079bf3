//! Dots against limits that narrow as the base grows: differences between teams without a league
//! table. Dots outside the limits carry their names; the table beside the chart names all.

use super::frame::{Axis, Frame, letter};
use super::scale::{Linear, ticks};
use super::text::{self, LINE};
use super::{Size, label};
use crate::view::chart::{Drawing, Form, Label, Length, Path, Pen, Plot, Point, Step};
use assay_model::print::decimal;

/// The normal quantiles of the limits, and what they are called.
const LIMITS: [(f64, &str); 2] = [(3.09, "99.8%"), (1.96, "95%")];

/// The data of a funnel.
#[derive(Debug, Clone, Default)]
pub struct Funnel {
    /// The dots.
    pub dots: Vec<Dot>,
    /// The share of all (0–1).
    pub mean: f64,
    /// What the base counts, e.g. `audits`.
    pub of: String,
    /// What the share is, e.g. `% good or better`.
    pub measure: String,
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
        let width = size.width();
        let largest = self.dots.iter().map(|d| d.base).max().unwrap_or(1) as f64;
        let bases = ticks(0.0, largest * 1.05, 5);
        let y_ticks = ticks(0.0, 100.0, 4);
        let axis = Axis { ticks: &y_ticks, unit: "%", of: &self.measure };
        let mut plot = Plot::default();
        let top = axis.heading(&mut plot, width);
        let ends = self.ends(bases.high);
        let widths = ends.iter().map(|(_, text)| text::width(text, "axis"));
        let right = width - widths.fold(40.0, f64::max) - 8.0;
        let frame = Frame { left: axis.room(), right, top, bottom: top + 208.0, width };
        let y = frame.draw_axes(&mut plot, &axis, &[]);
        let x = Linear::new((0.0, bases.high), (frame.left, frame.right));
        for tick in &bases.at {
            let text = decimal(*tick, bases.decimals);
            plot.labels.push(label(x.at(*tick), frame.bottom + 19.0, "middle", "axis", text));
        }
        let middle = f64::midpoint(frame.left, frame.right);
        let heading = format!("number of {}", self.of);
        plot.labels.push(label(middle, frame.bottom + 35.0, "middle", "axis", heading));
        self.draw_limits(&mut plot, &frame, bases.high, (&x, &y));
        let wanted: Vec<(f64, usize)> =
            ends.iter().map(|(at, _)| (y.at(100.0 * at) + 4.0, 1)).collect();
        let (first, last) = frame.beside();
        for ((_, text), at) in ends.iter().zip(text::apart(&wanted, first, last)) {
            plot.labels.push(label(frame.right + 6.0, at, "start", "axis", text));
        }
        let bottom = self.draw_dots(&mut plot, &frame, (&x, &y));
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(bottom),
            form: Form::Funnel(plot),
        }
    }

    /// Returns what is written at the ends of the limits and of the mean, the highest first.
    fn ends(&self, largest: f64) -> Vec<(f64, String)> {
        let mut ends: Vec<(f64, String)> = LIMITS
            .iter()
            .map(|(z, name)| (self.bound(*z, largest), format!("{name} limit")))
            .collect();
        let all = format!("all {}", assay_model::print::percent(self.mean));
        ends.push((self.mean, all));
        ends.sort_by(|a, b| b.0.total_cmp(&a.0));
        ends
    }

    fn draw_limits(
        &self,
        plot: &mut Plot,
        frame: &Frame,
        largest: f64,
        (x, y): (&Linear, &Linear),
    ) {
        for (z, _) in LIMITS {
            for sign in [-1.0, 1.0] {
                let steps = self.limit(z * sign, largest, x, y);
                plot.limits.push(Path { steps, class: "limit" });
            }
        }
        let mean = Length(y.at(100.0 * self.mean));
        let end = |x, pen| Step { x: Length(x), y: mean, pen };
        let steps = vec![end(frame.left, Pen::Up), end(frame.right, Pen::Down)];
        plot.limits.push(Path { steps, class: "mean" });
    }

    /// Draws the dots and names those outside the limits; returns where the drawing ends.
    fn draw_dots(&self, plot: &mut Plot, frame: &Frame, (x, y): (&Linear, &Linear)) -> f64 {
        let mut dots: Vec<(f64, f64)> = Vec::new();
        let mut names: Vec<Named<'_>> = Vec::new();
        for dot in self.dots.iter().filter(|d| d.base > 0) {
            let at = (x.at(dot.base as f64), y.at(100.0 * dot.share));
            let class = if dot.outside { "signal" } else { "s0" };
            plot.points.push(Point { x: Length(at.0), y: Length(at.1), class });
            dots.push(at);
            if dot.outside {
                names.push((at, &dot.name));
            }
        }
        names.sort_by(|a, b| a.0.1.total_cmp(&b.0.1).then(a.0.0.total_cmp(&b.0.0)));
        let end = frame.bottom + 41.0;
        let free = Free { frame, dots: &dots, taken: &plot.labels.clone() };
        if let Some(placed) = free.place(&names) {
            plot.labels.extend(placed);
            return end;
        }
        let letters: Vec<String> = (0..names.len()).map(letter).collect();
        let short: Vec<Named<'_>> =
            names.iter().zip(&letters).map(|((at, _), letter)| (*at, letter.as_str())).collect();
        plot.labels.extend(free.place_all(&short).into_iter().flatten());
        let mut base = end - 6.0;
        for ((_, name), letter) in names.iter().zip(&letters) {
            for (row, line) in text::lines(name, "axis", frame.width - 24.0).into_iter().enumerate()
            {
                base += LINE;
                if row == 0 {
                    plot.labels.push(label(0.0, base, "start", "strong", letter));
                }
                plot.labels.push(label(24.0, base, "start", "axis", line));
            }
        }
        base + 6.0
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

/// The box that a text may fill.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Bounds {
    fn of(label: &Label) -> Self {
        let width = text::width(&label.text, label.class);
        let size = text::size(label.class);
        let left = match label.anchor {
            "middle" => label.x.0 - width / 2.0,
            "end" => label.x.0 - width,
            _ => label.x.0,
        };
        let (top, bottom) = (label.y.0 - text::ASCENT * size, label.y.0 + text::DESCENT * size);
        Self { left, right: left + width, top, bottom }
    }

    fn meets(&self, other: &Self) -> bool {
        let beside = self.right <= other.left || other.right <= self.left;
        let above = self.bottom <= other.top || other.bottom <= self.top;
        !beside && !above
    }
}

/// A dot's place and what is written next to it.
type Named<'a> = ((f64, f64), &'a str);

/// What names of dots must not cover.
struct Free<'a> {
    frame: &'a Frame,
    dots: &'a [(f64, f64)],
    taken: &'a [Label],
}

impl Free<'_> {
    /// Returns the names beside their dots, or none where one has no place that is clear.
    fn place(&self, names: &[Named<'_>]) -> Option<Vec<Label>> {
        self.place_all(names).into_iter().collect()
    }

    /// Returns each name beside its dot, or none where no place is clear.
    fn place_all(&self, names: &[Named<'_>]) -> Vec<Option<Label>> {
        let mut placed: Vec<Label> = Vec::new();
        let mut found = Vec::new();
        for (dot, text) in names {
            let way = ways(*dot, text::width(text, "named")).into_iter().find_map(|(x, y)| {
                let way = label(x, y, "start", "named", *text);
                self.is_clear(&way, &placed).then_some(way)
            });
            placed.extend(way.clone());
            found.push(way);
        }
        found
    }

    fn is_clear(&self, way: &Label, placed: &[Label]) -> bool {
        let own = Bounds::of(way);
        let inside = own.left >= self.frame.left
            && own.right <= self.frame.right
            && own.top >= self.frame.top - 4.0
            && own.bottom <= self.frame.bottom;
        let on_dot = self.dots.iter().any(|(x, y)| {
            let (half, tall) = (6.5, 6.5);
            own.left < x + half
                && x - half < own.right
                && own.top < y + tall
                && y - tall < own.bottom
        });
        let mut others = self.taken.iter().chain(placed);
        inside && !on_dot && !others.any(|other| own.meets(&Bounds::of(other)))
    }
}

/// The places tried for a name of this width: right, left, above, below, then further off.
fn ways((x, y): (f64, f64), width: f64) -> Vec<(f64, f64)> {
    let mut ways = vec![(x + 9.0, y + 4.0), (x - 9.0 - width, y + 4.0)];
    for off in [0.0, 14.0, 28.0] {
        for left in [x - width / 2.0, x + 2.0, x - width - 2.0] {
            ways.push((left, y - 10.0 - off));
            ways.push((left, y + 19.0 + off));
        }
    }
    ways
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
            measure: "% good".into(),
        };
        let Form::Funnel(plot) = &funnel.draw()[0].form else { panic!("funnel") };
        assert!(plot.labels.iter().any(|l| l.text == "CIN 2"));
        assert!(!plot.labels.iter().any(|l| l.text == "CIN 1"));
        assert_eq!(plot.points.len(), 2);
    }

    #[test]
    fn a_name_without_a_clear_place_is_in_a_key_below() {
        let name = "Children with Disabilities, Complex Needs and Transitions to Adulthood Team";
        let dot = Dot { name: name.into(), base: 20, share: 0.25, outside: true };
        let funnel =
            Funnel { dots: vec![dot], mean: 0.5, of: "audits".into(), ..Funnel::default() };
        let Form::Funnel(narrow) = &funnel.draw()[1].form else { panic!("funnel") };
        let texts: Vec<&str> = narrow.labels.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts.iter().filter(|text| **text == "A").count(), 2, "{texts:?}");
        assert!(texts.join(" ").contains(name), "{texts:?}");
    }
}
