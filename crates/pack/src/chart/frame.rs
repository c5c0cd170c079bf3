//! The part of a drawing in which the data are, with its axes: what the axis counts and where it starts, its numbers,
//! as many names of periods as fit, and the marks of what happened when with their key below.

use super::scale::{Linear, Ticks};
use super::text::{self, LINE};
use super::{label, segment};
use crate::view::chart::Plot;
use assay_model::print::decimal;

/// Between two names of periods at least.
const AIR: f64 = 8.0;

/// Where in a drawing the data are.
pub(super) struct Frame {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) top: f64,
    pub(super) bottom: f64,
    /// The width of the whole drawing.
    pub(super) width: f64,
}

/// The axis of values.
pub(super) struct Axis<'a> {
    pub(super) ticks: &'a Ticks,
    /// What is added to its numbers.
    pub(super) unit: &'a str,
    /// What it counts, e.g. `% of audits`.
    pub(super) of: &'a str,
}

impl Axis<'_> {
    fn number(&self, tick: f64) -> String {
        format!("{}{}", decimal(tick, self.ticks.decimals), self.unit)
    }

    /// Returns how much room its numbers take at the left.
    pub(super) fn room(&self) -> f64 {
        let widths = self.ticks.at.iter().map(|tick| text::width(&self.number(*tick), "axis"));
        widths.fold(0.0, f64::max) + 6.0
    }

    /// Writes over the frame what the axis counts and where it starts; returns where the frame can begin.
    pub(super) fn heading(&self, plot: &mut Plot, width: f64) -> f64 {
        let words = starts_at(self.of, &self.number(self.ticks.low));
        let mut y = -3.0;
        for line in text::lines(&words, "axis", width) {
            y += LINE;
            plot.labels.push(label(0.0, y, "start", "axis", line));
        }
        y + 12.0
    }
}

/// Returns what an axis says of itself.
pub(super) fn starts_at(of: &str, low: &str) -> String {
    if of.is_empty() { format!("axis from {low}") } else { format!("{of}; axis from {low}") }
}

impl Frame {
    /// Returns the scale of so many periods.
    pub(super) fn x(&self, periods: usize) -> Linear {
        let last = periods.saturating_sub(1).max(1) as f64;
        Linear::new((0.0, last), (self.left + 8.0, self.right - 8.0))
    }

    /// The lowest and highest base line of texts to the right of the frame, clear of the names of periods.
    pub(super) fn beside(&self) -> (f64, f64) {
        (self.top + 6.0, self.bottom + 3.5)
    }

    /// Draws the rules with their numbers and as many period names as fit; returns the scale.
    pub(super) fn draw_axes(&self, plot: &mut Plot, axis: &Axis<'_>, periods: &[String]) -> Linear {
        let y = Linear::new((axis.ticks.low, axis.ticks.high), (self.bottom, self.top));
        for tick in &axis.ticks.at {
            let at = y.at(*tick);
            plot.rules.push(segment(self.left, at, self.right, at));
            plot.labels.push(label(self.left - 6.0, at + 4.0, "end", "axis", axis.number(*tick)));
        }
        let places = self.places(periods);
        let last = periods.len().saturating_sub(1);
        // Counted from the last period, which is the one people look for.
        let shown =
            |every: usize| (0..periods.len()).filter(move |i| (last - i).is_multiple_of(every));
        let fits = |every: &usize| {
            let spans: Vec<(f64, f64)> = shown(*every).map(|i| places[i]).collect();
            spans.windows(2).all(|pair| pair[0].0 + pair[0].1 + AIR <= pair[1].0 - pair[1].1)
        };
        let every = (1..=periods.len().max(1)).find(fits).unwrap_or(1);
        for i in shown(every) {
            plot.labels.push(label(places[i].0, self.bottom + 19.0, "middle", "axis", &periods[i]));
        }
        y
    }

    /// Returns where the names of periods would be: the middle of each, kept inside the drawing, and half its width.
    fn places(&self, periods: &[String]) -> Vec<(f64, f64)> {
        let x = self.x(periods.len());
        let place = |(i, period): (usize, &String)| {
            let half = text::width(period, "axis") / 2.0;
            (x.at(i as f64).clamp(half, (self.width - half).max(half)), half)
        };
        periods.iter().enumerate().map(place).collect()
    }

