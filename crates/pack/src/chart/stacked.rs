//! Ordered stacked bars: one bar a period, its parts always in the same order, so that the chart
//! reads without colour. Bars lie flat, so that months and counts are written, not turned.

use super::{Size, label, scale::Linear, text_width};
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

impl StackedBars {
    /// Returns the drawings, with `note_heading` above the notes.
    #[must_use]
    pub fn draw(&self, note_heading: &str) -> Vec<Drawing> {
        Size::BOTH.into_iter().map(|size| self.draw_at(size, note_heading)).collect()
    }

    fn draw_at(&self, size: Size, note_heading: &str) -> Drawing {
        let width = size.width();
        let longest = self.bars.iter().map(|b| text_width(&b.label)).fold(40.0, f64::max);
        let left = longest + 8.0;
        let notes = |bar: &Bar| match size {
            Size::Wide => bar.note.clone(),
            Size::Narrow => bar.note_short.clone(),
        };
        let right = self.bars.iter().map(|b| text_width(&notes(b))).fold(30.0, f64::max) + 10.0;
        let bar_width = width - left - right;
        let mut stacked = Stacked { labels: Vec::new(), parts: Vec::new() };
        let mut top = self.legend(&mut stacked, left, width - right, size);
        if size == Size::Wide {
            stacked.labels.push(label(width, top - 10.0, "end", "axis", note_heading));
        }
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

    /// Writes the names of the parts with a swatch each, in the order of the parts; returns where
    /// the bars begin.
    fn legend(&self, stacked: &mut Stacked, left: f64, right: f64, size: Size) -> f64 {
        let start = if size == Size::Wide { left } else { 0.0 };
        let (mut x, mut y) = (start, 0.0);
        for (series, name) in self.names.iter().enumerate() {
            let needed = 16.0 + text_width(name);
            if x > start && x + needed > right {
                x = start;
                y += 18.0;
            }
            stacked.parts.push(part((x, y + 2.0, 11.0, 11.0), series, false));
            stacked.labels.push(label(x + 16.0, y + 12.0, "start", "direct", name));
            x += needed + 14.0;
        }
        y + 26.0
    }
}

fn draw_parts(bar: &Bar, (left, top, width): (f64, f64, f64), stacked: &mut Stacked) {
    let total: f64 = bar.parts.iter().map(|part| part.size).sum();
    if total <= 0.0 {
        stacked.labels.push(label(left, top + BAR / 2.0 + 4.0, "start", "axis", "no data"));
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
        if part_width > text_width(text) + 4.0 {
            let class =
                if bar.hollow { "direct" } else { ["on0", "on1", "on2", "on3"][series % 4] };
            stacked.labels.push(label(
                x + part_width / 2.0,
                top + BAR / 2.0 + 4.0,
                "middle",
                class,
                text,
            ));
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
