//! Ordered stacked bars: one bar a period, its parts always in the same order, so that the chart
//! reads without colour. Bars lie flat, so that months and counts are written, not turned.

use super::scale::Linear;
use super::text::{self, LINE};
use super::{Size, label};
use crate::view::chart::{Drawing, Form, Length, Part, Stacked};

/// The data of ordered stacked bars.
#[derive(Debug, Clone)]
pub struct StackedBars {
    /// The names of the parts, in order; four at most.
    pub names: Vec<String>,
    /// The bars, first one on top.
    pub bars: Vec<Bar>,
}

/// One bar.
#[derive(Debug, Clone)]
pub struct Bar {
    /// What the bar is, e.g. `Sep 2026`.
    pub label: String,
    /// The parts, in the order of the names; all of no size, or none, leave a gap.
    pub parts: Vec<BarPart>,
    /// What stands at the end of the bar on a wide page, e.g. `64% of 104`.
    pub note: String,
    /// The same for narrow screens, e.g. `64%`.
    pub note_short: String,
    /// Whether the bar is from before assay, and so drawn hollow.
    pub hollow: bool,
}

/// A part of a bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarPart {
    /// Its size, in whatever unit the parts of one bar share.
    pub size: f64,
    /// What is written in it where there is room, e.g. `58`.
    pub text: String,
}

const BAR: f64 = 20.0;
const STEP: f64 = 27.0;
/// From the edge of a name's swatch to the name.
const SWATCH: f64 = 16.0;
/// From one row of names to the next.
const LEGEND: f64 = 18.0;

impl StackedBars {
    /// Returns the drawings, with `note_heading` above the notes.
    #[must_use]
    pub fn draw(&self, note_heading: &str) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size, note_heading)).collect()
    }

    fn draw_at(&self, size: Size, note_heading: &str) -> Drawing {
        let width = size.width();
        let longest = self.bars.iter().map(|b| text::width(&b.label, "axis")).fold(40.0, f64::max);
        let left = longest + 8.0;
        let notes = |bar: &Bar| match size {
            Size::Wide => bar.note.clone(),
            Size::Narrow => bar.note_short.clone(),
        };
        let widths = self.bars.iter().map(|b| text::width(&notes(b), "strong"));
        let right = widths.fold(30.0, f64::max) + 10.0;
        let bar_width = width - left - right;
        let mut stacked = Stacked { labels: Vec::new(), parts: Vec::new() };
        let start = if size == Size::Wide { left } else { 0.0 };
        let mut y = self.legend(&mut stacked, start, width);
        for line in text::lines(note_heading, "axis", width) {
            y += LINE;
            stacked.labels.push(label(width, y, "end", "axis", line));
        }
        let mut top = y + 6.0;
        for bar in &self.bars {
            let middle = top + BAR / 2.0 + 4.0;
            stacked.labels.push(label(left - 8.0, middle, "end", "axis", &bar.label));
            stacked.labels.push(label(width, middle, "end", "strong", notes(bar)));
            draw_parts(bar, (left, top, bar_width), &mut stacked);
            top += STEP;
        }
        Drawing {
            size: size.word(),
            width: Length(width),
            height: Length(top - STEP + BAR + 4.0),
            form: Form::Stacked(stacked),
        }
    }

    /// Writes the names of the parts with a swatch each, in the order of the parts; returns the base line of the last.
    fn legend(&self, stacked: &mut Stacked, start: f64, right: f64) -> f64 {
        let (mut x, mut y) = (start, 11.5);
        for (series, name) in self.names.iter().enumerate() {
            let lines = text::lines(name, "direct", right - start - SWATCH);
            let widths = lines.iter().map(|line| text::width(line, "direct"));
            let needed = SWATCH + widths.fold(0.0, f64::max);
            if x > start && x + needed > right {
                x = start;
                y += LEGEND;
            }
            stacked.parts.push(part((x, y - 10.0, 11.0, 11.0), series, false));
            let last = lines.len() - 1;
            for (row, line) in lines.into_iter().enumerate() {
                let at = y + LINE * row as f64;
                stacked.labels.push(label(x + SWATCH, at, "start", "direct", line));
            }
            y += LINE * last as f64;
            x += needed + 14.0;
        }
        y
    }
}

fn draw_parts(bar: &Bar, (left, top, width): (f64, f64, f64), stacked: &mut Stacked) {
    let total: f64 = bar.parts.iter().map(|part| part.size).sum();
    let middle = top + BAR / 2.0 + 4.0;
    if total <= 0.0 {
        stacked.labels.push(label(left, middle, "start", "axis", "no data"));
        return;
    }
    let scale = Linear::new((0.0, total), (left, left + width));
    let mut before = 0.0;
    for (series, BarPart { size, text }) in bar.parts.iter().enumerate() {
        if *size <= 0.0 {
            continue;
        }
        let x = scale.at(before);
        let part_width = (scale.at(before + size) - x - 1.5).max(1.0);
        stacked.parts.push(part((x, top, part_width, BAR), series, bar.hollow));
        let class = if bar.hollow { "direct" } else { ["on0", "on1", "on2", "on3"][series % 4] };
        if part_width > text::width(text, class) + 4.0 {
            let center = x + part_width / 2.0;
            stacked.labels.push(label(center, middle, "middle", class, text));
        }
        before += size;
    }
}

fn part((x, y, width, height): (f64, f64, f64, f64), series: usize, hollow: bool) -> Part {
    Part {
        x: Length(x),
        y: Length(y),
        width: Length(width),
        height: Length(height),
        series: series % 4,
        hollow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_keep_their_order_and_fill_the_bar() {
        let bars = StackedBars {
            names: ["a", "b", "c", "d"].map(String::from).to_vec(),
            bars: vec![Bar {
                label: "Sep 2026".into(),
                parts: [1.0, 0.0, 2.0, 1.0]
                    .map(|size| BarPart { size, text: String::new() })
                    .to_vec(),
                note: "75%".into(),
                note_short: "75%".into(),
                hollow: false,
            }],
        };
        let drawings = bars.draw("note");
        let Form::Stacked(wide) = &drawings[0].form else { panic!("stacked") };
        let drawn: Vec<usize> = wide.parts[4..].iter().map(|p| p.series).collect();
        assert_eq!(drawn, [0, 2, 3]);
        let widths: Vec<f64> = wide.parts[4..].iter().map(|p| p.width.0).collect();
        assert!((widths[1] + 1.5 - 2.0 * (widths[0] + 1.5)).abs() < 0.2, "{widths:?}");
    }

    #[test]
    fn a_bar_without_data_says_so() {
        let bars = StackedBars {
            names: vec!["a".into()],
            bars: vec![Bar {
                label: "Sep".into(),
                parts: vec![BarPart { size: 0.0, text: "0".into() }],
                note: String::new(),
                note_short: String::new(),
                hollow: false,
            }],
        };
        let Form::Stacked(wide) = &bars.draw("")[0].form else { panic!("stacked") };
        assert!(wide.labels.iter().any(|l| l.text == "no data"));
    }
}