    /// Marks what happened before which period with a letter over the frame, and says below what the letters mean;
    /// returns where the drawing ends.
    pub(super) fn mark(&self, plot: &mut Plot, x: &Linear, events: &[(usize, String)]) -> f64 {
        let mut y = self.bottom + 19.0;
        let mut marks: Vec<(f64, String)> = Vec::new();
        let mut ordered: Vec<&(usize, String)> = events.iter().collect();
        ordered.sort_by_key(|(at, _)| *at);
        for (n, (index, words)) in ordered.into_iter().enumerate() {
            let between = f64::midpoint(x.at(*index as f64), x.at(*index as f64 - 1.0));
            // What came after the last period is at the edge.
            let at = between.clamp(self.left + 1.0, self.right - 1.0);
            let letter = letter(n);
            for (i, line) in text::lines(words, "axis", self.width - KEY).into_iter().enumerate() {
                y += LINE;
                if i == 0 {
                    plot.labels.push(label(0.0, y, "start", "strong", &letter));
                }
                plot.labels.push(label(KEY, y, "start", "axis", line));
            }
            match marks.last_mut() {
                Some((before, letters)) if at - *before < 1.0 => letters.push_str(&letter),
                _ => marks.push((at, letter)),
            }
        }
        let mut free = [f64::NEG_INFINITY; ROWS];
        for (at, letters) in marks {
            let half = text::width(&letters, "strong") / 2.0;
            let row = free.iter().position(|from| at - half >= *from).unwrap_or(0);
            free[row] = at + half + 3.0;
            let base = self.top - 5.0 - LINE * row as f64;
            plot.events.push(segment(at, base + 3.0, at, self.bottom));
            plot.labels.push(label(at, base, "middle", "strong", letters));
        }
        y + 6.0
    }
}

/// Where the words of a key begin.
const KEY: f64 = 24.0;
/// How many rows of letters there may be over a frame.
const ROWS: usize = 3;

/// Returns how much room the letters of marks take over the frame.
pub(super) fn room_for(events: &[(usize, String)]) -> f64 {
    match events.len() {
        0 => 0.0,
        1 => LINE,
        _ => LINE * ROWS as f64,
    }
}

/// Returns the letter of the mark at a place: A to Z, then A1 and so on.
pub(super) fn letter(place: usize) -> String {
    let letter = char::from(b'A' + (place % 26) as u8);
    if place < 26 { letter.to_string() } else { format!("{letter}{}", place / 26) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::scale::ticks;

    fn frame() -> Frame {
        Frame { left: 40.0, right: 300.0, top: 40.0, bottom: 160.0, width: 320.0 }
    }

    #[test]
    fn names_of_periods_are_left_out_before_they_touch_and_the_last_is_there() {
        let periods: Vec<String> = (1..=24).map(|i| format!("Sep 20{i:02}")).collect();
        let mut plot = Plot::default();
        let found = ticks(0.0, 100.0, 4);
        frame().draw_axes(&mut plot, &Axis { ticks: &found, unit: "%", of: "" }, &periods);
        let named: Vec<&str> =
            plot.labels.iter().filter(|l| l.anchor == "middle").map(|l| l.text.as_str()).collect();
        assert!(named.len() >= 2 && named.len() < 6, "{named:?}");
        assert!(named.contains(&"Sep 2024"));
    }

    #[test]
    fn two_marks_of_one_month_share_a_line_and_both_are_in_the_key() {
        let mut plot = Plot::default();
        let frame = frame();
        let events = [(3, "Rules changed".to_owned()), (3, "Workshop".to_owned())];
        frame.mark(&mut plot, &frame.x(6), &events);
        let texts: Vec<&str> = plot.labels.iter().map(|l| l.text.as_str()).collect();
        assert_eq!(texts, ["A", "Rules changed", "B", "Workshop", "AB"]);
        assert_eq!(plot.events.len(), 1);
    }
}
